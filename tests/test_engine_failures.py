"""A failed evaluation is an error and never an outcome; it leaves no session, no lock and no trace of a household."""

from __future__ import annotations

import logging
import random
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, Final

import pytest
from durable.engine import MessageNotHandledException

from rules import EngineBusy, EngineError, advise
from rules import engine as our_engine
from rules.compiler import Program, Rule, concluded
from rules.compiler import Test as Compare
from rules.day_policy import policy_on
from rules.engine import RuleSet
from tests.households import TODAY, advice_for, household_of, policy

# An income that stands nowhere else, in cents and as people write it.
CANARY: Final = 90871265
CANARY_TEXTS: Final = ("90871265", "908712", "908.712")
Fail = Callable[[RuleSet], None]


@pytest.fixture
def rules() -> RuleSet:
    """x of at least 5 leads to a conclusion, which leads to another."""
    first = Rule("first", (Compare("x", "at_least", 5),), "first", (), ())
    second = Rule("second", (concluded("first"), Compare("x", "at_least", 7)), "second", (), ())
    return RuleSet(Program("failures", (first, second)))


def fired(rules: RuleSet, x: int) -> list[str]:
    return [firing.rule.id for firing in rules.evaluate({"x": x})]


def refuse(rules: RuleSet, refused: Callable[[dict[str, Any]], bool]) -> None:
    """As durable does with a fact that meets no rule: the complaint carries the fact."""
    original = rules._durable.assert_fact

    def assert_fact(fact: dict[str, Any]) -> Any:
        if refused(fact):
            raise MessageNotHandledException(fact)
        return original(fact)

    rules._durable.assert_fact = assert_fact


def refuse_facts(rules: RuleSet) -> None:
    """Before any rule has run."""
    refuse(rules, lambda fact: "v" in fact)


def refuse_conclusions(rules: RuleSet) -> None:
    """Within a rule's action."""
    refuse(rules, lambda fact: "v" not in fact and fact["id"] != "_start")


def report(rules: RuleSet, *outcome: object) -> None:
    """Run the rules, then tell the caller something else than what came out."""
    original = rules._durable.do_actions

    def do_actions(offset: int, complete: Callable[..., None]) -> None:
        original(offset, lambda *_: None)
        if outcome:
            complete(*outcome)

    rules._durable.do_actions = do_actions


def report_an_error(rules: RuleSet) -> None:
    report(rules, RuntimeError(f"income {CANARY}"), None)


def lose_the_state(rules: RuleSet) -> None:
    report(rules, None, None)


def report_in_the_state(rules: RuleSet) -> None:
    report(rules, None, {"exception": f"caught {CANARY}"})


def never_call_back(rules: RuleSet) -> None:
    report(rules)


FAILURES: Final[list[Fail]] = [
    *(refuse_facts, refuse_conclusions, report_an_error, lose_the_state, report_in_the_state, never_call_back)
]


def mend(rules: RuleSet) -> None:
    """Give durable its own methods back."""
    for name in ("assert_fact", "do_actions"):
        vars(rules._durable).pop(name, None)


@pytest.mark.parametrize("fail", FAILURES)
def test_a_failure_is_an_error_and_the_next_evaluation_is_right(rules: RuleSet, fail: Fail) -> None:
    fail(rules)
    for _ in range(3):
        with pytest.raises(EngineError):
            fired(rules, 6)
    mend(rules)
    assert fired(rules, 6) == ["first"]
    assert fired(rules, 4) == []
    assert fired(rules, 7) == ["first", "second"]


