"""THE ONLY FILE that imports durable. It keeps to the fenced subset that was measured safe (docs/decisions/0002).

One process-wide host without threads; one live session at a time under one lock; facts asserted one by one with
explicit ids; every session deleted; every error raised. durable's own messages are never logged: they hold facts.
"""

from __future__ import annotations

import itertools
import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from durable import engine as durable_engine

from rules.compiler import MAX_CONDITIONS, EngineValue, Program, Rule, Test, needed_conclusions

LOCK_SECONDS: Final = 5.0
MAX_FIRINGS: Final = 1000
MAX_INT: Final = 2**53
MAX_TESTS_ON_A_FACT: Final = 55
MAX_FIRST_TESTS: Final = 400
MAX_SHARED: Final = 200

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}")
_FIELDS = ("k", "v", "id", "sid", "$s", "_never")
_OPERATORS = {"at_most": "$lte", "less_than": "$lt", "at_least": "$gte", "more_than": "$gt", "is_not": "$neq"}


class EngineError(RuntimeError):
    """An evaluation failed. Never to be read as an outcome."""


class EngineBusy(EngineError):
    """Another evaluation held the engine for too long; try again (HTTP 503)."""


class _QuietHost(durable_engine.Host):  # type: ignore[misc]
    """A host without durable's timer threads, which steal actions and crash (see the decision)."""

    def _run(self) -> None:
        pass


class _Json:
    """durable talks JSON with its C part some four times per rule fired; orjson makes that several times cheaper."""

    @staticmethod
    def dumps(value: Any, ensure_ascii: bool = False) -> str:  # noqa: ARG004 - durable's way of calling
        return orjson.dumps(value).decode()

    loads = staticmethod(orjson.loads)


durable_engine.json = _Json
# Only differences of it are used, twice for every rule fired; durable's own way goes through dates.
durable_engine._unix_now = time.time

for _logger in ("durable", "durable.engine", durable_engine.__name__):
    logging.getLogger(_logger).disabled = True

_HOST: Final = _QuietHost()
_LOCK: Final = threading.Lock()
_SESSIONS: Final = itertools.count()
_RULESETS: Final = itertools.count()


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fired, and its place in the program."""

    rule: Rule
    position: int


@dataclass(slots=True)
class _Run:
    """What one evaluation gathers."""

    sid: str
    firings: list[Firing] = field(default_factory=list)
    conclusions: set[str] = field(default_factory=set)
    error: BaseException | None = None


class RuleSet:
    """A program loaded into durable, once per process and set of constants."""

    def __init__(self, program: Program) -> None:
        check_limits(program)
        self.program = program
        self._ids = {name: f"c{i}" for i, name in enumerate(dict.fromkeys(needed_conclusions(program)))}
        self._kinds = {name: f"f{i}" for i, name in enumerate(sorted(program.facts()))}
        self._types = _fact_types(program)
        self._hashes = frozenset(map(_fnv, (*self._ids.values(), *self._kinds.values(), "_start")))
        _refuse_collisions([*self._ids.values(), *self._kinds.values(), "_start"], "fact ids")
        self._active: _Run | None = None
        self._broken = False
        name = f"ruleset{next(_RULESETS)}"
        with _LOCK:
            _HOST.set_rulesets({name: self._definitions()})
        self._durable = _HOST.get_ruleset(name)
        for _ in range(3):
            self.evaluate({})

    def evaluate(self, facts: Mapping[str, EngineValue]) -> tuple[Firing, ...]:
        """Assert the known facts, run the rules to the end, and return the firings in the program's order."""
        for name, value in facts.items():
            self._check_fact(name, value)
        if not _LOCK.acquire(timeout=LOCK_SECONDS):
            raise EngineBusy("the engine is busy")
        try:
            run = self._evaluate_locked(facts)
        finally:
            _LOCK.release()
        return tuple(sorted(run.firings, key=lambda firing: firing.position))

    def _evaluate_locked(self, facts: Mapping[str, EngineValue]) -> _Run:
        if self._broken:
            raise EngineError("the engine was switched off after an earlier failure")
        run = self._active = _Run(self._fresh_sid())
        outcome: list[tuple[Any, Any]] = []
        try:
            offset = self._durable.assert_fact({"id": "_start", "k": "_start", "sid": run.sid})
            for name, value in facts.items():
                kind = self._kinds[name]
                self._durable.assert_fact({"id": kind, "k": kind, "v": value, "sid": run.sid})
            self._durable.do_actions(offset, lambda error, state: outcome.append((error, state)))
        except Exception:
            raise EngineError("durable refused a fact") from None
        finally:
            self._active = None
            self._delete(run.sid)
        if run.error is not None:
            raise EngineError("a rule's action failed") from run.error
        if not outcome or outcome[0][0] or outcome[0][1] is None or "exception" in outcome[0][1]:
            raise EngineError("durable did not finish")
        return run

    def _fresh_sid(self) -> str:
        """Session ids are hashed like fact ids, so skip one that would meet a fact's hash."""
        return next(sid for sid in (f"s{n}" for n in _SESSIONS) if _fnv(f"sid-{sid}") not in self._hashes)

    def _delete(self, sid: str) -> None:
        try:
            self._durable.delete_state(sid)
        except Exception:
            self._broken = True
            raise EngineError("durable could not delete a session") from None

    def _check_fact(self, name: str, value: EngineValue) -> None:
        if name not in self._kinds:
            raise EngineError(f"no rule tests {name}")
        if isinstance(value, str) and not _NAME.fullmatch(value):
            raise EngineError(f"{name} is not short plain text")
        if isinstance(value, int) and abs(value) > MAX_INT:
            raise EngineError(f"{name} is too large")
        if type(value) is not self._types[name]:
            raise EngineError(f"{name} has a type that durable would bend")

    def _definitions(self) -> dict[str, Any]:
        """durable's JSON form: a start rule that always fires, the program, and a sink for unmatched facts."""
        definitions: dict[str, Any] = {"_start": {"all": [{"m": {"k": "_start"}}], "run": _nothing}}
        for position, rule in enumerate(self.program.rules):
            conditions = [{f"m{i}": self._condition(tests)} for i, tests in enumerate(by_fact(rule))]
            definitions[f"r{position}"] = {"all": conditions, "run": self._action(Firing(rule, position))}
        sink = [{"m": {"$ex": {"k": 1}}}, {"n": {"_never": 1}}]
        definitions["_sink"] = {"all": sink, "run": _nothing}
        return definitions

    def _condition(self, tests: tuple[Test, ...]) -> dict[str, Any]:
        """The kind of fact first, then every test of the rule on that fact."""
        if tests[0].operator == "concluded":
            return {"k": self._ids[tests[0].fact]}
        return {"$and": [{"k": self._kinds[tests[0].fact]}, *map(_comparison, tests)]}

    def _action(self, firing: Firing) -> Callable[[Any], None]:
        conclusion = firing.rule.conclusion
        fact_id = self._ids.get(conclusion)

        def act(closure: Any) -> None:
            run = self._active
            if run is None:
                return
            try:
                if closure.s["sid"] != run.sid or len(run.firings) >= MAX_FIRINGS:
                    raise EngineError("a session was mixed up or does not end")
                run.firings.append(firing)
                if conclusion not in run.conclusions:
                    run.conclusions.add(conclusion)
                    if fact_id is not None:
                        self._durable.assert_fact({"id": fact_id, "k": fact_id, "sid": run.sid})
            except BaseException as error:
                run.error = run.error or error

        return act


