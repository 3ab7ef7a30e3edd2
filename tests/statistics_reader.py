"""Somebody who reads the counts, and rows in the database for them to read."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import Final

from flask import Flask
from werkzeug.test import TestResponse

from tests.crawl_statistics import DASHBOARD, LAST_WEEK, counting_app
from tests.staff_accounts import sign_in
from tests.webapp_fixtures import client_of
from tests.webapp_pages import Element, Page
from webapp.accounts import Role
from webapp.storage import JourneysByLanguage, JourneysByMode, OutcomesByScheme, StopsByTopic

Row = JourneysByMode | JourneysByLanguage | OutcomesByScheme | StopsByTopic

NAMES: Final = ("ingang", "taal", "uitkomsten", "gestopt")


def began(mode: str, number: int, week: date = LAST_WEEK) -> JourneysByMode:
    return JourneysByMode(week=week, mode=mode, number=number)


def spoke(language: str, number: int, week: date = LAST_WEEK) -> JourneysByLanguage:
    return JourneysByLanguage(week=week, language=language, number=number)


def came_out(scheme: str, status: str, number: int, week: date = LAST_WEEK) -> OutcomesByScheme:
    return OutcomesByScheme(week=week, scheme=scheme, status=status, number=number)


def stopped(topic: str, number: int, week: date = LAST_WEEK) -> StopsByTopic:
    return StopsByTopic(week=week, topic=topic, number=number)


class Reader:
    """Somebody with the role for it, on a site with these rows."""

    def __init__(self, *rows: Row, app: Flask | None = None) -> None:
        self.app = app or counting_app()
        with self.app.extensions["database"].transaction() as kept:
            kept.add_all(rows)
        self.client = client_of(self.app)
        sign_in(self.client, Role.STATISTICS)

    def page(self, query: str = "") -> Page:
        """The dashboard."""
        response = self.client.get(f"{DASHBOARD}{query}")
        assert response.status_code == 200
        return self.client.page

    def file(self, name: str, query: str = "") -> TestResponse:
        """One of the files."""
        return self.client.get(f"{DASHBOARD}/{name}.csv{query}")

    def lines(self, name: str, query: str = "") -> list[list[str]]:
        """What a spreadsheet makes of it."""
        text = self.file(name, query).get_data().decode("utf-8-sig")
        return list(csv.reader(StringIO(text), delimiter=";"))


def section(page: Page, name: str) -> Element:
    """One of the counts on the page."""
    [found] = [one for one in page.all("section") if one.get("aria-labelledby") == name]
    return found


def table(page: Page, name: str, number: int = 0) -> dict[str, list[str]]:
    """{name of a row: its numbers as they are written} of the table of a count; `number` 1 is the one week by week."""
    around = section(page, name)
    tables = [one for one in page.all("table") if _is_in(one, around)]
    rows = [row for row in tables[number].children if row.tag == "tbody"][0].children
    return {row.children[0].text: [cell.text for cell in row.children[1:]] for row in rows}


def drawn(page: Page, name: str) -> list[str]:
    """The widths of the bars of a count."""
    around = section(page, name)
    bars = [one for one in page.all("rect") if "bar" in one.classes and _is_in(one, around)]
    return [bar.get("width") for bar in bars if "chart__bar" in (bar.parent.classes if bar.parent else [])]


def _is_in(element: Element, around: Element) -> bool:
    one: Element | None = element
    while one is not None and one is not around:
        one = one.parent
    return one is around
