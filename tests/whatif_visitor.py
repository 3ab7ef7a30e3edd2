"""Somebody who answered everything and asks "Wat als?": what the tests of those pages share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pytest
from flask import Flask

from tests.webapp_fixtures import Resident, Sent, make_app
from tests.webapp_households import SINGLE_PARENT
from tests.webapp_pages import Element, Page

EARNS: Final[Mapping[str, Sent]] = {
    **SINGLE_PARENT.sent,
    "inkomen": {"what_1": "work", "amount_1": "1.355", "period_1": "month"},
    "vakantiegeld": {"choice": "yes"},
}
"""The single parent with a job: € 1.355,00 is below every limit, because holiday allowance is in it."""

CHILDREN: Final = {"children_ages": "3 en 8"}


def work(amount: str) -> Sent:
    return {"what_1": "work", "amount_1": amount, "period_1": "month"}


def who_lives_here(*boxes: str, **more: str) -> Sent:
    return {"boxes": list(boxes), **more}


def imagine(resident: Resident, question_id: str, sent: Sent) -> Page:
    """Answer one question otherwise, and look at the page that comes next."""
    resident.get(f"/wat-als/{question_id}")
    assert resident.page.path == f"/wat-als/{question_id}", resident.page.path
    response = resident.post(f"/wat-als/{question_id}", sent)
    assert response.status_code == 303
    return resident.get(response.headers["Location"].split("#")[0])


def cards(page: Page) -> dict[str, Element]:
    return {e.get("aria-labelledby").removeprefix("straks-"): e for e in page.all("article")}


def kinds(page: Page) -> dict[str, str]:
    return {id_: card.classes[-1].removeprefix("scheme-change--") for id_, card in cards(page).items()}


def sides(card: Element) -> list[str]:
    return [child.text for e in card.children if "sides" in e.classes for child in e.children]


def in_cookie(resident: Resident) -> dict[str, Any]:
    """What the session of this browser holds."""
    with resident.client.session_transaction() as found:
        return dict(found)


@pytest.fixture(scope="module")
def app() -> Flask:
    return make_app()


@pytest.fixture
def earner(app: Flask) -> Resident:
    """Somebody who answered everything."""
    resident = Resident(app)
    resident.walk(EARNS)
    return resident
