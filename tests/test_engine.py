"""The fence around durable_rules (docs/decisions/0002): what may enter, how much, and that it still decides right."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pytest
from durable import engine as durable_engine

from rules import EngineError
from rules import engine as our_engine
from rules.compiler import Program, Rule, concluded
from rules.compiler import Test as Compare
from rules.engine import RuleSet, check_limits

ROOT: Final = Path(__file__).resolve().parent.parent
PIN: Final = "2.0.28"


def rule(name: str, *tests: Compare, conclusion: str = "") -> Rule:
    return Rule(name, tests, conclusion or name, (), ())


def load(*rules: Rule) -> RuleSet:
    return RuleSet(Program("fence", rules))


def fired(rules: RuleSet, facts: dict[str, Any]) -> list[str]:
    return [firing.rule.id for firing in rules.evaluate(facts)]


def test_the_release_is_the_one_that_was_measured() -> None:
    assert version("durable_rules") == PIN
    assert f'"durable_rules=={PIN}"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert re.search(
        rf"^durable-rules=={re.escape(PIN)} \\\n +--hash=", (ROOT / "requirements.txt").read_text("utf-8"), re.M
    )


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        *(("Host", "_run"), ("Host", "set_rulesets"), ("Host", "get_ruleset")),
        *(("Ruleset", "assert_fact"), ("Ruleset", "do_actions"), ("Ruleset", "delete_state")),
    ],
)
def test_the_names_we_use_are_there(owner: str, name: str) -> None:
    assert callable(getattr(getattr(durable_engine, owner), name))


def test_the_host_runs_nothing_by_itself() -> None:
    quiet = type(our_engine._HOST)
    assert issubclass(quiet, durable_engine.Host)
    assert quiet._run is not durable_engine.Host._run
    assert "_run" in durable_engine.Host.__init__.__code__.co_names


def python_sources() -> list[Path]:
    return sorted([*(ROOT / "rules").rglob("*.py"), *(ROOT / "webapp").rglob("*.py")])


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_one_file_imports_durable() -> None:
    sources = python_sources()
    assert len(sources) > 20
    users = [path.relative_to(ROOT).as_posix() for path in sources if "durable" in imported(path)]
    assert users == ["rules/engine.py"]
    assert not any("durable_rules_engine" in imported(path) for path in sources)


def test_what_crashes_or_loses_facts_is_not_used() -> None:
    tree = ast.parse((ROOT / "rules" / "engine.py").read_text("utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert {"assert_fact", "do_actions", "delete_state"} <= used
    assert used.isdisjoint(
        {"assert_facts", "assert_event", "assert_events", "post", "post_batch", "dispatch", "run_all", "retract_fact"}
    )


NO_THREADS: Final = """
import threading
from datetime import date
import rules
policy = rules.load_policy()
household = rules.parse_household({"municipality": "enschede", "facts": {"age": 34}}, policy)
for _ in range(20):
    rules.advise(household, date(2026, 11, 21), policy)
