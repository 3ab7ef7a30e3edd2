"""A whole journey in every language: on a phone with script, and without; errors, Back, direction, the same advice."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_site import PHONE, Witness, fill_in, press_next, question_of, sideways, travel, window
from tests.test_browser_axe import axe_script, violations
from tests.test_browser_no_script import advised
from tests.webapp_households import SINGLE_PARENT
from tests.webapp_question_rules import error_before
from webapp.languages import Language, published
from webapp.webfonts import FAMILY

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OTHERS: Final = [one for one in published() if not one.is_source]
each = pytest.mark.parametrize("language", OTHERS, ids=lambda one: str(one.code))


def shown_on(page: Page) -> dict[str, str]:
    """{scheme: group} of the result on the screen."""
    found: dict[str, str] = page.locator("article.scheme").evaluate_all(
        "all => Object.fromEntries(all.map(e => [e.getAttribute('aria-labelledby').slice(7),"
        " e.closest('section').getAttribute('aria-labelledby')]))"
    )
    return found


def send_nothing(page: Page, language: Language) -> None:
    """F05: the summary has the focus, the title tells, and the same sentence stands at the field."""
    press_next(page)
    expect(page.locator("#fouten")).to_be_focused()
    assert page.title().startswith(error_before(language.code))
    error = page.locator(".utrecht-form-field-error-message").inner_text()
    assert error and error in page.locator("#fouten").inner_text()
    expect(page.locator("input[name=number]")).to_have_attribute("aria-invalid", "true")


def go_back_and_forth(page: Page) -> None:
    """A07: the answer before is still there, and so is the question."""
    page.go_back()
    page.wait_for_url("**/vraag/nood")
    expect(page.locator("input[value=none]")).to_be_checked()
    page.go_forward()
    page.wait_for_url("**/vraag/leeftijd*")
    expect(page.locator("input[name=number]")).to_be_visible()


@each
def test_A08_F05_A07_a_journey_on_a_phone(browser: Browser, site: str, language: Language) -> None:  # noqa: N802
    with window(browser, viewport=PHONE) as page:
        witness = Witness(page, site)
        page.goto(f"{site}/?taal={language.code}")
        wide: list[str] = []
        for question_id in travel(page, site, SINGLE_PARENT):
            wide += [question_id] if sideways(page) else []
            expect(page.locator("html")).to_have_attribute("lang", language.code)
            expect(page.locator("html")).to_have_attribute("dir", language.direction)
            if question_id == "leeftijd":
                send_nothing(page, language)
                wide += ["error"] if sideways(page) else []
                go_back_and_forth(page)
        wide += ["check"] if sideways(page) else []
        page.locator(".actions a").click()
        expect(page.locator("article.scheme").first).to_be_visible()
        wide += ["result"] if sideways(page) else []
        assert shown_on(page) == advised(SINGLE_PARENT)
        assert wide == []
        assert witness.complaints == []
        loaded = page.evaluate(f"[...document.fonts].filter(f => f.family.includes('{FAMILY}')).map(f => f.status)")
        assert ("loaded" in loaded) is bool(language.font), "our own letters, where a device may have none"


@each
def test_A06_a_journey_without_script(without_script: Page, site: str, language: Language) -> None:  # noqa: N802
    page = without_script
    page.goto(f"{site}/?taal={language.code}")
    list(travel(page, site, SINGLE_PARENT))
    page.locator(".actions a").click()
    expect(page.locator("html")).to_have_attribute("lang", language.code)
    assert shown_on(page) == advised(SINGLE_PARENT)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_F07_a_switch_in_the_menu_keeps_the_place_and_what_was_typed(browser: Browser, site: str, script: bool) -> None:
    with window(browser, viewport=PHONE, java_script_enabled=script) as page:
        for question_id in travel(page, site, SINGLE_PARENT):
            if question_id == "leeftijd":
                break
        fill_in(page, {"number": "vierendertig"})
        press_next(page)
        page.locator(".languages > summary").click()
        page.get_by_role("link", name="فارسی").click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        assert question_of(page) == "leeftijd"
        expect(page.locator("input[name=number]")).to_have_value("vierendertig")
        expect(page.locator("#fouten")).to_have_count(1)
        fill_in(page, {"number": "۳۴"})
        press_next(page)
        assert question_of(page) == "gezin"


def test_the_dutch_beside_goes_along_from_step_to_step(browser: Browser, site: str) -> None:
    with window(browser) as page:
        page.goto(f"{site}/?taal=ar")
        page.locator(".languages > summary").click()
        page.locator(".languages__beside a").click()
        copy = page.locator(".beside__copy")
        expect(copy).to_contain_text("Welke hulp met geld past bij u?")
        for question_id in travel(page, site, SINGLE_PARENT):
            if question_id == "gezin":
                break
        expect(copy).to_contain_text("Hebt u een partner of kinderen?")
        assert copy.locator("a, input, button").count() == 0
        boxes = [page.locator(name).bounding_box() for name in (".beside__page", ".beside__copy")]
        assert boxes[0] and boxes[1] and boxes[0]["x"] > boxes[1]["x"] and abs(boxes[0]["y"] - boxes[1]["y"]) < 40


def test_A05_the_menu_works_by_keyboard(browser: Browser, site: str) -> None:  # noqa: N802
    with window(browser, viewport=PHONE) as page:
        page.goto(site)
        page.locator(".languages > summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator(".languages__menu a").first).to_be_focused()
        assert sideways(page) == 0
        page.evaluate(axe_script())
        # The open menu lies over links of the page, as a menu does: their size is measured while it is closed.
        assert [one for one in violations(page) if not one.startswith("target-size")] == []
        page.keyboard.press("Enter")
        expect(page.locator("html")).to_have_attribute("lang", "en")
