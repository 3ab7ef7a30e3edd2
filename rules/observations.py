"""What one leaf sees in one situation: the value for the engine, the distance to its limit, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.compiler import EngineValue
from rules.conditions import Figure, HouseholdLimit, Leaf, Literal, PercentOfNorm
from rules.derived import Situation
from rules.money import Cents, percentage_of
from rules.vocabulary import FactValue


@dataclass(frozen=True, slots=True)
class Observation:
    """`engine_value` None means unknown: then `missing` names the facts to ask, and is empty when none would help."""

    engine_fact: str
    engine_value: EngineValue | None
    value: FactValue | None
    limit: int | None = None
    distance: int | None = None
    missing: frozenset[str] = frozenset()
    expired: bool = False


def _within(test: str, distance: int) -> bool:
    match test:
        case "at_most":
            return distance <= 0
        case "less_than":
            return distance < 0
        case "at_least":
            return distance >= 0
        case _:
            return distance > 0


def observe(leaf: Leaf, situation: Situation) -> Observation:
    """Read what a leaf tests, in the unit of its fact (money in whole cents); distance = value less limit."""
    match leaf.operand:
        case PercentOfNorm(parameter):
            return _observe_income(leaf, parameter, situation)
        case HouseholdLimit(name):
            return _observe_household_limit(leaf, name, situation)
        case Figure(parameter):
            return _observe_figure(leaf, situation.setting.figures[parameter], situation)
        case Literal(literal):
            return _observe_literal(leaf, literal, situation)


def _observe_literal(leaf: Leaf, literal: bool | int | str, situation: Situation) -> Observation:
    reading = situation.read(leaf.fact)
    value = reading.value
    if leaf.test == "includes" and isinstance(value, frozenset):
        return Observation(leaf.engine_fact, literal in value, value)
    engine_value = value if isinstance(value, (bool, int, str)) else None
    return Observation(
        leaf.engine_fact, engine_value, value, missing=reading.missing, expired=reading.expired and value is None
    )


def _observe_figure(leaf: Leaf, limit: int | None, situation: Situation) -> Observation:
    reading, fact = situation.read(leaf.fact), leaf.engine_fact
    if limit is None or reading.expired:
        return Observation(fact, None, reading.value, expired=True)
    value = reading.value
    if not isinstance(value, int):
        return Observation(fact, None, None, limit, missing=reading.missing)
    return Observation(fact, value, value, limit, value - limit)


def _observe_household_limit(leaf: Leaf, name: str, situation: Situation) -> Observation:
    reading, limit, fact = situation.read(leaf.fact), situation.household_limit(name), leaf.engine_fact
    if limit.expired:
        return Observation(fact, None, reading.value, expired=True)
    if not isinstance(reading.value, int) or not isinstance(limit.value, int):
        shown = limit.value if isinstance(limit.value, int) else None
        return Observation(fact, None, reading.value, shown, missing=reading.missing | limit.missing)
    distance = reading.value - limit.value
    return Observation(fact, distance, reading.value, limit.value, distance)


def _observe_income(leaf: Leaf, parameter: str, situation: Situation) -> Observation:
    """Income against a percentage of the norm; while it is unknown whether the income includes holiday allowance,
    only an income on the same side of both limits settles it (contract §4)."""
    income, fact = situation.read("income"), leaf.engine_fact
    percent, norm = situation.setting.figures[parameter], situation.norm()
    if percent is None or situation.norm_expired():
        return Observation(fact, None, income.value, expired=True)
    if norm is None or not isinstance(income.value, int):
        return Observation(fact, None, income.value, missing=income.missing | situation.norm_id().missing)
    lower = percentage_of(norm.without_holiday_allowance, percent)
    higher = percentage_of(norm.with_holiday_allowance, percent)
    included = situation.read("income_includes_holiday_allowance")
    if included.value is not None:
        limit = higher if included.value else lower
        return Observation(fact, income.value - limit, income.value, limit, income.value - limit)
    return _between(leaf, fact, income.value, lower, higher, included.missing)


def _between(leaf: Leaf, fact: str, income: Cents, lower: Cents, higher: Cents, missing: frozenset[str]) -> Observation:
    if _within(leaf.test, income - lower) != _within(leaf.test, income - higher):
        return Observation(fact, None, income, missing=missing)
    limit = lower if income <= lower else higher
    return Observation(fact, income - limit, income, limit, income - limit)


class Observer:
    """Observes leaves once per distinct test; the same test stands in several schemes."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._seen: dict[str, Observation] = {}

    def __call__(self, leaf: Leaf) -> Observation:
        seen = self._seen.get(leaf.key)
        if seen is None:
            seen = self._seen[leaf.key] = observe(leaf, self._situation)
        return seen


def engine_facts(leaves: Mapping[str, Leaf], observe_leaf: Observer) -> dict[str, EngineValue]:
    """The known facts a program tests, by engine fact, in a fixed order."""
    facts = {}
    for name, leaf in leaves.items():
        observation = observe_leaf(leaf)
        if observation.engine_value is not None:
            facts[name] = observation.engine_value
    return facts
