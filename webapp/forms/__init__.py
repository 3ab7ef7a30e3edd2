"""Forms made from the catalogue: one class for each question and wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.forms import boxes_with_fields, income
from webapp.forms.income import IncomeForm
from webapp.forms.kinds import BUILDERS, Answer, QuestionForm, unknown_text
from webapp.i18n import speaker
from webapp.questions import NONE, UNKNOWN, Question

__all__ = ["Answer", "IncomeForm", "QuestionForm", "form_for", "unknown_text"]


def form_for(
    question: Question,
    has_partner: bool,
    sent: Any = None,
    answer: Mapping[str, Any] | None = None,
    prefix: str = "",
) -> QuestionForm:
    """The form of a question in the language of the page, filled with what was sent (a MultiDict), else with an
    earlier answer, else empty. Beside what was sent, the earlier answer tells only what was left as it stood.

    `prefix` begins every id (not the names: what is sent stays the same), for a page with more than one question.
    """
    worded = question.worded_for(has_partner, speaker())
    made = _made(worded, has_partner, answer or {})
    made.question = worded
    # Beside what was sent an earlier answer fills nothing in: a choice that was left out would come back unasked.
    form = made(formdata=sent, data=_data(question, dict(answer or {}) if sent is None else {}))
    form.begin_ids(prefix)
    return form


def _made(worded: Question, has_partner: bool, before: Mapping[str, Any]) -> type[QuestionForm]:
    if worded.kind == "income":
        return income.income_form(worded, has_partner)
    if worded.kind == "boxes_with_fields":
        return boxes_with_fields.boxes_with_fields_form(worded, before)
    return BUILDERS[worded.kind](worded)


def _data(question: Question, answer: Answer) -> dict[str, Any]:
    if question.kind == "income":
        return income.prefilled(answer)
    if question.kind in ("boxes", "boxes_with_fields") and answer:
        alone = [value for value in (UNKNOWN, NONE) if answer.get(value)]
        return {"boxes": alone or answer["boxes"], **boxes_with_fields.prefilled(question, answer)}
    if question.kind in ("choice", "yes_no") and answer.get(UNKNOWN):
        return {"choice": UNKNOWN}
    return answer
