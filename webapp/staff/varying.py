"""The variants of a conversation: what somebody imagines, kept as changes only and laid anew over the answers of now.

Each has a letter of its own that stays, so that a page of a while ago never takes away or changes another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from flask import session

from rules import Advice
from webapp import state
from webapp.answers import Answers, Entry
from webapp.imagined import changes_in, imagine, newly_open
from webapp.journey import advice_for, could_settle, question_about
from webapp.questions import Question
from webapp.staff.conversation import Conversation
from webapp.views import PRESETS, Variant

LETTERS: Final = ("a", "b", "c")
NEW: Final = "nieuw"
"""What stands in an address instead of a letter, as long as a variant has none."""

_KEPT: Final = "talk_variant_"
_DRAFT: Final = "talk_variant_draft_"


@dataclass(frozen=True)
class Imagining:
    """The answers of now, and one variant laid over them: `letter` is NEW for one that is still to be made."""

    now: Conversation
    letter: str

    @cached_property
    def then(self) -> Answers:
        """The answers in this variant; a change that contradicts an answer of now gives way."""
        return imagine(self.now.answers, _changes(self.letter, self.now.answers), self.now.way.policy)

    @cached_property
    def imagined(self) -> Advice:
        """The advice on them."""
        return _known(advice_for(self.then, self.now.way.policy, self.now.way.on))

    @cached_property
    def open(self) -> tuple[Question, ...]:
        """What only this variant makes us ask."""
        return newly_open(self.now.answers, _known(self.now.way.advice), self.then, self.imagined)

    def about(self, change: str) -> Question | None:
        """The question behind a change: one that staff choose from the list, or one that such a change makes us ask."""
        if change in PRESETS:
            return question_about(PRESETS[change], self.then)
        asked = [*self.open, *(entry.question for entry in changes_in(self.then, self.now.answers))]
        return next((question for question in asked if question.id == change), None)

    def with_answer(self, then: Answers) -> tuple[Entry, ...]:
        """The changes that are left of a variant when its answers are these."""
        real = self.now.answers
        return changes_in(imagine(real, changes_in(then, real), self.now.way.policy), real)

    def needs_income(self, question: Question) -> Question | None:
        """The question about income, where a partner who comes or goes makes us ask that again."""
        income = question_about("income", self.then)
        asked = "has_partner" in question.facts and income and could_settle(income, self.then, self.imagined)
        return income if asked else None

    def shown(self) -> Variant:
        """What the page shows of it."""
        return Variant(self.letter, self.then, self.imagined, self.open)


def letters() -> tuple[str, ...]:
    """The letters that are in use."""
    return tuple(letter for letter in LETTERS if session.get(f"{_KEPT}{letter}"))


def free_letter() -> str | None:
    """The letter of the next variant; None when there are three."""
    return next((letter for letter in LETTERS if letter not in letters()), None)


def keep(letter: str, changes: tuple[Entry, ...]) -> None:
    """Put the changes of a variant in the cookie. SessionTooLarge when they do not fit: all is as it was."""
    drop_drafts()
    if changes:
        state.keep_in(f"{_KEPT}{letter}", state.as_kept(changes))
    else:
        remove(letter)


def remove(letter: str) -> None:
    """Forget one variant; the others keep their letters."""
    session.pop(f"{_KEPT}{letter}", None)


def draft_place(letter: str) -> str:
    """Where a change that could not be kept waits, as it was typed."""
    return f"{_DRAFT}{letter}"


def drop_drafts() -> None:
    """Forget what could not be kept: there is one of those at most, as the cookie is small."""
    for letter in (*LETTERS, NEW):
        state.drop_draft(draft_place(letter))


def _changes(letter: str, real: Answers) -> tuple[Entry, ...]:
    return state.entries_in(f"{_KEPT}{letter}", real.catalogue)


def _known(advice: Advice | None) -> Advice:
    if advice is None:
        raise LookupError("without a municipality nothing can be imagined")
    return advice