def _nothing(_: Any) -> None:
    """The action of the start and sink rules."""


def _comparison(test: Test) -> dict[str, Any]:
    operator = _OPERATORS.get(test.operator)
    return {"v": test.constant} if operator is None else {operator: {"v": test.constant}}


def by_fact(rule: Rule) -> tuple[tuple[Test, ...], ...]:
    """A rule's tests, those on one fact together: durable never lets one fact meet two conditions of a rule."""
    grouped: dict[str, list[Test]] = {}
    for test in rule.tests:
        grouped.setdefault(test.fact, []).append(test)
    return tuple(map(tuple, grouped.values()))


def check_limits(program: Program) -> None:
    """Refuse a program that would pass one of durable's silent limits (docs/decisions/0002)."""
    shared: Counter[str] = Counter()
    on_fact: dict[str, set[str]] = {}
    ids = [rule.id for rule in program.rules]
    if len(set(ids)) != len(ids):
        raise EngineError(f"{program.name} has two rules with one id")
    for rule in program.rules:
        if not 1 <= len(rule.tests) <= MAX_CONDITIONS:
            raise EngineError(f"rule {rule.id} has {len(rule.tests)} conditions; at most {MAX_CONDITIONS} are safe")
        for tests in by_fact(rule):
            for test in tests:
                _check_constant(rule, test)
                on_fact.setdefault(test.fact, set()).add(repr(test))
            shared[repr(tests)] += 1
    if len(on_fact) >= MAX_FIRST_TESTS:
        raise EngineError(f"{program.name} tests {len(on_fact)} different facts; split it")
    if shared and max(shared.values()) >= MAX_SHARED:
        raise EngineError(f"{program.name} shares one condition among {max(shared.values())} rules; split it")
    crowded = [fact for fact, tests in on_fact.items() if len(tests) > MAX_TESTS_ON_A_FACT]
    if crowded:
        raise EngineError(f"{program.name} tests {crowded[0]} in too many ways; split it")
    _refuse_collisions(_FIELDS, "field names")


def _check_constant(rule: Rule, test: Test) -> None:
    constant = test.constant
    if test.operator not in (*_OPERATORS, "is", "concluded"):
        raise EngineError(f"rule {rule.id} tests with {test.operator}, which durable does not know")
    if type(constant) not in (bool, int, str):
        raise EngineError(f"rule {rule.id} compares with something that is no boolean, whole number or text")
    if test.operator in _OPERATORS and test.operator != "is_not" and type(constant) is not int:
        raise EngineError(f"rule {rule.id} orders something that is not a number")
    if isinstance(constant, str) and not _NAME.fullmatch(constant):
        raise EngineError(f"rule {rule.id} compares with text that is not short and plain")
    if isinstance(constant, int) and abs(constant) > MAX_INT:
        raise EngineError(f"rule {rule.id} compares with a number that is too large")


def _fact_types(program: Program) -> dict[str, type]:
    """The one type each fact has in a program: durable takes "6" for 6 and 1 for true."""
    types: dict[str, type] = {}
    for rule in program.rules:
        for test in rule.tests:
            if test.operator != "concluded" and types.setdefault(test.fact, type(test.constant)) is not type(
                test.constant
            ):
                raise EngineError(f"{program.name} tests {test.fact} as two different types")
    return types


def _refuse_collisions(names: tuple[str, ...] | list[str], what: str) -> None:
    if len({_fnv(name) for name in names}) != len(set(names)):
        raise EngineError(f"two {what} share a hash in durable")


def _fnv(text: str) -> int:
    """The 32-bit hash by which durable knows facts and sessions."""
    value = 0x811C9DC5
    for byte in text.encode("ascii"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value
