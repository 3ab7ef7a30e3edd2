"""A note for the office where a resident goes from the table: everything in it, said once, for screen and paper alike.

The resident takes it along, so it holds no name, and never that home is not safe: it is made from discreet answers.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _

from rules import Advice, Policy, Referral, meaning
from webapp.answers import Answers
from webapp.discreet import asks_of_danger, discreet
from webapp.filters import long_date
from webapp.i18n import language, speaker
from webapp.journey import advice_for, next_question
from webapp.paper.letter import closing_of, warnings_of
from webapp.paper.offices import Ways, ways_of
from webapp.paper.words import in_words as amount_in_words
from webapp.paper.words import plain
from webapp.views import ResultPage, result_page
from webapp.views.cards import Card
from webapp.views.referrals import NOT_ON_PAPER, URGENT
from webapp.views.wording import in_words

FIRST: Final = "stadsbank"
"""The office that comes first in the list: staff refer to it most."""

FINGERPRINT_BYTES: Final = 9


@dataclass(frozen=True, slots=True)
class NotedScheme:
    """One scheme: what it is called, what that means, and the amount where there is one."""

    name: str
    meaning: str
    amount: str


@dataclass(frozen=True, slots=True)
class NotedGroup:
    """The schemes with one outcome."""

    title: str
    schemes: tuple[NotedScheme, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """All that is shown and printed. `reach`: each (label, how to reach the office); `household`: each (label, answer).

    `agreements`: what staff typed, in lines.
    """

    on: date
    language: str
    direction: str
    title: str
    day: str
    words: dict[str, str]
    office: str
    meaning: str
    reach: tuple[tuple[str, str], ...]
    asked: tuple[str, ...]
    warnings: tuple[str, ...]
    household: tuple[tuple[str, str], ...]
    groups: tuple[NotedGroup, ...]
    agreements: tuple[str, ...]
    closing: tuple[str, ...]
    version: str

    def as_json(self) -> dict[str, Any]:
        """The same, as plain values for JSON."""
        return {name: value for name, value in asdict(self).items() if name != "on"}

    @property
    def fingerprint(self) -> str:
        """Another one for every note that says something else: who agrees, agrees to what was shown."""
        said = json.dumps(self.as_json(), sort_keys=True).encode()
        return hashlib.blake2b(said, digest_size=FINGERPRINT_BYTES).hexdigest()


def offices_for(advice: Advice) -> tuple[Referral, ...]:
    """The offices of this advice that may be named on paper, the one most referred to first."""
    found = [one for one in advice.referrals if one.id not in NOT_ON_PAPER]
    return tuple(sorted(found, key=lambda one: one.id != FIRST))


def note_to(
    office_id: str, answers: Answers, policy: Policy, on: date, agreements: tuple[str, ...] = ()
) -> Note | None:
    """The note for one of the offices that these answers lead to; None for any other."""
    answers = discreet(answers)
    advice = advice_for(answers, policy, on)
    office = next((one for one in offices_for(advice) if one.id == office_id), None) if advice else None
    if advice is None or office is None:
        return None
    page = result_page(answers, advice, policy, next_question(answers, advice))
    return Note(
        on=on,
        language=language().code,
        direction=language().direction,
        title=_("Verwijzing naar: %(office)s", office=office.title),
        day=long_date(on),
        words=_words(),
        office=office.title,
        meaning=meaning(office.title, speaker()) or "",
        reach=_reach(ways_of(office.contact)),
        asked=_asked(office, policy),
        warnings=warnings_of(page),
        household=_household(answers),
        groups=tuple(NotedGroup(group.title, tuple(_noted(card) for card in group.cards)) for group in page.groups),
        agreements=agreements,
        closing=_closing(page, ways_of(office.contact).unchecked),
        version=page.policy_version,
    )


def _words() -> dict[str, str]:
    return {
        "asked": _("Wat we u vragen"),
        "household": _("Dit vertelde de inwoner"),
        "outcome": _("Regelingen die we nakeken"),
        "agreements": _("Afspraken"),
        "closing": _("Goed om te weten"),
        "version": _("Versie van de regels:"),
        "page": _("Bladzijde %(page)s van %(pages)s", page="{page}", pages="{pages}"),
    }


def _asked(office: Referral, policy: Policy) -> tuple[str, ...]:
    need = next(rule.need for rule in policy.referrals if rule.id == office.id)
    sentences = {
        "urgent": _("Wilt u de inwoner snel helpen?"),
        "debts": _("Wilt u met de inwoner kijken naar de rekeningen en de schulden?"),
        "money": _("Kan de inwoner bij u geld krijgen? Wilt u dat samen nakijken?"),
        "care": _("Wilt u met de inwoner kijken welke hulp of zorg nodig is?"),
        "work": _("Wilt u de inwoner helpen met werk, of met leren voor werk?"),
        "law": _("Wilt u de inwoner helpen met een vraag over de wet?"),
    }
    asked = sentences.get(need, _("Wilt u de inwoner helpen met vragen over geld en regelingen?"))
    haste = (_("Er is haast."),) if office.urgency == URGENT else ()
    return (*haste, asked)


def _reach(ways: Ways) -> tuple[tuple[str, str], ...]:
    phone = " ".join((f"{ways.name}: {ways.phone}", *ways.words)) if ways.phone else ""
    found = ((_("Bel"), phone), (_("Adres:"), ways.address), (_("E-mail:"), ways.email), (_("Website:"), ways.web))
    return tuple((label, text) for label, text in found if text)


def _household(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Each answer that counts, in words. Of what cannot wait only what is there: "none" would be untrue for some."""
    say, found = speaker(), []
    for entry in answers.in_order:
        if entry.question in answers.to_look_at or (asks_of_danger(entry.question) and "boxes" not in entry.answer):
            continue
        worded = entry.question.worded_for(answers.has_partner, say)
        found.append((worded.check_label, plain("; ".join(in_words(worded, entry.answer)))))
    return tuple(found)


def _noted(card: Card) -> NotedScheme:
    name = card.scheme.title
    return NotedScheme(name, meaning(name, speaker()) or "", amount_in_words(card.amount) if card.amount else "")


def _closing(page: ResultPage, unchecked: str) -> tuple[str, ...]:
    elsewhere = (_("We kennen alleen de regelingen van Enschede."),) if page.lives_elsewhere else ()
    return (
        _("Dit is geen aanvraag en geen besluit. De gemeente of de organisatie beslist."),
        _("De inwoner geeft u deze brief zelf. Er staat geen naam in."),
        _("Met ‘u’ en ‘uw’ bij de antwoorden en de regelingen bedoelen we de inwoner."),
        *elsewhere,
        *closing_of(page),
        *((unchecked,) if unchecked else ()),
    )
