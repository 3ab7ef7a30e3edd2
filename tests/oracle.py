"""A direct three-valued evaluator of the condition tree: what the engine must conclude on every node."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from rules.conditions import Figure, HouseholdLimit, Leaf, Literal, Node, PercentOfNorm
from rules.derived import Situation

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "at_most": operator.le,
    "at_least": operator.ge,
    "more_than": operator.gt,
    "less_than": operator.lt,
    "is": operator.eq,
    "is_not": operator.ne,
    "includes": operator.contains,
}


def evaluate(node: Node, situation: Situation) -> bool | None:
    """Kleene: holds, fails or unknown."""
    if isinstance(node, Leaf):
        return _evaluate_leaf(node, situation)
    values = [evaluate(child, situation) for child in node.children]
    if node.kind == "not":
        return None if values[0] is None else not values[0]
    decisive = node.kind == "any"
    if decisive in values:
        return decisive
    return None if None in values else not decisive


def _evaluate_leaf(leaf: Leaf, situation: Situation) -> bool | None:
    value = situation.read(leaf.fact).value
    limits = _limits(leaf, situation)
    if value is None or None in limits:
        return None
    verdicts = {bool(COMPARE[leaf.test](value, limit)) for limit in limits}
    return verdicts.pop() if len(verdicts) == 1 else None


def _limits(leaf: Leaf, situation: Situation) -> list[object]:
    """Every limit that may apply: two while it is unknown whether the income includes holiday allowance."""
    figures = situation.setting.figures
    match leaf.operand:
        case Literal(value):
            return [value]
        case Figure(name):
            return [figures[name]]
        case HouseholdLimit(name):
            return [situation.household_limit(name).value]
        case PercentOfNorm(name):
            return _income_limits(figures[name], situation)


def _income_limits(percent: int | None, situation: Situation) -> list[object]:
    norm_id = situation.norm_id().value
    if norm_id is None or percent is None:
        return [None]
    included = situation.household.known.get("income_includes_holiday_allowance")
    kinds = (
        {True: ["with"], False: ["without"]}.get(bool(included), []) if included is not None else ["with", "without"]
    )
    amounts = [situation.setting.figures[f"norm.{norm_id}.{kind}_holiday_allowance"] for kind in kinds]
    return [None if amount is None else (amount * percent + 50) // 100 for amount in amounts]
