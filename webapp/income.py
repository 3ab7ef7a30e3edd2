"""Pay in different rhythms, added up to one amount a month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

WHO: Final = ("self", "partner")

IncomeLine = Sequence[str | int]
"""[whose, what, cents, period]"""


PERIODS: Final[Mapping[str, Fraction]] = {
    "month": Fraction(1),
    "four_weeks": Fraction(13, 12),
    "week": Fraction(52, 12),
}
"""How often an amount comes, and how many of those go in a month on average."""


def monthly_cents(lines: Sequence[IncomeLine]) -> int:
    """The sum a month in cents. Exact until the end: rounded half up once, on the sum."""
    exact = sum((int(cents) * PERIODS[str(period)] for _, _, cents, period in lines), Fraction(0))
    return int((exact * 2 + 1) // 2)


def sources(lines: Sequence[IncomeLine]) -> list[str]:
    """What kinds of income there are, each once, in the order of the lines."""
    return list(dict.fromkeys(str(what) for _, what, _, _ in lines))
