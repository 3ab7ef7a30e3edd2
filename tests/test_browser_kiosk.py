"""The kiosk as somebody standing before it meets it: by touch, in both sizes, in Dutch and from right to left."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_site import Witness, arrive, press_next, question_of, statuses
from tests.kiosk_screen import LYING, ON, SIZES, STANDING, begin, screen, tap_on, touch, travel_by_touch
from tests.kiosk_visitor import KIOSK
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import COUPLE, SINGLE_PARENT, Story
from webapp.languages import published
from webapp.views import group_of

pytestmark = pytest.mark.browser

each_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
STEPS = {"leeftijd": "number", "vermogen": "have"}


def to(page: Page, site: str, question_id: str, language: str = "nl", story: Story = SINGLE_PARENT) -> None:
    """To a question, by the answers of a household."""
    from tests.browser_site import fill_in

    begin(page, site, language)
    while question_of(page) != question_id:
        fill_in(page, story.sent[question_of(page)])
        press_next(page)


@pytest.mark.slow
@each_size
@pytest.mark.parametrize(("language", "story"), [("nl", COUPLE), ("ar", SINGLE_PARENT)], ids=["nl", "ar"])
def test_K06_a_whole_journey_by_touch_without_a_keyboard_and_without_history(  # noqa: N802
    browser: Browser, site: str, size: Any, language: str, story: Story
) -> None:
    with screen(browser, size) as page:
        witness = Witness(page, site)
        asked = travel_by_touch(page, site, story, language)
        assert page.url == f"{site}{KIOSK}/uitslag"
        resident = Resident(make_app())
        assert resident.walk(story.sent) == asked
        assert statuses(page) == {scheme.id: group_of(scheme) for scheme in resident.advice().schemes}
        assert page.evaluate("history.length") == 2, "the empty page of the start, and this one"
        assert witness.complaints == []


@each_size
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_K06_the_pad_runs_from_left_to_right_and_writes_at_the_caret(  # noqa: N802
    browser: Browser, site: str, size: Any, language: str
) -> None:
    with screen(browser, size) as page:
        to(page, site, "vermogen", language)
        touch(page, "have", "1234,50")
        boxes = [page.locator(f'.pad [data-key="{key}"]').bounding_box() for key in "123"]
        assert [box["x"] for box in boxes if box] == sorted(box["x"] for box in boxes if box)
        page.evaluate("document.querySelector('input[name=have]').setSelectionRange(1, 3)")
        page.locator('.pad [data-key="9"]').tap()
        expect(page.locator("input[name=have]")).to_have_value("194,50")
        page.locator('.pad [data-key="erase"]').tap()
        expect(page.locator("input[name=have]")).to_have_value("14,50")
        expect(page.locator("#cijfers-staat")).to_have_text("14,50")
        touch(page, "owe", "0")
        expect(page.locator("input[name=have]")).to_have_value("14,50")


def test_K06_the_pad_works_by_keyboard_as_the_keyboard_itself_does(browser: Browser, site: str) -> None:  # noqa: N802
    with screen(browser, LYING) as page:
        to(page, site, "leeftijd")
        page.locator("input[name=number]").focus()
        page.keyboard.type("3")
        for key, button in (("Enter", "4"), ("Space", "5"), ("Enter", "erase")):
            page.locator(f'.pad [data-key="{button}"]').focus()
            page.keyboard.press(key)
        expect(page.locator("input[name=number]")).to_have_value("34")
        assert page.locator('.pad [data-key=","]').is_hidden(), "an age has no comma"
        page.locator("input[name=number]").press("Enter")
        arrive(page)
        assert question_of(page) == "gezin"


def test_K06_ages_have_a_key_between_them_and_erasing_takes_back_one_key(browser: Browser, site: str) -> None:  # noqa: N802
    with screen(browser, STANDING) as page:
        to(page, site, "gezin")
        assert page.locator(".pad").is_hidden()
        page.locator("label[for=boxes-1]").tap()
        touch(page, "children_ages", "3,8")
        for left in ("3, ", "3"):
            page.locator('.pad [data-key="erase"]').tap()
            expect(page.locator("input[name=children_ages]")).to_have_value(left)
        page.locator("label[for=boxes-0]").tap()
        expect(page.locator(".pad")).to_be_hidden()


@each_size
def test_the_way_on_is_always_in_sight_and_within_reach(browser: Browser, site: str, size: Any) -> None:
    """In the lower two thirds of the screen, on every question and with the pad."""
    from tests.browser_site import fill_in

    with screen(browser, size) as page:
        begin(page, site)
        while question_id := question_of(page):
            for place in (f"{ON} >> visible=true", ".kiosk__moves a", "#wissen button", "button[name=letters]"):
                box = page.locator(place).first.bounding_box()
                assert box is not None
                assert box["y"] >= size["height"] / 3, (question_id, place, box)
                assert box["y"] + box["height"] <= size["height"], (question_id, place, box)
            fill_in(page, SINGLE_PARENT.sent[question_id])
            press_next(page)


@each_size
def test_L06_all_languages_are_in_sight_at_once(browser: Browser, site: str, size: Any) -> None:  # noqa: N802
    with screen(browser, size) as page:
        page.goto(site + KIOSK)
        bar = page.locator(".kiosk__bar").bounding_box()
        assert bar is not None
        for say_buttons in (False, True):
            boxes = [one.bounding_box() for one in page.locator("button[name=taal]").all()]
            assert len(boxes) == len(published())
            assert all(box and box["y"] > 0 and box["y"] + box["height"] <= bar["y"] for box in boxes), say_buttons
            page.evaluate("document.querySelectorAll('[data-say-name]').forEach(one => { one.hidden = false; })")


def test_F05_an_empty_answer_and_a_wrong_one_say_so_without_history(browser: Browser, site: str) -> None:  # noqa: N802
    with screen(browser) as page:
        to(page, site, "leeftijd")
        press_next(page)
        expect(page.locator("#fouten")).to_be_focused()
        assert page.title().startswith("Fout: vraag")
        page.locator("#fouten a").tap()
        expect(page.locator("input[name=number]")).to_be_focused()
        touch(page, "number", "1988")
        press_next(page)
        expect(page.locator("#fouten")).to_contain_text("niet uw geboortejaar")
        expect(page.locator("input[name=number]")).to_have_value("1988")
        assert page.evaluate("history.length") == 2


def test_larger_letters_and_contrast_come_at_once_and_keep_what_was_typed(browser: Browser, site: str) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)"
    with screen(browser) as page:
        to(page, site, "leeftijd")
        touch(page, "number", "34")
        before = page.evaluate(size)
        page.locator("button[name=letters]").tap()
        assert page.evaluate(size) > before * 1.15
        page.locator("button[name=contrast]").tap()
        expect(page.locator("html")).to_have_class(re.compile("kiosk--large kiosk--contrast"))
        expect(page.locator("button[name=contrast]")).to_have_text("Gewone kleuren")
        expect(page.locator("input[name=number]")).to_have_value("34")
        press_next(page)
        assert question_of(page) == "gezin"
        page.reload()
        expect(page.locator("html")).to_have_class(re.compile("kiosk--large kiosk--contrast"))
        page.locator("button[name=letters]").tap()
        expect(page.locator("button[name=letters]")).to_have_text("Grotere letters")


def test_another_language_comes_back_to_the_same_question(browser: Browser, site: str) -> None:
    with screen(browser) as page:
        to(page, site, "gezin")
        page.locator(".kiosk__bar a").tap()
        page.wait_for_url("**/taal?*")
        page.locator("button[name=taal][value=ar]").tap()
        page.wait_for_url(f"**{KIOSK}/vraag/gezin")
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.evaluate("history.length") == 2


def test_K09_no_autofill_no_links_out_and_nothing_to_download(browser: Browser, site: str) -> None:  # noqa: N802
    """What the pages themselves say is looked at on every page (tests/webapp_page_rules.py); this is what happens."""
    with screen(browser) as page:
        downloads: list[str] = []
        page.on("download", lambda one: downloads.append(one.url))
        page.context.on("page", lambda one: downloads.append(one.url))
        travel_by_touch(page, site, SINGLE_PARENT)
        for place in page.locator("main a[href^='#']").all():
            place.tap()
        tap_on(page)
        assert page.url.endswith("/meenemen")
        assert downloads == []
        assert page.evaluate("[...document.links].every(link => new URL(link.href).pathname.startsWith('/kiosk'))")
