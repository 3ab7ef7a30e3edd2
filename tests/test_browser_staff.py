"""The conversation in a real browser: by keyboard only and fast, each answer at once, nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser_fixtures import served
from tests.browser_site import PHONE, Witness, open_everything, sideways
from tests.browser_targets import small_targets
from tests.effort import draws
from tests.staff_talk import Talk, staff_app
from tests.staff_window import staff_window
from tests.table_robot import A_KEY, Robot
from tests.test_browser_axe import axe_script, violations
from tests.webapp_households import COUPLE, SINGLE_PARENT
from webapp.accounts import Role

pytestmark = pytest.mark.browser

LAPTOP: Final[Any] = {"width": 1280, "height": 800}
WAIT: Final = draws(5, 5, A_KEY)
"""Milliseconds that the robot waits after a key."""

MOST_SECONDS: Final = 90


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The site with the conversation; its database is a file, for several threads."""
    return staff_app(DATABASE=f"sqlite:///{tmp_path_factory.mktemp('table') / 'x.sqlite3'}")


@pytest.fixture(scope="module")
def table(app: Flask) -> Iterator[str]:
    """The address of the conversation on a free port."""
    with served(app) as site:
        yield site


@pytest.fixture
def laptop(browser: Browser, table: str, app: Flask) -> Iterator[Page]:
    with staff_window(browser, table, app, Role.STAFF, viewport=LAPTOP) as page:
        witness = Witness(page, table)
        page.goto(f"{table}/gesprek")
        yield page
        assert witness.complaints == []


def held_first(page: Page, address: str) -> list[Route]:
    """Where the first request to this address will be, which is held back; those after it go on."""
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(address, hold_the_first)
    return held


@pytest.mark.slow
@pytest.mark.parametrize("story", [SINGLE_PARENT, COUPLE], ids=lambda story: story.name)
def test_a_full_household_by_keyboard_in_under_ninety_seconds(laptop: Page, story: Any) -> None:
    robot = Robot(laptop, WAIT)
    seconds = robot.seconds_for(story)
    assert seconds < MOST_SECONDS, (robot.keys, seconds)
    talk = Talk(staff_app())
    talk.tell(dict(story.sent))
    laptop.wait_for_timeout(500)
    shown = laptop.locator("#uitkomst details.rule").evaluate_all(
        "all => Object.fromEntries(all.filter(e => !e.id.startsWith('uit-hulp')).map("
        "e => [e.id.slice(4), e.closest('section').getAttribute('aria-labelledby').slice(4)]))"
    )
    assert shown == talk.outcome()
    assert len(robot.taken) > 15


def test_each_answer_lands_at_once_and_the_focus_stays(laptop: Page) -> None:
    choice = laptop.locator("#gemeente-vraag input[type=radio]").first
    choice.focus()
    laptop.keyboard.press("Space")
    expect(laptop.locator("#gemeente-stand")).to_contain_text("Enschede")
    expect(choice).to_be_focused()
    expect(laptop.locator("#uitkomst details.rule").first).to_be_visible()


def test_who_is_in_a_question_that_is_no_longer_asked_goes_on_with_the_next(laptop: Page) -> None:
    laptop.locator("#gemeente-vraag input[value=enschede]").check()
    expect(laptop.locator("#soort-inkomen-vraag")).to_be_attached()
    after = laptop.locator("#soort-inkomen-deel ~ * form").first.get_attribute("id")
    laptop.locator("#inkomen-vraag input[value=bijstand]").first.check()
    laptop.locator("#inkomen-vraag input[value=month]").first.check()
    laptop.locator("#inkomen-amount_1").focus()
    laptop.wait_for_load_state("networkidle")
    held = held_first(laptop, "**/gesprek/antwoord/inkomen")
    laptop.keyboard.type("1.200")
    with laptop.expect_request("**/gesprek/antwoord/inkomen"):
        laptop.locator("#soort-inkomen-vraag input").last.focus()
    assert laptop.evaluate("document.activeElement.closest('form').id") == "soort-inkomen-vraag"
    held[0].continue_()
    expect(laptop.locator("#soort-inkomen-vraag")).to_have_count(0)
    assert laptop.evaluate("document.activeElement.closest('form')?.id") == after
    laptop.keyboard.press("Tab")
    assert laptop.evaluate("document.activeElement.closest('form[data-live]') !== null")


