"""R02: the engine and a direct evaluator agree on every node, and all of it agrees with another reading."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from rules import Advice
from rules.conditions import Node, walk
from rules.day_policy import policy_on
from rules.derived import Situation
from tests.effort import draws
from tests.households import TODAY, Drawn, advice_for, household_of, households, policy
from tests.oracle import evaluate
from tests.reading import random_household, read_contract

SIDE = re.compile(r"(?P<label>.+)\.(?P<side>holds|fails)(\.by_\w+)?")


def verdicts(advice: Advice) -> dict[str, bool]:
    """What the trace says was concluded about each node."""
    matches = (SIDE.fullmatch(step.rule) for step in advice.trace)
    return {match["label"]: match["side"] == "holds" for match in matches if match}


@settings(max_examples=draws(500, 10_000, 50_000))
@given(households)
def test_R02_on_every_node_the_engine_agrees_and_on_the_advice_the_contract(drawn: Drawn) -> None:  # noqa: N802
    """Both in one test: to get the advice takes most of the time."""
    municipality, facts, on = drawn
    advice = advice_for(municipality, facts, on)
    _agrees_on_every_node(advice, municipality, facts, on)
    assert as_read(advice.as_json()) == read_contract(municipality, facts, on)


def _agrees_on_every_node(advice: Advice, municipality: str, facts: dict[str, Any], on: date) -> None:
    situation = Situation(household_of(municipality, facts), policy_on(policy(), on).setting)
    situation.outcomes.update(_outcomes(advice, facts))
    concluded = verdicts(advice)
    for node in _explained_nodes():
        assert concluded.get(node.label) is evaluate(node, situation), node.label
    for node in _triggers():
        assert (concluded.get(node.label) is True) is (evaluate(node, situation) is True), node.label


def _explained_nodes() -> Iterator[Node]:
    return (node for scheme in policy().schemes for top in scheme.conditions for node in walk(top))


def _triggers() -> Iterator[Node]:
    yield from (note.when for scheme in policy().schemes for note in scheme.notes)
    for rule in policy().referrals:
        yield rule.when
        if not isinstance(rule.urgent_when, bool):
            yield rule.urgent_when


def _outcomes(advice: Advice, facts: dict[str, Any]) -> dict[str, bool]:
    implied = {assumption.fact for assumption in advice.assumptions}
    unsure = {name for name, value in facts.items() if value is None} - implied
    return {
        "scheme_possible": any(scheme.status == "possible" for scheme in advice.schemes),
        "scheme_unsettled_by_unknown_answer": any(unsure & set(scheme.blocking_facts) for scheme in advice.schemes),
    }


def as_read(advice: dict[str, Any]) -> dict[str, Any]:
    """An advice in JSON, in the shape of the independent reading."""
    return {
        "schemes": {
            scheme["id"]: {
                "status": scheme["status"],
                "notes": set(scheme["notes"]),
                "amount": _cents(scheme["amount"]),
                "blocking_facts": set(scheme["blocking_facts"]),
            }
            for scheme in advice["schemes"]
        },
        "referrals": [(referral["id"], referral["urgency"]) for referral in advice["referrals"]],
        "next_fact": advice["next_fact"],
        "norm_id": advice["norm"]["id"] if advice["norm"] else None,
    }


def _cents(amount: dict[str, str] | None) -> tuple[int, int] | None:
    if amount is None:
        return None
    return int(amount["min"].replace(".", "")), int(amount["max"].replace(".", ""))


@pytest.mark.slow
@pytest.mark.parametrize("on", [date(2024, 3, 1), date(2026, 6, 30), TODAY, date(2027, 1, 1)], ids=str)
def test_thousands_of_lines_through_the_command_line(on: date, tmp_path: Path) -> None:
    rng = random.Random(on.toordinal())
    drawn = [random_household(rng)[:2] for _ in range(1000)]
    path = tmp_path / "households.jsonl"
    path.write_text("".join(json.dumps({"municipality": m, "facts": f}) + "\n" for m, f in drawn))
    command = [sys.executable, "-m", "rules", "advise", "--jsonl", str(path), "--on", on.isoformat()]
    lines = subprocess.run(command, check=True, capture_output=True).stdout.splitlines()
    assert len(lines) == len(drawn)
    for (municipality, facts), line in zip(drawn, lines, strict=True):
        assert as_read(json.loads(line)) == read_contract(municipality, facts, on)
