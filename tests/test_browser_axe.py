"""axe finds nothing on any page of the crawl (A01), and a field is called what its label says (F02).

The script of axe is put into the page by the browser itself, so that the content policy stays as strict as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_site import Witness, open_everything, open_visit, window
from tests.crawl import Visit, crawl, one_journey
from webapp.languages import published

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE: Final[Any] = {"width": 320, "height": 640}
TABLET: Final[Any] = {"width": 768, "height": 1024}
STANDING: Final[Any] = {"width": 1080, "height": 1920}
WIDTHS: Final = (PHONE, TABLET, STANDING)
DARK: Final = {
    *("page-", "page-over", "page-api", "single-parent-result", "pensioner-result", "expired-result", "changed-check"),
    *("single-parent-nood-error", "single-parent-inkomen-error", "single-parent-leeftijd-empty", "halfway-stale"),
    *("chat-told", "chat-danger", "chat-empty"),
}
PARTS: Final = 6
"""The crawl is divided so that two processes can share the work."""

RUN: Final = """async rules => {
    const found = await axe.run(document,
        {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'], preload: false, selectors: false});
    return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160)).join(' | '));
}"""
NAMES: Final = """() => {
    axe.setup(document);
    const found = [...document.querySelectorAll('input:not([type=hidden])')].map(field =>
        [field.id, axe.commons.text.accessibleText(field), field.labels[0] ? field.labels[0].innerText.trim() : '',
         field.labels[0] ? field.labels[0].checkVisibility() : false]);
    axe.teardown();
    return found;
}"""


@cache
def axe_script() -> str:
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """What axe finds on the page as it is now, each in one line."""
    found: list[str] = page.evaluate(RUN, list(rules))
    return found


def looked_at(browser: Browser, site: str, visits: Sequence[Visit], **options: Any) -> Iterator[tuple[Visit, Page]]:
    """Each page with everything open and axe at hand; in the end nothing was said in the console."""
    with window(browser, **options) as page:
        witness = Witness(page, site)
        page.add_init_script(axe_script())
        for visit in visits:
            open_visit(page, site, visit)
            open_everything(page)
            yield visit, page
        expected = [visit for visit in visits if visit.status != 200]
        assert len(witness.complaints) == len(expected), witness.complaints
        assert all("Failed to load resource" in complaint for complaint in witness.complaints), witness.complaints


def in_sight(page: Page, visit: Visit, size: Any) -> Any:
    """At a kiosk as high as the page: what the bars at the bottom cover there, can be scrolled from under them."""
    if not visit.name.startswith("kiosk-") or visit.name.endswith("-result"):
        return size
    found = size
    for _ in range(2):  # A higher screen has larger letters.
        page.set_viewport_size(found)
        height: int = page.evaluate("document.documentElement.scrollHeight")
        found = {"width": size["width"], "height": max(size["height"], height + 600)}
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_A01_S01_every_page_at_three_widths(browser: Browser, site: str, part: int) -> None:  # noqa: N802
    found: list[str] = []
    for visit, page in looked_at(browser, site, crawl("nl")[part::PARTS], viewport=PHONE):
        for size in WIDTHS:
            page.set_viewport_size(in_sight(page, visit, size))
            found += [f"{visit.name} at {size['width']}: {violation}" for violation in violations(page)]
        page.set_viewport_size(PHONE)
        names: list[tuple[str, str, str, bool]] = page.evaluate(NAMES)
        found += [f"{visit.name}: {name}" for name in names if name[1] != name[2] or not name[3]]
    assert found == []


@pytest.mark.parametrize("code", [language.code for language in published() if not language.is_source])
def test_A01_one_whole_journey_in_each_language_on_a_phone(browser: Browser, site: str, code: str) -> None:  # noqa: N802
    """The first page, each question as it is asked, one that went wrong, the answers, the result, and what if."""
    named = (
        "page-",
        "single-parent-check",
        "single-parent-result",
        "single-parent-gezin-error",
        "single-parent-wat-als",
    )
    journey = [visit for visit in one_journey(code) if visit.state == "empty" or visit.name in named]
    found: list[str] = []
    for visit, page in looked_at(browser, site, journey, viewport=PHONE):
        found += [f"{visit.name}: {violation}" for violation in violations(page)]
    assert len(journey) > 18
    assert found == []


def test_colours_of_the_dark_pages_keep_their_contrast(browser: Browser, site: str) -> None:
    visits = [visit for visit in crawl("nl") if visit.name in DARK]
    assert len(visits) == len(DARK)
    found: list[str] = []
    for visit, page in looked_at(browser, site, visits, viewport=TABLET, color_scheme="dark"):
        found += [f"{visit.name}: {violation}" for violation in violations(page, ["cat.color"])]
    assert found == []


def test_axe_finds_what_is_wrong(browser: Browser, site: str) -> None:
    with window(browser) as page:
        page.goto(site)
        page.evaluate(axe_script())
        assert violations(page) == []
        page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<h4></h4><input><img>')")
        found = "\n".join(violations(page))
        assert "label:" in found and "image-alt:" in found and "empty-heading:" in found
