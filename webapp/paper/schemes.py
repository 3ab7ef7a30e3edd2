"""A scheme on paper: what it is, why we think so, and how to ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from rules import meaning
from webapp.answers import Answers
from webapp.i18n import say, speaker
from webapp.paper.offices import Ways, ways_of
from webapp.paper.words import in_words, plain
from webapp.views.cards import Card
from webapp.views.open_questions import questions_about

WITH_REASONS: Final = ("likely", "possible", "unknown", "unlikely")


@dataclass(frozen=True, slots=True)
class SchemeOnPaper:
    """One scheme. `why`: what decided it; `fits`: what holds as well; `ask`: each (label, sentence) about applying."""

    name: str
    meaning: str
    summary: str
    amount: str
    amount_note: str
    why: tuple[str, ...]
    fits: tuple[str, ...]
    notes: tuple[str, ...]
    questions: tuple[str, ...]
    ask: tuple[tuple[str, str], ...]
    ways: Ways | None


def on_paper(card: Card, answers: Answers) -> SchemeOnPaper:
    """What the letter says about one scheme, in the language of the reader."""
    scheme = card.scheme
    return SchemeOnPaper(
        name=scheme.title,
        meaning=meaning(scheme.title, speaker()) or "",
        summary=plain(say(scheme.summary)) if card.can_apply else "",
        amount=in_words(card.amount) if card.amount else "",
        amount_note=plain(say(scheme.amount_note)) if card.amount and scheme.amount_note else "",
        why=_why(card),
        fits=tuple(plain(line.text) for line in card.met if line.distance) if card.can_apply else (),
        notes=tuple(plain(say(note.text)) for note in card.notes),
        questions=_open_questions(card, answers),
        ask=_how_to_ask(card) if card.can_apply else (),
        ways=ways_of(scheme.apply) if card.can_apply else None,
    )


def _why(card: Card) -> tuple[str, ...]:
    if card.group not in WITH_REASONS:
        return ()
    decided = tuple(plain(line.text) for line in card.reasons)
    if card.group == "possible" and not decided:
        return (plain(_("Uw antwoorden passen hierbij. Maar de gemeente bekijkt het voor elke persoon apart.")),)
    return decided


def _open_questions(card: Card, answers: Answers) -> tuple[str, ...]:
    if card.group != "unknown":
        return ()
    return tuple(plain(question.text) for question in questions_about(card.scheme.blocking_facts, answers))


def _how_to_ask(card: Card) -> tuple[tuple[str, str], ...]:
    """The deadline is the one on the result page, for this very household."""
    scheme = card.scheme
    said = {**scheme.apply, "deadline": card.deadline}
    labels = (
        ("deadline", _("Let op:")),
        ("text", _("Zo vraagt u het aan:")),
        ("without_internet", _("Geen internet?")),
        ("duration", _("Hoe lang het duurt:")),
    )
    return tuple((label, plain(say(said[key]))) for key, label in labels if said.get(key))
