"""The variants of a conversation: what somebody imagines, kept as changes only and laid anew over the answers of now.

Each has a letter of its own that stays, so that a page of a while ago never takes away or changes another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import session

from webapp import state
from webapp.answers import Answers, Entry
from webapp.imagined import changes_in, imagine
from webapp.journey import could_settle, question_about
from webapp.questions import Question
from webapp.staff.conversation import Conversation
from webapp.two_sides import TwoSides
from webapp.views import PRESETS, Variant

LETTERS: Final = ("a", "b", "c")
NEW: Final = "nieuw"
"""What stands in an address instead of a letter, as long as a variant has none."""

_KEPT: Final = "talk_variant_"
_DRAFT: Final = "talk_variant_draft_"


@dataclass(frozen=True)
class Imagining(TwoSides):
    """The answers of now, and one variant laid over them: `letter` is NEW for one that is still to be made."""

    now: Conversation
    letter: str

    def about(self, change: str) -> Question | None:
        """The question behind a change: one that staff choose from the list, or one that such a change makes us ask."""
        if change in PRESETS:
            return question_about(PRESETS[change], self.then)
        asked = [*self.open, *(entry.question for entry in changes_in(self.then, self.real))]
        return next((question for question in asked if question.id == change), None)

    def with_answer(self, then: Answers) -> tuple[Entry, ...]:
        """The changes that are left of a variant when its answers are these."""
        return changes_in(imagine(self.real, changes_in(then, self.real), self.policy), self.real)

    def needs_income(self, question: Question) -> Question | None:
        """The question about income, where a partner who comes or goes makes us ask that again."""
        income = question_about("income", self.then)
        asked = "has_partner" in question.facts and income and could_settle(income, self.then, self.imagined)
        return income if asked else None

    def shown(self) -> Variant:
        """What the page shows of it."""
        return Variant(self.letter, self.then, self.imagined, self.open)


def imagining(now: Conversation, letter: str) -> Imagining:
    """One variant of a conversation; a change in it that contradicts an answer of now gives way."""
    changes = state.entries_in(f"{_KEPT}{letter}", now.answers.catalogue)
    return Imagining(now.way, imagine(now.answers, changes, now.way.policy), now, letter)


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
