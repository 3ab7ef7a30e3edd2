"""How far an amount is from its limit: the sentence says it, a drawn bar shows it once more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rules import Finding, Say

WIDTH: Final = 100
ROOM: Final = 5
"""What is left free at the end of the bar, in hundredths of its width, so that the end is no limit."""


@dataclass(frozen=True, slots=True)
class Distance:
    """An amount and its limit, in cents, and how far along the bar each of them lies, from 0 to 100."""

    value: int
    limit: int
    value_at: int
    limit_at: int

    @property
    def is_over(self) -> bool:
        """Whether the amount goes past the limit."""
        return self.value > self.limit


@dataclass(frozen=True, slots=True)
class Line:
    """One condition as the page says it; with a distance where it sets an amount against a limit."""

    text: str
    distance: Distance | None = None


def lines_of(findings: Iterable[Finding], say: Say) -> tuple[Line, ...]:
    """Each sentence once: a strict and a mild form of a condition often say the same."""
    lines = (Line(finding.text.said(say), _drawn(distance_of(finding))) for finding in findings)
    return tuple({line.text: line for line in lines}.values())


def _drawn(distance: Distance | None) -> Distance | None:
    """Of nothing, or of less than nothing (more debts than money), a bar shows nothing that the sentence does not."""
    return distance if distance is not None and distance.value > 0 else None


def distance_of(finding: Finding) -> Distance | None:
    """The bar for a condition that sets an amount of money against a limit; None for any other, and while unknown."""
    if finding.holds is None or not isinstance(finding.value, str) or not isinstance(finding.limit, str):
        return None
    value, limit = (int(Decimal(amount) * 100) for amount in (finding.value, finding.limit))
    whole = max(value, limit, 1)
    return Distance(value, limit, _along(value, whole), _along(limit, whole))


def _along(amount: int, whole: int) -> int:
    """Where an amount lies. A cent over the limit is drawn on it: the sentence says how little it is."""
    return max(0, amount) * (WIDTH - ROOM) // whole


def telling(findings: Iterable[Finding]) -> list[Finding]:
    """The conditions that hold and add something: of several limits for one amount only the lowest that it keeps to."""
    kept: dict[object, Finding] = {}
    for position, finding in enumerate(findings):
        key: object = (finding.facts[0], finding.value) if finding.limit is not None else position
        before = kept.get(key)
        if before is None or _is_stricter(finding, before):
            kept[key] = finding
    return list(kept.values())


def _is_stricter(finding: Finding, before: Finding) -> bool:
    """Whether keeping to this limit says that the other is kept to as well."""
    one, other = distance_of(finding), distance_of(before)
    return one is not None and other is not None and one.limit < other.limit
