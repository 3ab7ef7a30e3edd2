"""Everything to press is at least 48 by 48 pixels, on a phone and on a desk (A09)."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Browser

from tests.browser_site import PHONE, open_everything, open_visit, window
from tests.browser_targets import small_targets
from tests.crawl import crawl

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK: Final[Any] = {"width": 1280, "height": 900}


def test_A09_everything_to_press_is_large_enough(browser: Browser, site: str) -> None:  # noqa: N802
    found: list[str] = []
    with window(browser, viewport=PHONE) as page:
        for visit in crawl("nl"):
            open_visit(page, site, visit)
            open_everything(page)
            for size in (PHONE, DESK):
                page.set_viewport_size(size)
                found += [f"{visit.name} at {size['width']}: {small}" for small in small_targets(page)]
    assert found == []


def test_A09_the_link_past_the_menu_is_large_enough_when_it_is_seen(browser: Browser, site: str) -> None:  # noqa: N802
    with window(browser, viewport=PHONE) as page:
        page.goto(site)
        page.keyboard.press("Tab")
        box = page.locator(".utrecht-skip-link:focus").bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 48


def test_the_measure_sees_what_is_small_and_leaves_sentences_alone(browser: Browser, site: str) -> None:
    with window(browser, viewport=PHONE) as page:
        page.goto(site)
        assert small_targets(page) == []
        page.evaluate(
            """() => document.querySelector('main').insertAdjacentHTML('beforeend',
                '<p>Lees <a href="/over" id="within">meer</a> hierover.</p><p><a href="/over" id="alone">Meer</a></p>'
                + '<button id="button">x</button><p><input type="checkbox" id="box"><label for="box">y</label></p>')"""
        )
        found = "\n".join(small_targets(page))
        assert all(f'id="{name}"' in found for name in ("alone", "button", "box"))
        assert "within" not in found
