"""The policy laid out for who wants to check it: every figure on a day, and what each scheme tests. No household."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from rules.conditions import COMPARISONS, Figure, HouseholdLimit, Leaf, Node, PercentOfNorm, leaves
from rules.derived import FIGURES_BEHIND, HOUSEHOLD_LIMITS
from rules.money import format_cents
from rules.parameters import MissingValue, Parameter, Source
from rules.policy import Policy, Scheme

State = Literal["in_force", "missing", "expired"]


@dataclass(frozen=True, slots=True)
class ParameterOnDay:
    """One figure on one day. `value` is in the parameter's own unit (euros in cents) and None unless it is in force.

    `start` is the first day of the value; of a missing one the first day with any. `valid_until` is its last day; None
    = no end known. `needed` = a scheme or referral rests on it.
    """

    parameter: Parameter
    state: State
    value: int | None
    start: date | None
    valid_until: date | None
    confirm: bool
    source: Source | None
    needed: bool

    def as_json(self) -> dict[str, Any]:
        """The figure as the API writes it: money as text with two decimals."""
        source = self.source
        return {
            "name": self.parameter.name,
            "description": self.parameter.description,
            "unit": self.parameter.unit,
            "status": self.state,
            "value": in_unit(self.parameter, self.value),
            "from": self.start.isoformat() if self.start else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "confirm": self.confirm,
            "needed": self.needed,
            "checked_on": source.checked_on.isoformat() if source else None,
            "source": {"title": source.title, "url": source.url} if source else None,
        }


@dataclass(frozen=True, slots=True)
class ConditionOverview:
    """One condition of a scheme: the facts it looks at and the parameters it compares them with, in order.

    `test` (at_least, at_most, more_than or less_than) is given where the whole condition is one comparison with one
    parameter.
    """

    id: str
    hard: bool
    facts: tuple[str, ...]
    parameters: tuple[str, ...]
    test: str | None
    source: Source


def parameters_on(policy: Policy, on: date) -> tuple[ParameterOnDay, ...]:
    """Every parameter by name, on any day, also one without figures."""
    needed = policy.needed_parameters()
    return tuple(_on_day(policy.parameters[name], on, name in needed) for name in sorted(policy.parameters))


def _on_day(parameter: Parameter, on: date, needed: bool) -> ParameterOnDay:
    try:
        found = parameter.at(on)
    except MissingValue:
        return ParameterOnDay(parameter, "missing", None, parameter.values[0].start, None, False, None, needed)
    if found is None:
        last = parameter.values[-1]
        return ParameterOnDay(
            parameter, "expired", None, last.start, parameter.last_day, last.confirm, last.source, needed
        )
    return ParameterOnDay(
        parameter, "in_force", found.value, found.start, found.end, found.confirm, found.source, needed
    )


def in_unit(parameter: Parameter, value: int | None) -> str | int | bool | None:
    """A figure in JSON form: euros as text, yes or no as a boolean, the rest as a whole number."""
    if value is None:
        return None
    if parameter.unit == "euro":
        return format_cents(value)
    return bool(value) if parameter.unit == "boolean" else value


def conditions_of(scheme: Scheme) -> tuple[ConditionOverview, ...]:
    """The conditions of a scheme, in its own order."""
    return tuple(_overview(node, scheme) for node in scheme.conditions)


def _overview(node: Node, scheme: Scheme) -> ConditionOverview:
    tested = list(leaves(node))
    facts = dict.fromkeys(fact for leaf in tested for fact in leaf.facts)
    parameters = dict.fromkeys(name for leaf in tested for name in compared_with(leaf))
    only = tested[0] if len(tested) == 1 else None
    plain = only is not None and only.test in COMPARISONS and isinstance(only.operand, Figure)
    source = node.source or next((leaf.source for leaf in tested if leaf.source), None) or scheme.sources[0]
    return ConditionOverview(
        node.id, not node.soft, tuple(facts), tuple(parameters), only.test if only and plain else None, source
    )


def compared_with(leaf: Leaf) -> Iterator[str]:
    """The parameters that a test names, without the norms behind a percentage."""
    match leaf.operand:
        case Figure(name) | PercentOfNorm(name):
            yield name
        case HouseholdLimit(name):
            limits = HOUSEHOLD_LIMITS[name]
            yield from (limits.single, limits.single_parent, limits.couple)
    yield from FIGURES_BEHIND.get(leaf.fact, ())
