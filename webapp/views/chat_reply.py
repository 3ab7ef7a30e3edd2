"""What the chat says to a question that somebody asks back, and to what it does not understand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from rules import Policy
from webapp.glossary import Term
from webapp.i18n import language_links, later, say
from webapp.languages import Language
from webapp.mishaps import STOOD_OPEN, TOO_MUCH
from webapp.questions import Question
from webapp.understanding import MAX_MESSAGE

Contact = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """`kind` says which links go below it; `name` is the Dutch name of what is explained, `target` its id.
    `languages`: (language, address) of each that this page can be read in."""

    kind: str
    lines: tuple[str, ...] = ()
    name: str = ""
    target: str = ""
    languages: tuple[tuple[Language, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Danger:
    """Who helps at once."""

    contacts: tuple[Contact, ...]


def danger_card(kinds: Sequence[str], policy: Policy) -> Danger | None:
    """The offices for what was told, the alarm number always among them; None where nothing was."""
    names = [name for kind in ("emergency", "suicide", "violence") if kind in kinds for name in _WHO_HELPS[kind]]
    return Danger(tuple(policy.contacts[name] for name in dict.fromkeys(names))) if names else None


def reply_to(kind: str, about: str, question: Question | None, terms: Sequence[Term], policy: Policy) -> Reply | None:
    """The reply in the language of the page; None where there is nothing to say. `question` is worded already."""
    if kind == "term":
        found = next((term for term in terms if term.id == about), None)
        return Reply(kind, (say(found.text),), found.term, found.id) if found else None
    if kind == "scheme":
        scheme = next((one for one in policy.schemes if one.id == about), None)
        return Reply(kind, (say(scheme.summary),), scheme.title, scheme.id) if scheme else None
    if kind == "why":
        return Reply(kind, (question.why,)) if question else Reply("no_question", _lines("no_question"))
    if kind == "language":
        links = tuple(language_links())
        known = tuple(link for link in links if link[0].code == about)
        lines = _lines("language" if known or not about else "no_language")
        return Reply(kind, lines, languages=known or links)
    if kind == "unclear":
        return Reply(kind, (*unclear_lines(about.split()), *_lines("say_again")))
    return Reply(kind, _lines(kind)) if kind in _SAID else None


def unclear_lines(codes: Sequence[str]) -> tuple[str, ...]:
    """For each kind of amount that was seen but not taken, what to do about it."""
    return tuple(say(_UNCLEAR[code]) for code in codes if code in _UNCLEAR)


def mistake_text(kind: str) -> str:
    """What is wrong with a message, and what to do."""
    if kind == "too_long":
        return str(_("Uw tekst is te lang. Schrijf hooguit %(most)s tekens.", most=MAX_MESSAGE))
    return str(_("Schrijf eerst iets in het veld. Druk daarna op ‘Stuur’.")) if kind == "empty" else ""


def _lines(kind: str) -> tuple[str, ...]:
    return tuple(say(text) for text in _SAID[kind])


_WHO_HELPS: Final[Mapping[str, tuple[str, ...]]] = {
    "emergency": ("emergency",),
    "suicide": ("suicide_prevention", "emergency"),
    "violence": ("veilig_thuis", "emergency"),
}

_UNCLEAR: Final[Mapping[str, str]] = {
    "gross": later("U noemde een bruto bedrag. Ik heb het netto bedrag nodig. Dat is wat u echt krijgt."),
    "per_year": later("U noemde een bedrag per jaar. Ik heb het bedrag per maand nodig."),
    "per_day": later("U noemde een bedrag per dag of per uur. Ik heb het bedrag per week of per maand nodig."),
    "range": later("U noemde twee bedragen. Schrijf één bedrag. Een schatting is goed."),
    "allowance": later("Toeslagen en kinderbijslag tellen niet mee als inkomen. Dat bedrag liet ik weg."),
    "ambiguous": later("Ik begreep een bedrag niet goed. Schrijf het in cijfers, bijvoorbeeld 1450."),
}

_SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "not_understood": (
        later("Dit heb ik niet begrepen. Ik ben een programma en begrijp niet alles."),
        later("Zeg het met andere woorden, of kies een antwoord. U kunt ook iemand spreken."),
    ),
    "say_again": (later("Zeg het met andere woorden, of kies een antwoord."),),
    "too_much": (TOO_MUCH,),
    "stale": (STOOD_OPEN,),
    "no_term": (later("Dat woord ken ik niet. Een mens kan het u vertellen."),),
    "no_question": (later("Er staat nu geen vraag open."),),
    "privacy": (
        later("Uw antwoorden staan alleen in uw eigen browser. Na een uur zijn ze weg."),
        later("Niemand anders krijgt ze te zien. Schrijf hier ook niet uw naam of adres."),
    ),
    "machine": (
        later("Ik ben geen mens. Ik ben een computerprogramma van deze site."),
        later("Ik ken alleen de vragen en de regels die hier staan."),
    ),
    "person": (later("U kunt met iemand praten. Dat is gratis."),),
    "stop": (
        later("U kunt stoppen wanneer u wilt. Wis dan uw antwoorden."),
        later("Wist u niets? Dan zijn uw antwoorden na een uur weg."),
    ),
    "restart": (later("Wilt u opnieuw beginnen? Dan zijn al uw antwoorden weg."),),
    "language": (later("U kunt deze pagina in een andere taal lezen. Uw antwoorden blijven staan."),),
    "no_language": (later("Die taal is er nog niet. Deze talen zijn er wel."),),
    "unknown": (later("Dat geeft niet. Ik heb opgeschreven: ‘Ik weet het niet’."),),
    "skip": (later("Ik sla die vraag over. Ik heb opgeschreven: ‘Ik weet het niet’."),),
    "back": (later("Dit is de eerste vraag. U kunt niet verder terug."),),
    "result": (later("Voor een uitslag weet ik nog te weinig. Beantwoord eerst deze vraag."),),
    "greeting": (later("Hallo! Fijn dat u er bent. Vertel gerust wat er speelt."),),
}
