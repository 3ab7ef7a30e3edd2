"""What the engine concludes from one rule set in one situation, and the status of a scheme that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rules.advice import TraceStep
from rules.day_policy import Loaded
from rules.observations import Observer, engine_facts
from rules.unsettled import Truth

SETTLED: Final = ("unlikely", "possible", "likely")
"""In the order in which they count: a hard failure comes first (contract §3)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine concluded in one program (and in the shared one before it), and the steps of that program."""

    verdicts: Mapping[str, bool]
    steps: tuple[TraceStep, ...]

    @property
    def truth(self) -> Truth:
        """Whether a label holds, fails, or neither."""
        return self.verdicts.get

    def status_of(self, scheme_id: str) -> str:
        """The status of a scheme; `unknown` when nothing was concluded."""
        return next((status for status in SETTLED if f"{scheme_id}.{status}" in self.verdicts), "unknown")


NOTHING: Final = Outcome({}, ())
"""Before the shared conditions are settled."""


def conclude(loaded: Loaded, observe: Observer, shared: Outcome) -> Outcome:
    """Run one rule set on what is observed and on what the shared one concluded. EngineError when the rules fail."""
    facts = engine_facts(loaded.leaves, observe)
    for label in loaded.shared:
        settled = shared.truth(label)
        if settled is not None:
            facts[label] = settled
    firings = loaded.rules.evaluate(facts)
    verdicts = dict(shared.verdicts)
    verdicts.update(loaded.verdicts[firing.position] for firing in firings)
    return Outcome(verdicts, tuple(loaded.steps[firing.position] for firing in firings))
