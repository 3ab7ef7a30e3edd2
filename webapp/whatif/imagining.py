"""The two sides of "Wat als?" for this request: the real answers and the imagined ones, each with its advice."""

from __future__ import annotations

from typing import Final

from rules import along_income, parse_household
from webapp import state
from webapp.answers import Answers
from webapp.imagined import changeable, imagine, newly_open
from webapp.journey import needs_municipality, question_about
from webapp.questions import Question
from webapp.signpost import signpost
from webapp.two_sides import TwoSides
from webapp.views import Sides

HOLIDAY_ALLOWANCE: Final = "income_includes_holiday_allowance"


class Imagining(TwoSides):
    """Both sides, and what the pages ask of them."""

    @property
    def is_unfinished(self) -> bool:
        """Whether real questions are left."""
        return self.way.next is not None

    @property
    def sides(self) -> Sides:
        """Both sides, and where the limits are for the household of then."""
        along = along_income(parse_household(self.then.document, self.policy), self.way.on, self.policy)
        return Sides(self.real, self.then, self.advised, self.imagined, along, self.open, self.sharper)

    @property
    def sharper(self) -> Question | None:
        """The question whether the income includes holiday allowance, where it was not needed so far."""
        asked = question_about(HOLIDAY_ALLOWANCE, self.then)
        return None if HOLIDAY_ALLOWANCE in self.then.facts else asked

    def allows(self, question: Question) -> bool:
        """Whether this may be imagined otherwise, was imagined already, or has to be asked because of that."""
        changes = [one for _fact, one in changeable(self.then)]
        imagined = [entry.question for entry in state.imagined(self.then.catalogue)]
        return question in [*changes, *imagined, self.sharper] or question in self.open

    def after(self, then: Answers) -> Question | None:
        """The first question that these imagined answers make us ask, if any."""
        return next(iter(newly_open(self.real, self.advised, then, self.advise(then))), None)


def imagining() -> Imagining | None:
    """Both sides; None as long as there can be no advice on the real answers. Needs a request."""
    way = signpost()
    if way.answers.municipality is None or needs_municipality(way.answers):
        return None
    return Imagining(way, imagine(way.answers, state.imagined(way.answers.catalogue), way.policy))
