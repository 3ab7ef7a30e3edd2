"""A field at a box is out of sight until the box is ticked, without a script; what is wrong in it is always seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_site import PHONE, press_next, travel, window
from tests.webapp_households import COUPLE

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """The question about the household, on a phone, without script."""
    with window(browser, viewport=PHONE, java_script_enabled=False) as found:
        for question_id in travel(found, site, COUPLE):
            if question_id == "gezin":
                break
        yield found


def test_a_field_is_seen_while_its_box_is_ticked(page: Page) -> None:
    box, age = page.locator("input[value=partner]"), page.locator("input[name=partner_age]")
    ages = page.locator("input[name=children_ages]")
    expect(age).not_to_be_visible()
    box.check()
    expect(age).to_be_visible()
    expect(ages).not_to_be_visible()
    box.uncheck()
    expect(age).not_to_be_visible()


def test_what_went_out_of_sight_is_brought_back_and_asked_about(page: Page) -> None:
    page.locator("input[value=partner]").check()
    page.locator("input[name=partner_age]").fill("39")
    page.locator("input[value=partner]").uncheck()
    page.locator("input[name=boxes][value=none]").check()
    press_next(page)
    expect(page.locator("#partner_age-fout")).to_be_visible()
    expect(page.locator("input[name=partner_age]")).to_have_value("39")
    page.locator("input[name=partner_age]").fill("")
    press_next(page)
    expect(page.locator("h1")).to_have_text("Wat is uw netto inkomen?")


def test_a_browser_that_cannot_look_at_the_box_shows_every_field(page: Page, site: str) -> None:
    """The rule that hides is one selector with :has(): where that is unknown, nothing of it is applied."""
    sheet = page.locator("link[rel=stylesheet]").first.get_attribute("href")
    styles = page.request.get(f"{site}{sheet}").text()
    hiding = [rule for rule in styles.split("}") if ".box__more" in rule and "display" in rule]
    assert len(hiding) == 1
    assert ":has(" in hiding[0]
