"""How it is now beside how it would be: two sets of answers, each with its advice, for this request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rules import Advice, Policy
from webapp.answers import Answers
from webapp.imagined import newly_open
from webapp.journey import advice_for
from webapp.questions import Question
from webapp.signpost import Signpost


@dataclass(frozen=True)
class TwoSides:
    """The real answers and the imagined ones (`then`). An advice is made only where a page shows something of it.

    Nothing of `then` ever reaches the answers, or the note about the next question that the wizard keeps.
    """

    way: Signpost
    then: Answers

    @property
    def real(self) -> Answers:
        """The real answers."""
        return self.way.answers

    @property
    def policy(self) -> Policy:
        """The policy under which both are advised."""
        return self.way.policy

    @property
    def advised(self) -> Advice:
        """The advice on the real answers."""
        return _known(self.way.advice)

    @cached_property
    def imagined(self) -> Advice:
        """The advice on the imagined answers."""
        return self.advise(self.then)

    @cached_property
    def open(self) -> tuple[Question, ...]:
        """The questions that only the imagined change makes us ask."""
        return newly_open(self.real, self.advised, self.then, self.imagined)

    def advise(self, answers: Answers) -> Advice:
        """The advice on such answers, on the day of both sides."""
        return _known(advice_for(answers, self.policy, self.way.on))


def _known(advice: Advice | None) -> Advice:
    if advice is None:
        raise LookupError("without a municipality nothing can be imagined")
    return advice
