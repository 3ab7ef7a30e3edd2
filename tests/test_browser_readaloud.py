"""Reading aloud at the kiosk: only when asked, sentence by sentence, from our own files (K05, K07)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser_fixtures import served
from tests.browser_site import Witness
from tests.talking_page import (
    ALL,
    FIRST,
    HEADING,
    READING,
    SECOND,
    SWAP,
    marked,
    page,
    press,
    recorded,
    silent,
    sounds_asked_for,
    talking,
    talking_app,
    wait_for_mark,
)
from webapp.spoken_texts import identity

__all__ = ["page", "silent", "talking"]

pytestmark = pytest.mark.browser


def test_K07_no_button_without_a_file_or_a_voice(page: Page, silent: str) -> None:
    witness = Witness(page, silent)
    page.goto(silent, wait_until="networkidle")
    expect(page.locator("#voorlezen")).to_be_hidden()
    expect(page.locator("[data-say-name]:visible")).to_have_count(0)
    assert witness.complaints == []


def test_K07_a_button_where_the_heading_has_a_file_and_nothing_is_heard_before_it_is_pressed(
    page: Page, talking: str
) -> None:
    witness, asked = Witness(page, talking), sounds_asked_for(page)
    page.goto(talking, wait_until="networkidle")
    expect(page.locator("#voorlezen")).to_have_text("Lees voor")
    page.locator("h1").click()
    page.keyboard.press("Tab")
    assert (asked, marked(page), page.evaluate(READING)) == ([], "", False)
    assert witness.complaints == []


def test_K05_K07_each_sentence_is_marked_while_its_own_file_is_heard(page: Page, talking: str) -> None:
    witness, asked = Witness(page, talking), sounds_asked_for(page)
    page.goto(talking)
    press(page)
    expect(page.locator("#voorlezen")).to_have_text("Stop met lezen")
    for sentence in (HEADING, FIRST, SECOND):
        wait_for_mark(page, sentence if sentence != SECOND else SECOND.replace("bewaren", "be\u00adwaren"))
        assert page.evaluate(READING)
        assert asked[-1] == identity(sentence)
    expect(page.locator("#voorlezen")).to_have_text("Lees voor", timeout=30_000)
    assert asked == [identity(sentence) for sentence in ALL]
    expect(page.locator("#voorlezen-rest")).to_be_empty()  # Every file was heard to its end.
    assert (marked(page), page.evaluate(READING)) == ("", False)
    assert witness.complaints == []


def test_K07_it_says_so_when_something_could_not_be_read(page: Page, tmp_path: Path) -> None:
    recorded(tmp_path, [HEADING])
    with served(talking_app(tmp_path)) as site:
        page.goto(site)
        press(page)
        wait_for_mark(page, HEADING)
        expect(page.locator("#voorlezen-rest")).to_be_empty()
        expect(page.locator("#voorlezen-rest")).to_have_text("Niet alles kon worden voorgelezen.")
    assert (marked(page), page.evaluate(READING)) == ("", False)
    page.evaluate(SWAP)
    expect(page.locator("#voorlezen-rest")).to_be_empty()


def test_the_mark_has_the_colours_of_the_focus(page: Page, talking: str) -> None:
    """That pair has its contrast in every theme: tests/test_contrast.py."""
    page.goto(talking)
    colours = (
        "(element, part) => [getComputedStyle(element, part).color, getComputedStyle(element, part).backgroundColor]"
    )
    page.evaluate("document.body.style.cssText = 'color: var(--rkw-focus-line); background-color: var(--rkw-focus)'")
    wanted = page.evaluate(f"({colours})(document.body)")
    assert page.evaluate(f"({colours})(document.querySelector('h1'), '::highlight(voorlezen)')") == wanted


def test_K07_pressing_again_stops(page: Page, talking: str) -> None:
    asked = sounds_asked_for(page)
    page.goto(talking)
    press(page)
    wait_for_mark(page, HEADING)
    press(page)
    expect(page.locator("#voorlezen")).to_have_text("Lees voor")
    assert (marked(page), page.evaluate(READING)) == ("", False)
    page.wait_for_timeout(2500)
    assert asked == [identity(HEADING)]
    expect(page.locator("#voorlezen-rest")).to_be_empty()


@pytest.mark.parametrize(
    "end",
    [SWAP, "document.dispatchEvent(new Event('kiosk-wiped'))", "window.dispatchEvent(new Event('pagehide'))"],
    ids=["the next page", "wiped", "left"],
)
def test_what_goes_away_is_not_read_any_further(page: Page, talking: str, end: str) -> None:
    asked = sounds_asked_for(page)
    page.goto(talking)
    press(page)
    wait_for_mark(page, HEADING)
    page.evaluate(end)
    assert (marked(page), page.evaluate(READING)) == ("", False)
    page.wait_for_timeout(2500)
    assert asked == [identity(HEADING)]
    expect(page.locator("#voorlezen")).to_be_visible(visible=end != SWAP)


def test_a_browser_that_cannot_mark_reads_all_the_same(page: Page, talking: str) -> None:
    page.add_init_script("Object.defineProperty(CSS, 'highlights', { value: undefined })")
    witness, asked = Witness(page, talking), sounds_asked_for(page)
    page.goto(talking)
    with page.expect_request("**/*.opus*"):
        press(page)
    assert asked == [identity(HEADING)]
    assert witness.complaints == []


def test_a_list_that_does_not_come_is_as_an_empty_one(page: Page, talking: str) -> None:
    page.route("**/*.json*", lambda route: route.fulfill(status=500, body="?"))
    page.goto(talking, wait_until="networkidle")
    expect(page.locator("#voorlezen")).to_be_hidden()
    page.unroute("**/*.json*")
    page.route("**/*.json*", lambda route: route.fulfill(body="not a list"))
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(talking, wait_until="networkidle")
    expect(page.locator("#voorlezen")).to_be_hidden()
    assert errors == []
