"""Steps on a bad line and with a server in trouble: a clear sentence, what was typed is kept, nothing is sent twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser_site import PHONE, arrive, fill_in, press_next, question_of, travel, window
from tests.webapp_households import SINGLE_PARENT

pytestmark = pytest.mark.browser

TROUBLE = "#step-trouble"


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A phone at the question about the age, with the answer typed and not yet sent."""
    with window(browser, viewport=PHONE) as found:
        for question_id in travel(found, site, SINGLE_PARENT):
            if question_id == "leeftijd":
                break
        fill_in(found, {"number": "34"})
        yield found


def press(page: Page) -> None:
    page.locator("form.question button[type=submit]").click()


def hold(page: Page, pattern: str) -> list[Route]:
    """Requests that get no answer until the test gives one."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(pattern, keep)
    return held


def posts_in(page: Page) -> list[str]:
    """Every answer that is sent from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if request.method == "POST" else None)
    return found


def test_without_a_connection_it_says_so_and_keeps_what_was_typed(page: Page) -> None:
    page.context.set_offline(True)
    press(page)
    expect(page.locator(TROUBLE)).to_be_visible()
    expect(page.locator(TROUBLE)).to_be_focused()
    expect(page.locator(TROUBLE)).to_contain_text("Wat u hebt ingevuld, staat er nog.")
    expect(page.locator("input[name=number]")).to_have_value("34")
    assert question_of(page) == "leeftijd"
    assert page.locator("[aria-busy]").count() == 0
    page.context.set_offline(False)
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator("h1")).to_have_text("Hebt u een partner of kinderen?")
    expect(page.locator(TROUBLE)).to_have_count(0)
    page.go_back()
    expect(page.locator("input[name=number]")).to_have_value("34")


def test_a_link_without_a_connection_leads_on_once_it_is_back(page: Page) -> None:
    page.context.set_offline(True)
    page.locator(".back-link").click()
    expect(page.locator(TROUBLE)).to_be_focused()
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator(TROUBLE)).to_be_focused()
    page.context.set_offline(False)
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator("form.question")).to_have_attribute("action", "/vraag/nood")


def test_back_without_a_connection_says_so_as_well(page: Page) -> None:
    page.context.set_offline(True)
    page.evaluate("history.back()")
    expect(page.locator(TROUBLE)).to_be_focused()
    page.context.set_offline(False)
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator("form.question")).to_have_attribute("action", "/vraag/nood")


def test_a_slow_line_shows_and_a_second_press_sends_nothing(page: Page) -> None:
    sent = posts_in(page)
    held = hold(page, "**/vraag/leeftijd")
    press(page)
    button = page.locator("form.question button[type=submit]")
    expect(button).to_have_attribute("aria-busy", "true")
    assert button.is_enabled()
    press(page)
    press(page)
    status = page.locator("#step-status")
    expect(status).to_have_text("Een ogenblik geduld. Het internet is traag.")
    expect(status).to_have_class("step-status step-status--shown")
    held[0].continue_()
    page.unroute("**/vraag/leeftijd")
    expect(page.locator("h1")).to_have_text("Hebt u een partner of kinderen?")
    expect(status).not_to_have_class("step-status step-status--shown")
    assert len(sent) == 1


def test_after_half_a_minute_it_stops_waiting(browser: Browser, site: str) -> None:
    with window(browser, viewport=PHONE) as page:
        page.clock.install()
        for question_id in travel(page, site, SINGLE_PARENT):
            if question_id == "leeftijd":
                break
        fill_in(page, {"number": "34"})
        hold(page, "**/vraag/leeftijd")
        press(page)
        page.clock.run_for(29_000)
        assert not page.locator(TROUBLE).is_visible()
        page.clock.run_for(2_000)
        expect(page.locator(TROUBLE)).to_be_focused()
        expect(page.locator("input[name=number]")).to_have_value("34")


