"""Where schemes stop along the income: by hand from the contract, and the same as an advice at any income."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import (
    MAX_CENTS,
    AlongIncome,
    CannotDraw,
    HouseholdError,
    SchemeAlongIncome,
    advise,
    along_income,
    with_income,
)
from tests.households import TODAY, Drawn, household_of, households, policy
from tests.reading import figures

NORMS: dict[str, tuple[dict[str, Any], int, int]] = {
    "single_21_aow": ({"age": 40, "has_partner": False}, 141946, 134849),
    "single_aow": ({"age": 67, "has_partner": False}, 158734, 150797),
    "couple_21_aow": ({"age": 66, "has_partner": True, "partner_age": 21}, 202779, 192640),
    "couple_aow": ({"age": 30, "has_partner": True, "partner_age": 67}, 217610, 206729),
}
"""Of the second half of 2026: the household, the norm with holiday allowance, and without (Participatiewet)."""

STOPS = {"garantverzorgd": 120, "leergeld": 130, "bijzondere_bijstand": 150, "kwijtschelding": 120, "iit": 101}
"""The last percentage of the norm at which a scheme can be given (contract §5)."""

LESS_SURE = {"bijzondere_bijstand": 110, "kwijtschelding": 100, "iit": 100}
REST: dict[str, Any] = {
    "children_ages": [8],
    "lawful_residence": True,
    "lawful_residence_5_years": True,
    "student": False,
    "student_past_5_years": False,
    "income": "1395.00",
    "income_sources": ["work"],
    "wealth": "900.00",
    "owns_home": False,
    "car_value": "0.00",
    "low_income_months": 74,
    "iit_past_12_months": False,
    "sanction_past_12_months": False,
    "income_improvement_expected": False,
    "separated_past_5_years": False,
    "insurer": "other",
    "premium_arrears": False,
    "special_costs": ["appliances"],
    "costs_already_paid": False,
    "costs_covered_elsewhere": False,
}
RANK = {"unlikely": 0, "possible": 1, "likely": 2}


def line_of(facts: dict[str, Any], on: date = TODAY, municipality: str = "enschede") -> AlongIncome:
    found = along_income(household_of(municipality, facts), on, policy())
    assert isinstance(found, AlongIncome)
    return found


def scheme_of(line: AlongIncome, scheme_id: str) -> SchemeAlongIncome:
    return next(scheme for scheme in line.schemes if scheme.id == scheme_id)


def steps(line: AlongIncome, scheme_id: str) -> list[tuple[int, int | None, str]]:
    return [(part.start, part.end, part.status) for part in scheme_of(line, scheme_id).stretches]


def percentage(norm: int, percent: int) -> int:
    return (norm * percent * 2 + 100) // 200


@pytest.mark.parametrize("norm_id", NORMS)
@pytest.mark.parametrize("included", [True, False], ids=["with_holiday_allowance", "without"])
def test_every_scheme_stops_at_its_limit_and_not_a_cent_earlier_or_later(norm_id: str, included: bool) -> None:
    facts, with_holiday, without = NORMS[norm_id]
    norm = with_holiday if included else without
    line = line_of({**REST, **facts, "income_includes_holiday_allowance": included})
    assert line.norm_id == norm_id
    for scheme_id, percent in STOPS.items():
        scheme, limit = scheme_of(line, scheme_id), percentage(norm, percent)
        if scheme_id == "iit" and norm_id in ("single_aow", "couple_aow"):
            assert [part.status for part in scheme.stretches] == ["unlikely"]
            continue
        assert scheme.at(limit).status in ("likely", "possible")
        assert scheme.at(limit).end == limit
        assert (scheme.at(limit + 1).status, scheme.at(limit + 1).end) == ("unlikely", None)
        if scheme_id in LESS_SURE:
            softer = percentage(norm, LESS_SURE[scheme_id])
            assert (scheme.at(softer).status, scheme.at(softer).end) == ("likely", softer)
            assert scheme.at(softer + 1).status == "possible"


def test_one_household_by_hand() -> None:
    """Without a partner, holiday allowance apart: 134.849 cents × 101 % = 136.197,49; × 110 % = 148.333,9."""
    line = line_of({**REST, **NORMS["single_21_aow"][0], "income_includes_holiday_allowance": False})
    assert steps(line, "iit") == [(0, 134849, "likely"), (134850, 136197, "possible"), (136198, None, "unlikely")]
    assert steps(line, "garantverzorgd") == [(0, 161819, "likely"), (161820, None, "unlikely")]
    assert steps(line, "leergeld") == [(0, 175304, "likely"), (175305, None, "unlikely")]
    assert steps(line, "bijzondere_bijstand") == [
        (0, 148334, "likely"),
        (148335, 202274, "possible"),
        (202275, None, "unlikely"),
    ]
    assert steps(line, "kwijtschelding") == [
        (0, 134849, "likely"),
        (134850, 161819, "possible"),
        (161820, None, "unlikely"),
    ]
    assert steps(line, "algemene_bijstand") == [(0, 134848, "possible"), (134849, None, "unlikely")]
    assert steps(line, "studietoeslag") == [(0, None, "unlikely")]
    amounts = [part.amount.maximum if part.amount else None for part in scheme_of(line, "iit").stretches]
    assert amounts == [114_00 + 65_00, 114_00 + 65_00, None]
    assert line.income == 139500


def test_while_the_holiday_allowance_is_unknown_the_two_limits_leave_a_gap() -> None:
    line = line_of({**REST, **NORMS["single_21_aow"][0]})
    assert not line.holiday_allowance_known
    assert steps(line, "leergeld") == [(0, 175304, "likely"), (175305, 184530, "unknown"), (184531, None, "unlikely")]
    assert [limit.cents for limit in scheme_of(line, "leergeld").limits] == [175304, 184530]


def test_a_limit_says_where_it_comes_from() -> None:
    line = line_of({**REST, **NORMS["single_21_aow"][0], "income_includes_holiday_allowance": False})
    [limit] = scheme_of(line, "leergeld").limits
    assert (limit.parameter, limit.percent, limit.cents, limit.test) == (
        "leergeld.income_percent",
        130,
        175304,
        "at_most",
    )
    assert limit.hard and not limit.confirm
    assert limit.source is not None and limit.source.url.startswith("https://")
    outer, inner = scheme_of(line, "iit").limits
    assert (outer.hard, outer.confirm, inner.hard, inner.confirm) == (True, True, False, False)


def test_bijstand_and_no_income_make_way_for_work_along_the_line() -> None:
    facts = {**REST, **NORMS["single_21_aow"][0]}
    line = line_of({**facts, "income_sources": ["bijstand"]})
    assert line.without_bijstand
    assert steps(line, "leergeld")[-1] == (184531, None, "unlikely")
    assert steps(line, "algemene_bijstand")[0] == (0, 134848, "possible")
    for told, earned, unknown in (
        (["bijstand"], {"work"}, False),
        (["none"], {"work"}, False),
        (["bijstand", "self_employed"], {"self_employed"}, False),
        (["benefit", "alimony"], {"benefit", "alimony"}, False),
        (None, {"work"}, True),
    ):
        household = household_of("enschede", {**facts, "income_sources": told})
        assert with_income(household, 100).known["income_sources"] == frozenset(earned)
        assert line_of({**facts, "income_sources": told}).from_work is unknown


def test_the_own_income_plays_no_part() -> None:
    facts = {**REST, **NORMS["couple_21_aow"][0]}
    unknown = {**facts, "income": None}
    assert line_of(facts).schemes == line_of({**facts, "income": "9000.00"}).schemes == line_of(unknown).schemes
    assert line_of(unknown).income is None


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, ("age", "has_partner")),
        ({"age": 40}, ("has_partner",)),
        ({"age": 40, "has_partner": True}, ("partner_age",)),
        ({"age": None, "has_partner": False}, ("age",)),
    ],
)
def test_without_a_norm_nothing_can_be_drawn_and_it_says_what_is_missing(
    facts: dict[str, Any], missing: tuple[str, ...]
) -> None:
    found = along_income(household_of("enschede", facts), TODAY, policy())
    assert found == CannotDraw("norm_unknown", missing)


@pytest.mark.parametrize("facts", [{}, NORMS["couple_aow"][0]], ids=["nothing", "couple"])
def test_expired_figures_are_no_missing_answers(facts: dict[str, Any]) -> None:
    assert along_income(household_of("enschede", facts), date(2031, 3, 1), policy()) == CannotDraw("figures_expired")


def test_a_day_before_the_first_figures_is_refused() -> None:
    with pytest.raises(HouseholdError, match="first day with known figures"):
        along_income(household_of("enschede", REST), date(2023, 12, 31), policy())


def test_elsewhere_no_income_brings_a_scheme() -> None:
    line = line_of({**REST, **NORMS["single_aow"][0]}, municipality="hengelo")
    assert {part.status for scheme in line.schemes for part in scheme.stretches} == {"unlikely"}


def test_the_norm_of_the_day_counts() -> None:
    on = date(2024, 7, 1)
    norm = figures.norm_amounts("single_21_aow", on)
    assert norm is not None
    line = line_of({**REST, **NORMS["single_21_aow"][0], "income_includes_holiday_allowance": True}, on)
    assert steps(line, "leergeld")[0] == (0, percentage(norm.with_holiday, 130), "likely")


@given(households, st.integers(0, 350_000), st.integers(0, 2**32))
def test_an_advice_at_any_income_is_the_stretch_that_holds_it(drawn: Drawn, income: int, seed: int) -> None:
    municipality, facts, on = drawn
    household = household_of(municipality, facts)
    line = along_income(household, on, policy())
    if isinstance(line, CannotDraw):
        return
    edges = [edge for scheme in line.schemes for part in scheme.stretches for edge in (part.start, part.end)]
    for cents in {income, random.Random(seed).choice(edges) or MAX_CENTS}:
        advice = advise(with_income(household, cents), on, policy())
        for scheme in line.schemes:
            part = scheme.at(cents)
            found = advice.scheme(scheme.id)
            assert (part.status, part.amount) == (found.status, found.amount), (scheme.id, cents)


@given(households)
def test_stretches_follow_each_other_and_more_income_never_gains(drawn: Drawn) -> None:
    municipality, facts, on = drawn
    line = along_income(household_of(municipality, facts), on, policy())
    if isinstance(line, CannotDraw):
        return
    for scheme in line.schemes:
        assert scheme.stretches[0].start == 0
        assert scheme.stretches[-1].end is None
        for part, following in zip(scheme.stretches, scheme.stretches[1:], strict=False):
            assert part.end is not None and following.start == part.end + 1
            assert (part.status, part.amount) != (following.status, following.amount)
        ranks = [RANK[part.status] for part in scheme.stretches if part.status in RANK]
        assert ranks == sorted(ranks, reverse=True), scheme.id
