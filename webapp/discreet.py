"""What is taken along may be read by others at home: without being asked, it does not say that home is not safe.

The advice for paper and the answers in a link come from these answers, so that nothing that follows from the one
answer stays behind either. Where "Ik ben thuis niet veilig" was the only box, the answer becomes "Geen van deze":
an urgent question without an answer would be a tell (docs/decisions/0010).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from webapp.answers import Answer, Answers, Entry
from webapp.questions import NONE, Question

UNSAFE: Final = "unsafe_at_home"
"""The box that says it, in any question that has it."""


def tells_of_danger(answers: Answers) -> bool:
    """Whether the resident said not to be safe at home."""
    return any(UNSAFE in _ticked(entry) for entry in answers.entries)


def asks_of_danger(question: Question) -> bool:
    """Whether this question can be answered so. On paper its answer is never shown: only sometimes would be a tell."""
    return any(choice.value == UNSAFE for choice in question.choices)


def discreet(answers: Answers) -> Answers:
    """The same answers, as if that box had not been ticked."""
    return Answers(answers.catalogue, tuple(_without(entry) for entry in answers.entries))


def _without(entry: Entry) -> Entry:
    if UNSAFE not in _ticked(entry):
        return entry
    left = [value for value in _ticked(entry) if value != UNSAFE]
    answer: Answer = {"boxes": left} if left else {NONE: True}
    return replace(entry, answer=answer)


def _ticked(entry: Entry) -> list[str]:
    return list(entry.answer.get("boxes", ()))