print(*(thread.name for thread in threading.enumerate()))
"""


def test_no_thread_is_started() -> None:
    command = [sys.executable, "-c", NO_THREADS]
    assert subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout == "MainThread\n"


def true(name: str) -> Compare:
    return Compare(name, "is", True)


def wide(width: int) -> list[Rule]:
    return [rule("wide", *(Compare(f"x{i}", "at_least", i) for i in range(width)))]


def many_tests(count: int) -> list[Rule]:
    return [rule(f"r{i}", Compare("x", "at_least", i)) for i in range(count)]


def many_facts(count: int) -> list[Rule]:
    return [rule(f"r{i}", true(f"x{i}")) for i in range(count)]


def sharing(count: int) -> list[Rule]:
    return [rule(f"r{i}", true("shared"), true(f"x{i % 300}")) for i in range(count)]


LIMITS: Final[dict[str, tuple[Callable[[int], list[Rule]], int, str]]] = {
    "conditions_of_a_rule": (wide, 17, "17"),
    "tests_on_one_fact": (many_tests, 56, "x"),
    "different_facts": (many_facts, 400, "400"),
    "rules_sharing_a_condition": (sharing, 200, "200"),
}


@pytest.mark.parametrize(("make", "too_many", "named"), LIMITS.values(), ids=LIMITS)
def test_a_program_over_a_limit_is_refused(make: Callable[[int], list[Rule]], too_many: int, named: str) -> None:
    check_limits(Program("fence", tuple(make(too_many - 1))))
    for size in (too_many, too_many + 1, 2 * too_many):
        with pytest.raises(EngineError):
            check_limits(Program("fence", tuple(make(size))))
    with pytest.raises(EngineError, match=named):
        load(*make(too_many))


def test_a_rule_without_conditions_is_refused() -> None:
    with pytest.raises(EngineError):
        load(rule("empty"))


def test_at_the_limits_it_still_decides_right() -> None:
    all_but_one = {f"x{i}": i if i < 15 else 14 for i in range(16)}
    assert fired(load(*wide(16)), {f"x{i}": i for i in range(16)}) == ["wide"]
    assert fired(load(*wide(16)), all_but_one) == []
    assert fired(load(*many_tests(55)), {"x": 20}) == [f"r{i}" for i in range(21)]
    every_third = [f"r{i}" for i in range(0, 399, 3)]
    assert fired(load(*many_facts(399)), {f"x{i}": i % 3 == 0 for i in range(399)}) == every_third
    odd = {"shared": True, **{f"x{i}": i % 2 == 1 for i in range(199)}}
    assert fired(load(*sharing(199)), odd) == [f"r{i}" for i in range(1, 199, 2)]
    assert fired(load(*sharing(199)), {**odd, "shared": False}) == []


UNSAFE: Final[list[tuple[str, Any]]] = [
    *[(test, 1.5) for test in ("at_most", "at_least", "is", "is_not")],
    *[("is", None), ("at_most", True), ("less_than", False), ("at_most", "5"), ("more_than", "a")],
    *[("is", "é"), ("is_not", "ü"), ("is", "a" * 200), ("is", ""), ("is", "a\nb"), ("is", 'a"b')],
    *[("is", 2**53 + 1), ("at_most", -(2**53) - 1), ("at_least", 10**30), ("between", 5), ("is", (1, 2))],
]


@pytest.mark.parametrize(("test", "constant"), UNSAFE, ids=lambda value: repr(value)[:20])
def test_an_unsafe_constant_is_refused(test: str, constant: Any) -> None:
    with pytest.raises(EngineError):
        check_limits(Program("fence", (rule("r", Compare("x", test, constant)),)))


@pytest.mark.parametrize("constant", [0, -1, 2**53, -(2**53), True, False, "none", "a-b_c.d"])
def test_a_safe_constant_is_matched_exactly(constant: int | str) -> None:
    rules = load(rule("same", Compare("x", "is", constant)), rule("other", Compare("x", "is_not", constant)))
    assert fired(rules, {"x": constant}) == ["same"]


def test_two_rules_with_one_id_are_refused() -> None:
    with pytest.raises(EngineError):
        load(rule("r", true("a")), rule("r", true("b")))


def test_names_that_share_a_hash_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # A well-known pair of words with one 32-bit FNV-1a hash.
    assert our_engine._fnv("costarring") == our_engine._fnv("liquid") == 0x5E4DAA9D
    assert our_engine._fnv("") == 0x811C9DC5
    with pytest.raises(EngineError):
        our_engine._refuse_collisions(["costarring", "liquid"], "names")
    our_engine._refuse_collisions(["costarring", "liquids"], "names")
    real = our_engine._fnv
    monkeypatch.setattr(our_engine, "_fnv", lambda text: real("f0") if text == "f1" else real(text))
    with pytest.raises(EngineError):
        load(rule("r", true("a"), true("b")))


MIXED: Final = (
    rule("number", Compare("n", "at_least", 5)),
    rule("flag", true("b")),
    rule("word", Compare("w", "is", "other")),
)


@pytest.mark.parametrize(
    "value", [1.5, 6.0, None, "x" * 200, "é", "", "a b", 2**53 + 1, -(2**53) - 1, [6], {"v": 6}, b"6"]
)
@pytest.mark.parametrize("name", ["n", "b", "w"])
def test_a_fact_that_durable_would_bend_is_refused(name: str, value: Any) -> None:
    with pytest.raises(EngineError):
        load(*MIXED).evaluate({name: value})


@pytest.mark.parametrize(("name", "value"), [("n", "6"), ("n", True), ("b", 1), ("b", "true"), ("w", 1), ("w", True)])
def test_a_fact_of_another_type_than_its_rules_test_is_refused(name: str, value: Any) -> None:
    """durable finds "6" more than 5, and 1 and "true" the same as true."""
    with pytest.raises(EngineError):
        load(*MIXED).evaluate({name: value})


@pytest.mark.parametrize("name", ["unknown", "", "k", "sid", "id", "_start", "number"])
def test_a_fact_that_no_rule_tests_is_refused(name: str) -> None:
    with pytest.raises(EngineError):
        load(*MIXED).evaluate({name: 6})


@pytest.mark.parametrize("value", [4, 5, 10, 15, 16])
def test_two_tests_on_one_fact_in_one_rule_both_count(value: int) -> None:
    between = rule("between", Compare("x", "at_least", 5), true("y"), Compare("x", "at_most", 15))
    never = rule("never", Compare("x", "more_than", 15), Compare("x", "less_than", 5))
    wanted = ["between"] if 5 <= value <= 15 else []
    assert fired(load(between, never), {"x": value, "y": True}) == wanted


def test_conclusions_chain_and_firings_come_in_the_order_of_the_program() -> None:
    last = rule("last", concluded("middle"), concluded("first"))
    middle = rule("middle", concluded("first"), true("y"))
    rules = load(last, middle, rule("first", true("x")), rule("again", true("y"), conclusion="first"))
    assert fired(rules, {"y": True, "x": True}) == ["last", "middle", "first", "again"]
    assert fired(rules, {"x": True}) == ["first"]
    assert fired(rules, {"y": True}) == ["last", "middle", "again"]
    assert fired(rules, {"x": False}) == fired(rules, {}) == []
