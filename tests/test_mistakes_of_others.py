"""Mistakes found in other programs of this kind; none of them may happen here (docs/decisions/0002)."""

from __future__ import annotations

from datetime import date

from tests.households import advice_for


def statuses(municipality: str, facts: dict[str, object], on: date = date(2026, 11, 21)) -> dict[str, str]:
    return {scheme.id: scheme.status for scheme in advice_for(municipality, facts, on).schemes}


def test_nothing_known_is_unknown_and_not_a_refusal() -> None:
    assert set(statuses("enschede", {}).values()) == {"unknown"}


def test_unknown_income_is_no_entitlement() -> None:
    facts = {"age": 40, "has_partner": False, "children_ages": [8], "income": None, "income_sources": ["work"]}
    assert statuses("enschede", facts)["leergeld"] == "unknown"


def test_unknown_age_is_no_refusal() -> None:
    facts = {"has_partner": False, "children_ages": [8], "income": 900, "income_sources": ["work"]}
    assert statuses("enschede", facts)["leergeld"] == "unknown"


def test_a_resident_elsewhere_does_not_get_the_schemes_of_enschede() -> None:
    for municipality in ("hengelo", "other"):
        advice = advice_for(municipality, {"age": 40, "income": 0})
        assert {scheme.status for scheme in advice.schemes} == {"unlikely"}
        failing = {f.id for scheme in advice.schemes for f in scheme.conditions if f.hard and f.holds is False}
        assert "lives_here" in failing


def test_a_later_day_never_answers_with_old_figures() -> None:
    facts = {"age": 40, "has_partner": False, "children_ages": [8], "income": 900, "income_sources": ["work"]}
    advice = advice_for("enschede", facts, date(2031, 6, 1))
    assert advice.norm is None
    assert advice.scheme("leergeld").status == "unknown"
    assert "figures_expired" in {note.id for note in advice.scheme("leergeld").notes}
    assert "income" not in {fact for scheme in advice.schemes for fact in scheme.blocking_facts}
    assert "wijkwijzer" in {referral.id for referral in advice.referrals}


def test_children_are_no_cost_sharers() -> None:
    facts = {"age": 40, "has_partner": False, "income": 900}
    alone, with_children = (advice_for("enschede", {**facts, "children_ages": ages}) for ages in ([], [12, 17]))
    assert alone.norm is not None
    assert alone.norm == with_children.norm


def test_income_is_one_amount_and_its_sources_add_nothing() -> None:
    facts = {"age": 40, "has_partner": False, "income": 1348, "income_includes_holiday_allowance": False}
    for sources in (["work"], ["self_employed"], ["work", "self_employed", "alimony"]):
        advice = advice_for("enschede", {**facts, "income_sources": sources})
        income = next(f for f in advice.scheme("iit").conditions if f.id == "income")
        assert (income.value, income.holds) == ("1348.00", True)
