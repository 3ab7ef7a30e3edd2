"""The pages about the site itself: reachable by anybody, and true to what the program does."""

from __future__ import annotations

import json
import logging
import re
from datetime import timedelta
from typing import Any, Final

import pytest

from tests.webapp_fixtures import Resident, make_app
from tests.webapp_pages import Page
from webapp.config import settings
from webapp.keys import SettingError
from webapp.link import LIFETIME
from webapp.logs import REQUESTS, DiscreetFormatter
from webapp.security import EVERYWHERE

EXPLAINING: Final = ("/zo-werkt-het", "/regels", "/regels/iit", "/woorden", "/hulp")
ABOUT: Final = ("/over", "/privacy", "/toegankelijkheid")
ADDRESSES: Final = (*EXPLAINING, *ABOUT, "/api")
KEY: Final = "a key for tests only, long enough to be taken"


def page_of(address: str, **options: Any) -> Page:
    return Resident(make_app(**options)).get(address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_asks_no_cookie_and_sets_none(address: str) -> None:
    """So a link to it works for everybody, and reading it leaves nothing behind."""
    response = Resident(make_app()).client.get(address)
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("address", [*EXPLAINING[:2], *EXPLAINING[3:], *ABOUT])
def test_the_page_is_linked_from_every_page(address: str) -> None:
    assert address in page_of("/").links


def test_privacy_tells_how_long_as_the_program_does_it() -> None:
    main = page_of("/privacy").all("main")[0].text
    assert "een uur niets" in main
    assert settings({"SECRET_KEY": KEY})["PERMANENT_SESSION_LIFETIME"] == timedelta(hours=1)
    assert f"De link werkt {LIFETIME.days} dagen." in main
    assert EVERYWHERE["Referrer-Policy"] == "no-referrer", "the page says that no site hears where somebody came from"


class Listening(logging.Handler):
    """Keeps the lines that would be written down."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(DiscreetFormatter().format(record))


def test_privacy_names_all_that_is_written_down_about_a_request() -> None:
    """The page speaks of time, kind of page, whether it worked, how long and how large; `method` is GET or POST."""
    log, handler = logging.getLogger(REQUESTS), Listening()
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        Resident(make_app()).client.get("/privacy")
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
    [line] = handler.lines
    assert set(json.loads(line)) == {"time", "level", "event", "method", "endpoint", "status", "ms", "bytes"}


@pytest.mark.parametrize("address", ["/over", "/privacy", "/toegankelijkheid"])
def test_the_organisation_behind_the_site_is_named(address: str) -> None:
    assert "Stichting Voorbeeld" in page_of(address, RESPONSIBLE="Stichting Voorbeeld").html
    assert "Stichting Voorbeeld" not in page_of(address).html


@pytest.mark.parametrize("address", ["/over", "/privacy"])
def test_without_an_organisation_the_page_says_that_it_is_a_trial(address: str) -> None:
    trial = "Deze site is een proef"
    assert trial in page_of(address).html
    assert trial not in page_of(address, RESPONSIBLE="Gemeente Enschede").html


@pytest.mark.parametrize(
    ("address", "setting", "value", "shown"),
    [
        ("/privacy", "PRIVACY_CONTACT", "mailto:fg@example.nl", "fg@example.nl"),
        ("/toegankelijkheid", "ACCESSIBILITY_CONTACT", "https://example.nl/melden", "example.nl/melden"),
        ("/over", "SOURCE_CODE", "https://example.nl/code/", "example.nl/code"),
    ],
)
def test_where_to_ask_is_a_link_that_reads_as_people_write_it(
    address: str, setting: str, value: str, shown: str
) -> None:
    page = page_of(address, **{setting: value})
    [link] = [link for link in page.all("a") if link.get("href") == value]
    assert link.text == shown
    assert value not in page_of(address).html


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RONDKOMENWIJZER_RESPONSIBLE", "x" * 101),
        ("RONDKOMENWIJZER_RESPONSIBLE", "Gemeente\nEnschede"),
        ("RONDKOMENWIJZER_PRIVACY_CONTACT", "fg@example.nl"),
        ("RONDKOMENWIJZER_SOURCE_CODE", "example.nl"),
        ("RONDKOMENWIJZER_ACCESSIBILITY_CONTACT", "javascript:alert(1)"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=name):
        settings({"SECRET_KEY": KEY})


def test_the_statement_has_the_parts_of_the_model_of_the_government() -> None:
    page = page_of("/toegankelijkheid")
    text = page.all("main")[0].text
    for part in ("EN 301 549", "WCAG 2.2", "Status: eerste maatregelen genomen", "Nationale ombudsman", "opgesteld op"):
        assert part in text
    assert {"goed", "getest", "niet-goed", "melden"} <= {heading.get("id") for heading in page.all("h2")}
    assert not re.search(r"voldoet volledig", text, re.IGNORECASE), "nobody has examined it"


def test_about_says_which_rules_until_when_and_under_which_licence() -> None:
    app = make_app()
    text = Resident(app).get("/over").all("main")[0].text
    assert app.extensions["policy"].version in text
    assert "31 december 2026" in text
    assert "EUPL-1.2" in text


def test_how_it_works_promises_no_decision_and_says_what_is_not_known() -> None:
    page = page_of("/zo-werkt-het")
    text = page.all("main")[0].text
    assert "U vraagt hier niets aan." in text
    assert {"uitslag", "geen-besluit", "niet-weten"} <= {heading.get("id") for heading in page.all("h2")}
    assert {"/regels", "/woorden", "/privacy", "/hulp"} <= set(page.links)
