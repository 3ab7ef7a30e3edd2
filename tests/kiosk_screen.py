"""A touch screen in a test: the two sizes, a journey by touch on the number pad, and what is left when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from playwright.sync_api import Browser, Page, expect

from tests.browser_site import arrive, press_next, question_of, window
from tests.kiosk_visitor import KIOSK
from tests.webapp_fixtures import Sent
from tests.webapp_households import Story

STANDING: Final[Any] = {"width": 1080, "height": 1920}
LYING: Final[Any] = {"width": 1280, "height": 800}
SIZES: Final = {"standing": STANDING, "lying": LYING}
ON: Final = ".kiosk__moves .utrecht-button--primary-action"
STOP: Final = "#wissen button"
LEFT: Final = """() => {
    const databases = window.indexedDB.databases().then(found => found.length);
    const workers = navigator.serviceWorker.getRegistrations().then(found => found.length);
    return Promise.all([databases, workers]).then(([databases, workers]) => ({
        local: localStorage.length, session: sessionStorage.length, cookie: document.cookie, databases, workers,
        named: window.name, state: JSON.stringify(history.state || {}),
    }));
}"""
NOTHING: Final = {"local": 0, "session": 0, "cookie": "", "databases": 0, "workers": 0, "named": ""}


@contextmanager
def screen(browser: Browser, size: Any = None, **options: Any) -> Iterator[Page]:
    """A touch screen that shows nothing yet."""
    with window(browser, viewport=size or LYING, has_touch=True, **options) as page:
        yield page


def begin(page: Page, site: str, language: str = "nl") -> None:
    """Press a language and go on to the first question."""
    page.goto(site + KIOSK)
    page.locator(f"button[name=taal][value={language}]").tap()
    page.wait_for_url("**/welkom")
    tap_on(page)


def tap_on(page: Page) -> None:
    """The large button at the bottom."""
    page.locator(ON).last.tap()
    arrive(page)


def touch(page: Page, name: str, value: str) -> None:
    """Write a value with the number pad: 3 and 8 is 3, the key between ages, 8."""
    field = page.locator(f"input[name={name}]")
    field.tap()
    for key in value:
        page.locator(f'.pad [data-key="{key}"]:visible, .pad [data-key="{key} "]:visible').first.tap()
    expect(field).to_have_value(value.replace(",", ", ") if name == "children_ages" else value)


def fill_by_touch(page: Page, sent: Sent) -> None:
    """Fill in one page with nothing but touches."""
    for name, value in sent.items():
        for one in [value] if isinstance(value, str) else value:
            if page.locator(f"input[name={name}]").first.get_attribute("type") == "text":
                touch(page, name, digits_of(one))
                continue
            choice = page.locator(f"input[name={name}][value='{one}']")
            if not choice.is_visible():
                page.locator("details.more:not([open]) > summary").first.tap()
            page.locator(f"label[for={choice.get_attribute('id')}]").tap()
            expect(choice).to_be_checked()


def digits_of(written: str) -> str:
    """What the keys of the pad can write of it: "€ 1.348,49" is 1348,49, "€ 7.500,-" is 7500 and "3 en 8" is 3,8."""
    plain = written.replace(" en ", ",").replace("en", ",")
    return "".join(character for character in plain if character.isdigit() or character == ",").rstrip(",")


def travel_by_touch(page: Page, site: str, story: Story, language: str = "nl") -> list[str]:
    """A whole journey to the result; gives the questions in order."""
    begin(page, site, language)
    asked: list[str] = []
    while question_id := question_of(page):
        assert question_id not in asked, page.locator("main").inner_text()
        asked.append(question_id)
        fill_by_touch(page, story.sent[question_id])
        press_next(page)
    tap_on(page)
    return asked


def is_wiped(page: Page) -> None:
    """The first page, and nothing kept anywhere."""
    page.wait_for_url(f"**{KIOSK}")
    expect(page.locator("h1")).to_have_text("Kies uw taal")
    assert page.context.cookies() == []
    found = page.evaluate(LEFT)
    assert {name: found[name] for name in NOTHING} == NOTHING
    assert found["state"] in ("{}", '{"htmx":true}')
