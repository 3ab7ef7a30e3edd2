"""R07 over the real policy: sources, dates without holes, the figures of the contract, places and offices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from rules import MissingValue, UnknownParameter, load_policy
from rules.parameters import Parameter, Source
from rules.policy_loader import POLICY_ROOT
from tests.broken_policy import ALL_FILES, copy_of_policy
from tests.households import TODAY, policy
from tests.reading.case import MUNICIPALITIES
from tests.reading.figures import FIRST_DAY, LAST_DAY, NORM_IDS, NORMS, WEALTH

DAY: Final = timedelta(days=1)
PARAMETERS: Final = sorted(policy().parameters)
YEARLY: Final = sorted(
    [f"norm.{norm}.{kind}_holiday_allowance" for norm in NORM_IDS for kind in ("with", "without")]
    + ["wealth.single", "wealth.household", "wealth.home_equity"]
)


def parameter(name: str) -> Parameter:
    return policy().parameters[name]


def figure(name: str, on: date = TODAY) -> int | None:
    return policy().parameters.value(name, on)


def assert_can_be_checked(source: Source) -> None:
    assert source.title.strip()
    assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+(/\S*)?", source.url)
    assert date(2026, 1, 1) <= source.checked_on <= date.today()


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_value_has_a_source_that_somebody_checked(name: str) -> None:
    assert parameter(name).description.strip()
    for value in parameter(name).values:
        assert_can_be_checked(value.source)


@pytest.mark.parametrize("name", PARAMETERS)
def test_there_is_exactly_one_value_on_every_day(name: str) -> None:
    on = FIRST_DAY
    while on <= LAST_DAY:
        in_force = [
            value for value in parameter(name).values if value.start <= on and (value.end is None or on <= value.end)
        ]
        assert len(in_force) == 1, on
        assert parameter(name).at(on) is in_force[0]
        assert figure(name, on) == in_force[0].value
        on += DAY


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_day_before_the_first_value_is_an_error_that_names_the_parameter(name: str) -> None:
    with pytest.raises(MissingValue, match=re.escape(name)):
        figure(name, parameter(name).values[0].start - DAY)


@pytest.mark.parametrize("name", YEARLY)
def test_yearly_figures_expire_and_never_fall_back(name: str) -> None:
    assert parameter(name).last_day == LAST_DAY
    assert figure(name, LAST_DAY) is not None
    for later in (LAST_DAY + DAY, date(2027, 7, 1), date(2031, 1, 1)):
        assert figure(name, later) is None


def test_an_unknown_parameter_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownParameter, match="iit.nothing"):
        figure("iit.nothing")


@pytest.mark.parametrize(("year", "half"), NORMS)
def test_the_norms_are_those_written_over_by_hand(year: int, half: int) -> None:
    first, last = (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))
    for norm_id, norm in zip(NORM_IDS, NORMS[year, half], strict=True):
        for on in (first, last):
            assert figure(f"norm.{norm_id}.with_holiday_allowance", on) == norm.with_holiday
            assert figure(f"norm.{norm_id}.without_holiday_allowance", on) == norm.without


@pytest.mark.parametrize("year", WEALTH)
def test_the_wealth_limits_are_those_written_over_by_hand(year: int) -> None:
    for on in (date(year, 1, 1), date(year, 12, 31)):
        assert figure("wealth.single", on) == WEALTH[year].alone
        assert figure("wealth.household", on) == WEALTH[year].family
        assert figure("wealth.home_equity", on) == WEALTH[year].home


def test_the_figures_are_known_from_the_first_day_to_the_last() -> None:
    assert (policy().first_figures, policy().last_figures) == (FIRST_DAY, LAST_DAY)


# Contract §4 and §5; money in cents, the AOW age in months.
CONTRACT: Final = {
    **{"iit.outer_income_percent": 101, "iit.income_percent": 100, "iit.low_income_months": 60, "iit.min_age": 21},
    **{"iit.amount_single": 114_00, "iit.amount_couple": 162_00, "iit.older_child_age": 12},
    **{"iit.child_supplement_younger": 65_00, "iit.child_supplement_older": 130_00},
    **{"garantverzorgd.income_percent": 120, "leergeld.income_percent": 130},
    **{"leergeld.child_age_min": 4, "leergeld.child_age_max": 17},
    **{"bijzondere_bijstand.outer_income_percent": 150, "bijzondere_bijstand.income_percent": 110},
    **{"kwijtschelding.outer_income_percent": 120, "kwijtschelding.income_percent": 100},
    **{"kwijtschelding.car_value": 3350_00, "small_savings.single": 1500_00},
    **{"small_savings.single_parent": 1800_00, "small_savings.couple": 2000_00},
    **{"algemene_bijstand.income_percent": 100, "check_income.income_percent": 120},
    **{"referral.low_income_percent": 130, "jongerencoach.age_min": 18, "jongerencoach.age_max": 27},
    **{"scheme.min_age": 18, "full_norm_age": 21, "state_pension_age": 67 * 12},
    **{"wealth.single": 8000_00, "wealth.household": 16_000_00, "wealth.home_equity": 67_500_00},
    **{"applies_kostendelersnorm": 0, "norm.single_21_aow.with_holiday_allowance": 1419_46},
    **{"norm.single_21_aow.without_holiday_allowance": 1348_49},
}


@pytest.mark.parametrize(("name", "value"), CONTRACT.items())
def test_the_contract_names_this_figure(name: str, value: int) -> None:
    assert figure(name) == value


def test_nothing_is_needed_that_the_contract_does_not_name() -> None:
    norms = {name for name in YEARLY if name.startswith("norm.")}
    assert policy().needed_parameters() == CONTRACT.keys() | norms


def test_the_state_pension_age_goes_up_in_2028() -> None:
    assert figure("state_pension_age", date(2027, 12, 31)) == 67 * 12
    assert figure("state_pension_age", date(2028, 1, 1)) == 67 * 12 + 3


OURS: Final = [f"{scheme}.outer_income_percent" for scheme in ("iit", "bijzondere_bijstand", "kwijtschelding")]


@pytest.mark.parametrize("name", [*OURS, "applies_kostendelersnorm"])
def test_what_the_contract_doubts_must_be_confirmed(name: str) -> None:
    assert all(value.confirm for value in parameter(name).values)


def test_these_are_the_municipalities() -> None:
    known = {municipality.slug: municipality for municipality in policy().municipalities}
    assert len(policy().municipalities) == 22
    assert known.keys() == MUNICIPALITIES | {"other"}
    assert {slug for slug, municipality in known.items() if municipality.stadsbank} == MUNICIPALITIES
    assert all(municipality.name.strip() for municipality in known.values())
    assert policy().served == "enschede"


def test_these_are_the_wijkwijzers() -> None:
    places = policy().wijkwijzers
    assert len({place.address for place in places}) == 12
    assert {place.city for place in places} == {"Enschede"}
    assert all(re.fullmatch(r"75\d\d [A-Z]{2}", place.postcode) for place in places)
    assert all(place.name and re.search(r" \d+[A-Z]?$", place.address) for place in places)


def as_yaml(name: str) -> Any:
    return yaml.safe_load((POLICY_ROOT / name).read_text("utf-8"))


def test_every_contact_has_a_name_and_a_source() -> None:
    contacts = as_yaml("municipalities/enschede/contacts.yaml")["contacts"]
    assert contacts.keys() == policy().contacts.keys()
    for name, contact in contacts.items():
        assert policy().contacts[name]["name"] == contact["name"] != ""
        assert_can_be_checked(Source(**contact["source"], checked_on=contact["checked_on"]))


# In the order of the two tables of contract §5.
SCHEMES: Final = "iit garantverzorgd leergeld bijzondere_bijstand kwijtschelding algemene_bijstand studietoeslag"
REFERRALS: Final = (
    "veilig_thuis homeless_shelter voedselbank stadsbank jongerencoach own_municipality wijkwijzer geldfit toeslagen "
    "svb_aio bbz juridisch_loket wijkteam werk"
)


def test_every_scheme_and_referral_of_the_contract_is_there_with_its_office_and_source() -> None:
    assert [scheme.id for scheme in policy().schemes] == SCHEMES.split()
    assert [referral.id for referral in policy().referrals] == REFERRALS.split()
    for scheme in policy().schemes:
        assert scheme.apply["name"]
        for source in scheme.sources:
            assert_can_be_checked(source)
    for referral in policy().referrals:
        assert referral.contact["name"]
        assert_can_be_checked(referral.source)


def sentences(data: object) -> Iterator[str]:
    """Every text in a policy file, web addresses included."""
    match data:
        case str():
            yield data
        case dict():
            for inner in (*data, *data.values()):
                yield from sentences(inner)
        case list():
            for inner in data:
                yield from sentences(inner)


ENDED: Final = ("energietoeslag", "noodfonds", "eigen risico", "eigen-risico", "witgoed", "mantelzorgwaardering")


@pytest.mark.parametrize("name", ALL_FILES)
def test_ended_schemes_are_named_nowhere(name: str) -> None:
    text = " ".join(" ".join(sentences(as_yaml(name))).lower().split())
    assert len(text) > 20
    assert [ended for ended in ENDED if ended in text] == []


def test_the_version_is_the_same_for_the_same_content(tmp_path: Path) -> None:
    first, second = copy_of_policy(tmp_path / "one"), copy_of_policy(tmp_path / "two")
    assert load_policy(first).version == load_policy(second).version == policy().version


@pytest.mark.parametrize("name", ALL_FILES)
def test_the_version_changes_with_one_byte(name: str, tmp_path: Path) -> None:
    root = copy_of_policy(tmp_path)
    with (root / name).open("ab") as file:
        file.write(b"\n")
    assert load_policy(root).version != policy().version
