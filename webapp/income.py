"""Pay in different rhythms, added up to one amount a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

WHO: Final = ("self", "partner")

IncomeLine = Sequence[str | int]
"""[whose, what, cents, period]"""


@dataclass(frozen=True, slots=True)
class Period:
    """How often an amount comes, and how many of those go in a month on average."""

    value: str
    text: str
    per_month: Fraction


PERIODS: Final = (
    Period("week", "per week", Fraction(52, 12)),
    Period("four_weeks", "per 4 weken", Fraction(13, 12)),
    Period("month", "per maand", Fraction(1)),
)


def monthly_cents(lines: Sequence[IncomeLine]) -> int:
    """The sum a month in cents. Exact until the end: rounded half up once, on the sum."""
    rates = {period.value: period.per_month for period in PERIODS}
    exact = sum((int(cents) * rates[str(period)] for _, _, cents, period in lines), Fraction(0))
    return int((exact * 2 + 1) // 2)


def sources(lines: Sequence[IncomeLine]) -> list[str]:
    """What kinds of income there are, each once, in the order of the lines."""
    return list(dict.fromkeys(str(what) for _, what, _, _ in lines))
