"""How much of what people write is understood: precision and recall for each fact.

A list counts by its members. A line of income counts by its parts: the amount; what it is from; how often it comes;
and whose it is, where that is asked (there is a partner, or it is the partner's). An old health premium is also a bill
that is late, by one box in the form; so beside it the claim that bills are late counts for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from time import thread_time
from typing import Any, Final

from tests.utterances import MEMBERS, Utterance
from webapp.understanding import Understood, understand

Part = tuple[str, ...]
PERCENTILE: Final = 0.99


@dataclass
class Score:
    """Parts of facts: taken rightly, taken wrongly, missed; and the seconds of the processor that each message took."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wishes: Counter[str] = field(default_factory=Counter)
    dangers: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of what was taken, the part that was said."""
        return self.right.total() / max(1, self.right.total() + self.wrong.total())

    @property
    def recall(self) -> float:
        """Of what was said, the part that was taken."""
        return self.right.total() / max(1, self.right.total() + self.missed.total())

    @property
    def slowest(self) -> float:
        """Seconds that 99 of 100 messages stay within."""
        return sorted(self.seconds)[int(len(self.seconds) * PERCENTILE)]


def parts(facts: Mapping[str, Any]) -> set[Part]:
    """The facts in the parts that are counted."""
    found: set[Part] = set()
    for name, value in facts.items():
        if name == "debts" and value == "behind" and facts.get("premium_arrears"):
            continue
        if name in MEMBERS:
            found |= {(name, member) for member in value} or {(name, "[]")}
        elif name == "income_lines":
            for line in value:
                found |= _parts_of_line(line, bool(facts.get("has_partner")))
        else:
            found.add((name, str(value)))
    return found


def _parts_of_line(line: list[str | None], has_partner: bool) -> set[Part]:
    who, what, amount, period = line
    found: set[Part] = {("income_lines", "amount", str(amount))}
    if what:
        found.add(("income_lines", "what", str(amount), what))
    if period:
        found.add(("income_lines", "period", str(amount), period))
    if who == "partner" or (who and has_partner):
        found.add(("income_lines", "who", str(amount), who))
    return found


def scored(utterances: Iterable[Utterance], language: str) -> Score:
    """What is understood of each, against what it says."""
    score = Score()
    understand("", language)  # The words of the language are read once in each process.
    for utterance in utterances:
        start = thread_time()
        understood = understand(utterance.say, language, utterance.asked)
        score.seconds.append(thread_time() - start)
        _add(score, utterance, understood)
    return score


def _add(score: Score, utterance: Utterance, understood: Understood) -> None:
    said, taken = parts(utterance.facts), parts(understood.facts)
    score.right.update(part[0] for part in said & taken)
    score.wrong.update(part[0] for part in taken - said)
    score.missed.update(part[0] for part in said - taken)
    _count(score.wishes, {utterance.wish} - {""}, {understood.wish} - {""})
    _count(score.dangers, utterance.danger, set(understood.danger))


def _count(counts: Counter[str], said: Iterable[str], taken: Iterable[str]) -> None:
    said, taken = set(said), set(taken)
    counts.update({"right": len(said & taken), "wrong": len(taken - said), "missed": len(said - taken)})
