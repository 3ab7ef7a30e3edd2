"""How a visit ends: by the button, by nobody being there, with the server away, and after a crash (K01, K02, K07)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests.browser_fixtures import CHROMIUM, FLAGS, served
from tests.browser_site import fill_in, press_next, question_of
from tests.kiosk_screen import STOP, begin, is_wiped, screen, tap_on, travel_by_touch
from tests.kiosk_visitor import KIOSK, kiosk_app
from tests.live_site import HOST
from tests.webapp_households import SINGLE_PARENT

pytestmark = pytest.mark.browser

SECOND: Final = 1000
CANARY: Final = "97"


@pytest.fixture(scope="module")
def kiosk() -> Iterator[str]:
    with served(kiosk_app()) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The back/forward cache of Chromium on: Playwright turns it off, and so does our start script."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), ignore_default_args=["--disable-back-forward-cache"]
        )
        yield found
        found.close()


def answer_with_canary(page: Page, site: str, language: str = "nl") -> None:
    """Up to the page after an age that nobody else has."""
    begin(page, site, language)
    while (question_id := question_of(page)) != "gezin":
        fill_in(page, {"number": CANARY} if question_id == "leeftijd" else SINGLE_PARENT.sent[question_id])
        press_next(page)


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_K01_after_two_minutes_it_asks_and_after_one_more_it_wipes(  # noqa: N802
    browser: Browser, kiosk: str, language: str
) -> None:
    with screen(browser) as page:
        page.clock.install()
        answer_with_canary(page, kiosk, language)
        field = page.locator("label[for=boxes-0]")
        field.tap()
        dialog = page.locator("#stil")
        page.clock.run_for(119 * SECOND)
        expect(dialog).to_be_hidden()
        page.clock.run_for(2 * SECOND)
        expect(dialog).to_be_visible()
        expect(page.locator("#stil-door")).to_be_focused()
        assert 57 <= int(page.locator("#stil-tel").inner_text()) <= 60
        page.clock.run_for(55 * SECOND)
        assert question_of(page) == "gezin"
        page.clock.run_for(5 * SECOND)
        is_wiped(page)
        assert CANARY not in page.locator("body").inner_text()


def test_K01_esc_a_touch_and_the_button_give_more_time_as_often_as_somebody_wants(  # noqa: N802
    browser: Browser, kiosk: str
) -> None:
    with screen(browser) as page:
        page.clock.install()
        answer_with_canary(page, kiosk)
        ways: list[Callable[[], object]] = [
            lambda: page.keyboard.press("Escape"),
            lambda: page.locator("#stil-titel").tap(),
            lambda: page.locator("#stil-door").tap(),
            lambda: page.keyboard.press("Enter"),
            lambda: page.touchscreen.tap(5, 5),
        ]
        for way in ways * 3:
            page.clock.run_for(150 * SECOND)
            expect(page.locator("#stil")).to_be_visible()
            way()
            expect(page.locator("#stil")).to_be_hidden()
        assert question_of(page) == "gezin"
        fill_in(page, SINGLE_PARENT.sent["gezin"])
        press_next(page)
        assert question_of(page) == "inkomen", "the answers are still there"


def test_K01_on_the_first_page_nobody_is_asked_and_the_letters_go_back(browser: Browser, kiosk: str) -> None:  # noqa: N802
    with screen(browser) as page:
        page.clock.install()
        page.goto(kiosk + KIOSK)
        page.clock.run_for(600 * SECOND)
        expect(page.locator("#stil")).to_be_hidden()
        page.locator("button[name=letters]").tap()
        expect(page.locator("html.kiosk--large")).to_have_count(1)
        page.clock.run_for(125 * SECOND)
        expect(page.locator("html.kiosk--large")).to_have_count(0)
        is_wiped(page)


def test_K07_the_clock_stands_still_while_a_page_is_read_aloud(browser: Browser, kiosk: str) -> None:  # noqa: N802
    with screen(browser) as page:
        page.clock.install()
        answer_with_canary(page, kiosk)
        page.evaluate("document.documentElement.dataset.reading = ''")
        page.clock.run_for(500 * SECOND)
        expect(page.locator("#stil")).to_be_hidden()
        page.evaluate("delete document.documentElement.dataset.reading")
        page.clock.run_for(125 * SECOND)
        expect(page.locator("#stil")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_K02_after_the_wipe_ten_times_back_shows_no_answer(  # noqa: N802
    browser: Browser, kiosk: str, script: bool
) -> None:
    """Without its script a kiosk does have a history: then the cookie and the headers must do it alone."""
    with screen(browser, java_script_enabled=script) as page:
        answer_with_canary(page, kiosk)
        page.goto(f"{kiosk}{KIOSK}/controleren")
        assert CANARY in page.locator("main").inner_text()
        page.locator(STOP).tap()
        if script:
            is_wiped(page)
        page.wait_for_url(f"**{KIOSK}")
        assert page.context.cookies() == []
        for _ in range(10):
            page.go_back()
            page.wait_for_load_state()
            assert CANARY not in page.locator("body").inner_text()
            assert page.url == "about:blank" or page.locator("h1").inner_text() == "Kies uw taal"


def test_K02_the_next_one_finds_nothing_of_the_one_before(browser: Browser, kiosk: str) -> None:  # noqa: N802
    with screen(browser) as page:
        answer_with_canary(page, kiosk)
        page.locator(STOP).tap()
        is_wiped(page)
        travel_by_touch(page, kiosk, SINGLE_PARENT)
        for address in ("controleren", "uitslag", "meenemen"):
            page.goto(f"{kiosk}{KIOSK}/{address}")
            assert CANARY not in page.locator("main").inner_text()


def test_a_wipe_while_the_server_is_away_shows_nothing_and_goes_on_when_it_is_back(browser: Browser) -> None:
    app = kiosk_app()
    server = make_server(HOST, 0, app, threaded=True)
    port, site = server.server_port, f"http://{HOST}:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with screen(browser) as page:
        answer_with_canary(page, site)
        server.shutdown()
        server.server_close()
        page.locator(STOP).tap()
        expect(page.locator("#even-geduld")).to_be_visible()
        expect(page.locator("#even-geduld")).to_contain_text("053 481 78 00")
        assert CANARY not in page.locator("body").inner_text()
        server = make_server(HOST, port, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        is_wiped(page)
        page.goto(f"{site}{KIOSK}/controleren")
        assert page.url == f"{site}{KIOSK}"
    server.shutdown()
    server.server_close()


def test_a_step_while_the_server_is_away_keeps_what_was_typed_and_goes_on_by_itself(browser: Browser) -> None:
    app = kiosk_app()
    server = make_server(HOST, 0, app, threaded=True)
    port, site = server.server_port, f"http://{HOST}:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with screen(browser) as page:
        answer_with_canary(page, site)
        page.locator("label[for=boxes-1]").tap()
        page.locator("input[name=children_ages]").fill("3, 8")
        server.shutdown()
        server.server_close()
        page.locator("form.question button[type=submit]").tap()
        trouble = page.locator("#step-trouble")
        expect(trouble).to_contain_text("Even geduld")
        expect(trouble).to_contain_text("053 481 78 00")
        expect(page.locator("input[name=children_ages]")).to_have_value("3, 8")
        server = make_server(HOST, port, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.wait_for_url(f"**{KIOSK}/vraag/inkomen", timeout=20_000)
        expect(page.locator(".read-back")).to_contain_text("3 en 8")
    server.shutdown()
    server.server_close()


def test_a_browser_that_ended_comes_back_with_the_languages(browser: Browser, kiosk: str) -> None:
    """Its profile is thrown away with it (tests/test_kiosk_shell.py); the cookie lives no longer than the browser."""
    for _ in range(2):
        found = browser.browser_type.launch(executable_path=CHROMIUM, args=list(FLAGS))
        with screen(found) as page:
            page.goto(f"{kiosk}{KIOSK}/controleren")
            assert page.url == kiosk + KIOSK
            answer_with_canary(page, kiosk)
        found.close()


def test_the_paper_is_what_somebody_saw_and_nothing_more(browser: Browser, kiosk: str) -> None:
    with screen(browser) as page:
        travel_by_touch(page, kiosk, SINGLE_PARENT)
        tap_on(page)
        page.evaluate("window.print = () => { window.printed = true; }")
        page.locator("[data-print]").tap()
        assert page.evaluate("window.printed")
        page.emulate_media(media="print")
        seen = page.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.closest('.slip') "
            "&& !e.querySelector('.slip')).map(e => e.tagName)"
        )
        assert seen == []
        expect(page.locator(".slip")).to_be_visible()
