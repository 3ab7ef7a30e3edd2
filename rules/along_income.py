"""One household along a line of net monthly incomes: where each scheme starts, changes and stops.

Made from the limits, not by sampling. Between two neighbouring limits no condition can change, so one income of each
stretch settles the whole of it, and the engine is the one that settles it. Everything but the income stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from rules.advising import check_day
from rules.amounts import Amount, amount_for
from rules.conditions import Leaf, Node, PercentOfNorm, leaves
from rules.day_policy import DayPolicy, Loaded, policy_on
from rules.derived import Situation
from rules.household import Household
from rules.money import MAX_CENTS, Cents
from rules.observations import Observer, observe
from rules.parameters import Source
from rules.policy import Policy, Scheme
from rules.settling import NOTHING, Outcome, conclude
from rules.vocabulary import FACTS

_CENT_BEYOND: Final = ("at_most", "more_than")
"""Tests whose limit itself belongs to the lower side: the next cent is the first on the other."""


@dataclass(frozen=True, slots=True)
class IncomeLimit:
    """An income that a condition of a scheme compares with, in cents a month, and where that comes from.

    `percent`: of the norm, where it is one. `hard`: beyond it the scheme stops; else the office decides. `confirm`: the
    figure is in doubt.
    """

    parameter: str
    percent: int | None
    cents: Cents
    test: str
    hard: bool
    source: Source | None
    confirm: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Incomes from `start` to `end` (both included, cents a month; None = no end) with one status and amount."""

    start: Cents
    end: Cents | None
    status: str
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class SchemeAlongIncome:
    """One scheme: stretches that follow each other from 0 upward, neighbours always different, and its limits."""

    id: str
    title: str
    stretches: tuple[Stretch, ...]
    limits: tuple[IncomeLimit, ...]

    def at(self, income: Cents) -> Stretch:
        """The stretch that holds an income of 0 or more."""
        return next(part for part in self.stretches if part.end is None or income <= part.end)


@dataclass(frozen=True, slots=True)
class AlongIncome:
    """Every scheme of the policy along the net monthly income. `income` is the household's own, None if unknown.

    `without_bijstand`: the household is on bijstand, and along the line it is not; `from_work`: where its income comes
    from is unknown, and along the line it comes from work (see `with_income`).
    `holiday_allowance_known`: whether the income includes it is known; else each percentage has two limits.
    """

    income: Cents | None
    norm_id: str
    without_bijstand: bool
    from_work: bool
    holiday_allowance_known: bool
    schemes: tuple[SchemeAlongIncome, ...]


@dataclass(frozen=True, slots=True)
class CannotDraw:
    """Why there are no limits: the facts that would tell which norm applies, or figures that have expired."""

    reason: Literal["norm_unknown", "figures_expired"]
    missing: tuple[str, ...] = ()


def with_income(household: Household, income: Cents) -> Household:
    """The same household with another income, from what it has now but bijstand; from work if that was all or unknown.

    Bijstand fills an income up to the norm, so it cannot be what a higher income consists of. With it, every income
    test would hold however much came in (contract §4), and no scheme would ever stop.
    """
    sources = household.known.get("income_sources", frozenset())
    earned = sources - {"bijstand", "none"} if isinstance(sources, frozenset) else frozenset()
    known = {**household.known, "income": income, "income_sources": earned or frozenset({"work"})}
    return replace(household, known=known, unsure=household.unsure - {"income", "income_sources"})


def along_income(household: Household, on: date, policy: Policy) -> AlongIncome | CannotDraw:
    """Where each scheme starts, changes and stops for this household on a day; its own income plays no part.

    HouseholdError for a day before the first figures; EngineError if rules fail.
    """
    check_day(on, policy)
    day = policy_on(policy, on)
    line = _Line(household, day, on)
    situation = line.at(0).situation
    norm = situation.norm()
    if norm is None and situation.norm_expired():
        return CannotDraw("figures_expired")
    if norm is None:
        missing = situation.norm_id().missing
        return CannotDraw("norm_unknown", tuple(name for name in FACTS if name in missing))
    income, sources = household.known.get("income"), household.known.get("income_sources")
    return AlongIncome(
        income if isinstance(income, int) else None,
        norm.id,
        isinstance(sources, frozenset) and "bijstand" in sources,
        sources is None,
        situation.read("income_includes_holiday_allowance").value is not None,
        tuple(line.scheme(scheme, loaded) for scheme, loaded, _ in day.schemes),
    )


@dataclass(frozen=True, slots=True)
class _Point:
    """The household at one income, with what the shared conditions come to there."""

    situation: Situation
    observe: Observer
    shared: Outcome


@dataclass(frozen=True, slots=True)
class _Line:
    household: Household
    day: DayPolicy
    on: date
    points: dict[Cents, _Point] = field(default_factory=dict)

    def at(self, income: Cents) -> _Point:
        """The point at an income; made once, because schemes share limits."""
        point = self.points.get(income)
        if point is None:
            situation = Situation(with_income(self.household, income), self.day.setting)
            observer = Observer(situation)
            point = _Point(situation, observer, conclude(self.day.shared, observer, NOTHING))
            self.points[income] = point
        return point

    def scheme(self, scheme: Scheme, loaded: Loaded) -> SchemeAlongIncome:
        """Settle one scheme at the first cent of each stretch between its limits; join stretches that are alike."""
        limits = tuple(limit for node in scheme.conditions for limit in self._limits(node))
        starts = sorted({0, *(limit.cents + (limit.test in _CENT_BEYOND) for limit in limits)})
        joined: list[Stretch] = []
        for start, following in zip(starts, [*starts[1:], None], strict=True):
            found = self._settle(scheme, loaded, start, None if following is None else following - 1)
            if joined and (joined[-1].status, joined[-1].amount) == (found.status, found.amount):
                joined[-1] = replace(joined[-1], end=found.end)
            else:
                joined.append(found)
        return SchemeAlongIncome(scheme.id, scheme.title, tuple(joined), limits)

    def _settle(self, scheme: Scheme, loaded: Loaded, start: Cents, end: Cents | None) -> Stretch:
        point = self.at(start)
        status = conclude(loaded, point.observe, point.shared).status_of(scheme.id)
        return Stretch(start, end, status, amount_for(status, scheme.amount, point.situation))

    def _limits(self, top: Node) -> Iterator[IncomeLimit]:
        """Every income that the leaves under a condition compare with, as they themselves see it.

        While it is unknown whether the income includes holiday allowance, a leaf sees two limits: the lower one from
        below, the higher one from above, and between them it cannot tell.
        """
        for leaf in leaves(top):
            if leaf.fact != "income" or not leaf.has_limit:
                continue
            seen = (observe(leaf, self.at(income).situation).limit for income in (0, MAX_CENTS))
            for cents in dict.fromkeys(limit for limit in seen if limit is not None):
                yield self._limit(leaf, cents, not top.soft)

    def _limit(self, leaf: Leaf, cents: Cents, hard: bool) -> IncomeLimit:
        name = str(getattr(leaf.operand, "parameter", getattr(leaf.operand, "name", "")))
        of_norm = isinstance(leaf.operand, PercentOfNorm)
        parameter = self.day.policy.parameters.get(name)
        value = parameter.at(self.on) if parameter else None
        return IncomeLimit(
            parameter=name,
            percent=value.value if of_norm and value else None,
            cents=cents,
            test=leaf.test,
            hard=hard,
            source=value.source if value else leaf.source,
            confirm=value.confirm if value else False,
        )
