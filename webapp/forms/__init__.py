"""Forms made from the catalogue: one class for each question and wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.forms.income import IncomeForm, income_form, prefilled
from webapp.forms.kinds import BUILDERS, UNKNOWN_TEXT, Answer, QuestionForm
from webapp.questions import NONE, UNKNOWN, Question

__all__ = ["UNKNOWN_TEXT", "Answer", "IncomeForm", "QuestionForm", "form_for"]


def form_for(
    question: Question, has_partner: bool, sent: Any = None, answer: Mapping[str, Any] | None = None
) -> QuestionForm:
    """The form of a question, filled with what was sent (a MultiDict), else with an earlier answer, else empty."""
    worded = question.worded_for(has_partner)
    made = income_form(worded, has_partner) if question.kind == "income" else BUILDERS[question.kind](worded)
    made.question = worded
    return made(formdata=sent, data=_data(question, dict(answer or {})))


def _data(question: Question, answer: Answer) -> dict[str, Any]:
    if question.kind == "income":
        return prefilled(answer)
    if question.kind == "boxes" and answer:
        alone = [value for value in (UNKNOWN, NONE) if answer.get(value)]
        return {"boxes": alone or answer["boxes"]}
    if question.kind in ("choice", "yes_no") and answer.get(UNKNOWN):
        return {"choice": UNKNOWN}
    return answer
