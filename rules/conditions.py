"""The condition tree: leaves that test one fact, and all/any/not over them, with a label on every node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from rules.derived import HOUSEHOLD_LIMITS, kind_of, subjects_of, unit_of
from rules.parameters import Parameters, Source, UnknownParameter
from rules.policy_files import Place, PolicyFile
from rules.texts import placeholders
from rules.vocabulary import FACTS

SHARED: Final = "shared"
COMPARISONS: Final = ("at_least", "at_most", "more_than", "less_than")
TESTS: Final = ("is", "is_not", "includes", *COMPARISONS)


@dataclass(frozen=True, slots=True)
class Literal:
    """A fixed value: true, false, a choice, or a trivial count."""

    value: bool | int | str


@dataclass(frozen=True, slots=True)
class Figure:
    """A parameter's value on the day."""

    parameter: str


@dataclass(frozen=True, slots=True)
class PercentOfNorm:
    """A percentage (a parameter) of the household's norm."""

    parameter: str


@dataclass(frozen=True, slots=True)
class HouseholdLimit:
    """A limit that depends on the household, such as `wealth_limit`."""

    name: str


Operand = Literal | Figure | PercentOfNorm | HouseholdLimit


@dataclass(frozen=True, slots=True)
class Leaf:
    """One test of one fact; `text` has whole Dutch sentences for holds, fails and unknown.

    `engine_fact` is what the engine is told: the fact itself, one member of a set, or the distance to a limit.
    `key` is equal for leaves that test the same thing.
    """

    label: str
    id: str
    soft: bool
    fact: str
    test: str
    operand: Operand
    text: Mapping[str, str]
    source: Source | None
    engine_fact: str = field(init=False)
    key: str = field(init=False)
    has_limit: bool = field(init=False)

    def __post_init__(self) -> None:
        match self.operand:
            case PercentOfNorm(name) | HouseholdLimit(name):
                told = f"{self.fact}.{self.test}.{name}"
            case Literal(value) if self.test == "includes":
                told = f"{self.fact}.{value}"
            case _:
                told = self.fact
        object.__setattr__(self, "engine_fact", told)
        object.__setattr__(self, "key", f"{told} {self.test} {self.operand}")
        limited = self.test in COMPARISONS and not isinstance(self.operand, Literal)
        object.__setattr__(self, "has_limit", limited)

    @property
    def facts(self) -> tuple[str, ...]:
        """What this leaf speaks about: contract facts, or the few other subjects of derived values."""
        return subjects_of(self.fact)


@dataclass(frozen=True, slots=True)
class Branch:
    """all, any or not over other nodes; states without a text let the deciding child speak."""

    label: str
    id: str
    soft: bool
    kind: str
    children: tuple[Node, ...]
    text: Mapping[str, str]
    source: Source | None
    has_limit: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "has_limit", any(child.has_limit for child in self.children))


