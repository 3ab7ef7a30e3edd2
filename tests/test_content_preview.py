"""Another day beside today: what differs and why, for invented households; and whatever somebody types as a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import load_policy
from tests.staff_accounts import working
from tests.trial_policy import with_one_change
from tests.webapp_fixtures import ON, make_app
from tests.webapp_pages import Page
from webapp.accounts import Role
from webapp.content.asking import read_day
from webapp.content.examples import FOLDER, ExampleError, load_examples
from webapp.forms.notation import NotationError

TRIAL: Final = "/waarden/proef"
APP: Final = make_app(STAFF=True)
EXAMPLES: Final = list(yaml.safe_load((FOLDER / "examples.yaml").read_text("utf-8"))["examples"])
NOT_READ: Final = "We kunnen deze dag niet lezen. Schrijf de dag zo: 01-01-2027."
CHOOSE: Final = "Kies een voorbeeld uit de lijst."


def looked(day: str, household: str = EXAMPLES[0]) -> Page:
    return working(APP, Role.CONTENT).get(f"{TRIAL}?op={day}&huishouden={household}")


def table(page: Page, number: int = 0) -> dict[str, list[str]]:
    """{first cell: the others} of a table."""
    found = page.all("table")[number]
    lines = [e for e in page.all("tr") if e.closest("table") is found][1:]
    cells = [[cell.text.replace("\u00a0", " ") for cell in line.children] for line in lines]
    return {first: rest for first, *rest in cells}


def main_of(page: Page) -> str:
    return page.all("main")[0].text.replace("\u00a0", " ")


def test_one_value_that_changes_is_all_that_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """1348.49 × 1.20 = 1618.188 and × 1.25 = 1685.6125, rounded to the cent; the income is 1625.00."""
    policy = with_one_change(tmp_path)
    monkeypatch.setattr("webapp.load_policy", lambda: policy)
    eve = working(make_app(date(2026, 12, 31), STAFF=True), Role.CONTENT)
    page = eve.get(f"{TRIAL}?op=2027-01-01&huishouden=net-boven-de-grens")
    [(scheme, (now, then, difference))] = table(page).items()
    assert scheme == "GarantVerzorgd"
    assert now.startswith("Past waarschijnlijk niet") and "Inkomen: grens € 1.618,19" in now
    assert "Uw inkomen is € 6,81 hoger dan de grens" in now
    assert then.startswith("Waarschijnlijk wel") and "Inkomen: grens € 1.685,61" in then
    assert difference == "Komt er misschien bij"
    [(label, values)] = table(page, 1).items()
    assert "garantverzorgd.income_percent" in label and values == ["120 %", "125 %"]
    assert "niet alle waarden bekend" not in main_of(page)
    same = main_of(eve.get(f"{TRIAL}?op=2026-12-30&huishouden=net-boven-de-grens"))
    assert "Bij de regelingen verschilt er niets." in same
    assert "Op deze dag gelden dezelfde waarden als vandaag." in same


def test_on_a_past_day_the_limits_are_those_of_then() -> None:
    """1278.18, the norm of January 2025 without holiday allowance, × 1.20 = 1533.816."""
    now, then, _difference = table(looked("2025-03-01", "net-boven-de-grens"))["GarantVerzorgd"]
    assert "grens € 1.618,19" in now and "grens € 1.533,82" in then


@pytest.mark.parametrize("day", ["2027-01-01", "2031-03-01", "9999-12-31"])
def test_after_the_last_known_day_it_says_what_is_not_known(day: str) -> None:
    page = looked(day)
    assert "Voor deze dag zijn niet alle waarden bekend." in main_of(page)
    values = table(page, 1)
    norm = next(rest for first, rest in values.items() if "norm.couple_21_aow.with_holiday_allowance" in first)
    assert norm == ["€ 2.027,79", "verlopen, niet bekend"]
    unknown = sum(rest[1] == "verlopen, niet bekend" for rest in values.values())
    assert f"{unknown} waarden zijn op deze dag niet bekend." in main_of(page)
    _now, then, difference = table(page)["Stichting Leergeld"]
    assert then.startswith("Weten we nog niet") and difference == "Weten we op die dag niet"


def test_on_the_last_known_day_everything_is_known() -> None:
    assert "niet alle waarden bekend" not in main_of(looked("2026-12-31"))


@pytest.mark.parametrize("household", EXAMPLES)
def test_every_example_has_an_outcome_for_every_scheme(household: str) -> None:
    for day in ("2026-11-21", "2025-01-01", "2027-01-01"):
        text = main_of(looked(day, household))
        assert not [scheme.title for scheme in load_policy().schemes if scheme.title not in text]


def test_the_examples_differ_from_each_other() -> None:
    outcomes = {main_of(looked("2025-01-01", household)).partition("De regelingen")[2] for household in EXAMPLES}
    assert len(outcomes) == len(EXAMPLES) >= 6


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "Vul een dag in. Bijvoorbeeld: 01-01-2027."),
        *(
            (text, NOT_READ)
            for text in ("morgen", "31-02-2027", "2027-13-01", "01-01-27", "2027", "0000-01-01", "1-1-x")
        ),
        ("9" * 300, NOT_READ),
        ("2023-12-31", "Van voor 1 januari 2024 kennen we geen waarden. Kies een latere dag."),
        ("0001-01-01", "Van voor 1 januari 2024 kennen we geen waarden. Kies een latere dag."),
    ],
)
def test_a_wrong_day_is_explained_once_and_nothing_is_lost(day: str, said: str) -> None:
    page = looked(day, "niets-bekend")
    assert [e.text for e in page.all("p") if "utrecht-form-field-error-message" in e.classes] == [said]
    assert page.title.startswith("Fout: ")
    [field] = page.all("input", name="op")
    assert field.get("value") == day[:200] and field.get("aria-invalid") == "true"
    [link] = [e for e in page.all("a") if e.text == said]
    assert link.get("href") == "#op"
    assert [e.get("value") for e in page.all("input", name="huishouden") if "checked" in e.attributes] == [
        "niets-bekend"
    ]
    assert not page.all("table")


@pytest.mark.parametrize("household", ["", "niemand", "../paar", "%00"])
def test_a_household_that_is_not_there_has_to_be_chosen_anew(household: str) -> None:
    page = looked("01-01-2025", household)
    assert [e.text for e in page.all("p") if "utrecht-form-field-error-message" in e.classes] == [CHOOSE]
    [link] = [e for e in page.all("a") if e.text == CHOOSE]
    assert page.by_id(link.get("href")[1:]) is not None
    assert [e.get("value") for e in page.all("input", name="op")] == ["01-01-2025"]


def test_before_anything_is_asked_nothing_is_wrong_and_nothing_is_chosen() -> None:
    page = working(APP, Role.CONTENT).get(TRIAL)
    assert not page.title.startswith("Fout") and not page.all("table")
    assert not [e for e in page.all("input") if "checked" in e.attributes]


def test_in_another_language_it_is_about_the_same_day_and_household() -> None:
    links = looked("1-1-2025", "alleen-met-aow").links
    assert f"{TRIAL}?op=2025-01-01&huishouden=alleen-met-aow&taal=ar" in [link.replace("&amp;", "&") for link in links]
    links = looked("morgen", "niemand").links
    assert f"{TRIAL}?taal=ar" in links


@pytest.mark.parametrize(
    "text", ["2027-01-02", "2027-1-2", "02-01-2027", "2-1-2027", "2/1/2027", "2.1.2027", " 2 1 2027 ", "٢-١-٢٠٢٧"]
)
def test_a_day_may_be_written_in_many_ways(text: str) -> None:
    assert read_day(text) == date(2027, 1, 2)


@given(st.dates(), st.sampled_from(EXAMPLES))
@settings(max_examples=60, deadline=None)
def test_no_day_at_all_breaks_the_page(day: date, household: str) -> None:
    page = looked(day.isoformat(), household)
    assert page.heading == "Uitkomst op een andere dag"
    assert ("Van voor 1 januari 2024" in page.html) is (day < date(2024, 1, 1))
    assert read_day(f"{day.day}-{day.month}-{day.year:04d}") == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_none(text: str) -> None:
    try:
        assert isinstance(read_day(text), date)
    except NotationError as error:
        assert error.cause == "not_a_day"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("examples: {iemand: {title: Iemand, facts: {shoe_size: 43}}}", "iemand.*shoe_size"),
        ("examples: {iemand: {title: Iemand, facts: {has_partner: false, partner_age: 40}}}", "iemand.*partner"),
        ("examples: {iemand: {title: Iemand, facts: {}, name: Jan}}", "iemand.*name"),
        ("examples: {}", "examples"),
    ],
)
def test_an_example_that_cannot_be_stops_the_start(tmp_path: Path, written: str, names: str) -> None:
    (tmp_path / "examples.schema.json").write_text((FOLDER / "examples.schema.json").read_text("utf-8"), "utf-8")
    (tmp_path / "examples.yaml").write_text(written, "utf-8")
    with pytest.raises(ExampleError, match=names):
        load_examples(load_policy(), tmp_path)


def test_today_is_the_day_of_the_site() -> None:
    assert f"{ON.day} november 2026 naast vandaag" in main_of(looked(ON.isoformat()))
