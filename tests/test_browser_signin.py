"""Signing in in a real browser: by keyboard, with and without script; and what happens when nobody is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser_fixtures import served
from tests.browser_site import window
from tests.staff_accounts import PASSWORD, account_in
from tests.staff_talk import staff_app
from tests.staff_window import staff_window
from webapp.accounts import Role

pytestmark = pytest.mark.browser

MINUTE = 60 * 1000
"""Milliseconds."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return staff_app(DATABASE=f"sqlite:///{tmp_path_factory.mktemp('signin') / 'x.sqlite3'}")


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_by_keyboard_wrong_then_right_then_out(browser: Browser, site: str, app: Flask, script: bool) -> None:
    name = account_in(app, Role.STAFF)
    with window(browser, java_script_enabled=script) as page:
        page.goto(f"{site}/gesprek")
        expect(page.locator("h1")).to_have_text("Inloggen voor medewerkers")
        page.locator("#account").focus()
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type("dit is het niet")
        page.keyboard.press("Enter")
        expect(page.locator("#fouten")).to_contain_text("horen niet bij elkaar")
        expect(page.locator("#account")).to_have_value(name)
        expect(page.locator("#wachtwoord")).to_have_value("")
        page.locator("#wachtwoord").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Gesprek")
        page.get_by_role("button", name="Log uit").click()
        expect(page.locator("main")).to_contain_text("U bent uitgelogd.")
        page.go_back()
        page.goto(f"{site}/gesprek")
        expect(page.locator("h1")).to_have_text("Inloggen voor medewerkers")


def test_where_nobody_is_it_warns_two_minutes_before_and_then_signs_out(
    browser: Browser, site: str, app: Flask
) -> None:
    with staff_window(browser, site, app, Role.CONTENT) as page:
        page.clock.install()
        page.goto(f"{site}/waarden")
        page.clock.run_for(27 * MINUTE)
        expect(page.locator("#stil")).to_be_hidden()
        page.clock.run_for(1 * MINUTE + 2000)
        expect(page.locator("#stil")).to_be_visible()
        expect(page.locator("#stil-door")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#stil")).to_be_hidden()
        page.clock.run_for(28 * MINUTE + 2000)
        expect(page.locator("#stil")).to_be_visible()
        page.clock.run_for(2 * MINUTE + 2000)
        expect(page.locator("main")).to_contain_text("U deed een half uur niets. Daarom bent u uitgelogd.")
        page.goto(f"{site}/waarden")
        expect(page.locator("h1")).to_have_text("Inloggen voor medewerkers")


def test_who_reads_without_opening_a_page_stays_signed_in(browser: Browser, site: str, app: Flask) -> None:
    with staff_window(browser, site, app, Role.CONTENT) as page:
        renewed: list[str] = []
        page.on("request", lambda request: renewed.append(request.url) if "nog-hier" in request.url else None)
        page.clock.install()
        page.goto(f"{site}/waarden")
        page.clock.run_for(5 * MINUTE)
        assert renewed == [], "nobody touched anything"
        page.keyboard.press("ArrowDown")
        with page.expect_response("**/inloggen/nog-hier") as answer:
            page.clock.run_for(6000)
        assert answer.value.status == 204
        page.keyboard.press("ArrowDown")
        page.clock.run_for(1 * MINUTE)
        assert len(renewed) == 1, "not with every key"


def test_who_was_signed_out_elsewhere_sees_so_at_the_next_sign_of_life(browser: Browser, site: str, app: Flask) -> None:
    with staff_window(browser, site, app, Role.STATISTICS) as page:
        page.clock.install()
        page.goto(f"{site}/cijfers")
        with staff_window(browser, site, app, Role.STATISTICS) as other:
            other.goto(f"{site}/cijfers")
            other.get_by_role("button", name="Log uit").click()
            expect(other.locator("main")).to_contain_text("U bent uitgelogd.")
        page.clock.run_for(5 * MINUTE)
        page.keyboard.press("ArrowDown")
        page.clock.run_for(6000)
        expect(page.locator("h1")).to_have_text("Inloggen voor medewerkers")
