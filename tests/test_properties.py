"""R03–R06 as properties: a cent decides, more income never helps, and knowing more never unsettles."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules import FACTS, Contradiction, HouseholdError
from tests.households import TODAY, Drawn, advice_for, households
from tests.reading import figures

CEILINGS = ("iit", "garantverzorgd", "leergeld", "bijzondere_bijstand", "kwijtschelding", "algemene_bijstand")
RANK = {"unlikely": 0, "possible": 1, "likely": 2}
LIMITS = [
    ("garantverzorgd", "income", 120),
    ("leergeld", "income", 130),
    ("bijzondere_bijstand", "income_outer", 150),
    ("bijzondere_bijstand", "income", 110),
    ("kwijtschelding", "income_outer", 120),
    ("kwijtschelding", "income", 100),
    ("iit", "income_outer", 101),
    ("iit", "income", 100),
]
TYPES: dict[str, dict[str, Any]] = {
    "single_21_aow": {"age": 40, "has_partner": False},
    "single_aow": {"age": 67, "has_partner": False},
    "couple_21_aow": {"age": 66, "has_partner": True, "partner_age": 21},
    "couple_aow": {"age": 30, "has_partner": True, "partner_age": 67},
}
DAYS = [date(2024, 6, 30), date(2024, 7, 1), date(2025, 1, 1), date(2025, 12, 31), date(2026, 6, 30), TODAY]


def holds(scheme: str, condition: str, facts: dict[str, Any], on: date) -> bool | None:
    found = {finding.id: finding.holds for finding in advice_for("enschede", facts, on).scheme(scheme).conditions}
    return found[condition]


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("norm_id", TYPES)
@pytest.mark.parametrize("included", [True, False], ids=["with_holiday_allowance", "without"])
def test_a_cent_over_an_income_limit_fails(norm_id: str, included: bool, on: date) -> None:
    amounts = figures.norm_amounts(norm_id, on)
    assert amounts is not None
    base = amounts.with_holiday if included else amounts.without
    for scheme, condition, percent in LIMITS:
        limit = (base * percent * 2 + 100) // 200
        facts = {**TYPES[norm_id], "income_includes_holiday_allowance": included, "income_sources": ["work"]}
        assert holds(scheme, condition, {**facts, "income": euros(limit)}, on) is True
        assert holds(scheme, condition, {**facts, "income": euros(limit + 1)}, on) is False
    below = {**TYPES[norm_id], "income_includes_holiday_allowance": included}
    assert holds("algemene_bijstand", "income", {**below, "income": euros(base - 1)}, on) is True
    assert holds("algemene_bijstand", "income", {**below, "income": euros(base)}, on) is False


WEALTH = [
    ({"has_partner": False, "children_ages": []}, "small_savings", 150_000),
    ({"has_partner": False, "children_ages": [3]}, "small_savings", 180_000),
    ({"has_partner": True}, "small_savings", 200_000),
    ({"has_partner": False, "children_ages": [], "owns_home": False}, "wealth_ok", 800_000),
    ({"has_partner": False, "children_ages": [3], "owns_home": False}, "wealth_ok", 1_600_000),
    ({"has_partner": True, "children_ages": [], "owns_home": False}, "wealth_ok", 1_600_000),
]


@pytest.mark.parametrize(("facts", "condition", "limit"), WEALTH)
def test_a_cent_over_a_savings_limit_fails(facts: dict[str, Any], condition: str, limit: int) -> None:
    assert holds("kwijtschelding", condition, {**facts, "wealth": euros(limit)}, TODAY) is True
    assert holds("kwijtschelding", condition, {**facts, "wealth": euros(limit + 1)}, TODAY) is False


def test_a_cent_over_the_car_and_the_home_limit_fails() -> None:
    car = {"car_indispensable": False}
    assert holds("kwijtschelding", "car", {**car, "car_value": "3350.00"}, TODAY) is True
    assert holds("kwijtschelding", "car", {**car, "car_value": "3350.01"}, TODAY) is False
    home = {"has_partner": True, "wealth": 0, "owns_home": True}
    assert holds("iit", "wealth_ok", {**home, "home_equity": "67500.00"}, TODAY) is True
    assert holds("iit", "wealth_ok", {**home, "home_equity": "67500.01"}, TODAY) is False


@given(households, st.integers(1, 500_00))
def test_more_income_never_gains_a_scheme_with_a_ceiling(drawn: Drawn, more: int) -> None:
    municipality, facts, on = drawn
    assume(facts.get("income") is not None)
    cents = round(float(facts["income"]) * 100)
    poorer = advice_for(municipality, facts, on)
    richer = advice_for(municipality, {**facts, "income": euros(cents + more)}, on)
    for scheme in CEILINGS:
        before, after = RANK.get(poorer.scheme(scheme).status), RANK.get(richer.scheme(scheme).status)
        if before is not None and after is not None:
            assert after <= before, scheme


@given(households, st.data())
def test_a_settled_status_stays_when_more_becomes_known(drawn: Drawn, data: st.DataObject) -> None:
    """R04 and R05: answering an open fact changes no status that was settled, and never back to unknown."""
    municipality, facts, on = drawn
    before = advice_for(municipality, facts, on)
    unknown = [name for name in FACTS if facts.get(name) is None]
    assume(unknown)
    fact = data.draw(st.sampled_from(unknown))
    try:
        after = advice_for(municipality, {**facts, fact: data.draw(values_of(fact))}, on)
    except (Contradiction, HouseholdError):
        assume(False)
    for scheme in before.schemes:
        if scheme.status != "unknown":
            assert after.scheme(scheme.id).status == scheme.status, (fact, scheme.id)


def values_of(name: str) -> st.SearchStrategy[Any]:
    """Any value a fact may have, in JSON."""
    fact = FACTS[name]
    low, high = fact.minimum or 0, fact.maximum or 0
    return {
        "bool": st.booleans(),
        "int": st.integers(low, high),
        "ages": st.lists(st.integers(low, high), max_size=3),
        "money": st.integers(0, 30_000_00).map(euros),
        "choice": st.sampled_from(fact.choices or ("-",)),
        "choices": st.lists(st.sampled_from([c for c in fact.choices if c != "none"] or ["-"]), unique=True),
    }[fact.kind]


@given(households)
def test_the_same_household_gives_the_same_bytes(drawn: Drawn) -> None:
    municipality, facts, on = drawn
    shuffled = dict(reversed(facts.items()))
    first = json.dumps(advice_for(municipality, facts, on).as_json())
    assert first == json.dumps(advice_for(municipality, shuffled, on).as_json())


@given(households)
def test_what_blocks_can_be_asked_and_asking_ends(drawn: Drawn) -> None:
    """The next fact is always absent; answering "I do not know" again and again comes to an end."""
    municipality, facts, on = drawn
    asked = dict(facts)
    for _ in range(len(FACTS) + 1):
        fact = advice_for(municipality, asked, on).next_fact
        if fact is None:
            return
        assert fact not in asked
        asked[fact] = None
    raise AssertionError("the questions do not end")


@given(households)
def test_every_condition_speaks_in_a_whole_sentence(drawn: Drawn) -> None:
    municipality, facts, on = drawn
    for scheme in advice_for(municipality, facts, on).schemes:
        for finding in scheme.conditions:
            text = str(finding.text)
            assert text[:1].isupper()
            assert text.endswith((".", "?"))
            assert "{" not in text


def test_near_a_limit_the_holiday_allowance_is_what_we_do_not_know() -> None:
    """Between € 1.348,49 and € 1.419,46 for a single person, only the holiday allowance settles 100 % (2026-07)."""
    facts = {**TYPES["single_21_aow"], "income": "1400.00", "income_sources": ["work"]}
    finding = {finding.id: finding for finding in advice_for("enschede", facts).scheme("iit").conditions}["income"]
    assert finding.holds is None
    assert finding.facts == ("income_includes_holiday_allowance",)
    said = "Uw inkomen ligt dicht bij de grens. Daarom maakt het uit of het vakantiegeld erbij zit."
    assert str(finding.text) == said
