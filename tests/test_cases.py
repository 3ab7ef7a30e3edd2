"""R01: every household in tests/cases, written from the contract and the regulation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rules import Advice, SchemeAdvice
from tests.households import advice_for, policy

CASES = Path(__file__).parent / "cases"
KEYS = {"name", "source", "on", "given", "expect", "because"}


def load_cases() -> Iterator[dict[str, Any]]:
    for path in sorted(CASES.rglob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8"))["cases"]:
            yield {**case, "file": path.relative_to(CASES).as_posix()}


ALL = list(load_cases())


@pytest.mark.parametrize("case", ALL, ids=[f"{case['file']}: {case['name']}" for case in ALL])
def test_case(case: dict[str, Any]) -> None:
    advice = advice_for(case["given"]["municipality"], case["given"]["facts"], case["on"])
    problems = list(_problems(advice, case["expect"]))
    assert not problems, f"{problems}\nbecause {case['because']}"


def _problems(advice: Advice, expect: dict[str, Any]) -> Iterator[str]:
    unknown = expect.keys() - CHECKS.keys()
    assert not unknown, f"a case expects something that is not checked: {unknown}"
    for key, wanted in expect.items():
        yield from CHECKS[key](advice, wanted)


def _same(what: str, got: object, wanted: object) -> Iterator[str]:
    if got != wanted:
        yield f"{what}: expected {wanted}, got {got}"


def _schemes(advice: Advice, wanted: dict[str, dict[str, Any]]) -> Iterator[str]:
    for scheme_id, expected in wanted.items():
        scheme = advice.scheme(scheme_id)
        for key, value in expected.items():
            yield from _same(f"{scheme_id}.{key}", SCHEME_VIEWS[key](scheme, value), value)


def _held(scheme: SchemeAdvice) -> dict[str, bool | None]:
    return {finding.id: finding.holds for finding in scheme.conditions}


SCHEME_VIEWS: dict[str, Callable[[SchemeAdvice, Any], Any]] = {
    "status": lambda scheme, _: scheme.status,
    "amount": lambda scheme, _: scheme.amount.as_json() if scheme.amount else None,
    "blocking_facts": lambda scheme, wanted: (
        [f for f in wanted if f in scheme.blocking_facts] + sorted(set(scheme.blocking_facts) - set(wanted))
    ),
    "notes": lambda scheme, wanted: [n for n in wanted if n in {note.id for note in scheme.notes}],
    "no_notes": lambda scheme, wanted: [n for n in wanted if n not in {note.id for note in scheme.notes}],
    "failing": lambda scheme, wanted: [c for c in wanted if _held(scheme)[c] is False],
    "over_by": lambda scheme, wanted: {f.id: f.over_by for f in scheme.conditions if f.id in wanted},
}


def _referred(advice: Advice) -> dict[str, str]:
    return {referral.id: referral.urgency for referral in advice.referrals}


CHECKS: dict[str, Callable[[Advice, Any], Iterator[str]]] = {
    "norm": lambda advice, wanted: _same("norm", advice.norm.id if advice.norm else None, wanted),
    "schemes": _schemes,
    "referrals": lambda advice, wanted: _same("referrals", _referred(advice), wanted),
    "has_referrals": lambda advice, wanted: _same(
        "referrals", {key: value for key, value in _referred(advice).items() if key in wanted}, wanted
    ),
    "no_referrals": lambda advice, wanted: _same("referrals", [r for r in wanted if r in _referred(advice)], []),
    "next_fact": lambda advice, wanted: _same("next_fact", advice.next_fact, wanted),
    "assumptions": lambda advice, wanted: _same(
        "assumptions", sorted(assumption.fact for assumption in advice.assumptions), sorted(wanted)
    ),
    "valid_until": lambda advice, wanted: _same("valid_until", str(advice.valid_until), wanted),
}


def test_there_are_enough_cases_and_each_says_where_it_comes_from() -> None:
    assert len(ALL) >= 120
    assert len({case["name"] for case in ALL}) == len(ALL)
    for case in ALL:
        assert case.keys() - {"file"} == KEYS, case["name"]
        assert case["expect"], case["name"]
        assert "contract §" in case["source"] or "https://" in case["source"] or "http://" in case["source"]


def test_the_cases_reach_every_scheme_status_note_and_referral() -> None:
    statuses, notes, referrals, norms = set(), set(), set(), set()
    for case in ALL:
        for scheme_id, expected in case["expect"].get("schemes", {}).items():
            statuses.add((scheme_id, expected.get("status")))
            notes |= set(expected.get("notes", []))
        for key in ("referrals", "has_referrals"):
            referrals |= set(case["expect"].get(key, {}).items())
        norms.add(case["expect"].get("norm"))
    schemes = ("iit", "garantverzorgd", "leergeld", "bijzondere_bijstand", "kwijtschelding")
    full = {(scheme, status) for scheme in schemes for status in ("likely", "possible", "unlikely", "unknown")}
    capped = {(s, t) for s in ("algemene_bijstand", "studietoeslag") for t in ("possible", "unlikely", "unknown")}
    assert full | capped <= statuses
    assert notes >= {
        "already_received",
        "ask_advance",
        "check_income",
        "confirm_with_municipality",
        "enrol_before_1_january",
        "figures_expired",
        "insure_now",
        "medical_costs_insurance",
        "not_needed_now",
    }
    assert {referral for referral, _ in referrals} == {rule.id for rule in policy().referrals}
    both = {"stadsbank", "jongerencoach", "own_municipality", "wijkwijzer"}
    assert {(name, urgency) for name in both for urgency in ("urgent", "normal")} <= referrals
    assert {"single_21_aow", "single_aow", "couple_21_aow", "couple_aow"} <= norms