def test_who_goes_on_does_not_see_a_page_that_comes_too_late(page: Page) -> None:
    hold(page, "**/vraag/leeftijd")
    press(page)
    page.locator(".back-link").click()
    expect(page.locator("form.question")).to_have_attribute("action", "/vraag/nood")
    page.unroute("**/vraag/leeftijd")
    page.wait_for_timeout(300)
    assert question_of(page) == "nood"
    assert not page.locator(TROUBLE).is_visible()


def as_error(status: int) -> Callable[[Route], None]:
    """Answer with our own page, under another number."""

    def answer(route: Route) -> None:
        error = route.fetch(url=route.request.url.rpartition("/vraag/")[0] + "/niets", method="GET", post_data=None)
        route.fulfill(response=error, status=status)

    return answer


@pytest.mark.parametrize("status", [400, 413, 431, 500, 503])
def test_a_page_about_an_error_is_shown_as_a_whole_page(page: Page, status: int) -> None:
    page.route("**/vraag/leeftijd", as_error(status))
    press_next(page)
    expect(page.locator("h1")).to_have_text("Deze pagina bestaat niet")
    expect(page).to_have_title("Deze pagina bestaat niet – Rondkomenwijzer")
    expect(page.locator("h1")).to_be_focused()
    page.unroute("**/vraag/leeftijd")
    page.go_back()
    expect(page.locator("form.question")).to_have_attribute("action", "/vraag/nood")


def test_far_too_much_text_ends_on_the_page_of_the_server(page: Page) -> None:
    page.locator("input[name=number]").fill("9" * 2_000_000)
    press_next(page)
    expect(page.locator("h1")).to_have_text("Dit is te veel tekst")
    page.locator(".actions a").click()
    arrive(page)
    page.locator(".actions a").first.click()
    expect(page.locator("form.question")).to_have_attribute("action", "/vraag/leeftijd")


def test_a_server_on_the_way_that_is_out_of_order_is_no_page_of_ours(page: Page) -> None:
    page.route("**/vraag/leeftijd", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    press(page)
    expect(page.locator(TROUBLE)).to_be_focused()
    expect(page.locator("input[name=number]")).to_have_value("34")
    page.unroute("**/vraag/leeftijd")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator("h1")).to_have_text("Hebt u een partner of kinderen?")


def test_a_refusal_of_a_server_on_the_way_is_shown_by_the_browser_itself(page: Page) -> None:
    refusal = "<!doctype html><title>403</title><h1>Forbidden</h1>"
    page.route("**/vraag/leeftijd", lambda route: route.fulfill(status=403, content_type="text/html", body=refusal))
    press(page)
    expect(page.locator("h1")).to_have_text("Forbidden")
    assert page.locator("header").count() == 0


def test_leaving_in_a_hurry_hides_at_once_and_an_answer_under_way_does_not_come_back(page: Page, site: str) -> None:
    def wait_then_go_on(route: Route) -> None:
        time.sleep(0.4)
        route.continue_()

    page.route("**/vraag/leeftijd", wait_then_go_on)
    with page.expect_request("https://www.weer.nl/**"):
        waited, hidden, waits = page.evaluate(
            """() => {
                const waits = () => document.querySelector('[aria-busy]') !== null;
                document.querySelector('form.question button[type=submit]').click();
                const waited = waits();
                document.querySelector('.quick-exit button').click();
                return [waited, document.documentElement.hidden, waits()];
            }"""
        )
    assert (waited, hidden, waits) == (True, True, False)
    page.wait_for_timeout(600)
    page.unroute_all()
    assert page.context.cookies(site) == []
    page.goto(f"{site}/controleren")
    expect(page.locator("h1")).to_have_text("Uw antwoorden zijn er niet meer")


def test_after_wiping_back_shows_no_answer(page: Page, site: str) -> None:
    press_next(page)
    page.goto(f"{site}/controleren")
    page.get_by_role("button", name="Wis mijn antwoorden").click()
    expect(page.locator("h1")).to_have_text("Uw antwoorden zijn gewist")
    for _ in range(6):
        page.evaluate("void setTimeout(() => history.back())")
        page.wait_for_timeout(250)
        assert page.locator("input:checked").count() == 0
        assert "34" not in page.locator("main").inner_text()
        assert page.locator("input[name=number]").count() == 0
