"""Nothing is cut off or scrolls sideways: at 320 px, at 400 %, with wide text, in forced colours (A08, A11).

Each page is opened once: what there is to press is measured on the way (A09).
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_site import PHONE, open_everything, open_visit, sideways, travel, window
from tests.browser_targets import small_targets
from tests.crawl import WHOLE, Visit, crawl
from tests.webapp_households import SINGLE_PARENT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

each_language = pytest.mark.parametrize("code", WHOLE)
"""The other languages: tests/test_browser_languages.py, along a whole journey."""

DESK: Final[Any] = {"width": 1280, "height": 900}
FOUR_HUNDRED_PERCENT: Final[Any] = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
"""A window of 1280 × 1024 at 400 %."""

WIDE_TEXT: Final = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
        p { margin-block-end: 2em !important; }
        :root { --wide: yes; }`);
    document.adoptedStyleSheets = [sheet];
}"""
"""The text spacing of WCAG 1.4.12; a sheet made by a script is allowed by the content policy."""

IS_WIDE: Final = "getComputedStyle(document.documentElement).getPropertyValue('--wide')"
CUT_OFF: Final = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.checkVisibility() && !e.closest('.visually-hidden, .utrecht-skip-link, svg :not(text)'))
    .filter(e => {
        const head = e.closest('thead');  // On a phone each cell carries its own heading; this one is for ears only.
        return !head || getComputedStyle(head).clipPath === 'none';
    })
    .filter(e => {
        const style = getComputedStyle(e);
        const box = e.getBoundingClientRect();
        const hides = style.overflowX !== 'visible' && style.overflowX !== 'auto' || style.overflowY === 'hidden';
        const spills = hides && e.tagName !== 'INPUT'
            && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
        const scrolls = e.closest('[role=region][tabindex="0"]');
        return spills || !scrolls && (box.right > innerWidth + 1 || box.left < -1);
    })
    .map(e => e.outerHTML.slice(0, 120))"""


def faults(page: Page, visit: Visit, circumstances: str) -> list[str]:
    """What does not fit, each in one line."""
    found = [f"{visit.name} {circumstances}: cut off {part}" for part in page.evaluate(CUT_OFF)]
    if sideways(page) > 0:
        found.append(f"{visit.name} {circumstances}: {sideways(page)} px too wide")
    return found


@each_language
def test_A08_A09_nothing_is_cut_off_at_320_pixels_also_with_wide_text_and_all_can_be_pressed(  # noqa: N802
    browser: Browser, site: str, code: str
) -> None:
    found: list[str] = []
    with window(browser) as page:
        for visit in crawl(code):
            page.set_viewport_size(PHONE)
            open_visit(page, site, visit)
            open_everything(page)
            found += [f"{visit.name} at 320 px: {small}" for small in small_targets(page)]
            found += faults(page, visit, "at 320 px")
            page.set_viewport_size(DESK)
            found += [f"{visit.name} on a desk: {small}" for small in small_targets(page)]
            page.set_viewport_size(PHONE)
            page.evaluate(WIDE_TEXT)
            assert page.evaluate(IS_WIDE) == "yes"
            found += faults(page, visit, "with wide text")
    assert found == []


def test_A08_at_400_percent_everything_can_be_reached(browser: Browser, site: str) -> None:  # noqa: N802
    found: list[str] = []
    with window(browser, **FOUR_HUNDRED_PERCENT) as page:
        for visit in crawl("nl")[::3]:
            open_visit(page, site, visit)
            open_everything(page)
            found += faults(page, visit, "at 400 %")
        assert page.evaluate("devicePixelRatio") == 4
    assert found == []


def test_the_check_finds_what_does_not_fit(browser: Browser, site: str) -> None:
    visit = crawl("nl")[0]
    with window(browser, viewport=PHONE) as page:
        open_visit(page, site, visit)
        assert faults(page, visit, "") == []
        page.evaluate("document.querySelector('h1').style.cssText = 'block-size: 1em; overflow: hidden'")
        assert "cut off <h1" in faults(page, visit, "")[0]
        page.evaluate("document.querySelector('h1').style.cssText = 'inline-size: 500px'")
        assert any("px too wide" in fault for fault in faults(page, visit, ""))


LINES_OF: Final = """selector => [...document.querySelectorAll(selector)].map(e => {
    const style = getComputedStyle(e);
    return [style.borderTopStyle, parseFloat(style.borderTopWidth)];
})"""


RINGS: Final = """() => [document.activeElement, ...(document.activeElement.labels ?? [])]
    .map(e => getComputedStyle(e).outlineStyle)"""
"""The line around what has the focus; of a choice the whole block may have it."""


def test_A11_forced_colours_leave_every_line_and_the_focus(browser: Browser, site: str) -> None:  # noqa: N802
    """Background colours go; a line must still show what is a field, a button, and where you are."""
    with window(browser, forced_colors="active", viewport=PHONE) as page:
        for question_id in travel(page, site, SINGLE_PARENT):
            lines = page.evaluate(LINES_OF, ".option > label, input[type=text], button")
            assert lines and all(style == "solid" and width >= 1 for style, width in lines), question_id
            page.keyboard.press("Tab")
            assert "solid" in page.evaluate(RINGS), question_id
            page.locator("form.question button").focus()
        chosen = page.evaluate("getComputedStyle(document.querySelector('.utrecht-alert, .actions a')).borderTopWidth")
        assert parse(chosen) >= 1


def parse(width: str) -> float:
    return float(width.removesuffix("px"))


def test_A11_nothing_moves_for_who_asks_for_rest_and_nothing_has_to(browser: Browser, site: str) -> None:  # noqa: N802
    with window(browser, reduced_motion="reduce", viewport=PHONE) as page:
        for visit in crawl("nl")[::10]:
            open_visit(page, site, visit)
            assert page.evaluate("document.getAnimations().length") == 0
            moving = page.evaluate(
                """() => [...document.querySelectorAll('*')].filter(e => {
                    const style = getComputedStyle(e);
                    return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0
                        || style.scrollBehavior === 'smooth';
                }).length"""
            )
            assert moving == 0, visit.name
