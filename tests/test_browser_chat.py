"""The chat in a browser: by keyboard, without script, with Back, and what a screen reader hears after each turn."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_site import arrive, fill_in, press_next, question_of, window
from tests.test_browser_keyboard import answer, press, stops
from tests.test_browser_no_script import advised
from tests.webapp_households import SINGLE_PARENT

pytestmark = pytest.mark.browser

STORY: Final = (
    "Ik ben 34 en woon in Enschede, alleen met twee kinderen van 3 en 8. Ik krijg 1348,49 per maand van de bijstand. "
    "Ik heb 1200 euro spaargeld en geen schulden."
)
TOLD: Final = {"gemeente", "leeftijd", "gezin", "inkomen"}
"""The questions that this answers."""


def tell(page: Page, text: str) -> None:
    """Type something and send it."""
    page.locator("#verhaal").fill(text)
    page.locator(".say button").click()
    arrive(page)


def yes(page: Page) -> None:
    page.locator(".told__yes button").click()
    arrive(page)


def focused(page: Page) -> str:
    """The id or the tag of what has the focus."""
    found: str = page.evaluate("document.activeElement.id || document.activeElement.tagName")
    return found


def statuses_of(page: Page) -> dict[str, str | None]:
    cards = page.locator("article.scheme").all()
    return {
        (card.get_attribute("aria-labelledby") or "").removeprefix("scheme-"): card.locator(
            "xpath=ancestor::section[1]"
        ).get_attribute("aria-labelledby")
        for card in cards
    }


def tap_the_rest(page: Page) -> list[str]:
    asked: list[str] = []
    while question_of(page):
        asked.append(question_of(page))
        fill_in(page, SINGLE_PARENT.sent[asked[-1]])
        press_next(page)
    return asked


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_A06_a_story_and_some_taps_give_the_advice_of_the_rules(  # noqa: N802
    browser: Browser, site: str, script: bool
) -> None:
    with window(browser, java_script_enabled=script) as page:
        page.goto(f"{site}/chat")
        tell(page, STORY)
        expect(page.locator("h1")).to_have_text("Dit heb ik begrepen. Klopt het?")
        yes(page)
        assert not TOLD & set(tap_the_rest(page))
        expect(page.locator("h1")).to_have_text("Kloppen uw antwoorden?")
        page.locator(".actions a").click()
        expect(page.locator("h1")).to_have_text("Uw uitslag")
        assert statuses_of(page) == advised(SINGLE_PARENT)


def test_A05_the_chat_by_keyboard_only(phone: Page, site: str) -> None:  # noqa: N802
    phone.goto(f"{site}/chat")
    type_and_send(phone, STORY)
    expect(phone.locator("h1")).to_have_text("Dit heb ik begrepen. Klopt het?")
    press(phone, "Ja, dit klopt")
    while question_of(phone):
        answer(phone, SINGLE_PARENT.sent[question_of(phone)])
    expect(phone.locator("h1")).to_have_text("Kloppen uw antwoorden?")
    press(phone, "Dit klopt. Laat de uitslag zien")
    assert statuses_of(phone) == advised(SINGLE_PARENT)


def type_and_send(page: Page, text: str) -> None:
    """Go to the field with Tab, type, and press Enter on its button."""
    walk = stops(page)
    next(stop for stop in walk if stop["tag"] == "textarea")
    page.keyboard.type(text)
    next(stop for stop in walk if stop["type"] == "submit" and "Stuur" in stop["text"])
    page.keyboard.press("Enter")
    arrive(page)


def test_each_new_turn_gets_the_focus_once(phone: Page, site: str) -> None:
    phone.goto(f"{site}/chat")
    tell(phone, STORY)
    assert focused(phone) == "H1"
    phone.locator("button[value=age]").click()
    arrive(phone)
    expect(phone.locator("button[value=age]")).to_have_count(0)
    assert focused(phone) == "H1"
    yes(phone)
    expect(phone.locator("form.question")).to_be_visible()
    assert focused(phone) == "H1"
    tell(phone, "wat is bijzondere bijstand?")
    expect(phone.locator("#antwoord")).to_be_focused()
    tell(phone, "")
    expect(phone.locator("#fouten")).to_be_focused()
    tell(phone, "ik wil niet meer leven")
    expect(phone.locator("#hulp-nu")).to_be_focused()
    live = phone.locator("[aria-live], [role=log], [role=status], [role=alert]")
    assert live.count() == 1, "only the status of the step: nothing of the conversation is heard twice"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_A07_back_after_a_turn_and_after_an_error(browser: Browser, site: str, script: bool) -> None:  # noqa: N802
    with window(browser, java_script_enabled=script) as page:
        page.goto(f"{site}/chat")
        tell(page, "ik woon in Enschede en ik ben 34")
        yes(page)
        first = question_of(page)
        tell(page, "")
        expect(page.locator("#fouten")).to_be_visible()
        fill_in(page, SINGLE_PARENT.sent[first])
        press_next(page)
        assert question_of(page) not in ("", first)
        page.go_back()
        expect(page.locator("form.question")).to_have_attribute("action", f"/chat/vraag/{first}")
        assert page.locator("form.question :checked").count() == 1, "the answer is still there"


def test_what_is_typed_survives_a_message_that_is_not_understood(without_script: Page, site: str) -> None:
    without_script.goto(f"{site}/chat")
    tell(without_script, "blorp <b>frunzel</b>")
    expect(without_script.locator("#verhaal")).to_have_value("blorp <b>frunzel</b>")
