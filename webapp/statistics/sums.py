"""Adding up what was counted. Exact numbers go in; only rounded ones come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from itertools import product
from typing import Final

from webapp.counting import rounded

OTHER: Final = "other"
"""Stands for every key that this release has no name for: a scheme, language or topic of before."""

Place = tuple[date | str | None, ...]
"""(Monday, what is counted by …); None = all of them."""


class Sums:
    """One table of counts, added up in every way that its page shows."""

    def __init__(self, counted: Mapping[tuple[date, tuple[str, ...]], int], *known: Collection[str]) -> None:
        """`counted` holds exact numbers by (Monday, key); `known` the keys that have a name, for each part of a key."""
        self._exact: Counter[Place] = Counter()
        for (week, key), number in counted.items():
            named = (part if part in names else OTHER for part, names in zip(key, known, strict=True))
            whole: Place = (week, *named)
            for place in product(*((part, None) for part in whole)):
                self._exact[place] += number

    def rounded(self, week: date | None, *key: str | None) -> int:
        """The sum of all that fits, rounded to tens once, after adding up."""
        return rounded(self._exact[(week, *key)])
