"""What a scheme pays, as an exact amount or a range, from the parameters its YAML names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rules.derived import Situation
from rules.money import Cents, format_cents
from rules.policy import AmountBand, AmountRule

WITH_AMOUNT: Final = ("likely", "possible")
"""The statuses beside which an amount is given."""


@dataclass(frozen=True, slots=True)
class Amount:
    """From `minimum` to `maximum` cents per `period`; equal when the facts settle it."""

    minimum: Cents
    maximum: Cents
    period: str

    def as_json(self) -> dict[str, str]:
        """The contract's amount object."""
        return {"min": format_cents(self.minimum), "max": format_cents(self.maximum), "period": self.period}


def amount_for(status: str, rule: AmountRule | None, situation: Situation) -> Amount | None:
    """The amount beside a status: only where the scheme has one and is `likely` or `possible` (contract §3)."""
    return work_out_amount(rule, situation) if rule and status in WITH_AMOUNT else None


def work_out_amount(rule: AmountRule, situation: Situation) -> Amount | None:
    """The amount, or None while the partner or the children are not known or a figure has expired.

    Without the ages on 1 January each child had its present age or one year less (contract §2).
    """
    figures, known = situation.setting.figures, situation.household.known
    partner, ages = known.get("has_partner"), known.get("children_ages")
    base = figures[rule.with_partner if partner else rule.without_partner]
    if partner is None or not isinstance(ages, tuple) or base is None:
        return None
    january = known.get("children_ages_1_january")
    lows, highs = [], []
    for i, age in enumerate(ages):
        possible = [january[i]] if isinstance(january, tuple) else [age - 1, age]
        supplements = [_supplement(rule.per_child, years, figures) for years in possible]
        if None in supplements:
            return None
        certain = [supplement for supplement in supplements if supplement is not None]
        lows.append(min(certain))
        highs.append(max(certain))
    return Amount(base + sum(lows), base + sum(highs), rule.period)


def _supplement(bands: Iterable[AmountBand], age: int, figures: Mapping[str, int | None]) -> Cents | None:
    """The supplement for a child of this age on 1 January (−1 = not born yet: nothing); None = expired."""
    for band in bands:
        lowest, below = _age(band.from_age, figures), _age(band.below_age, figures)
        if lowest is None or below is None:
            return None
        if lowest <= age < below:
            return figures[band.amount]
    return 0


def _age(limit: str | int, figures: Mapping[str, int | None]) -> int | None:
    return figures[limit] if isinstance(limit, str) else limit
