"""A real browser, Debian's Chromium: without script, with Back, on a small phone, by keyboard (A05–A09).

A browser that is missing is an error: nothing here is skipped.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright
from werkzeug.serving import make_server

from tests.webapp_fixtures import Sent, make_app
from tests.webapp_households import COUPLE, SINGLE_PARENT, Story

pytestmark = pytest.mark.browser

CHROMIUM: Final = Path("/usr/bin/chromium")
FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: Final = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The real application on a port of its own."""
    server = make_server("127.0.0.1", 0, make_app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(viewport={"width": PHONE["width"], "height": PHONE["height"]})
    yield context.new_page()
    context.close()


def question_of(page: Page) -> str:
    """The id of the question on the screen; empty on other pages."""
    path = page.url.split("?")[0].split("#")[0].split("/")
    return path[-1] if path[-2] == "vraag" else ""


def press_next(page: Page) -> None:
    page.locator("form.question button[type=submit]").click()
    page.wait_for_load_state()


def fill_in(page: Page, sent: Sent) -> None:
    """Fill in one page as a person would: tick, choose, type, and open a further line of income."""
    for name, value in sent.items():
        for one in [value] if isinstance(value, str) else value:
            field = page.locator(f"input[name={name}]")
            if field.first.get_attribute("type") == "text":
                field.fill(one)
                continue
            choice = page.locator(f"input[name={name}][value='{one}']")
            if not choice.is_visible():
                page.locator("details.more:not([open]) > summary").first.click()
            choice.check()


def travel(page: Page, site: str, story: Story) -> Iterator[str]:
    """Answer question after question; gives each id just before it is answered."""
    page.goto(f"{site}/")
    page.get_by_role("link", name="Begin met de vragen").click()
    while question_of(page):
        question_id = question_of(page)
        yield question_id
        fill_in(page, story.sent[question_id])
        press_next(page)


@pytest.mark.parametrize("story", [SINGLE_PARENT, COUPLE], ids=lambda story: story.name)
def test_a_whole_journey_without_script(without_script: Page, site: str, story: Story) -> None:
    page = without_script
    assert len(list(travel(page, site, story))) == len(set(story.sent) & set(list_of_answered(page)))
    page.get_by_role("link", name="Dit klopt. Laat de uitslag zien").click()
    expect(page.locator("h1")).to_have_text("Uw uitslag")
    expect(page.locator("section[aria-labelledby=likely]")).to_contain_text("Stichting Leergeld")
    page.get_by_role("button", name="Wis mijn antwoorden").click()
    expect(page.locator("h1")).to_have_text("Uw antwoorden zijn gewist")


def list_of_answered(page: Page) -> list[str]:
    """The ids on the check page."""
    links = page.locator(".utrecht-data-list__actions a").all()
    return [(link.get_attribute("href") or "").split("?")[0].split("/")[-1] for link in links]


def test_back_works_after_an_error_and_after_a_step(without_script: Page, site: str) -> None:
    page = without_script
    for question_id in travel(page, site, SINGLE_PARENT):
        if question_id == "partner":
            break
    press_next(page)
    expect(page.locator("#fouten:focus")).to_have_count(1)
    expect(page).to_have_title("Fout: vraag 4: Hebt u een partner? – Rondkomenwijzer")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Hebt u een partner?")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Hoe oud bent u?")
    expect(page.locator("input[name=number]")).to_have_value("34")
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Hebt u een partner?")
    fill_in(page, {"choice": "no"})
    press_next(page)
    expect(page.locator("h1")).to_have_text("Hoe oud zijn uw kinderen die thuis wonen?")


def sideways(page: Page) -> Any:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


def too_small(page: Page) -> Any:
    """Things to press that are lower than 48 CSS pixels; the words of a sentence around a link do not count."""
    return page.evaluate(
        """() => [...document.querySelectorAll('button, summary, .option > label, input[type=text], a')]
            .filter(e => e.offsetParent !== null && !e.classList.contains('utrecht-skip-link'))
            .filter(e => e.getBoundingClientRect().height < 48 && !e.closest('.source'))
            .map(e => e.outerHTML.slice(0, 120) + ' ' + e.getBoundingClientRect().height)"""
    )


def test_a_small_phone_never_scrolls_sideways_and_everything_is_easy_to_hit(phone: Page, site: str) -> None:
    complaints: list[str] = []
    phone.on("console", lambda message: complaints.append(message.text))
    for question_id in travel(phone, site, COUPLE):
        press_next(phone)
        open_everything(phone)
        assert sideways(phone) <= 0, question_id
        assert too_small(phone) == [], question_id
    for path in ("/", "/controleren", "/uitslag", "/over", "/privacy", "/toegankelijkheid", "/gewist"):
        phone.goto(site + path)
        open_everything(phone)
        assert sideways(phone) <= 0, path
        assert too_small(phone) == [], path
    assert complaints == []


FOCUS_IS_SEEN = """() => {
    const e = document.activeElement;
    const shown = e.matches('.option > input') ? e.nextElementSibling : e;
    const style = getComputedStyle(shown);
    return e === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3);
}"""


def test_a_journey_by_keyboard_shows_where_you_are(phone: Page, site: str) -> None:
    phone.goto(f"{site}/vraag/gemeente")
    seen = 0
    for _ in range(14):
        phone.keyboard.press("Tab")
        assert phone.evaluate(FOCUS_IS_SEEN), phone.evaluate("document.activeElement.outerHTML")
        seen += 1
    assert seen == 14
    phone.locator("input[name=choice]").first.focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text("Hebt u nu snel hulp nodig?")


def test_leaving_in_a_hurry_really_leaves(phone: Page, site: str) -> None:
    def elsewhere(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<title>Weer</title>Zonnig")

    phone.route("https://www.weer.nl/**", elsewhere)
    for question_id in travel(phone, site, SINGLE_PARENT):
        if question_id == "leeftijd":
            break
    phone.get_by_role("button", name="Snel weg").click()
    expect(phone).to_have_title("Weer")
    phone.goto(f"{site}/vraag")
    assert question_of(phone) == "gemeente"


TOKENS = """() => {
    const style = getComputedStyle(document.documentElement);
    const names = ['page', 'surface', 'text', 'text-soft', 'action', 'on-action', 'link', 'chosen', 'error',
        'error-back', 'warning', 'warning-back', 'info-back', 'good-back', 'field-line'];
    return Object.fromEntries(names.map(name => [name, style.getPropertyValue('--rkw-' + name).trim()]));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_keep_their_contrast(browser: Browser, site: str, scheme: Any) -> None:
    """Text on its own background, worked out from the tokens: 4.5 for text, 3 for the lines of a field."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{site}/")
    style = page.evaluate(TOKENS)
    context.close()
    pairs = [("text", b) for b in ("page", "surface", "chosen", "error-back", "warning-back", "info-back", "good-back")]
    pairs += [("text-soft", "page"), ("text-soft", "surface"), ("on-action", "action"), ("action", "page")]
    pairs += [("link", b) for b in ("page", "surface", "error-back", "warning-back", "info-back", "good-back")]
    pairs += [("error", "page"), ("error", "surface"), ("warning", "page")]
    assert {pair: ratio for pair in pairs if (ratio := contrast(style[pair[0]], style[pair[1]])) < 4.5} == {}
    assert contrast(style["field-line"], style["surface"]) >= 3


def contrast(first: str, second: str) -> float:
    """The WCAG ratio of two colours written as #rrggbb."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
