"""What a scheme waits for, to be answered on the page itself: each question once, the first of a scheme as a form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rules import Advice, SchemeAdvice
from webapp.answers import Answers
from webapp.forms import QuestionForm, form_for
from webapp.i18n import speaker
from webapp.journey import question_about
from webapp.questions import Question
from webapp.views.question import norm_hint

IN_PLACE: Final = frozenset({"choice", "yes_no", "boxes", "age", "duration"})
"""Kinds that fit between other things. The rest has its own page."""


@dataclass(frozen=True, slots=True)
class InPlace:
    """A question with its fields, as the macros of the kinds want it."""

    question: Question
    form: QuestionForm
    norm_hint: str


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """What one scheme waits for.

    The first question is in `here` (its form), or `above` (its form is at an earlier scheme), or `first` (on a page of
    its own). `others` are further questions that stand nowhere else on the page; `rest_elsewhere` = some do.
    """

    here: InPlace | None = None
    above: Question | None = None
    first: Question | None = None
    others: tuple[Question, ...] = ()
    rest_elsewhere: bool = False


def prefix_of(question: Question) -> str:
    """What every id of this question begins with, where it stands between others."""
    return f"in-{question.id}-"


def open_questions(schemes: Iterable[SchemeAdvice], answers: Answers, advice: Advice) -> dict[str, OpenQuestions]:
    """By scheme id, for the schemes that wait for an answer, in their order on the page."""
    asked = {scheme.id: questions_about(scheme.blocking_facts, answers) for scheme in schemes}
    asked = {id_: questions for id_, questions in asked.items() if questions}
    forms = {questions[0].id for questions in asked.values() if questions[0].kind in IN_PLACE}
    placed: set[str] = set()
    shown = set(forms)
    found = {}
    for id_, (first, *rest) in asked.items():
        others = tuple(question for question in rest if question.id not in shown)
        has_form = first.id in forms
        found[id_] = OpenQuestions(
            here=_in_place(first, answers, advice) if has_form and first.id not in placed else None,
            above=first if first.id in placed else None,
            first=None if has_form else first,
            others=others,
            rest_elsewhere=len(others) < len(rest),
        )
        placed |= {first.id} & forms
        shown |= {first.id, *(question.id for question in others)}
    return found


def questions_about(facts: Iterable[str], answers: Answers) -> tuple[Question, ...]:
    """Each question once, in the words for this household; one question may settle several facts."""
    asked = (question_about(fact, answers) for fact in facts)
    return tuple({q.id: q.worded_for(answers.has_partner, speaker()) for q in asked if q is not None}.values())


def _in_place(worded: Question, answers: Answers, advice: Advice) -> InPlace:
    """Empty, also where "I do not know" was answered: nothing is chosen beforehand."""
    question = answers.catalogue.find(worded.id)
    if question is None:
        raise LookupError(worded.id)
    form = form_for(question, answers.has_partner, prefix=prefix_of(question))
    return InPlace(form.question, form, norm_hint(form.question, answers, lambda: advice))