Node = Leaf | Branch


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, top down."""
    yield node
    if isinstance(node, Branch):
        for child in node.children:
            yield from walk(child)


def leaves(node: Node) -> Iterator[Leaf]:
    """The leaves below (or at) a node, in order."""
    return (inner for inner in walk(node) if isinstance(inner, Leaf))


@dataclass(frozen=True, slots=True)
class TreeReader:
    """Builds trees out of one file's data and refuses unknown facts, parameters, tests and placeholders."""

    file: PolicyFile
    parameters: Parameters
    default_source: Source | None
    shared: Mapping[str, Node]

    def read(self, data: Mapping[str, Any], place: Place, prefix: str, position: int = 0) -> Node:
        """Read one node; its label is `prefix.id`, or `prefix.<position>` where it has no id."""
        if "use" in data:
            return self._read_shared(data, place, prefix)
        node_id = data.get("id", str(position))
        label = f"{prefix}.{node_id}"
        source = self._source(data, place)
        kind = next((kind for kind in ("all", "any", "not") if kind in data), None)
        if kind is None:
            return self._read_leaf(data, place, node_id, label, source)
        inner = [data["not"]] if kind == "not" else data[kind]
        children = tuple(
            self.read(child, (*place, kind) if kind == "not" else (*place, kind, i), label, i)
            for i, child in enumerate(inner)
        )
        labels = [child.label for child in children]
        if len(set(labels)) != len(labels):
            raise self.file.error(place, f"{label} has two children with the same id")
        text = self._text(data, place, _limit_tests(children))
        return Branch(label, node_id, data.get("soft", False), kind, children, text, source)

    def _read_shared(self, data: Mapping[str, Any], place: Place, prefix: str) -> Node:
        """A shared node as it is; at the top of a scheme in a wrapper that is hard or soft there, with own words."""
        shared = self.shared.get(data["use"])
        if shared is None:
            raise self.file.error((*place, "use"), f"no shared condition above is named {data['use']}")
        if "." in prefix or prefix == SHARED:
            return shared
        source = self._source(data, place) or shared.source
        text = self._text(data, place, _limit_tests((shared,)))
        return Branch(f"{prefix}.{shared.id}", shared.id, data.get("soft", False), "all", (shared,), text, source)

    def _read_leaf(
        self, data: Mapping[str, Any], place: Place, node_id: str, label: str, source: Source | None
    ) -> Leaf:
        if kind_of(data["fact"]) is None:
            raise self.file.error((*place, "fact"), f"{data['fact']} is not a fact or derived value")
        tests = [test for test in TESTS if test in data]
        if len(tests) != 1:
            raise self.file.error(place, f"{label} must have exactly one of {', '.join(TESTS)}")
        test = tests[0]
        operand = self._operand(data["fact"], test, data[test], (*place, test))
        text = self._text(data, place, (test,))
        return Leaf(
            label,
            node_id,
            data.get("soft", False),
            data["fact"],
            test,
            operand,
            text,
            source or self._parameter_source(operand),
        )

    def _operand(self, fact: str, test: str, data: Any, place: Place) -> Operand:
        kind = kind_of(fact)
        if test not in COMPARISONS:
            return self._literal(fact, test, data, place)
        if kind not in ("int", "money"):
            raise self.file.error(place, f"{fact} cannot be compared with {test}")
        if isinstance(data, str):
            self.check_unit(data, unit_of(fact), place)
            return Figure(data)
        if isinstance(data, int):
            if unit_of(fact) != "count":
                raise self.file.error(place, f"{fact} must be compared with a parameter, not with a bare {data}")
            return Literal(data)
        if "limit" in data:
            if data["limit"] not in HOUSEHOLD_LIMITS or kind != "money":
                raise self.file.error(place, f"no household limit is named {data['limit']} for {fact}")
            return HouseholdLimit(data["limit"])
        self.check_unit(data["percent"], "percent", place)
        if fact != "income":
            raise self.file.error(place, f"only income can be compared with a percentage of the norm, not {fact}")
        return PercentOfNorm(data["percent"])

    def _literal(self, fact: str, test: str, value: bool | int | str, place: Place) -> Literal:
        kind, choices = kind_of(fact), FACTS[fact].choices if fact in FACTS else ()
        fits = {
            "bool": test == "is" and isinstance(value, bool),
            "choice": test in ("is", "is_not") and value in choices,
            "choices": test == "includes" and value in choices,
        }
        if not fits.get(str(kind), False):
            raise self.file.error(place, f"{fact} ({kind}) cannot be tested with {test}: {value}")
        return Literal(value)

    def check_unit(self, name: str, unit: str, place: Place) -> None:
        """Refuse a parameter that does not exist or is not in the unit wanted."""
        try:
            parameter = self.parameters[name]
        except UnknownParameter:
            raise self.file.error(place, f"no parameter is named {name}") from None
        if parameter.unit != unit:
            raise self.file.error(place, f"parameter {name} is in {parameter.unit}, not in {unit}")

    def _parameter_source(self, operand: Operand) -> Source | None:
        if isinstance(operand, (Figure, PercentOfNorm)):
            return self.parameters[operand.parameter].values[-1].source
        return self.default_source

    def _source(self, data: Mapping[str, Any], place: Place) -> Source | None:
        return read_source(data["source"], self.file, (*place, "source")) if "source" in data else None

    def _text(self, data: Mapping[str, Any], place: Place, tests: tuple[str, ...]) -> Mapping[str, str]:
        texts: Mapping[str, str] = data.get("text", {})
        for state, sentence in texts.items():
            try:
                unknown = placeholders(sentence) - allowed_placeholders(state, tests)
            except ValueError as error:
                raise self.file.error(
                    (*place, "text", state), f"broken placeholder ({error}) in {sentence!r}"
                ) from None
            if unknown:
                raise self.file.error((*place, "text", state), f"a text cannot use {{{min(unknown)}}} when it {state}")
        return texts


def _limit_tests(children: tuple[Node, ...]) -> tuple[str, ...]:
    return tuple(leaf.test for child in children for leaf in leaves(child) if leaf.has_limit)


def allowed_placeholders(state: str, tests: tuple[str, ...]) -> set[str]:
    """What a sentence may fill in: nothing while unknown, and a distance only on the side where there is one."""
    if state == "unknown" or not any(test in COMPARISONS for test in tests):
        return set()
    names = {"value", "limit", "percent"}
    if state == "fails":
        names |= {"over_by"} if {"at_most", "less_than"} & set(tests) else set()
        names |= {"short_by"} if {"at_least", "more_than"} & set(tests) else set()
    return names


def read_source(data: Mapping[str, str], file: PolicyFile, place: Place) -> Source:
    """A source object with its check date."""
    try:
        return Source(data["title"], data["url"], date.fromisoformat(data["checked_on"]))
    except ValueError:
        raise file.error((*place, "checked_on"), f"{data['checked_on']!r} is not a date (YYYY-MM-DD)") from None
