"""Where the resident goes from here: which question comes next, and which may be asked.

An advice takes longer than all the rest of a page. So the cookie keeps what the next page wants to know of the last
one, which is the next question; and the advice itself is made only where a page shows something of it, once a request.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from flask import current_app

from rules import Advice, Policy
from webapp import state
from webapp.answers import Answers
from webapp.journey import advice_for, could_settle, needs_municipality, next_question
from webapp.questions import Question

FINGERPRINT_BYTES: Final = 9
"""Nobody can forge the cookie, so this has only to tell one household from another."""


@dataclass(frozen=True)
class Signpost:
    """The way on from these answers, on this day, under this policy."""

    answers: Answers
    policy: Policy
    on: date

    @cached_property
    def advice(self) -> Advice | None:
        """The advice on the answers; None until the municipality is known."""
        found = advice_for(self.answers, self.policy, self.on)
        if found is not None:
            state.keep_next(self._fingerprint, next_question(self.answers, found))
        return found

    @cached_property
    def next(self) -> Question | None:
        """The next question, or None when nothing is left that could change the advice."""
        if state.knows_next(self._fingerprint) and not needs_municipality(self.answers):
            return state.next_question(self.answers.catalogue)
        return next_question(self.answers, self.advice)

    def allows(self, question: Question) -> bool:
        """Whether this question is answered already, comes next, or could settle a scheme."""
        if self.answers.of(question) is not None or question == self.next:
            return True
        return could_settle(question, self.answers, self.advice)

    @cached_property
    def _fingerprint(self) -> str:
        """Another one for every household, day, policy and catalogue."""
        versions = [self.on.isoformat(), self.policy.version, self.answers.catalogue.version]
        told = json.dumps([self.answers.document, *versions], sort_keys=True)
        return hashlib.blake2b(told.encode(), digest_size=FINGERPRINT_BYTES).hexdigest()


def signpost(answers: Answers | None = None) -> Signpost:
    """The way on from these answers; from those in the cookie when none are given. Needs a request."""
    if answers is None:
        answers = state.answers(current_app.extensions["catalogue"])
    return Signpost(answers, current_app.extensions["policy"], current_app.config["TODAY"]())
