"""Each condition of a scheme as a finding: holds, fails or unknown, with its figures and one whole sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rules.advice import Finding
from rules.conditions import Branch, Leaf, Node
from rules.derived import kind_of
from rules.money import dutch_euros, format_cents
from rules.observations import Observation, Observer
from rules.policy import Scheme
from rules.texts import Sentence, placeholders
from rules.unsettled import Truth, still_open
from rules.vocabulary import FACTS, FactValue

_STATES: Mapping[bool | None, str] = {True: "holds", False: "fails", None: "unknown"}
_CEILINGS = ("at_most", "less_than")
_Path = tuple[*tuple[Branch, ...], Leaf]


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains the conditions of one scheme in one situation."""

    scheme: Scheme
    truth: Truth
    observe: Observer
    figures: Mapping[str, int | None]
    notes: Mapping[str, str]

    def finding(self, node: Node) -> Finding:
        """The finding for a top-level condition."""
        holds = self.truth(node.label)
        path = self._deciding_path(node)
        leaf = path[-1]
        seen = self.observe(leaf)
        over = seen.distance if holds is False and leaf.test in _CEILINGS else None
        return Finding(
            node.id,
            not node.soft,
            holds,
            self._facts(node, leaf, holds),
            fact_json(leaf.fact, seen.value),
            _in_unit(leaf, seen.limit),
            _in_unit(leaf, over),
            self._sentence(path, seen),
            node.source or leaf.source or self.scheme.sources[0],
        )

    def _facts(self, node: Node, leaf: Leaf, holds: bool | None) -> tuple[str, ...]:
        """What decided it; while unknown, what is still to be told."""
        if holds is not None:
            return leaf.facts
        missing = still_open(node, self.truth, self.observe).missing
        return tuple(name for name in FACTS if name in missing)

    def _deciding_path(self, node: Node) -> _Path:
        """From a node down to the one leaf that says most about its state.

        Among the children that settle a branch (or leave it open), one with a limit says most.
        """
        above: list[Branch] = []
        while isinstance(node, Branch):
            above.append(node)
            state = self.truth(node.label)
            wanted = state if node.kind != "not" or state is None else not state
            node = self._most_telling(node.children, wanted)
        return (*above, node)

    def _most_telling(self, children: tuple[Node, ...], wanted: bool | None) -> Node:
        if len(children) == 1:
            return children[0]
        deciding = [child for child in children if self.truth(child.label) is wanted] or children
        return next((child for child in deciding if child.has_limit), deciding[0])

    def _sentence(self, path: _Path, seen: Observation) -> Sentence:
        """The sentence of the topmost node on the path that has one for its state and can fill it in."""
        if self.truth(path[0].label) is None:
            if seen.expired:
                return _plain(self.notes["figures_expired"])
            if seen.missing == {"income_includes_holiday_allowance"}:
                return _plain(self.notes["income_near_limit"])
        for node in path:
            template = _template(node, self.truth(node.label), seen.value)
            if template is None:
                continue
            names = placeholders(template)
            if not names:
                return _plain(template)
            numbers = self._numbers(path[-1], seen)
            if names <= numbers.keys():
                return Sentence(template, _words(names, numbers, path[-1]))
        raise LookupError(f"{path[0].label} has no sentence for its state")

    def _numbers(self, leaf: Leaf, seen: Observation) -> dict[str, int]:
        """What a sentence can fill in about a leaf, by the name of the placeholder."""
        numbers = {}
        if isinstance(seen.value, int) and not isinstance(seen.value, bool):
            numbers["value"] = seen.value
        if seen.limit is not None:
            numbers["limit"] = seen.limit
        if seen.distance is not None:
            numbers["over_by" if seen.distance >= 0 else "short_by"] = abs(seen.distance)
            if seen.distance == 0:
                numbers["short_by"] = 0
        percent = self.figures.get(getattr(leaf.operand, "parameter", ""))
        if percent is not None:
            numbers["percent"] = percent
        return numbers


def _template(node: Node, holds: bool | None, value: object) -> str | None:
    """The text of a node for its state; of nothing, or less than nothing, it may have one of its own."""
    usual = node.text.get(_STATES[holds])
    if holds and isinstance(value, int) and value <= 0:
        return node.text.get("holds_below_zero" if value < 0 else "holds_at_zero", usual)
    return usual


@lru_cache(maxsize=4096)
def _plain(text: str) -> Sentence:
    """A sentence that says the same to everybody, made once: most findings have one of these."""
    return Sentence(text)


def _words(names: frozenset[str], numbers: Mapping[str, int], leaf: Leaf) -> dict[str, str]:
    """The numbers a sentence uses, in the notation people know from Dutch letters, whatever the language."""
    money = kind_of(leaf.fact) == "money"
    return {
        name: dutch_euros(number) if money and name != "percent" else str(number)
        for name, number in numbers.items()
        if name in names
    }


def _in_unit(leaf: Leaf, number: int | None) -> object:
    if number is None:
        return None
    return format_cents(number) if kind_of(leaf.fact) == "money" else number


def fact_json(name: str, value: FactValue | None) -> object:
    """A fact's or derived value in JSON form."""
    if value is None:
        return None
    if name in FACTS:
        return FACTS[name].to_json(value)
    return format_cents(value) if kind_of(name) == "money" and isinstance(value, int) else value


def untold_states(node: Node) -> set[str]:
    """The states for which no sentence could be found; the loader refuses a condition that has any."""
    untold = set(_STATES.values()) - node.text.keys()
    if isinstance(node, Leaf) or not untold:
        return untold
    below = [untold_states(child) for child in node.children]
    if node.kind == "not":
        flip = {"holds": "fails", "fails": "holds", "unknown": "unknown"}
        below = [{flip[state] for state in states} for states in below]
    return {state for state in untold if any(state in states for states in below)}