def test_a_run_that_does_not_end_is_an_error(rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(our_engine, "MAX_FIRINGS", 1)
    assert fired(rules, 6) == ["first"]
    with pytest.raises(EngineError):
        fired(rules, 7)


@pytest.mark.parametrize("fail", [None, refuse_facts, refuse_conclusions, report_an_error])
def test_every_session_is_new_and_deleted(rules: RuleSet, fail: Fail | None) -> None:
    deleted: list[str] = []
    original = rules._durable.delete_state

    def delete_state(sid: str) -> None:
        deleted.append(sid)
        original(sid)

    rules._durable.delete_state = delete_state
    if fail:
        fail(rules)
    for _ in range(10):
        try:
            fired(rules, 6)
        except EngineError:
            assert fail
    assert len(set(deleted)) == len(deleted) == 10


def test_more_evaluations_than_durable_has_sessions(rules: RuleSet) -> None:
    """1,024 sessions left behind would be a MemoryError."""
    assert [fired(rules, x % 9) for x in range(1500)] == [
        ["first", "second"] if x % 9 >= 7 else ["first"] if x % 9 >= 5 else [] for x in range(1500)
    ]


@pytest.mark.parametrize("fail", [refuse_facts, refuse_conclusions])
def test_more_failures_than_durable_has_sessions(rules: RuleSet, fail: Fail) -> None:
    fail(rules)
    for _ in range(1500):
        with pytest.raises(EngineError):
            fired(rules, 7)
    mend(rules)
    assert fired(rules, 7) == ["first", "second"]


def test_a_session_that_cannot_be_deleted_switches_the_rules_off(rules: RuleSet) -> None:
    original = rules._durable.delete_state

    def delete_state(sid: str) -> None:
        original(sid)
        raise OSError("still there")

    rules._durable.delete_state = delete_state
    for _ in range(3):
        with pytest.raises(EngineError):
            fired(rules, 6)


def test_a_held_engine_is_busy_and_then_free_again(rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(our_engine, "LOCK_SECONDS", 0.01)
    with our_engine._LOCK, pytest.raises(EngineBusy):
        fired(rules, 6)
    assert fired(rules, 6) == ["first"]


@pytest.mark.parametrize("fail", FAILURES)
def test_a_failure_lets_go_of_the_lock(rules: RuleSet, fail: Fail) -> None:
    fail(rules)
    with pytest.raises(EngineError):
        fired(rules, 7)
    assert not our_engine._LOCK.locked()


# Facts with which every part of an advice draws a conclusion that another rule waits for.
# In each rule set some conclusion goes back into the engine.
EVERY_PART: Final[dict[str, Any]] = {
    **{"age": 34, "has_partner": False, "children_ages": [], "income": "908.71", "wealth": 0, "car_value": 0},
    **{"income_includes_holiday_allowance": False, "urgent_threats": ["eviction"], "help_topics": ["work"]},
    **{"student": True, "medical_study_limit": True, "income_sources": ["work"]},
}


def all_rule_sets() -> Iterator[RuleSet]:
    day = policy_on(policy(), TODAY)
    yield day.shared.rules
    yield from (loaded.rules for _, loaded, _ in day.schemes)
    yield day.referrals.rules


@pytest.mark.parametrize("fail", FAILURES)
@pytest.mark.parametrize("part", range(9))
def test_no_advice_comes_out_of_a_failing_part(fail: Fail, part: int) -> None:
    broken = list(all_rule_sets())[part]
    fail(broken)
    try:
        with pytest.raises(EngineError):
            advice_for("enschede", EVERY_PART)
    finally:
        mend(broken)
    assert advice_for("enschede", {"age": 17}).scheme("leergeld").status == "unlikely"


@pytest.mark.parametrize("fail", FAILURES)
def test_nothing_of_a_household_reaches_the_log(
    rules: RuleSet, fail: Fail, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    fail(rules)
    with pytest.raises(EngineError) as caught:
        fired(rules, CANARY)
    logging.getLogger("test").error("it failed", exc_info=caught.value)
    told = "".join(traceback.format_exception(caught.value)) + caplog.text + "".join(capfd.readouterr())
    assert "it failed" in caplog.text
    assert not [text for text in CANARY_TEXTS if text in told]


@pytest.mark.parametrize("fail", FAILURES)
def test_nothing_of_an_advice_reaches_the_log(
    fail: Fail, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    amounts = dict.fromkeys(("income", "wealth", "car_value"), "908712.65")
    for broken in all_rule_sets():
        fail(broken)
        try:
            with pytest.raises(EngineError) as caught:
                advice_for("enschede", {**EVERY_PART, **amounts})
        finally:
            mend(broken)
        logging.getLogger("test").error("it failed", exc_info=caught.value)
    told = caplog.text + "".join(capfd.readouterr())
    assert told.count("it failed") == 9
    assert not [text for text in CANARY_TEXTS if text in told]


def test_durables_own_messages_are_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("durable", "durable.engine"):
        logging.getLogger(name).critical("income %s", CANARY)
    assert caplog.text == ""


def test_threads_get_the_same_answers_as_one(rules: RuleSet) -> None:
    rng = random.Random(8)
    values = [[rng.randint(0, 9) for _ in range(200)] for _ in range(8)]
    alone = [[fired(rules, x) for x in row] for row in values]
    start = threading.Barrier(8)

    def run(row: list[int]) -> list[list[str]]:
        start.wait()
        return [fired(rules, x) for x in row]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(run, values)) == alone


def test_threads_get_the_same_advice_as_one() -> None:
    households = [household_of("enschede", {"age": age, "debts": "behind"}) for age in range(16, 24)]
    alone = [advise(household, TODAY, policy()) for household in households]
    start = threading.Barrier(8)

    def run(position: int) -> bool:
        start.wait()
        return all(advise(households[position], TODAY, policy()) == alone[position] for _ in range(25))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(run, range(8)))


def test_one_engine_for_each_set_of_figures() -> None:
    """Every rule set that is loaded stays in memory: the same figures must share one."""
    one, other = policy_on(policy(), date(2026, 8, 1)), policy_on(policy(), date(2026, 9, 1))
    assert one.shared.rules is other.shared.rules
    assert one.referrals.rules is other.referrals.rules
    assert policy_on(policy(), date(2026, 8, 1)) is one
