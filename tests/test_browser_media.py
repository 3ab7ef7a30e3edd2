"""Dark, the reader's own colours, no motion, and paper lose nothing (A11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_site import PHONE, open_everything, press_next, question_of, sideways, travel, window
from tests.webapp_households import SINGLE_PARENT

pytestmark = pytest.mark.browser

MODES: Final[dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "own-light": {"forced_colors": "active", "color_scheme": "light"},
    "own-dark": {"forced_colors": "active", "color_scheme": "dark"},
}

INVISIBLE: Final = """() => {
    const number = colour => (colour.match(/[0-9.]+/g) || []).map(Number);
    const ground = element => {
        for (let e = element; e; e = e.parentElement) {
            const found = number(getComputedStyle(e).backgroundColor);
            if (found.length === 3 || found[3] === 1) return found.slice(0, 3).join();
        }
        return 'none';
    };
    const seen = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility());
    const told = e => `${e.tagName}.${e.className.baseVal ?? e.className} ${e.textContent.trim().slice(0, 30)}`;
    const words = e => [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    return {
        text: seen.filter(e => words(e)
            && number(getComputedStyle(e).color).slice(0, 3).join() === ground(e)).map(told),
        icons: seen.filter(e => e.matches('svg.icon') && (number(getComputedStyle(e).stroke).join() === ground(e)
            || !e.getBoundingClientRect().width)).map(told),
        edges: seen.filter(e => e.matches('.utrecht-button, .utrecht-textbox, .option > label')
            && !(parseFloat(getComputedStyle(e).borderTopWidth) > 0
                 || ground(e) !== ground(e.parentElement))).map(told),
        clipped: seen.filter(e => !e.matches('input, svg, svg *') && getComputedStyle(e).overflow === 'hidden'
            && getComputedStyle(e).clipPath === 'none'
            && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map(told),
    };
}"""
"""Text and icons in the colour of what lies below them, controls without an edge, text that is cut off."""

MOVES: Final = """() => [...document.querySelectorAll('*')].flatMap(e => ['', '::before', '::after'].map(part => {
    const style = getComputedStyle(e, part || null);
    const moves = [...style.transitionDuration.split(','), ...style.animationDuration.split(',')].map(parseFloat);
    const animated = style.animationName !== 'none' || style.transitionDuration.split(',').some(d => parseFloat(d) > 0);
    return (animated && Math.max(...moves) > 0) || style.scrollBehavior !== 'auto' ? e.tagName + part : '';
})).filter(Boolean)"""

RING: Final = """() => {
    const e = document.activeElement;
    const seen = e.matches('.option > input') ? e.nextElementSibling : e;
    const rings = [e, ...(e === seen ? [] : [seen])].map(one => getComputedStyle(one))
        .filter(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    const top = document.querySelector('.utrecht-page-header').getBoundingClientRect().bottom;
    const box = seen.getBoundingClientRect();
    return {
        name: e.tagName + ' ' + e.textContent.trim().slice(0, 30), rings: rings.length,
        colour: rings.length ? rings[0].outlineColor : '',
        covered: !e.closest('header') && !e.matches('.utrecht-skip-link') && box.top < top && box.bottom <= top,
    };
}"""


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = MODES[request.param]
    return found


def sights(page: Page, site: str) -> Iterator[str]:
    """The kinds of page there are: the first one, each kind of field, mistakes, what was filled in, and the outcome."""
    page.goto(f"{site}/")
    yield "start"
    for question_id in travel(page, site, SINGLE_PARENT):
        open_everything(page)
        yield question_id
        if question_id in ("leeftijd", "inkomen"):
            press_next(page)
            assert question_of(page) == question_id
            open_everything(page)
            yield f"{question_id} with a mistake"
        page.evaluate("document.querySelector('form.question').reset()")  # What was ticked only to be looked at.
    yield "check"
    page.goto(f"{site}/uitslag")
    open_everything(page)
    yield "result"


@pytest.mark.slow
def test_A11_everything_can_be_seen_in_every_mode(browser: Browser, site: str, mode: dict[str, Any]) -> None:
    with window(browser, viewport=PHONE, **mode) as page:
        for name in sights(page, site):
            found = page.evaluate(INVISIBLE)
            assert {kind: those for kind, those in found.items() if those} == {}, name
            assert sideways(page) == 0, name


@pytest.mark.slow
def test_A11_the_focus_is_one_ring_that_the_bar_never_covers(browser: Browser, site: str, mode: dict[str, Any]) -> None:
    with window(browser, viewport=PHONE, **mode) as page:
        for name in sights(page, site):
            if name not in ("start", "leeftijd", "leeftijd with a mistake", "inkomen", "result"):
                continue
            page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            for key in (*["Tab"] * 25, *["Shift+Tab"] * 10):
                page.keyboard.press(key)
                stop = page.evaluate(RING)
                if stop["name"].startswith("BODY"):
                    continue
                assert stop["rings"] == 1, (name, stop)
                assert not stop["covered"], (name, stop)


def test_A11_a_choice_that_is_made_looks_chosen(browser: Browser, site: str, mode: dict[str, Any]) -> None:
    with window(browser, viewport=PHONE, **mode) as page:
        page.goto(f"{site}/")
        page.locator(".actions a").click()
        page.locator(".option").first.wait_for()
        before = page.locator(".option").first.screenshot()
        page.locator(".option input").first.check()
        page.mouse.move(0, 0)
        assert page.locator(".option").first.screenshot() != before
        label = "e => getComputedStyle(e).borderTopColor + getComputedStyle(e).borderTopWidth"
        edges = page.locator(".option > label").evaluate_all(f"all => all.map({label})")
        assert edges[0] not in edges[1:]


def test_A11_dark_is_dark_and_light_is_light(browser: Browser, site: str) -> None:
    ground = "parseInt(getComputedStyle(document.documentElement).backgroundColor.match(/[0-9]+/)[0])"
    for scheme, is_dark in (("light", False), ("dark", True)):
        with window(browser, **MODES[scheme]) as page:
            page.goto(f"{site}/")
            assert (page.evaluate(ground) < 64) is is_dark


@pytest.mark.parametrize("wish", ["reduce", "no-preference"])
def test_A11_nothing_moves_for_who_wants_no_motion(browser: Browser, site: str, wish: Any) -> None:
    """Also what a style sheet may let move one day."""
    moving = "document.styleSheets[0].insertRule('.site-name { transition: color 1s; scroll-behavior: smooth }')"
    with window(browser, viewport=PHONE, reduced_motion=wish) as page:
        page.goto(f"{site}/")
        page.evaluate(moving)
        assert (page.evaluate(MOVES) == []) is (wish == "reduce")


@pytest.mark.slow
def test_paper_shows_what_is_folded_and_leaves_out_what_cannot_be_tapped(browser: Browser, site: str) -> None:
    with window(browser, java_script_enabled=False) as page:
        for name in sights_without_script(page, site):
            page.emulate_media(media="print")
            for hidden in (".utrecht-page-header", ".utrecht-page-footer", ".utrecht-skip-link", ".actions", ".wipe"):
                assert not any(one.is_visible() for one in page.locator(hidden).all()), (name, hidden)
            assert page.locator("h1").is_visible(), name
            page.emulate_media(media="screen")


def sights_without_script(page: Page, site: str) -> Iterator[str]:
    page.goto(f"{site}/")
    yield "start"
    for _question_id in travel(page, site, SINGLE_PARENT):
        pass
    yield "check"
    page.goto(f"{site}/uitslag")
    yield "result"


def test_leaving_in_a_hurry_stays_in_sight(browser: Browser, site: str) -> None:
    """Also far down a long page; and where the screen is very low, the bar takes no room from the page."""
    where = "document.querySelector('.quick-exit button').getBoundingClientRect().toJSON()"
    for size in ({"width": 320, "height": 640}, {"width": 1280, "height": 720}, {"width": 320, "height": 250}):
        with window(browser, viewport=size) as page:
            page.goto(f"{site}/")
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            box = page.evaluate(where)
            in_sight = box["top"] >= 0 and box["bottom"] <= 90
            assert in_sight is (size["height"] > 320), size


def test_the_bar_on_top_is_tidy_on_a_small_phone(browser: Browser, site: str) -> None:
    """Two lines: the languages, then the name and the way out."""
    for locale in ("nl-NL", "en-GB"):
        with window(browser, viewport=PHONE, locale=locale) as page:
            page.goto(f"{site}/")
            tops = "all => all.map(e => e.getBoundingClientRect()).map(box => Math.round((box.top + box.bottom) / 2))"
            name, leave = page.locator(".site-name, .quick-exit button").evaluate_all(tops)
            assert abs(name - leave) <= 4, locale
            height = page.locator(".utrecht-page-header").bounding_box()
            assert height is not None and height["height"] <= 120
