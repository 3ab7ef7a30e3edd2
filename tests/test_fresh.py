"""K02 in the wizard: after wiping or leaving, Back shows no answer, with the browser's back/forward cache on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from tests.browser_fixtures import CHROMIUM, FLAGS
from tests.browser_site import arrive, fill_in, press_next, question_of, window
from tests.webapp_households import SINGLE_PARENT

pytestmark = pytest.mark.browser

# Says what the browser took out of its cache, and whether anybody could have seen it before our own script did a thing.
WATCH = """window.addEventListener("pageshow", event => {
    if (event.persisted) console.log("kept", location.pathname, document.documentElement.hidden ? "unseen" : "SEEN");
})"""
SHOWN = """() => document.documentElement.hidden ? "" : document.body.innerText + " " +
    [...document.querySelectorAll("input[type=text], input:checked")].map(field => field.value).join(" ")"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Playwright turns the cache off, so that tests see no old pages; here old pages are the question."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), ignore_default_args=["--disable-back-forward-cache"]
        )
        yield found
        found.close()


def as_if_harmless(route: Route) -> None:
    """Take away from a page what makes this browser forget it: others keep such pages all the same."""
    response = route.fetch(max_redirects=0)
    headers = {name: value for name, value in response.headers.items() if name not in ("cache-control", "set-cookie")}
    route.fulfill(response=response, headers=headers)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that keeps the check page and the result as long as it can, and is watched."""
    with window(browser) as found:
        found.add_init_script(WATCH)
        for path in ("controleren", "uitslag"):
            found.route(f"**/{path}", as_if_harmless)
        yield found


@pytest.fixture
def kept(page: Page) -> list[str]:
    """What came out of the cache, in order."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.text.startswith("kept") else None)
    return found


def look_around(page: Page, site: str) -> None:
    """Fill in an age that nobody else has, and look at all that shows it, as a visitor does: by clicking."""
    page.goto(site)
    page.locator(".actions a").click()
    arrive(page)
    while question_of(page) != "gezin":
        question_id = question_of(page)
        fill_in(page, {"number": "97"} if question_id == "leeftijd" else SINGLE_PARENT.sent[question_id])
        press_next(page)
    page.locator(".back-link").click()
    arrive(page)
    page.evaluate("location.href = '/uitslag'")
    page.wait_for_url("**/uitslag")
    page.evaluate("location.href = '/controleren'")
    page.wait_for_url("**/controleren")
    assert "97" in page.inner_text("main")


def go_back_ten_times(page: Page) -> Iterator[str]:
    """What is on the screen after each step back, at once and when everything has come to rest."""
    for _ in range(10):
        page.evaluate("void setTimeout(() => history.back())")
        for pause in (30, 300):
            page.wait_for_timeout(pause)
            yield shown_on(page)


def shown_on(page: Page) -> str:
    """What can be read; nothing while one page makes way for another."""
    try:
        return str(page.evaluate(SHOWN))
    except Error:
        return ""


def test_the_cache_is_on_and_what_it_kept_is_asked_for_anew(page: Page, site: str, kept: list[str]) -> None:
    look_around(page, site)
    page.locator(".utrecht-page-footer a").first.click()
    page.evaluate("void setTimeout(() => history.back())")
    page.wait_for_timeout(700)
    assert kept == ["kept /controleren unseen"]
    assert "97" in page.inner_text("main")
    assert not page.evaluate("document.documentElement.hidden")


def test_a_page_of_several_steps_is_kept_unseen_and_asked_for_anew(page: Page, site: str, kept: list[str]) -> None:
    """All steps until here are one page to the browser; what it shows again must be the last of them, and fresh."""
    page.route(f"{site}/", as_if_harmless)
    page.goto(site)
    page.locator(".actions a").click()
    arrive(page)
    while question_of(page) != "leeftijd":
        fill_in(page, SINGLE_PARENT.sent[question_of(page)])
        press_next(page)
    page.locator("input[name=number]").fill("97")
    page.locator(".utrecht-page-footer a").first.click()
    page.wait_for_url("**/zo-werkt-het")
    page.evaluate("void setTimeout(() => history.back())")
    page.wait_for_timeout(700)
    assert kept == ["kept /vraag/leeftijd unseen"]
    assert page.evaluate("!document.documentElement.hidden && document.querySelector('h1').textContent.trim()") == (
        "Hoe oud bent u?"
    )
    assert page.locator("input[name=number]").input_value() == ""
    page.evaluate("void setTimeout(() => history.back())")
    page.wait_for_timeout(500)
    assert question_of(page) == "nood"
    assert page.locator("input:checked").count() == 1


def test_after_wiping_nobody_sees_an_answer_by_going_back(page: Page, site: str, kept: list[str]) -> None:
    look_around(page, site)
    page.get_by_role("button", name="Wis mijn antwoorden").click()
    page.wait_for_url("**/gewist")
    assert [shown for shown in go_back_ten_times(page) if "97" in shown] == []
    assert [line for line in kept if "SEEN" in line] == []


def test_after_leaving_in_a_hurry_nobody_sees_an_answer_by_going_back(page: Page, site: str, kept: list[str]) -> None:
    def elsewhere(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<title>Weer</title>Zonnig")

    page.route("https://www.weer.nl/**", elsewhere)
    look_around(page, site)
    page.get_by_role("button", name="Snel weg").click()
    page.wait_for_url("https://www.weer.nl/**")
    shown = list(go_back_ten_times(page))
    assert [text for text in shown if "97" in text] == []
    assert any("Rondkomenwijzer" in text for text in shown)
    assert [line for line in kept if "SEEN" in line] == []
