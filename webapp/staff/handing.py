"""Puts together what leaves the table: the letters and the note, and the pages on which they are made."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import current_app, session
from flask_babel import force_locale
from flask_babel import gettext as _

from rules import Policy, Referral
from webapp import state
from webapp.answers import Answers
from webapp.discreet import discreet, tells_of_danger
from webapp.i18n import language
from webapp.journey import advice_for
from webapp.languages import Language, source
from webapp.paper import Letter, Note, letter, note_to, offices_for
from webapp.staff import conversation as talk
from webapp.staff import lines
from webapp.staff.conversation import Conversation
from webapp.staff.leaving_pages import LeavingPage, ReferralPage
from webapp.views.question import Mistake

OFFICE: Final = "talk_office"
"""The office of the note."""


def languages_on_paper() -> tuple[Language, ...]:
    """Dutch, and then the other language of the table: what stands beside the page, or the page itself."""
    others = (one for one in (talk.beside(), language()) if one and not one.is_source)
    return (source(), *list(others)[:1])


def letters(answers: Answers, policy: Policy) -> tuple[Letter, ...]:
    """The letter in each language, with what was agreed; nothing until the municipality is known."""
    found = []
    for one in languages_on_paper():
        with force_locale(one.code):
            written = letter(answers, policy, current_app.config["TODAY"]())
        if written is not None:
            found.append(replace(written, agreements=lines.as_lines()))
    return tuple(found)


def leaving_page(now: Conversation, typed: str | None = None, fault: str = "") -> LeavingPage:
    """The page with the lines; `typed` and its `fault` where they could not be kept, nor remembered."""
    if typed is None and lines.draft():
        typed, fault = lines.draft(), lines.fault_in(lines.draft())
    return LeavingPage(
        name=now.name,
        lines=lines.kept() if typed is None else typed,
        can_print=now.way.advice is not None,
        languages=languages_on_paper(),
        asks_about_safety=tells_of_danger(now.answers),
        mistakes=(Mistake("afspraken", fault),) if fault else (),
        said=state.heard(),
    )


def offices(now: Conversation) -> tuple[Referral, ...]:
    """The offices to choose from: never one that would tell that home is not safe."""
    advice = advice_for(discreet(now.answers), now.way.policy, current_app.config["TODAY"]())
    return offices_for(advice) if advice else ()


def note_on_paper(now: Conversation) -> Note | None:
    """The note for the chosen office, in Dutch: that is what the office reads."""
    return _note(now, source())


def referral_page(now: Conversation, missing: str) -> ReferralPage:
    """The page with the offices and the note; `missing` is the field that was left open."""
    faults = {
        "kantoor": _("Kies een organisatie."),
        "akkoord": _("Vraag of de inwoner het goed vindt. Kruis het dan aan."),
    }
    beside, found = talk.beside(), offices(now)
    field = f"kantoor-{found[0].id}" if missing == "kantoor" and found else missing
    return ReferralPage(
        name=now.name,
        offices=found,
        chosen=str(session.get(OFFICE, "")),
        note=_note(now, source()),
        beside=_note(now, beside) if beside and not beside.is_source else None,
        mistakes=(Mistake(field, faults[missing]),) if missing in faults and found else (),
        said=state.heard(),
    )


def _note(now: Conversation, reader: Language) -> Note | None:
    with force_locale(reader.code):
        return note_to(
            str(session.get(OFFICE, "")),
            now.answers,
            now.way.policy,
            current_app.config["TODAY"](),
            lines.as_lines(),
        )
