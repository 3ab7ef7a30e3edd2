"""What the check page shows: every answer, with a link to change it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from rules import Advice
from webapp.answers import Answers
from webapp.discreet import asks_of_danger
from webapp.i18n import speaker
from webapp.questions import Question
from webapp.views.wording import in_words


@dataclass(frozen=True, slots=True)
class Row:
    """One answer. `ask_again` says why it should be looked at; `private` keeps it off paper."""

    question: Question
    lines: tuple[str, ...]
    ask_again: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of one topic."""

    id: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """All answers; `back` is the question that was put last, `next_question` is there when something is still open."""

    groups: tuple[Group, ...]
    back: Question
    next_question: Question | None


def check_page(answers: Answers, advice: Advice | None, next_question: Question | None) -> CheckPage:
    """The answers in the order of the catalogue, by topic."""
    rows = [_row(answers, entry.question, advice) for entry in answers.in_order]
    groups = groupby(rows, key=lambda row: (row.question.topic_id, row.question.topic_title))
    by_topic = tuple(Group(*topic, tuple(found)) for topic, found in groups)
    return CheckPage(by_topic, answers.entries[-1].question, next_question)


def rows_as_given(answers: Answers) -> list[Row]:
    """The answers in the order in which they were given."""
    return [_row(answers, entry.question, None) for entry in answers.entries]


def income_looks_wrong(advice: Advice | None) -> bool:
    """Bijstand with a high income: probably a mistake in the amount."""
    return advice is not None and any(note.id == "check_income" for scheme in advice.schemes for note in scheme.notes)


def _row(answers: Answers, question: Question, advice: Advice | None) -> Row:
    worded = question.worded_for(answers.has_partner, speaker())
    answer = answers.of(question) or {}
    again = ""
    if question in answers.to_look_at:
        again = _("U veranderde uw antwoord over een partner. Klopt dit antwoord nog?")
    if "income" in question.facts and income_looks_wrong(advice):
        again = _("U krijgt bijstand, en dit bedrag is hoog. Klopt dit?")
    return Row(worded, tuple(in_words(worded, answer)), again, asks_of_danger(question))
