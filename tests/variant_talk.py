"""A conversation that asks "Wat als?": what the tests of those pages share."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

import pytest
from flask import Flask

from tests.staff_talk import Talk, staff_app
from tests.webapp_fixtures import Sent
from tests.webapp_pages import Element
from tests.whatif_visitor import EARNS, in_cookie

PAGE: Final = "/gesprek/wat-als"
LOST: Final = {"iit", "garantverzorgd", "kwijtschelding", "algemene_bijstand"}
"""What somebody with € 1.720,00 a month loses beside € 1.355,00 (as in tests/test_whatif.py)."""

TITLES: Final = {
    "iit": "Individuele inkomenstoeslag",
    "leergeld": "Stichting Leergeld",
    "garantverzorgd": "GarantVerzorgd",
}


@pytest.fixture(scope="module")
def app() -> Flask:
    return staff_app()


@pytest.fixture(scope="module")
def told_once(app: Flask) -> dict[str, Any]:
    """The cookie of somebody with a job and two children, who told everything."""
    talk = Talk(app)
    talk.tell(dict(EARNS))
    return in_cookie(talk)


@pytest.fixture
def talk(app: Flask, told_once: dict[str, Any]) -> Talk:
    """That somebody, in a browser of its own."""
    talk = Talk(app)
    with talk.client.session_transaction() as cookie:
        cookie.clear()
        cookie.update(deepcopy(told_once))
    talk.get(PAGE)
    return talk


def vary(talk: Talk, change: str, sent: Sent, letter: str = "nieuw") -> str:
    """Make one change, and look at the page that comes next; its address."""
    talk.get(f"{PAGE}/{letter}/{change}")
    assert talk.page.path == f"{PAGE}/{letter}/{change}"
    response = talk.post(talk.page.path, {**sent, "gesprek": talk.name})
    assert response.status_code == 303
    talk.get(response.headers["Location"].split("#")[0])
    return talk.page.path


def rows(talk: Talk, number: int = 0) -> dict[str, list[str]]:
    """{scheme as it is called: the cells beside it} of a table of the page."""
    found: dict[str, list[str]] = {}
    table = talk.page.all("table")[number]
    for cell in talk.page.all("td"):
        row = cell.closest("tr")
        if row is not None and cell.closest("table") is table:
            found.setdefault(row.children[0].text, []).append(cell.text.replace("\u00a0", " "))
    return found


def columns(talk: Talk) -> list[str]:
    return [head.text for head in talk.page.all("th", scope="col")]


def kinds(talk: Talk, column: int = 1) -> dict[str, str]:
    """{scheme as it is called: what a variant does to it}."""
    found = {}
    for row in [part for part in talk.page.all("tr") if part.children[0].get("scope") == "row"]:
        [name] = row.children[column + 1].classes
        found[row.children[0].text] = name.removeprefix("variants__cell--")
    return found


def card(talk: Talk, letter: str) -> Element:
    found = talk.page.by_id(f"variant-{letter}")
    assert found is not None
    return found


def asked(talk: Talk) -> list[str]:
    """The questions that still have to be asked for the variants on the page."""
    lists = [part for part in talk.page.all("ul") if "utrecht-link-list" in part.classes]
    links = [link for link in talk.page.all("a") if link.closest("ul") in lists]
    return [link.get("href").rsplit("/", 1)[-1] for link in links]


def text(talk: Talk) -> str:
    return talk.page.all("main")[0].text.replace("\u00a0", " ")


def told(talk: Talk) -> str:
    status = talk.page.by_id("gesprek-melding")
    assert status is not None
    return status.text
