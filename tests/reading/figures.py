"""The yearly figures, written over by hand on 2026-11-21, apart from the policy files. All amounts are whole cents.

Source of the norms with holiday allowance and of the wealth limits: Participatiewet, BWBR0015703, art. 21, 22 and 34,
the version of each half-year (https://wetten.overheid.nl/BWBR0015703/2026-07-01 and earlier dates). The norms without
holiday allowance are those less 5 %, rounded to the cent, as municipalities publish them. After 2026-12-31 nothing is
known.
"""

from datetime import date
from typing import NamedTuple


class Norm(NamedTuple):
    """One norm per month, with and without holiday allowance."""

    with_holiday: int
    without: int


class WealthLimits(NamedTuple):
    """The limits of one calendar year: alone, with partner or children, and in the own home."""

    alone: int
    family: int
    home: int


FIRST_DAY = date(2024, 1, 1)
LAST_DAY = date(2026, 12, 31)
NORM_IDS = ("single_21_aow", "single_aow", "couple_21_aow", "couple_aow")

# (year, half) -> norms, in the order of NORM_IDS
NORMS: dict[tuple[int, int], tuple[Norm, Norm, Norm, Norm]] = {
    (2024, 1): (Norm(128383, 121964), Norm(142576, 135447), Norm(183404, 174234), Norm(193232, 183570)),
    (2024, 2): (Norm(130845, 124303), Norm(145685, 138401), Norm(186921, 177575), Norm(197664, 187781)),
    (2025, 1): (Norm(134545, 127818), Norm(150107, 142602), Norm(192207, 182597), Norm(205348, 195081)),
    (2025, 2): (Norm(136906, 130061), Norm(153021, 145370), Norm(195580, 185801), Norm(209498, 199023)),
    (2026, 1): (Norm(140150, 133142), Norm(156469, 148646), Norm(200213, 190202), Norm(214416, 203695)),
    (2026, 2): (Norm(141946, 134849), Norm(158734, 150797), Norm(202779, 192640), Norm(217610, 206729)),
}

WEALTH: dict[int, WealthLimits] = {
    2024: WealthLimits(757500, 1515000, 6390000),
    2025: WealthLimits(777000, 1554000, 6550000),
    2026: WealthLimits(800000, 1600000, 6750000),
}

# Contract §5, table: these amounts are not yearly figures and do not expire.
CAR_LIMIT = 335000
SMALL_SAVINGS_ALONE = 150000
SMALL_SAVINGS_PARENT = 180000
SMALL_SAVINGS_COUPLE = 200000


def expired(on: date) -> bool:
    return on > LAST_DAY


def norm_amounts(norm_id: str, on: date) -> Norm | None:
    """The norm in force on that day; None when the figures of that day are not known."""
    row = NORMS.get((on.year, 1 if on.month <= 6 else 2))
    return None if row is None else row[NORM_IDS.index(norm_id)]


def wealth_limits(on: date) -> WealthLimits | None:
    return WEALTH.get(on.year)


def at_aow_age(age: int, on: date) -> bool | None:
    """67 through 2027; from 2028-01-01 67 years and 3 months, which whole years of exactly 67 do not settle."""
    if on >= date(2028, 1, 1) and age == 67:
        return None
    return age >= 67


def share(percentage: int, amount: int) -> int:
    """A percentage of an amount, rounded half up to the cent."""
    return (percentage * amount + 50) // 100
