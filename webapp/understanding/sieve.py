"""Which of many patterns can stand in a line at all: those of which the letters that they cannot do without are there.

A language has some two thousand patterns and a message holds a few of them; looking for letters is far cheaper than
trying each pattern at each place. What the sieve lets through is still tried: it never changes what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _parser  # No public module says what a pattern is made of.
from typing import Any, Final, Generic, TypeVar

Needles = frozenset[str]
"""Letters of which at least one stands in every line that a pattern stands in; empty where no such thing is known."""

NONE: Final[Needles] = frozenset()
LONG_ENOUGH: Final = 5
"""Letters. Longer ones are hardly rarer."""

STRUCK: Final = ord("~")
"""Written over what does not count: a line may get it later, so it is nothing to go by."""

Item = TypeVar("Item")


class Sieve(Generic[Item]):
    """Things with patterns, in their order."""

    def __init__(self, pairs: Iterable[tuple[re.Pattern[str], Item]]) -> None:
        self._items: list[Item] = []
        self._always: list[int] = []
        self._places: dict[str, list[int]] = {}
        for place, (pattern, item) in enumerate(pairs):
            self._items.append(item)
            wanted = needles(pattern)
            for needle in wanted:
                self._places.setdefault(needle, []).append(place)
            if not wanted:
                self._always.append(place)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def through(self, line: str) -> Iterator[Item]:
        """What may stand in this line, or in it with parts struck out; in the order in which it was given."""
        places = set(self._always)
        for needle, those in self._places.items():
            if needle in line:
                places.update(those)
        return (self._items[place] for place in sorted(places))


def needles(pattern: re.Pattern[str]) -> Needles:
    """Of these letters at least one stands wherever the pattern stands."""
    return _of_row(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))


def _of_row(row: Iterable[tuple[Any, Any]]) -> Needles:
    """Of parts one after the other: the most telling one, since each has to be there."""
    best, run = NONE, ""
    for kind, what in row:
        if str(kind) == "LITERAL" and what != STRUCK:
            run += chr(what)
            continue
        best = max(best, frozenset({run} - {""}), _of_part(str(kind), what), key=_worth)
        run = ""
    return max(best, frozenset({run} - {""}), key=_worth)


def _of_part(kind: str, what: Any) -> Needles:
    if kind == "SUBPATTERN":
        return _of_row(what[-1])
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and what[0] > 0:
        return _of_row(what[-1])
    return _of_any(what[1]) if kind == "BRANCH" else NONE


def _of_any(rows: Sequence[Any]) -> Needles:
    """Of parts of which one has to be there: what any of them needs; nothing where one of them needs nothing."""
    each = [_of_row(row) for row in rows]
    return frozenset().union(*each) if all(each) else NONE


def _worth(found: Needles) -> tuple[int, int]:
    """How much is known by it: the shortest of them tells least, and of many one is soon there."""
    return min(min(map(len, found), default=0), LONG_ENOUGH), -len(found)
