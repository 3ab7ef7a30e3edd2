"""What is pressed seldom, and the measure itself (A09); every page is measured in tests/test_browser_reflow.py."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser_site import PHONE, window
from tests.browser_targets import small_targets

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
