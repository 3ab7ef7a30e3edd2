"""Forms made from the catalogue: one class for each question and wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.forms.income import IncomeForm, income_form, prefilled
from webapp.forms.kinds import BUILDERS, Answer, QuestionForm, unknown_text
from webapp.i18n import speaker
from webapp.questions import NONE, UNKNOWN, Question

__all__ = ["Answer", "IncomeForm", "QuestionForm", "form_for", "unknown_text"]


def form_for(
    question: Question, has_partner: bool, sent: Any = None, answer: Mapping[str, Any] | None = None
) -> QuestionForm:
    """The form of a question in the language of the page, filled with what was sent (a MultiDict), else with an
    earlier answer, else empty."""
    worded = question.worded_for(has_partner, speaker())
    made = income_form(worded, has_partner) if question.kind == "income" else BUILDERS[question.kind](worded)
    made.question = worded
    # Beside what was sent an earlier answer has no say: a choice that was left out would come back unasked.
    return made(formdata=sent, data=_data(question, dict(answer or {}) if sent is None else {}))


def _data(question: Question, answer: Answer) -> dict[str, Any]:
    if question.kind == "income":
        return prefilled(answer)
    if question.kind == "boxes" and answer:
        alone = [value for value in (UNKNOWN, NONE) if answer.get(value)]
        return {"boxes": alone or answer["boxes"]}
    if question.kind in ("choice", "yes_no") and answer.get(UNKNOWN):
        return {"choice": UNKNOWN}
    return answer