def test_what_is_half_filled_in_is_left_alone_until_the_focus_leaves(laptop: Page) -> None:
    laptop.locator("#inkomen-vraag input[value=work]").first.check()
    laptop.wait_for_timeout(300)
    assert laptop.locator(".utrecht-form-field-error-message").count() == 0
    laptop.locator("#inkomen-amount_1").fill("veel")
    laptop.locator("#vermogen-have").focus()
    expect(laptop.locator("#gesprek-melding")).to_contain_text("Vul een bedrag in cijfers in")
    expect(laptop.locator("#inkomen-amount_1")).to_have_value("veel")
    expect(laptop.locator("#vermogen-have")).to_be_focused()
    laptop.locator("#inkomen-amount_1").fill("1.200")
    laptop.locator("#inkomen-vraag input[value=month]").first.check()
    expect(laptop.locator("#inkomen-stand")).to_contain_text("1.200,00")
    expect(laptop.locator("#gesprek-melding")).to_be_empty()


def test_a_mistake_is_told_also_when_an_earlier_answer_lands_in_between(laptop: Page) -> None:
    held = held_first(laptop, "**/gesprek/antwoord/gemeente")
    with laptop.expect_request("**/gesprek/antwoord/gemeente"):
        laptop.locator("#gemeente-vraag input[value=enschede]").check(no_wait_after=True)
    laptop.locator("#leeftijd-number").fill("1985")
    laptop.keyboard.press("Tab")
    assert laptop.evaluate("document.activeElement.closest('form').id") == "leeftijd-vraag"
    with laptop.expect_response("**/gesprek/antwoord/leeftijd") as answer:
        held[0].continue_()
    assert answer.value.status == 204, "still in the question: nothing is said yet"
    laptop.locator("#vermogen-have").focus()
    expect(laptop.locator("#gesprek-melding")).to_contain_text("leeftijd")
    expect(laptop.locator("#leeftijd-number")).to_have_value("1985")


def test_answers_given_faster_than_they_land_are_all_kept(laptop: Page) -> None:
    for value in ("legal_aid", "moving", "baby", "travel"):
        laptop.locator(f"#kosten-vraag input[value={value}]").check(no_wait_after=True)
    laptop.locator("#leeftijd-number").fill("41")
    laptop.locator("#hulp-vraag input[value=work]").check()
    expect(laptop.locator("#hulp-stand")).to_contain_text("Werk zoeken")
    laptop.reload()
    expect(laptop.locator("#leeftijd-stand")).to_contain_text("41 jaar")
    assert laptop.locator("#kosten-vraag input:checked").count() == 4


def test_without_a_line_it_says_so_and_the_answer_is_still_there(browser: Browser, table: str, app: Flask) -> None:
    with staff_window(browser, table, app, Role.STAFF, viewport=LAPTOP) as page:
        page.goto(f"{table}/gesprek")
        page.route("**/gesprek/antwoord/**", lambda route: route.abort())
        page.locator("#leeftijd-number").fill("41")
        page.keyboard.press("Tab")
        expect(page.locator("#gesprek-melding")).to_contain_text("nog niet bewaard")
        expect(page.locator("#leeftijd-number")).to_have_value("41")
        page.unroute("**/gesprek/antwoord/**")
        page.locator("#leeftijd-number").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#leeftijd-stand")).to_contain_text("41 jaar")


def test_after_a_time_without_anybody_it_warns_and_then_wipes(browser: Browser, table: str, app: Flask) -> None:
    with staff_window(browser, table, app, Role.STAFF, viewport=LAPTOP) as page:
        page.clock.install()
        page.goto(f"{table}/gesprek")
        page.locator("#leeftijd-number").fill("41")
        page.keyboard.press("Tab")
        expect(page.locator("#leeftijd-stand")).to_contain_text("41 jaar")
        page.clock.run_for(15 * 60 * 1000 + 2000)
        expect(page.locator("#stil")).to_be_visible()
        expect(page.locator("#stil-door")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#stil")).to_be_hidden()
        page.clock.run_for(14 * 60 * 1000)
        expect(page.locator("#stil")).to_be_hidden()
        page.clock.run_for(3 * 60 * 1000)
        expect(page.locator("#gesprek-melding")).to_contain_text("gewist")
        expect(page.locator("#leeftijd-number")).to_have_value("")


@pytest.mark.slow
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_A01_A08_A09_the_page_can_be_used_by_all(browser: Browser, table: str, app: Flask, size: Any) -> None:  # noqa: N802
    with staff_window(browser, table, app, Role.STAFF, viewport=size) as page:
        page.goto(f"{table}/gesprek?naast=en")
        for question, box in (("gemeente", "enschede"), ("kosten", "appliances"), ("gezin", "partner")):
            page.locator(f"#{question}-vraag input[value={box}]").check()
        page.locator("#leeftijd-number").fill("41")
        page.locator("#inkomen-amount_1").fill("veel")
        page.locator("#vermogen-have").focus()
        expect(page.locator("#gesprek-melding")).to_contain_text("bedrag")
        open_everything(page)
        assert sideways(page) == 0
        assert small_targets(page) == []
        page.evaluate(axe_script())
        assert violations(page) == []
