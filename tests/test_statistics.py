"""The page with counts: rounded one by one, only weeks that are over, never crossed and never exact."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

import pytest

from tests.crawl_statistics import LAST_WEEK, counting_app
from tests.statistics_reader import (
    NAMES,
    Reader,
    began,
    came_out,
    drawn,
    section,
    spoke,
    stopped,
    table,
)
from webapp.storage import COUNTS

THIS_WEEK: Final = LAST_WEEK + timedelta(weeks=1)
LONG_AGO: Final = LAST_WEEK - timedelta(weeks=13)
"""The week just before the thirteen that are shown first."""


def test_each_number_is_rounded_half_upwards_and_zero_stays_zero() -> None:
    page = Reader(began("wizard", 4), began("chat", 5), began("kiosk", 14), began("staff", 15)).page()
    assert table(page, "ingang") == {
        "Vragen": ["0"],
        "Chat": ["10"],
        "Scherm in een gebouw": ["10"],
        "Gesprek": ["20"],
        "Totaal": ["40"],  # 38
    }


def test_a_total_is_rounded_on_its_own() -> None:
    page = Reader(spoke("nl", 4), spoke("tr", 4), spoke("ar", 4)).page()
    found = table(page, "taal")
    assert (found["Nederlands"], found["Turks"], found["Arabisch"], found["Totaal"]) == (["0"], ["0"], ["0"], ["10"])
    assert "Ook elk totaal is apart afgerond" in page.elements[0].text


def test_weeks_are_added_up_before_rounding() -> None:
    weeks = [LAST_WEEK - timedelta(weeks=number) for number in range(3)]
    page = Reader(*(began("chat", 4, week) for week in weeks)).page()
    assert table(page, "ingang")["Chat"] == ["10"]
    by_week = table(page, "ingang", 1)
    assert by_week["9 november 2026"] == by_week["2 november 2026"] == ["0", "0", "0", "0", "0"]
    assert by_week["Hele periode"] == ["0", "10", "0", "0", "10"]


def test_outcomes_have_a_row_for_each_scheme_and_totals_both_ways() -> None:
    page = Reader(
        came_out("iit", "likely", 1234),
        came_out("iit", "possible", 4),
        came_out("iit", "unlikely", 4),
        came_out("iit", "unknown", 15),
        came_out("leergeld", "possible", 4),
        came_out("leergeld", "unknown", 4),
    ).page()
    heads = [one.text for one in page.all("th") if one.get("scope") == "col"]
    words = ["Waarschijnlijk wel", "Misschien", "Past waarschijnlijk niet", "Weten we nog niet", "Totaal"]
    assert heads[heads.index("Regeling") :][:6] == ["Regeling", *words]
    found = table(page, "uitkomsten")
    assert list(found)[:3] == ["Individuele inkomenstoeslag", "GarantVerzorgd", "Stichting Leergeld"]
    assert found["Individuele inkomenstoeslag"] == ["1.230", "0", "0", "20", "1.260"]  # 1257
    assert found["Stichting Leergeld"] == ["0", "0", "0", "0", "10"]  # 8
    assert found["Alle regelingen"] == ["1.230", "10", "0", "20", "1.270"]  # 8, 4, 19 and 1265


def test_stops_stand_in_the_order_of_the_questions() -> None:
    page = Reader(stopped("inkomen", 25), stopped("controleren", 14), stopped("begin", 4)).page()
    found = table(page, "gestopt")
    assert list(found) == [
        *("Begin", "Over u", "Inkomen", "Zorg en kosten", "Verblijf en studie", "Geld en bezit"),
        *("Rekeningen en hulp", "Antwoorden nakijken", "Totaal"),
    ]
    assert (found["Inkomen"], found["Antwoorden nakijken"], found["Totaal"]) == (["30"], ["10"], ["40"])
    assert "Wie nog bezig is, telt als gestopt totdat de uitkomst er is." in section(page, "gestopt").text


def test_the_week_that_goes_on_is_never_shown() -> None:
    reader = Reader(began("wizard", 1230), began("wizard", 8760, THIS_WEEK), began("wizard", 8760, LONG_AGO))
    page = reader.page()
    assert table(page, "ingang")["Totaal"] == ["1.230"]
    assert "16 november" not in page.elements[0].text
    assert "Van 17 augustus 2026 tot en met 15 november 2026." in page.elements[0].text
    weeks = [line[0] for line in reader.lines("ingang")]
    assert weeks == ["Week vanaf", *(str(date(2026, 8, 17) + timedelta(weeks=n)) for n in range(13)), "Hele periode"]


@pytest.mark.parametrize(("query", "weeks"), [("?weken=4", 4), ("?weken=13", 13), ("?weken=26", 26), ("?weken=52", 52)])
def test_somebody_chooses_how_many_weeks(query: str, weeks: int) -> None:
    reader = Reader(began("wizard", 40, LAST_WEEK - timedelta(weeks=weeks - 1)))
    page = reader.page(query)
    assert table(page, "ingang")["Vragen"] == ["40"]
    assert len(table(page, "ingang", 1)) == weeks + 1
    assert [one.text for one in page.all("a") if one.get("aria-current") == "true"] == [f"{weeks} weken"]
    assert len(reader.lines("ingang", query)) == weeks + 2


@pytest.mark.parametrize("query", ["?weken=", "?weken=5", "?weken=-4", "?weken=1e1", "?weken=٤", "?weken=4.0", "?x=1"])
def test_any_other_period_is_the_usual_one(query: str) -> None:
    assert len(table(Reader(began("wizard", 40)).page(query), "ingang", 1)) == 13 + 1


def test_bars_are_as_long_as_the_rounded_numbers() -> None:
    page = Reader(began("wizard", 1237), began("chat", 616), began("kiosk", 4), came_out("iit", "likely", 26)).page()
    assert drawn(page, "ingang") == ["100.00%", "50.00%"]  # 1.240 and 620
    assert drawn(page, "uitkomsten") == ["100.00%"]


def test_no_exact_number_is_in_the_page_or_a_file() -> None:
    reader = Reader(
        *(began("wizard", 1237), began("chat", 2341), spoke("nl", 1237), spoke("pl", 3456), stopped("inkomen", 4567)),
        *(came_out("iit", "likely", 1237), came_out("iit", "possible", 5678), came_out("leergeld", "likely", 6789)),
    )
    exact = ("1237", "2341", "3456", "4567", "5678", "6789", "3578", "4693", "6915", "8026", "13704")
    reader.page()
    for text in (reader.client.page.html, *(reader.file(name).get_data(as_text=True) for name in NAMES)):
        bare = re.sub(r"\?v=[0-9a-f]{10}|csrf_token\" value=\"[^\"]*\"", "", text)
        assert [one for one in exact if one in bare or f"{one[:-3]}.{one[-3:]}" in bare] == []


def test_what_has_no_name_any_more_is_one_row() -> None:
    hostile = "=cmd|' /C calc'!A0"
    reader = Reader(spoke(hostile[:20], 30), spoke("xx", 7), came_out("old", "likely", 4))
    found = table(reader.page(), "taal")
    assert found["Overig"] == ["40"]
    assert "Overig" not in table(reader.page(), "uitkomsten"), "too few to be seen"
    assert "cmd" not in reader.file("taal").get_data(as_text=True)


def test_nothing_counted_looks_like_so_little_that_it_is_zero() -> None:
    sentence = "Er zijn nog geen cijfers over deze weken."
    nothing, little = Reader().page(), Reader(began("wizard", 4), spoke("nl", 4)).page()
    assert sentence in nothing.elements[0].text and sentence in little.elements[0].text
    assert [one.get("id") for one in nothing.all("h2")] == [one.get("id") for one in little.all("h2")]
    assert nothing.all("table") == little.all("table") == []


def test_one_setting_switches_it_off() -> None:
    reader = Reader(began("wizard", 1230), app=counting_app(counts=False))
    page = reader.page()
    assert "Het tellen staat uit." in page.elements[0].text
    assert page.all("table") == [] and "1.230" not in page.html
    assert [reader.file(name).status_code for name in NAMES] == [404] * 4


def test_the_four_tables_share_nothing_but_the_week() -> None:
    columns = [{column.name for column in one.__table__.columns} - {"number"} for one in COUNTS]
    assert len(columns) == 4
    for number, one in enumerate(columns):
        assert [one & other for other in columns[number + 1 :]] == [{"week"}] * (3 - number)
    assert not any(one.__table__.foreign_keys for one in COUNTS)


def test_the_goals_of_the_city_stand_beside_the_outcomes() -> None:
    page = Reader(came_out("iit", "likely", 40)).page()
    text = section(page, "uitkomsten").text
    assert "Bereikt24 procent" in text and "45 procent in 2024" in text
    assert "74 procent in 2022" in text and "75 procent in 2026" in text
    assert "Deel het ene getal dus niet door het andere." in text
    links = [one.text for one in page.all("a") if one.get("href") == "https://documenten.enschede.nl/"]
    assert links == ["Programmabegroting 2024 gemeente Enschede"] * 2
