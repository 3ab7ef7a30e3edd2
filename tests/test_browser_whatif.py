""" "Wat als?" in a browser: the picture stands where the amounts say, also mirrored; axe; Back; without script."""

from __future__ import annotations

from itertools import product
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_site import PHONE, Witness, arrive, open_everything, press_next, sideways, window
from tests.crawl import COOKIE
from tests.test_browser_axe import RULES as AXE_RULES
from tests.test_browser_axe import RUN, axe_script
from tests.webapp_fixtures import Resident, make_app
from tests.whatif_visitor import EARNS, imagine, work

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE: Final[Any] = {"width": 1280, "height": 900}
STANDING: Final[Any] = {"width": 1080, "height": 1920}
PLACES: Final = """() => {
    const plot = document.querySelector('.picture__rows').getBoundingClientRect();
    const share = box => [(box.left - plot.left) / plot.width, (box.right - plot.left) / plot.width];
    return {
        ends: Object.fromEntries([...document.querySelectorAll('.picture__row')].map(row => [
            row.querySelector('title').id.replace('balk-', ''),
            share(row.querySelector('.bar').getBoundingClientRect())])),
        marks: [...document.querySelectorAll('.picture__mark text')].map(text => share(text.getBoundingClientRect())),
        steps: [...document.querySelectorAll('.picture__axis bdi')].map(text => share(text.getBoundingClientRect())),
    };
}"""


@pytest.fixture(scope="module")
def cookies() -> dict[str, str]:
    """The cookie of somebody who answered everything, before and after imagining more income."""
    resident = Resident(make_app())
    resident.walk(EARNS)
    found = {}
    for name in ("now", "then"):
        if name == "then":
            imagine(resident, "inkomen", work("1.720"))
        cookie = resident.client.get_cookie(COOKIE)
        assert cookie is not None
        found[name] = cookie.value
    return found


def look(page: Page, site: str, cookie: str, address: str = "/wat-als") -> None:
    page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site}])
    page.goto(site + address)


@pytest.mark.parametrize("viewport", [PHONE, WIDE, STANDING], ids=["phone", "wide", "standing"])
def test_bars_and_words_stand_where_the_amounts_say(
    browser: Browser, site: str, cookies: dict[str, str], viewport: Any
) -> None:
    """€ 1.845,30 of € 2.500,00 is 73,8 %; what is mirrored stands as far from the other side."""
    with window(browser, viewport=viewport) as page:
        look(page, site, cookies["then"])
        straight = page.evaluate(PLACES)
        page.evaluate("document.documentElement.dir = 'rtl'")
        mirrored = page.evaluate(PLACES)
    assert straight["ends"]["leergeld"] == pytest.approx([0, 0.7381], abs=0.01)
    assert straight["ends"]["garantverzorgd"] == pytest.approx([0, 0.6813], abs=0.01)
    for id_, (left, right) in straight["ends"].items():
        assert mirrored["ends"][id_] == pytest.approx([1 - right, 1 - left], abs=0.01)
    for straight_mark, mirrored_mark in zip(straight["marks"], mirrored["marks"], strict=True):
        assert mirrored_mark == pytest.approx([1 - straight_mark[1], 1 - straight_mark[0]], abs=0.02)
        assert straight_mark[0] >= -0.02 and straight_mark[1] <= 1.02
    [now, then] = straight["marks"]
    assert now[0] <= 1355 / 2500 <= now[1] and then[0] - 0.01 <= 1720 / 2500 <= then[1] + 0.01
    assert [step[0] for step in straight["steps"]] == pytest.approx([0, 0.2, 0.4, 0.6, 0.8], abs=0.01)


@pytest.mark.parametrize(
    ("viewport", "scheme", "forced"),
    [(PHONE, "light", "none"), (PHONE, "dark", "none"), (WIDE, "light", "none"), (STANDING, "light", "active")],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, site: str, cookies: dict[str, str], viewport: Any, scheme: Any, forced: Any
) -> None:
    with window(browser, viewport=viewport, color_scheme=scheme, forced_colors=forced) as page:
        page.context.add_init_script(axe_script())
        witness = Witness(page, site)
        for name, address in product(cookies, ("/wat-als", "/wat-als/inkomen", "/wat-als/gezin")):
            look(page, site, cookies[name], address)
            open_everything(page)
            assert page.evaluate(RUN, AXE_RULES) == []
            assert sideways(page) <= 0
        assert witness.complaints == []


def test_links_and_buttons_are_easy_to_hit(browser: Browser, site: str, cookies: dict[str, str]) -> None:
    with window(browser, viewport=PHONE) as page:
        look(page, site, cookies["then"])
        open_everything(page)
        for target in page.locator("main :is(.change__link, button, summary, .back-link, .still-open a)").all():
            box = target.bounding_box()
            assert box is not None and box["height"] >= 47.9, target.inner_text()


def change_income(page: Page, amount: str) -> None:
    page.locator("a[href='/wat-als/inkomen']").first.click()
    page.locator("h1", has_text="netto inkomen").wait_for()
    page.locator("input[name=amount_1]").fill(amount)
    press_next(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
def test_change_mistake_back_and_undo(browser: Browser, site: str, cookies: dict[str, str], script: bool) -> None:
    with window(browser, viewport=PHONE, java_script_enabled=script) as page:
        look(page, site, cookies["now"])
        change_income(page, "veel")
        page.locator("#fouten").wait_for()
        assert page.title().startswith("Fout: ")
        assert page.locator("input[name=amount_1]").input_value() == "veel"
        page.locator("input[name=amount_1]").fill("1.720")
        press_next(page)
        page.locator("#uitkomst").wait_for()
        assert page.locator(".scheme-change--lost").count() == 4
        page.go_back()
        arrive(page)
        page.goto(f"{site}/wat-als")
        assert page.locator(".scheme-change--lost").count() == 4
        page.locator(".undo button").click()
        page.locator(".undo").wait_for(state="detached")
        assert page.locator(".scheme-change").count() == 0
        page.goto(f"{site}/controleren")
        assert "1.355,00" in page.locator("main").inner_text()


def test_after_wiping_back_shows_nothing_imagined(browser: Browser, site: str, cookies: dict[str, str]) -> None:
    with window(browser) as page:
        look(page, site, cookies["then"])
        page.goto(f"{site}/uitslag")
        page.locator("form.wipe button").click()
        page.locator("h1", has_text="gewist").wait_for()
        for _ in range(2):
            page.go_back()
            page.wait_for_load_state()
        assert "1.720" not in page.content()
        page.goto(f"{site}/wat-als")
        assert "1.720" not in page.content() and "/wat-als" not in page.url
