"""What is still open: the facts that block a scheme, and the facts left to ask for (contract §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rules.conditions import Leaf, Node
from rules.household import Household
from rules.observations import Observer
from rules.policy import Scheme
from rules.vocabulary import ALWAYS_ASKED, ASKING_ORDER, FACTS

Truth = Callable[[str], bool | None]
"""What the engine concluded about a label: holds, fails, or neither."""


@dataclass(frozen=True, slots=True)
class Open:
    """Which outcomes further answers could still give a node, and the facts that could give them."""

    can_hold: bool
    can_fail: bool
    missing: frozenset[str] = frozenset()


_SETTLED = {True: Open(True, False), False: Open(False, True)}


def still_open(node: Node, truth: Truth, observe: Observer) -> Open:
    """Facts count only where they can matter: not in settled children, nor beside a figure that has expired."""
    settled = truth(node.label)
    if settled is not None:
        return _SETTLED[settled]
    if isinstance(node, Leaf):
        missing = observe(node).missing
        return Open(bool(missing), bool(missing), missing)
    children = [still_open(child, truth, observe) for child in node.children]
    if node.kind == "not":
        return Open(children[0].can_fail, children[0].can_hold, children[0].missing)
    if node.kind == "all":
        return _all_open(children)
    flipped = _all_open([Open(child.can_fail, child.can_hold, child.missing) for child in children])
    return Open(flipped.can_fail, flipped.can_hold, flipped.missing)


def _all_open(children: Iterable[Open]) -> Open:
    children = tuple(children)
    can_hold = all(child.can_hold for child in children)
    can_fail = any(child.can_fail for child in children)
    helpful = [child for child in children if can_hold or child.can_fail]
    return Open(can_hold, can_fail, frozenset().union(*(child.missing for child in helpful)))


def blocking_facts(scheme: Scheme, truth: Truth, observe: Observer) -> tuple[str, ...]:
    """The unknown facts of the unknown hard conditions, or, when no hard one is unknown, of the soft ones."""
    for soft in (False, True):
        unknown = [node for node in scheme.conditions if node.soft is soft and truth(node.label) is None]
        if unknown:
            found = frozenset().union(*(still_open(node, truth, observe).missing for node in unknown))
            return tuple(name for name in FACTS if name in found)
    return ()


def open_facts(household: Household, blocking: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every absent fact that is always asked or blocks a scheme, in the fixed order; () when none is left."""
    wanted = {*ALWAYS_ASKED, *(fact for facts in blocking.values() for fact in facts)}
    return tuple(fact for fact in ASKING_ORDER if fact in wanted and household.is_absent(fact))
