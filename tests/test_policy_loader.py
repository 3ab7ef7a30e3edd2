"""R07: policy data that cannot be trusted is refused, naming the file, the line and the thing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from rules import load_policy
from tests.broken_policy import (
    FIGURES,
    IIT,
    LEERGELD,
    NORMS,
    PENSION,
    REFERRALS,
    SHARED,
    Break,
    assert_refused,
    copy_of_policy,
)


def test_the_copy_itself_is_fine(tmp_path: Path) -> None:
    assert load_policy(copy_of_policy(tmp_path)).version == load_policy().version


SINGLE: Final = "norm.single_21_aow.with_holiday_allowance"
NEXT_VALUE: Final = "- from: 2024-07-01"
HALF_A_YEAR_LATER: Final = """\
        until: 2024-12-31
        source: {title: "A page", url: "https://example.nl"}
        checked_on: 2026-11-21
      - from: 2025-07-01
        value: 101
"""
DATES: Final = {
    "hole_of_a_day": Break(NORMS, "until: 2024-06-30", "until: 2024-06-29", SINGLE, ahead=NEXT_VALUE),
    "hole_of_half_a_year": Break(
        FIGURES,
        "        value: 101\n",
        f"        value: 101\n{HALF_A_YEAR_LATER}",
        "iit.outer_income_percent",
        ahead="- from: 2025-07-01",
    ),
    "overlap_of_a_day": Break(NORMS, "until: 2024-06-30", "until: 2024-07-01", SINGLE, ahead=NEXT_VALUE),
    "two_values_from_one_day": Break(NORMS, "from: 2024-07-01", "from: 2024-01-01", SINGLE),
    "wrong_order": Break(NORMS, "from: 2024-07-01", "from: 2023-07-01", SINGLE),
    "ends_before_it_starts": Break(NORMS, "until: 2024-06-30", "until: 2023-06-30", SINGLE),
    "valid_until_too_early": Break(NORMS, "valid_until: 2026-12-31", "valid_until: 2026-11-30", SINGLE),
    "valid_until_before_the_last_value": Break(NORMS, "valid_until: 2026-12-31", "valid_until: 2026-06-30", SINGLE),
    "valid_until_too_late": Break(NORMS, "valid_until: 2026-12-31", "valid_until: 2027-06-30", SINGLE),
    "starts_too_late": Break(FIGURES, "from: 2024-01-01", "from: 2024-01-02", "iit.min_age"),
    "starts_on_no_day": Break(FIGURES, "from: 2024-01-01", "from: 2023-02-30", "2023-02-30"),
    "checked_on_no_day": Break(FIGURES, "checked_on: 2026-11-21", "checked_on: 2026-02-30", "2026-02-30"),
    "checked_once": Break(FIGURES, "checked_on: 2026-11-21", "checked_on: yesterday", "yesterday"),
}


@pytest.mark.parametrize("broken", DATES.values(), ids=DATES)
def test_dates(broken: Break, tmp_path: Path) -> None:
    assert_refused(broken, tmp_path)


def test_valid_until_alone_ends_the_last_value(tmp_path: Path) -> None:
    root = copy_of_policy(tmp_path)
    Break(NORMS, "        until: 2026-12-31\n", "", "").apply(root)
    single = load_policy(root).parameters[SINGLE]
    assert single.last_day == date(2026, 12, 31)
    assert single.at(date(2026, 12, 31)) is not None
    assert single.at(date(2027, 1, 1)) is None


NAMES: Final = {
    "parameter_of_a_scheme": Break(IIT, "at_least: iit.min_age", "at_least: iit.mn_age", "iit.mn_age"),
    "percentage_of_a_scheme": Break(LEERGELD, "leergeld.income_percent", "leergeld.precent", "leergeld.precent"),
    "parameter_of_a_referral": Break(REFERRALS, "jongerencoach.age_max", "jongerencoach.age", "jongerencoach.age"),
    "parameter_of_a_note": Break(LEERGELD, "less_than: 1", "less_than: leergeld.age", "leergeld.age"),
    "parameter_of_a_shared_condition": Break(SHARED, "wealth.home_equity", "wealth.home", "wealth.home"),
    "amount": Break(IIT, "without_partner: iit.amount_single", "without_partner: iit.amount", "iit.amount"),
    "amount_for_a_child": Break(
        IIT, "amount: iit.child_supplement_older", "amount: iit.child_older", "iit.child_older"
    ),
    "age_in_an_amount": Break(IIT, "below_age: iit.older_child_age", "below_age: iit.child_age", "iit.child_age"),
    "fact_of_a_scheme": Break(LEERGELD, "fact: school_age_children", "fact: school_children", "school_children"),
    "fact_of_a_referral": Break(REFERRALS, "fact: age,", "fact: aeg,", "aeg"),
    "choice": Break(REFERRALS, "fact: debts, is: behind", "fact: debts, is: late", "late"),
    "member_of_a_set": Break(REFERRALS, "includes: unsafe_at_home", "includes: unsafe", "unsafe"),
    "shared_condition_of_a_scheme": Break(LEERGELD, "use: age_18", "use: age_19", "age_19"),
    "shared_condition_of_a_note": Break(LEERGELD, "use: bijstand_with_high_income", "use: high_income", "high_income"),
    "shared_condition_of_a_referral": Break(REFERRALS, "use: money_trouble", "use: trouble", "trouble"),
    "shared_condition_from_below": Break(SHARED, "use: no_partner", "use: wealth_ok", "wealth_ok"),
    "contact_of_a_scheme": Break(LEERGELD, "contact: leergeld", "contact: leergled", "leergled"),
    "contact_of_a_referral": Break(REFERRALS, "contact: veilig_thuis", "contact: veilig", "veilig"),
    "note": Break(LEERGELD, "id: not_needed_now", "id: not_needed", "not_needed"),
}


@pytest.mark.parametrize("broken", NAMES.values(), ids=NAMES)
def test_names(broken: Break, tmp_path: Path) -> None:
    assert_refused(broken, tmp_path)


VALUES: Final = {
    "no_source": Break(FIGURES, "        source: *budget\n", "", "source", back="- from:"),
    "no_check_date": Break(FIGURES, "        checked_on: 2026-11-21\n", "", "checked_on", back="- from:"),
    "address_that_is_none": Break(IIT, 'url: "https://', 'url: "ftp://', "ftp://"),
    "unit_that_is_none": Break(FIGURES, "unit: years", "unit: jaren", "jaren"),
    "value_in_another_unit": Break(FIGURES, "value: 101", 'value: "101.00"', "101.00"),
    "amount_in_whole_euros": Break(FIGURES, 'value: "114.00"', "value: 114", "114"),
    "amount_with_one_decimal": Break(FIGURES, 'value: "114.00"', 'value: "114.0"', "114.0"),
    "amount_over_ten_million": Break(FIGURES, 'value: "114.00"', 'value: "10000000.01"', "iit.amount_single"),
    "negative_percentage": Break(FIGURES, "value: 101", "value: -101", "-101"),
    "unquoted_amount": Break(FIGURES, 'value: "114.00"', "value: 114.00", "114.00"),
    "unquoted_percentage": Break(FIGURES, "value: 101", "value: 100.5", "100.5"),
    "no_value": Break(FIGURES, "value: 101", "value: null", "null"),
    "minutes_and_seconds": Break(FIGURES, "value: 101", "value: 1:41", "1:41"),
    "hexadecimal": Break(FIGURES, "value: 101", "value: 0x65", "0x65"),
}


@pytest.mark.parametrize("broken", VALUES.values(), ids=VALUES)
def test_values(broken: Break, tmp_path: Path) -> None:
    assert_refused(broken, tmp_path)


MONTHS_OF_A_SET: Final = "fact: income_sources\n      at_least: iit.low_income_months"
UNITS: Final = {
    "age_and_percentage": Break(IIT, "at_least: iit.min_age", "at_least: iit.income_percent", "percent"),
    "age_and_amount": Break(IIT, "at_least: iit.min_age", "at_least: iit.amount_single", "euro"),
    "age_and_months": Break(IIT, "at_least: iit.min_age", "at_least: iit.low_income_months", "months"),
    "income_and_years": Break(IIT, "percent: iit.outer_income_percent", "percent: iit.min_age", "iit.min_age"),
    "amount_and_years": Break(IIT, "without_partner: iit.amount_single", "without_partner: iit.min_age", "iit.min_age"),
    "state_pension_age_in_years": Break(PENSION, "unit: months", "unit: years", "state_pension_age"),
    "set_and_number": Break(
        IIT,
        "fact: low_income_months\n      at_least: iit.low_income_months",
        MONTHS_OF_A_SET,
        "income_sources",
        ahead="at_least",
    ),
}


@pytest.mark.parametrize("broken", UNITS.values(), ids=UNITS)
def test_units(broken: Break, tmp_path: Path) -> None:
    assert_refused(broken, tmp_path)


TWICE: Final = "    unit: years\n"
KEYS: Final = {
    "parameter_twice": Break(FIGURES, "  iit.income_percent:", "  iit.min_age:", "iit.min_age"),
    "parameter_in_two_files": Break(FIGURES, "  iit.min_age:", "  wealth.single:", "wealth.single"),
    "key_twice": Break(FIGURES, TWICE, f"{TWICE}{TWICE}", "unit", ahead=f"{TWICE}    values"),
    "broken_yaml": Break(FIGURES, "  iit.min_age:", "\tiit.min_age:", "YAML"),
    "misspelt_in_a_source": Break("national/wealth_limits.yaml", "{title:", "{titel:", "tit"),
    "misspelt_in_a_value": Break(FIGURES, "        confirm: true", "        cofirm: true", "cofirm", back="- from:"),
    "misspelt_in_a_parameter": Break(NORMS, "    notes:", "    nots:", "nots", back=f"  {SINGLE}"),
    "misspelt_in_a_condition": Break(IIT, "      soft: true", "      sotf: true", "sotf", back="- id:"),
    "misspelt_in_a_referral": Break(REFERRALS, "    urgent: true", "    urgnt: true", "urgnt", back="- id:"),
    "misspelt_in_how_to_apply": Break(IIT, "  duration:", "  duratoin:", "duratoin", back="apply:"),
    "misspelt_in_a_scheme": Break(IIT, "documents:", "documnets:", "docum", back="id: iit\n"),
}


@pytest.mark.parametrize("broken", KEYS.values(), ids=KEYS)
def test_keys(broken: Break, tmp_path: Path) -> None:
    """A misspelt key is pointed out at the entry that it stands in."""
    assert_refused(broken, tmp_path)
