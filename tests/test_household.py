"""Contract §1 and §2: what a household may say, what is refused by name, and what follows from it."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import Contradiction, Household, HouseholdError, decode_json, parse_household
from tests.households import household_of, policy

BOOLS: Final = (
    *("has_partner", "lawful_residence", "lawful_residence_5_years", "separated_past_5_years", "student"),
    *("student_past_5_years", "medical_study_limit", "income_includes_holiday_allowance", "owns_home"),
    *("car_indispensable", "iit_past_12_months", "sanction_past_12_months", "income_improvement_expected"),
    *("premium_arrears", "costs_already_paid", "costs_covered_elsewhere"),
)
INTS: Final = {"age": (0, 120), "partner_age": (0, 120), "low_income_months": (0, 720)}
AGES: Final = {"children_ages": (0, 17), "children_ages_1_january": (-1, 17)}
NEVER_NEGATIVE: Final = ("income", "car_value")
MAY_BE_NEGATIVE: Final = ("wealth", "home_equity")
MONEY: Final = (*NEVER_NEGATIVE, *MAY_BE_NEGATIVE)
CHOICES: Final = {
    "insurer": ("garantverzorgd", "menzis", "other", "none"),
    "debts": ("none", "behind", "problematic"),
}
SETS: Final = {
    "income_sources": "work self_employed bijstand benefit state_pension student_finance alimony",
    "special_costs": "legal_aid protective_administration furnishing appliances moving travel funeral baby medical "
    "other",
    "urgent_threats": "eviction energy_cutoff water_cutoff insurance_cancellation bailiff no_money_for_food homeless "
    "unsafe_at_home",
    "help_topics": "paperwork money language loneliness care_at_home informal_care parenting work housing",
}
ALL_FACTS: Final = (*BOOLS, *INTS, *AGES, *MONEY, *CHOICES, *SETS)


def read(fact: str, value: str) -> Household:
    """A household with one fact, written as JSON text so that nothing is rounded on the way."""
    raw = f'{{"municipality": "enschede", "facts": {{"{fact}": {value}}}}}'
    return parse_household(decode_json(raw.encode()), policy())


def assert_one_line(message: str) -> None:
    assert message.endswith(".")
    assert len(message.splitlines()) == 1


def assert_one_sentence(message: str) -> None:
    assert_one_line(message)
    assert not re.search(r"[.!?]\s", message), message


def refused(fact: str, value: str) -> HouseholdError:
    """The complaint about one fact: it names the fact, in one sentence."""
    with pytest.raises(HouseholdError) as caught:
        read(fact, value)
    assert caught.value.fact == fact
    assert fact in caught.value.message
    assert_one_sentence(caught.value.message)
    return caught.value


def test_these_are_all_the_facts_of_the_contract() -> None:
    household = household_of("enschede", dict.fromkeys(ALL_FACTS))
    assert household.unsure == set(ALL_FACTS)
    assert len(ALL_FACTS) == 31


WRONG: Final = {
    **dict.fromkeys(BOOLS, ('"true"', '"yes"', "1", "0", "0.0", "[]", "{}", "[true]")),
    **dict.fromkeys(INTS, ('"34"', "true", "false", "34.0", "34.5", "1e1", "[34]", "{}", '""')),
    **dict.fromkeys(AGES, ("8", '"8"', '["8"]', "[8.0]", "[true]", "[null]", "[[8]]", "{}", "true", '"[]"')),
    **dict.fromkeys(MONEY, ("true", "[5]", "{}", '""', '"abc"', '"1,50"', '"1e3"', '" 5"', '"5\\n"', '"€ 5"', '"٣"')),
    **dict.fromkeys(CHOICES, ("true", "1", '"Other"', '"unknown"', '""', '["none"]', "{}")),
    **dict.fromkeys(SETS, ('"other"', "1", "{}", '["holiday"]', "[1]", "[[]]", "[null]", "true", '["Other"]')),
}


@pytest.mark.parametrize(("fact", "value"), [(fact, value) for fact in ALL_FACTS for value in WRONG[fact]])
def test_a_wrong_type_is_refused(fact: str, value: str) -> None:
    refused(fact, value)


@pytest.mark.parametrize("fact", BOOLS)
@pytest.mark.parametrize("value", [True, False])
def test_yes_and_no_are_taken(fact: str, value: bool) -> None:
    assert read(fact, json.dumps(value)).known[fact] is value


@pytest.mark.parametrize(("fact", "low", "high"), [(fact, *bounds) for fact, bounds in INTS.items()])
def test_whole_numbers_keep_to_their_bounds(fact: str, low: int, high: int) -> None:
    assert read(fact, str(low)).known[fact] == low
    assert read(fact, str(high)).known[fact] == high
    refused(fact, str(low - 1))
    refused(fact, str(high + 1))
    refused(fact, "9" * 400)


@pytest.mark.parametrize(("fact", "low", "high"), [(fact, *bounds) for fact, bounds in AGES.items()])
def test_ages_keep_to_their_bounds(fact: str, low: int, high: int) -> None:
    assert read(fact, "[]").known[fact] == ()
    assert read(fact, f"[{high}, {low}]").known[fact] == (high, low)
    refused(fact, f"[8, {low - 1}]")
    refused(fact, f"[{high + 1}, 8]")


@pytest.mark.parametrize(("fact", "choice"), [(fact, choice) for fact, known in CHOICES.items() for choice in known])
def test_every_choice_is_taken(fact: str, choice: str) -> None:
    assert read(fact, json.dumps(choice)).known[fact] == choice


@pytest.mark.parametrize("fact", SETS)
def test_every_member_of_a_set_is_taken(fact: str) -> None:
    members = SETS[fact].split()
    assert read(fact, "[]").known[fact] == frozenset()
    assert read(fact, json.dumps(members)).known[fact] == frozenset(members)


MONEY_TEXTS: Final = {
    '"1395.00"': 139500,
    "1395.00": 139500,
    "1395": 139500,
    '"1395"': 139500,
    '"1395.5"': 139550,
    "1395.5": 139550,
    "0.29": 29,
    "4.35": 435,
    "1.15": 115,
    "0": 0,
    '"0.01"': 1,
    "8388608.01": 838860801,
    "1.2e3": 120000,
}


@pytest.mark.parametrize("fact", MONEY)
@pytest.mark.parametrize(("text", "cents"), MONEY_TEXTS.items(), ids=MONEY_TEXTS)
def test_money_is_read_to_the_exact_cent(fact: str, text: str, cents: int) -> None:
    assert read(fact, text).known[fact] == cents


@given(st.integers(0, 1_000_000_000), st.sampled_from(MONEY))
def test_money_means_the_same_as_text_and_as_number(cents: int, fact: str) -> None:
    text = f"{cents // 100}.{cents % 100:02d}"
    assert read(fact, text).known[fact] == cents
    assert read(fact, json.dumps(text)).known[fact] == cents


@pytest.mark.parametrize("fact", MONEY)
@pytest.mark.parametrize("value", ["10000000.00", '"10000000.00"', "10000000", '"10000000"', "1e7"])
def test_ten_million_is_just_allowed(fact: str, value: str) -> None:
    assert read(fact, value).known[fact] == 1_000_000_000


TOO_MUCH: Final = (
    *("10000000.01", '"10000000.01"', "10000001", '"10000001"', "1e8", "1e999999999", "9" * 300, json.dumps("9" * 300)),
    "10000000.000000000000000000000000000001",
)


@pytest.mark.parametrize("fact", MONEY)
@pytest.mark.parametrize("value", TOO_MUCH, ids=lambda value: value[:12])
def test_a_cent_more_than_ten_million_is_refused(fact: str, value: str) -> None:
    refused(fact, value)


TOO_FINE: Final = (
    *('"1395.001"', "1395.001", "0.001", "1e-3", '"0.005"', "1395.005", '"1395.000"', "1395.000"),
    *("1e-30", "1e-999999999", "1.00000000000000000000000000001", "1395.0000000000000000000000000000000001"),
)


@pytest.mark.parametrize("fact", MONEY)
@pytest.mark.parametrize("value", TOO_FINE)
def test_more_than_two_decimals_are_refused(fact: str, value: str) -> None:
    refused(fact, value)


@pytest.mark.parametrize("fact", MONEY)
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", '"NaN"', '"Infinity"', '"-Infinity"', '"inf"'])
def test_money_that_is_not_finite_is_refused_by_name(fact: str, value: str) -> None:
    refused(fact, value)


@pytest.mark.parametrize("value", ["1e99999999999999999999", "9" * 5000], ids=["exponent", "digits"])
@pytest.mark.parametrize("fact", ["income", "age"])
def test_a_number_beyond_all_bounds_is_refused_by_name(fact: str, value: str) -> None:
    refused(fact, value)


@pytest.mark.parametrize("value", ["-0.01", '"-0.01"', "-1", '"-1395.00"'])
def test_only_wealth_and_home_equity_may_be_negative(value: str) -> None:
    for fact in NEVER_NEGATIVE:
        refused(fact, value)
    for fact in MAY_BE_NEGATIVE:
        assert read(fact, value).known[fact] == round(float(value.strip('"')) * 100)


@pytest.mark.parametrize("fact", MONEY)
def test_a_binary_float_is_never_taken_for_money(fact: str) -> None:
    with pytest.raises(HouseholdError) as caught:
        parse_household({"municipality": "enschede", "facts": {fact: 1395.0}}, policy())
    assert caught.value.fact == fact


# Two facts that cannot both be so (contract §2), and which pair the complaint may name.
CONTRADICTIONS: Final[list[tuple[dict[str, Any], tuple[str, ...]]]] = [
    ({"has_partner": False, "partner_age": 40}, ("has_partner", "partner_age")),
    ({"owns_home": False, "home_equity": 0}, ("owns_home", "home_equity")),
    ({"car_value": 0, "car_indispensable": True}, ("car_value", "car_indispensable")),
    ({"special_costs": [], "costs_already_paid": True}, ("special_costs", "costs_already_paid")),
    ({"special_costs": [], "costs_covered_elsewhere": True}, ("special_costs", "costs_covered_elsewhere")),
    ({"income_sources": ["none", "work"]}, ("income_sources",)),
    ({"student": True, "student_past_5_years": False}, ("student", "student_past_5_years")),
    ({"income_sources": ["student_finance"], "student": False}, ("income_sources", "student")),
    ({"lawful_residence": False, "lawful_residence_5_years": True}, ("lawful_residence", "lawful_residence_5_years")),
    (
        {"income_sources": ["student_finance"], "student_past_5_years": False},
        ("income_sources", "student", "student_past_5_years"),
    ),
]


@pytest.mark.parametrize(("facts", "names"), CONTRADICTIONS, ids=str)
@pytest.mark.parametrize("turned", [False, True], ids=["", "other_order"])
def test_a_contradiction_is_refused(facts: dict[str, Any], names: tuple[str, ...], turned: bool) -> None:
    with pytest.raises(Contradiction) as caught:
        household_of("enschede", dict(reversed(facts.items())) if turned else facts)
    error = caught.value
    assert error.fact in names
    assert set(error.facts) <= set(names)
    assert any(name in error.message for name in names)
    assert_one_sentence(error.message)


@pytest.mark.parametrize(
    "facts",
    [
        {"has_partner": False, "partner_age": None},
        {"has_partner": None, "partner_age": 40},
        {"partner_age": 40},
        {"owns_home": None, "home_equity": 0},
        {"car_value": 0, "car_indispensable": False},
        {"car_value": "0.01", "car_indispensable": True},
        {"special_costs": [], "costs_already_paid": False, "costs_covered_elsewhere": False},
        {"special_costs": None, "costs_already_paid": True, "costs_covered_elsewhere": True},
        {"income_sources": ["none"]},
        {"student": False, "student_past_5_years": True},
        {"lawful_residence": True, "lawful_residence_5_years": False},
        {"children_ages": [1, 2], "children_ages_1_january": [0, -1]},
        {"children_ages_1_january": [0]},
    ],
    ids=str,
)
def test_what_only_looks_like_a_contradiction_is_taken(facts: dict[str, Any]) -> None:
    household = household_of("enschede", facts)
    assert set(household.known) == {name for name, value in facts.items() if value is not None}
    assert household.assumptions == ()


@pytest.mark.parametrize(("now", "january"), [([8], []), ([], [8]), ([8, 9], [7]), ([8], [7, 8])])
def test_the_two_lists_of_ages_are_of_one_length(now: list[int], january: list[int]) -> None:
    with pytest.raises(HouseholdError) as caught:
        household_of("enschede", {"children_ages": now, "children_ages_1_january": january})
    assert caught.value.fact in ("children_ages", "children_ages_1_january")
    assert_one_sentence(caught.value.message)
