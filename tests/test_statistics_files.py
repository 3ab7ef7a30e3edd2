"""The counts as files for a spreadsheet, who may open any of it, and a database that does not answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from tests.crawl_statistics import DASHBOARD, LAST_WEEK, counting_app
from tests.staff_accounts import sign_in
from tests.statistics_reader import NAMES, Reader, began, came_out, spoke, stopped
from tests.webapp_fixtures import client_of, make_app
from webapp.accounts import Role
from webapp.statistics import counts
from webapp.statistics.spreadsheet import as_csv
from webapp.storage import Unreachable
from webapp.views.statistics import Grid, GridRow


def test_the_file_is_what_a_dutch_spreadsheet_opens() -> None:
    before = LAST_WEEK - timedelta(weeks=1)
    reader = Reader(began("wizard", 1237), began("chat", 4, before), began("chat", 4), began("kiosk", 15, before))
    response = reader.file("ingang", "?weken=4")
    assert response.get_data() == (
        b"\xef\xbb\xbf"
        b"Week vanaf;Vragen;Chat;Scherm in een gebouw;Gesprek;Totaal\r\n"
        b"2026-10-19;0;0;0;0;0\r\n"
        b"2026-10-26;0;0;0;0;0\r\n"
        b"2026-11-02;0;0;20;0;20\r\n"  # 4 + 15 = 19
        b"2026-11-09;1240;0;0;0;1240\r\n"  # 1237 + 4 = 1241
        b"Hele periode;1240;10;20;0;1260\r\n"  # 1260 in all
    )
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="cijfers-ingang-2026-11-15.csv"'
    assert "no-store" in response.headers["Cache-Control"]


def test_outcomes_come_by_week_and_scheme() -> None:
    reader = Reader(
        came_out("iit", "likely", 14), came_out("iit", "unknown", 4), came_out("studietoeslag", "possible", 5)
    )
    lines = reader.lines("uitkomsten", "?weken=4")
    statuses = ["Waarschijnlijk wel", "Misschien", "Past waarschijnlijk niet", "Weten we nog niet"]
    assert lines[0] == ["Week vanaf", "Regeling", *statuses, "Totaal"]
    assert len(lines) == 1 + 4 * 7 + 8
    assert ["2026-11-09", "Individuele inkomenstoeslag", "10", "0", "0", "0", "20"] in lines  # 18
    assert ["2026-11-09", "Studietoeslag", "0", "10", "0", "0", "10"] in lines
    assert ["2026-11-02", "Studietoeslag", "0", "0", "0", "0", "0"] in lines
    assert lines[-1] == ["Hele periode", "Alle regelingen", "10", "10", "0", "0", "20"]  # 23


def test_languages_and_stops_have_a_column_each() -> None:
    reader = Reader(spoke("uk", 26), stopped("over-u", 35))
    languages, stops = reader.lines("taal"), reader.lines("gestopt")
    assert dict(zip(languages[0], languages[-1], strict=True))["Oekraïens"] == "30"
    assert dict(zip(stops[0], stops[-2], strict=True))["Over u"] == "40"


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    row = GridRow((text,), (10,))
    cells = as_csv(Grid("", (text,), ("Aantal",), (row,))).removeprefix("\ufeff").replace('"', "")
    assert cells.startswith("'") and f"\r\n'{text}" in cells


def test_a_separator_in_a_name_stays_in_its_cell() -> None:
    assert '"a;b";10\r\n' in as_csv(Grid("", ("Taal",), ("Aantal",), (GridRow(("a;b",), (10,)),)))


@pytest.mark.parametrize("path", ["/niets.csv", "/ingang", "/ingang.json", "/.csv", "/taal.csv/"])
def test_there_are_no_other_files(path: str) -> None:
    assert Reader().client.get(f"{DASHBOARD}{path}").status_code == 404


ADDRESSES: Final = [DASHBOARD, *(f"{DASHBOARD}/{name}.csv" for name in NAMES)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_who_has_the_role_reads_the_counts(address: str) -> None:
    app = counting_app()
    nobody, colleague, both = client_of(app), client_of(app), client_of(app)
    response = nobody.get(address)
    assert (response.status_code, response.headers["Location"]) == (303, "/inloggen?verder=cijfers")
    sign_in(colleague, Role.STAFF, Role.CONTENT)
    assert colleague.get(address).status_code == 403
    sign_in(both, Role.STAFF, Role.STATISTICS)
    assert both.get(address).status_code == 200


def test_without_pages_for_staff_there_is_no_such_address() -> None:
    assert [make_app(COUNTS=True).test_client().get(address).status_code for address in ADDRESSES] == [404] * 5


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_database_that_does_not_answer_is_an_error_page(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    reader = Reader(began("wizard", 40))

    def gone(*_: Any) -> None:
        raise Unreachable

    monkeypatch.setattr(counts, "counted", gone)
    response = reader.client.get(address)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "Wacht een minuut" in response.get_data(as_text=True)


def test_a_scheme_named_like_a_formula_is_shown_as_it_is() -> None:
    reader = Reader(came_out("iit", "likely", 40))
    policy = reader.app.extensions["policy"]
    first, *others = policy.schemes
    changed = replace(policy, schemes=(replace(first, title="=HYPERLINK(1)"), *others))
    reader.app.extensions["policy"] = changed
    assert ["2026-11-09", "'=HYPERLINK(1)", "40", "0", "0", "0", "40"] in reader.lines("uitkomsten")
