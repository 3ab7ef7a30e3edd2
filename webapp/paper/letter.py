"""The outcome as a letter: everything that stands on paper, said in the language of the reader, in its order.

Only text goes to the typesetter, never markup. A name that stays Dutch goes apart, so that it can be marked as Dutch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import ngettext

from rules import Policy
from webapp.answers import Answers
from webapp.filters import long_date
from webapp.i18n import language, say
from webapp.journey import advice_for, next_question
from webapp.paper.offices import Office, office_of, places_in
from webapp.paper.schemes import SchemeOnPaper, on_paper
from webapp.paper.words import plain
from webapp.views import ResultPage, result_page
from webapp.views.papers import PaperLine
from webapp.views.result import SchemeGroup

FEW: Final = 2
"""Schemes that are named beside a paper."""


@dataclass(frozen=True, slots=True)
class Group:
    """The schemes with one outcome. `id` is the group of the result page; `chances` is what would change it."""

    id: str
    title: str
    schemes: tuple[SchemeOnPaper, ...]
    chances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """All that is printed. `words` are the headings and labels; `on` is the day of the advice.

    `agreements`: what was agreed in a conversation, line by line as it was typed; in no letter that residents make.
    """

    on: date
    language: str
    direction: str
    title: str
    day: str
    words: dict[str, str]
    lead: tuple[str, ...]
    no_decision: tuple[str, ...]
    warnings: tuple[str, ...]
    urgent: tuple[Office, ...]
    groups: tuple[Group, ...]
    papers: tuple[tuple[str, str], ...]
    help: tuple[Office, ...]
    places: tuple[str, ...]
    unchecked: tuple[str, ...]
    closing: tuple[str, ...]
    version: str
    agreements: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same, as plain values for JSON."""
        return {name: value for name, value in asdict(self).items() if name != "on"}


def letter(answers: Answers, policy: Policy, on: date) -> Letter | None:
    """The letter for these answers on this day; None until the municipality is known."""
    advice = advice_for(answers, policy, on)
    if advice is None:
        return None
    page = result_page(answers, advice, policy, next_question(answers, advice))
    urgent = tuple(office_of(card.referral) for card in page.urgent)
    others = ((page.walk_in,) if page.walk_in else ()) + tuple(card.referral for card in page.help)
    offices = tuple(office_of(referral) for referral in others)
    groups = tuple(_group(group, answers) for group in page.groups)
    return Letter(
        on=on,
        language=language().code,
        direction=language().direction,
        title=_("Uw uitslag"),
        day=long_date(on),
        words=_words(),
        lead=_lead(page),
        no_decision=_no_decision(),
        warnings=warnings_of(page),
        urgent=urgent,
        groups=groups,
        papers=tuple((plain(say(line.text)), _only_for(line)) for line in page.papers),
        help=offices,
        places=() if page.lives_elsewhere else places_in(policy),
        unchecked=_unchecked((*urgent, *offices), groups),
        closing=closing_of(page),
        version=page.policy_version,
    )


def _no_decision() -> tuple[str, ...]:
    return (
        _("Dit is geen aanvraag en geen besluit. U moet een regeling zelf aanvragen."),
        _("Deze uitslag is alleen een advies. De gemeente of de organisatie beslist."),
    )


def _group(group: SchemeGroup, answers: Answers) -> Group:
    chances = dict.fromkeys(plain(text) for card in group.cards for text in card.chances)
    return Group(group.id, group.title, tuple(on_paper(card, answers) for card in group.cards), tuple(chances))


def _unchecked(offices: Iterable[Office], groups: Iterable[Group]) -> tuple[str, ...]:
    """What is to be said once about the numbers with a star."""
    ways = [office.ways for office in offices]
    ways += [scheme.ways for group in groups for scheme in group.schemes if scheme.ways]
    return tuple(dict.fromkeys(way.unchecked for way in ways if way.unchecked))


def _only_for(line: PaperLine) -> str:
    """The schemes that ask for a paper, where it helps to know: nobody reads a row of five names."""
    if line.for_all or len(line.schemes) > FEW:
        return ""
    return str(_("voor %(schemes)s", schemes=format_list(line.schemes, locale=language().formats)))


def _words() -> dict[str, str]:
    return {
        "urgent": _("Eerst dit: hier krijgt u snel hulp"),
        "agreements": _("Afspraken"),
        "questions": _("Dit moeten we nog weten:"),
        "papers": _("Neem deze papieren mee"),
        "help": _("Hier kunt u hulp krijgen"),
        "places": _("Hier kunt u binnenlopen: Wijkwijzers"),
        "phone": _("Bel"),
        "email": _("E-mail:"),
        "web": _("Website:"),
        "address": _("Adres:"),
        "closing": _("Goed om te weten"),
        "version": _("Versie van de regels:"),
        "page": _("Bladzijde %(page)s van %(pages)s", page="{page}", pages="{pages}"),
    }


def _lead(page: ResultPage) -> tuple[str, ...]:
    likely, possible = len(page.cards("likely")), len(page.cards("possible"))
    if page.lives_elsewhere:
        return (
            _("We kennen alleen de regelingen van Enschede."),
            _("Uw eigen gemeente heeft ook hulp bij weinig geld. Hieronder ziet u waar u terechtkunt."),
        )
    if page.is_minor:
        return (_("U bent nog te jong om een regeling zelf aan te vragen. Er is wel hulp voor u."),)
    if likely:
        also = ngettext("%(num)s regeling past misschien.", "%(num)s regelingen passen misschien.", possible)
        first = ngettext(
            "%(num)s regeling past waarschijnlijk bij u.", "%(num)s regelingen passen waarschijnlijk bij u.", likely
        )
        return (first, also) if possible else (first,)
    if possible:
        return (
            ngettext("%(num)s regeling past misschien bij u.", "%(num)s regelingen passen misschien bij u.", possible),
        )
    if page.cards("unknown"):
        return (_("We weten nog niet genoeg. Hieronder ziet u wat nog kan helpen."),)
    return (
        _(
            "We zien nu geen regeling die bij u past. Hieronder leest u waarom. "
            "Verandert er iets? Doe de vragen dan opnieuw."
        ),
    )


def warnings_of(page: ResultPage) -> tuple[str, ...]:
    """What makes the outcome less sure."""
    found = []
    if page.municipality_is_a_guess:
        found.append(_("Deze uitslag klopt alleen als u in de gemeente Enschede woont. U wist dat niet zeker."))
    if page.figures_expired:
        found.append(
            _(
                "We kennen de nieuwe bedragen nog niet. Daarom kunnen we niet alles uitrekenen. "
                "Vraag een Wijkwijzer of de gemeente om hulp."
            )
        )
    if page.check_income:
        found.append(_("U krijgt bijstand, maar uw inkomen is hoog. Klopt dit?"))
    if page.to_look_at:
        found.append(_("U veranderde uw antwoord over een partner. Sommige antwoorden moet u nog nakijken."))
    if page.next_question:
        found.append(_("U bent nog niet klaar met de vragen. Dit is de uitslag tot nu toe."))
    return tuple(found)


def closing_of(page: ResultPage) -> tuple[str, ...]:
    """What is good to know of the outcome as a whole."""
    found = [plain(say(page.confirm))] if page.confirm else []
    if page.valid_until:
        found.append(_("De bedragen gelden tot en met %(day)s.", day=long_date(page.valid_until)))
    return tuple(found)
