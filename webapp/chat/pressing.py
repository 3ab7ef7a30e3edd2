"""Who types the words of a button has pressed it: in every language, also where no other words are known."""

from __future__ import annotations

from typing import Final

from rapidfuzz import fuzz, process
from werkzeug.datastructures import MultiDict

from rules import Say
from webapp.forms import unknown_text
from webapp.glossary.terms import in_order
from webapp.questions import NONE, UNKNOWN, Question

ALIKE: Final = 90
"""Of 100, how much the words must be alike: one slip in a short answer."""

WITH_BUTTONS: Final = ("choice", "yes_no", "boxes")


def pressed(text: str, question: Question, has_partner: bool, say: Say) -> MultiDict[str, str] | None:
    """The form as it would have been sent; None where the words are those of no button, or of two."""
    if question.kind not in WITH_BUTTONS:
        return None
    field = "boxes" if question.kind == "boxes" else "choice"
    labels = _labels(question.worded_for(has_partner, say), field)
    typed = in_order(text)
    value = labels.get(typed)
    if value is None and typed:
        near = process.extract(typed, list(labels), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=2)
        values = {labels[label] for label, _score, _place in near}
        value = values.pop() if len(values) == 1 else None
    return MultiDict([(field, value)]) if value else None


def _labels(question: Question, field: str) -> dict[str, str]:
    """Each text as it is compared, whole and up to its first bracket, with its value. What two share, is left out."""
    pairs = [(choice.text, choice.value) for choice in question.choices]
    pairs += [(unknown_text(), UNKNOWN)] + ([(question.none, NONE)] if field == "boxes" and question.none else [])
    found: dict[str, set[str]] = {}
    for text, value in pairs:
        for part in (text, text.partition("(")[0]):
            if in_order(part):
                found.setdefault(in_order(part), set()).add(value)
    return {label: values.pop() for label, values in found.items() if len(values) == 1}
