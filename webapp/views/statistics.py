"""How often the site is used, as staff of the city see it: every number here was rounded already, each on its own.

Bars are drawn from those rounded numbers too: nothing that is sent out tells an exact one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules import ReachGoal

FULL: Final = 10_000
"""The width of a chart in hundredths of a percent."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table: `names` say what it is about, `numbers` stand below the columns."""

    names: tuple[str, ...]
    numbers: tuple[int, ...]
    is_total: bool = False
    names_scheme: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of rounded numbers. `headings` belong to the names of a row, `columns` to its numbers."""

    caption: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]

    @property
    def is_wide(self) -> bool:
        """Whether it has more than one column of numbers."""
        return len(self.columns) > 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar: what it counts, and where it lies, in percent of the chart. No width where nothing is drawn."""

    kind: str
    words: str
    number: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The pieces of one bar, one after the other."""

    name: str
    names_scheme: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn. `gist` says in a sentence what can be seen; `is_divided`: each bar has pieces of several kinds."""

    title: str
    gist: str
    bars: tuple[Bar, ...]
    is_divided: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One of the four counts: what is counted and what not, the chart, and the same in a table."""

    id: str
    title: str
    counted: tuple[str, ...]
    chart: Chart
    table: Grid
    by_week: Grid | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What the municipality reached with a scheme and wants to reach, in sentences."""

    title: str
    reached: str
    goal: str
    from_policy: ReachGoal


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """All weeks are over. `sections` are empty where there is nothing to show, and `why_empty` says why.

    `is_on`: this site counts.
    """

    is_on: bool
    weeks: int
    choices: tuple[int, ...]
    first: date
    last: date
    sections: tuple[Section, ...]
    goals: tuple[Goal, ...]
    why_empty: str


def bars_of(rows: Sequence[GridRow], kinds: Sequence[tuple[str, str]]) -> tuple[Bar, ...]:
    """A bar for each row, with a piece for each (kind, words): the longest bar fills the chart."""
    whole = max((sum(row.numbers[: len(kinds)]) for row in rows), default=0)
    return tuple(Bar(row.names[-1], row.names_scheme, tuple(_pieces(row, kinds, whole))) for row in rows)


def _pieces(row: GridRow, kinds: Sequence[tuple[str, str]], whole: int) -> Iterable[Piece]:
    start = 0
    for (kind, words), number in zip(kinds, row.numbers, strict=False):
        width = _percent(number, whole) if number else ""
        yield Piece(kind, words, number, _percent(start, whole) if number else "", width)
        start += number


def _percent(part: int, whole: int) -> str:
    hundredths = part * FULL // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
