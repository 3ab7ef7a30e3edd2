"""The kiosk by keyboard, and its code on another device (A05, K08)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser_fixtures import served
from tests.browser_site import PHONE, question_of, statuses, window
from tests.kiosk_screen import SIZES, screen, tap_on, travel_by_touch
from tests.kiosk_visitor import KIOSK, kiosk_app
from tests.live_site import HOST, clean_environment, live_site
from tests.test_browser_keyboard import answer, press
from tests.test_browser_take_along import ROOT, SHARED, scanned
from tests.webapp_households import PENSIONER, SINGLE_PARENT

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_A05_a_whole_journey_by_keyboard_with_the_focus_always_in_sight(  # noqa: N802
    browser: Browser, site: str, size: Any
) -> None:
    with screen(browser, size) as page:
        page.goto(site + KIOSK)
        press(page, "Nederlands")
        page.wait_for_url("**/welkom")
        press(page, "Begin met de vragen")
        while question_id := question_of(page):
            answer(page, SINGLE_PARENT.sent[question_id])
        expect(page.locator("h1")).to_have_text("Kloppen uw antwoorden?")
        press(page, "Dit klopt. Laat de uitslag zien")
        press(page, "Neem mee")
        expect(page.locator("h1")).to_have_text("Neem uw uitslag mee")
        press(page, "Stop en wis")
        page.wait_for_url(f"**{KIOSK}")


def test_K08_a_second_server_with_the_same_key_opens_the_code(browser: Browser, tmp_path: Path) -> None:  # noqa: N802
    settings = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "RONDKOMENWIJZER_SECRET_KEY": SHARED}
    with live_site(tmp_path, clean_environment(tmp_path, settings), cwd=tmp_path) as port:
        app = kiosk_app(PUBLIC_BASE_URL=f"http://{HOST}:{port}", SECRET_KEY=SHARED)
        with served(app) as kiosk, screen(browser) as first:
            travel_by_touch(first, kiosk, SINGLE_PARENT)
            wanted = statuses(first)
            tap_on(first)
            link = scanned(first)
        with window(browser, viewport=PHONE) as second:
            second.goto(link)
            second.locator("main form button").click()
            second.wait_for_url("**/uitslag")
            assert statuses(second) == wanted != {}
        log = (tmp_path / "site.log").read_text("utf-8")
        assert "/verder/" not in log and link.rpartition("/")[2][:12] not in log


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_K08_a_camera_reads_the_code_from_the_screen_with_and_without_contrast(  # noqa: N802
    browser: Browser, size: Any
) -> None:
    app = kiosk_app(PUBLIC_BASE_URL="https://rondkomenwijzer.gemeentenaam.nl")
    with served(app) as kiosk, screen(browser, size) as page:
        travel_by_touch(page, kiosk, PENSIONER)
        tap_on(page)
        for _ in range(2):
            assert re.fullmatch(r"https://rondkomenwijzer\.gemeentenaam\.nl/verder/[A-Z2-7]+", scanned(page))
            box = page.locator(".qr svg").bounding_box()
            assert box is not None and min(box["width"], box["height"]) >= 350, "to be read from an arm's length"
            page.locator("button[name=contrast]").tap()
