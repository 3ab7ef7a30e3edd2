"""What a finger and an eye need at a kiosk, on every page and in both sizes: targets, gaps, letters, no side scroll."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_site import open_everything, open_visit, sideways
from tests.browser_targets import small_targets
from tests.crawl import WHOLE, Visit, crawl
from tests.kiosk_screen import SIZES, screen
from tests.test_browser_axe import axe_script, in_sight, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEAST: Final = 64
GAP: Final = 8
LETTERS: Final = 20
"""CSS pixels, all three."""

TOO_CLOSE: Final = """gap => {
    const inSentence = link => link.tagName === 'A' && getComputedStyle(link).display === 'inline';
    const box = element => {
        const boxes = [element, ...(element.labels || [])].filter(one => one.checkVisibility())
            .map(one => one.getBoundingClientRect());
        const edge = (side, pick) => pick(...boxes.map(box => box[side]));
        return {left: edge('left', Math.min), right: edge('right', Math.max),
                top: edge('top', Math.min), bottom: edge('bottom', Math.max)};
    };
    // What is stuck to the edge lies over the rest, which scrolls on behind it.
    const layer = element => element.closest('.kiosk__bar, .pad, .kiosk__moves, #main, .kiosk__foot, header');
    const things = [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden])')]
        .filter(one => one.checkVisibility() && !one.matches('.utrecht-skip-link') && !inSentence(one))
        .map(one => [one, box(one), layer(one)]);
    const found = [];
    things.forEach(([one, a, where], index) => things.slice(index + 1).forEach(([other, b, there]) => {
        const aside = Math.max(a.left, b.left) - Math.min(a.right, b.right);
        const above = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
        if (where === there && Math.max(aside, above) < gap - 0.01) {
            found.push(`${Math.round(aside)} / ${Math.round(above)} between ${one.outerHTML.slice(0, 90)} `
                + `and ${other.outerHTML.slice(0, 90)}`);
        }
    }));
    return found;
}"""
SMALL_LETTERS: Final = """least => {
    const found = new Set();
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const element = words.currentNode.parentElement;
        const size = parseFloat(getComputedStyle(element).fontSize);
        const isSeen = element.checkVisibility() && !element.closest('.visually-hidden, .utrecht-skip-link');
        if (words.currentNode.data.trim() && isSeen && size < least - 0.01) {
            found.add(`${size} px: ${element.outerHTML.slice(0, 120)}`);
        }
    }
    return [...found];
}"""


def faults(page: Page, visit: Visit, where: str) -> list[str]:
    """Everything that is too small, too close or too wide, each in one line."""
    found = [*small_targets(page, LEAST), *page.evaluate(TOO_CLOSE, GAP), *page.evaluate(SMALL_LETTERS, LETTERS)]
    if sideways(page) > 0:
        found.append(f"{sideways(page)} px too wide")
    return [f"{visit.name} {where}: {one}" for one in found]


def axe_faults(page: Page, visit: Visit, where: str) -> list[str]:
    """What axe finds, each in one line."""
    page.set_viewport_size(in_sight(page, visit, SIZES[where]))
    found = [f"{visit.name} {where}: {one}" for one in violations(page)]
    page.set_viewport_size(SIZES[where])
    return found


@pytest.mark.parametrize("code", WHOLE)
@pytest.mark.parametrize("size", SIZES)
def test_A01_A09_everything_is_large_and_far_enough_apart(  # noqa: N802
    browser: Browser, site: str, size: str, code: str
) -> None:
    """With axe, but for the one size and language that tests/test_browser_axe.py looks at."""
    visits = [visit for visit in crawl(code) if visit.name.startswith("kiosk-")]
    assert len(visits) > 60
    found: list[str] = []
    with screen(browser, SIZES[size]) as page:
        page.add_init_script(axe_script())
        for visit in visits:
            open_visit(page, site, visit)
            open_everything(page)
            found += faults(page, visit, size)
            if (size, code) != ("standing", "nl"):
                found += axe_faults(page, visit, size)
    assert found == []


def test_the_measures_see_what_is_wrong(browser: Browser, site: str) -> None:
    with screen(browser) as page:
        page.goto(f"{site}/kiosk")
        visit = Visit("start", "/kiosk", "", 200, "", ())
        assert faults(page, visit, "") == []
        page.evaluate(
            """() => document.querySelector('main').insertAdjacentHTML('beforeend', '<p class="utrecht-paragraph">'
                + '<button>one</button><button>two</button></p><small class="little">small</small>')"""
        )
        style = "new CSSStyleSheet()"
        page.evaluate(f"() => {{ const s = {style}; s.replaceSync('.little {{ font-size: 12px; }}');"
                      " document.adoptedStyleSheets = [s]; }")  # fmt: skip
        found = "\n".join(faults(page, visit, ""))
        assert "between <button>one" in found and "12 px: " in found and "x" in found
