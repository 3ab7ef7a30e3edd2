"""Condition trees in the engine (docs/decisions/0002) are Kleene's: holds, fails, and neither while unknown."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import pytest

from rules import EngineError
from rules.compiler import EngineValue, Program, compile_referrals, compile_scheme, compile_shared
from rules.conditions import Branch, Figure, Leaf, Literal, Node, Operand, walk
from rules.engine import RuleSet, check_limits
from tests.households import TODAY, policy
from tests.reading.kleene import all_of, any_of, opposite

KLEENE: Final = (True, False, None)
Values = Mapping[str, EngineValue | None]


def leaf(name: str, test: str = "is", operand: Operand | bool | int | str = True, fact: str | None = None) -> Leaf:
    told = Literal(operand) if isinstance(operand, bool | int | str) else operand
    return Leaf(f"t.{name}", name, False, fact or name, test, told, {}, None)


_numbers = itertools.count()


def branch(kind: str, *children: Node) -> Branch:
    name = f"{kind}{next(_numbers)}"
    return Branch(f"t.{name}", name, False, kind, children, {}, None)


class Engine:
    """One tree, loaded; asks the engine about each of its nodes."""

    def __init__(self, root: Node, figures: Mapping[str, int | None] | None = None) -> None:
        self.labels = [node.label for node in walk(root)]
        self.root = root.label
        self.program = compile_shared([root], frozenset(self.labels), figures or {})
        self.rules = RuleSet(self.program)

    def verdicts(self, values: Values) -> dict[str, bool | None]:
        tested = self.program.facts()
        known = {name: value for name, value in values.items() if value is not None and name in tested}
        concluded = {firing.rule.conclusion for firing in self.rules.evaluate(known)}
        found: dict[str, bool | None] = {}
        for label in self.labels:
            holds, fails = f"{label}.holds" in concluded, f"{label}.fails" in concluded
            assert not (holds and fails), label
            found[label] = True if holds else False if fails else None
        return found

    def verdict(self, values: Values) -> bool | None:
        return self.verdicts(values)[self.root]


def by_hand(node: Node, values: Values) -> bool | None:
    """Kleene's tables, from the tests' own reading; leaves as truth values or comparisons with a number."""
    if isinstance(node, Branch):
        inner = [by_hand(child, values) for child in node.children]
        if node.kind == "not":
            return opposite(inner[0])
        return all_of(inner) if node.kind == "all" else any_of(inner)
    value, operand = values[node.fact], node.operand
    assert isinstance(operand, Literal)
    if value is None:
        return None
    if node.test in ("is", "is_not"):
        return (value == operand.value) is (node.test == "is")
    assert isinstance(value, int)
    assert isinstance(operand.value, int)
    compared = {
        "at_least": value >= operand.value,
        "more_than": value > operand.value,
        "at_most": value <= operand.value,
        "less_than": value < operand.value,
    }
    return compared[node.test]


def tables(names: Sequence[str]) -> Iterator[dict[str, bool | None]]:
    return (dict(zip(names, values, strict=True)) for values in itertools.product(KLEENE, repeat=len(names)))


def three() -> tuple[Leaf, Leaf, Leaf]:
    return leaf("a"), leaf("b"), leaf("c")


def trees() -> dict[str, Node]:
    a, b, c = three()
    return {
        "all": branch("all", a, b, c),
        "any": branch("any", a, b, c),
        "not": branch("not", a),
        "not_not": branch("not", branch("not", a)),
        "all_any": branch("all", a, branch("any", b, c)),
        "any_all": branch("any", a, branch("all", b, c)),
        "not_all": branch("not", branch("all", a, b, c)),
        "not_any": branch("not", branch("any", a, b, c)),
        "any_not": branch("any", branch("not", a), branch("not", b), c),
        "all_not": branch("all", branch("not", a), b, branch("not", c)),
        "deep": branch("not", branch("any", branch("all", a, branch("not", b)), branch("not", branch("any", b, c)))),
        "one_child": branch("all", branch("any", branch("all", a))),
        "excluded_middle": branch("any", a, branch("not", a)),
        "contradiction": branch("all", b, branch("not", b)),
    }


@pytest.mark.parametrize("name", trees())
def test_every_combination_of_three_leaves_follows_kleene(name: str) -> None:
    root = trees()[name]
    engine = Engine(root)
    for values in tables("abc"):
        verdicts = engine.verdicts(values)
        assert verdicts == {node.label: by_hand(node, values) for node in walk(root)}, values


@pytest.mark.parametrize("name", trees())
def test_where_only_holding_counts_it_is_still_right(name: str) -> None:
    """Notes and referrals need no more than one side; the rest is not compiled."""
    root = trees()[name]
    program = compile_shared([root], frozenset(), {})
    rules = RuleSet(program)
    for values in tables("abc"):
        known = {fact: value for fact, value in values.items() if value is not None and fact in program.facts()}
        concluded = {firing.rule.conclusion for firing in rules.evaluate(known)}
        assert (f"{root.label}.holds" in concluded) is (by_hand(root, values) is True), values
        assert f"{root.label}.fails" not in concluded


LIMIT: Final = 10
TESTS: Final = ("at_least", "more_than", "at_most", "less_than", "is", "is_not")


@pytest.mark.parametrize("test", ["at_least", "more_than", "at_most", "less_than"])
def test_a_comparison_is_exact_at_its_limit(test: str) -> None:
    for limit in (LIMIT, 0, -LIMIT, 2**53 - 1):
        node = leaf("x", test, limit)
        engine = Engine(node)
        for value in (limit - 1, limit, limit + 1, None):
            assert engine.verdict({"x": value}) is by_hand(node, {"x": value})


@pytest.mark.parametrize("test", ["is", "is_not"])
def test_a_choice_is_compared_as_a_whole_word(test: str) -> None:
    node = leaf("x", test, "none")
    engine = Engine(node)
    for value in ("none", "nonet", "non", "None", "other", None):
        assert engine.verdict({"x": value}) is by_hand(node, {"x": value})


@pytest.mark.parametrize("kind", ["all", "any"])
@pytest.mark.parametrize(("lower", "upper"), [(5, 15), (15, 5), (10, 10)], ids=str)
def test_two_tests_on_one_fact_both_count(kind: str, lower: int, upper: int) -> None:
    """durable never lets one fact meet two conditions of a rule: they must come together in one."""
    root = branch(kind, leaf("low", "at_least", lower, "x"), leaf("high", "at_most", upper, "x"), leaf("y"))
    engines = [(root, Engine(root)), (negated := branch("not", root), Engine(negated))]
    for node, engine in engines:
        for x, y in itertools.product((4, 5, 9, 10, 11, 15, 16, None), KLEENE):
            values: Values = {"x": x, "y": y}
            assert engine.verdict(values) is by_hand(node, values), values


def test_one_leaf_in_several_branches_counts_in_each() -> None:
    root = branch("any", branch("all", leaf("a"), leaf("b")), branch("all", leaf("a", "is", False), leaf("c")))
    root = branch("all", root, branch("not", leaf("bb", "is", False, "b")))
    engine = Engine(root)
    for values in tables("abc"):
        assert engine.verdict(values) is by_hand(root, values)


@pytest.mark.parametrize("width", [16, 17, 32, 33, 40, 100])
def test_a_wide_all_is_split_and_still_right(width: int) -> None:
    names = [f"n{i}" for i in range(width)]
    engine = Engine(branch("all", *map(leaf, names)))
    assert max(len(rule.tests) for rule in engine.program.rules) <= 16
    everything: dict[str, bool | None] = dict.fromkeys(names, True)
    assert engine.verdict(everything) is True
    for name in {names[0], names[15], names[min(16, width - 1)], names[-1]}:
        assert engine.verdict({**everything, name: None}) is None
        assert engine.verdict({**everything, name: False}) is False
        assert engine.verdict({name: False}) is False


def test_a_wide_any_is_right() -> None:
    names = [f"n{i}" for i in range(40)]
    engine = Engine(branch("any", *map(leaf, names)))
    nothing: dict[str, bool | None] = dict.fromkeys(names, False)
    assert engine.verdict(nothing) is False
    for name in names:
        assert engine.verdict({**nothing, name: True}) is True
        assert engine.verdict({**nothing, name: None}) is None


def test_an_all_too_wide_to_split_is_never_loaded_wrong() -> None:
    names = [f"n{i}" for i in range(257)]
    root = branch("all", *map(leaf, names))
    try:
        engine = Engine(root)
    except EngineError:
        return
    assert engine.verdict(dict.fromkeys(names, True)) is True
    assert engine.verdict({**dict.fromkeys(names, True), "n256": None}) is None


@pytest.mark.parametrize("test", ["at_least", "more_than", "at_most", "less_than"])
@pytest.mark.parametrize("value", [-(10**6), 0, 10**6])
def test_an_expired_figure_makes_a_leaf_never_fire(test: str, value: int) -> None:
    expired, other = leaf("x", test, Figure("limit")), leaf("y")
    values: dict[str, EngineValue | None] = {"x": value}
    assert Engine(expired, {"limit": None}).verdict(values) is None
    together, either = branch("all", expired, other), branch("any", expired, other)
    for y in KLEENE:
        values["y"] = y
        assert Engine(together, {"limit": None}).verdict(values) is all_of([None, y])
        assert Engine(either, {"limit": None}).verdict(values) is any_of([None, y])
        assert Engine(branch("not", either), {"limit": None}).verdict(values) is opposite(any_of([None, y]))


def random_tree(rng: random.Random, depth: int) -> Node:
    if depth == 0 or rng.random() < 0.2:
        name = f"leaf{next(_numbers)}"
        if rng.random() < 0.4:
            return leaf(name, "is", rng.random() < 0.5, rng.choice("pq"))
        return leaf(name, rng.choice(TESTS), rng.randint(-2, 2), rng.choice("xyz"))
    kind = rng.choice(("all", "any", "not"))
    width = 1 if kind == "not" else rng.randint(2, 4)
    return branch(kind, *(random_tree(rng, depth - 1) for _ in range(width)))


@pytest.mark.parametrize("seed", range(40))
def test_random_trees_follow_kleene_on_every_node(seed: int) -> None:
    rng = random.Random(seed)
    root = random_tree(rng, 4)
    engine = Engine(root)
    for _ in range(40):
        values: dict[str, EngineValue | None] = {name: rng.choice([*range(-3, 4), None, None]) for name in "xyz"}
        values |= {name: rng.choice(KLEENE) for name in "pq"}
        assert engine.verdicts(values) == {node.label: by_hand(node, values) for node in walk(root)}, values


def real_programs(on: date) -> Iterator[Program]:
    figures = {name: policy().parameters.value(name, on) for name in policy().parameters}
    everything = frozenset(node.label for root in policy().shared_conditions for node in walk(root))
    yield compile_shared(policy().shared_conditions, everything, figures)
    yield from (compile_scheme(scheme, figures) for scheme in policy().schemes)
    yield compile_referrals(policy().referrals, figures)


@pytest.mark.parametrize("on", [TODAY, date(2024, 1, 1), date(2027, 1, 1)], ids=str)
def test_the_real_policy_stays_inside_the_fence(on: date) -> None:
    programs = list(real_programs(on))
    assert len(programs) == 9
    for program in programs:
        check_limits(program)
        assert program.rules


def test_unknown_is_what_remains_and_no_rule_concludes_it() -> None:
    concluded = {rule.conclusion for program in real_programs(TODAY) for rule in program.rules}
    assert {"iit.unlikely", "iit.possible", "iit.likely"} <= concluded
    assert not any("unknown" in conclusion for conclusion in concluded)
