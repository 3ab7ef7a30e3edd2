"""A whole journey by keyboard only: every stop is seen, in the order of the page, and leads to the result (A05)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser_site import arrive, question_of, statuses
from tests.webapp_fixtures import Resident, Sent, make_app
from tests.webapp_households import COUPLE, SINGLE_PARENT, Story
from webapp.views import group_of

pytestmark = pytest.mark.browser

STOP: Final = """() => {
    const e = document.activeElement;
    const seen = e.matches('.option > input') ? e.nextElementSibling : e;
    const style = getComputedStyle(seen);
    const box = seen.getBoundingClientRect();
    return {
        tag: e.tagName.toLowerCase(), type: e.type || '', name: e.name || '', value: e.value || '', id: e.id,
        checked: !!e.checked, text: e.textContent.trim(), href: e.getAttribute('href') || '',
        outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.height > 0,
        place: [...document.querySelectorAll('*')].indexOf(e),
    };
}"""
MAX_STOPS: Final = 120


def stops(page: Page) -> Iterator[dict[str, Any]]:
    """Press Tab until the last stop of the page; every stop is seen, has a thick outline, and comes after the last."""
    before = -1
    for _ in range(MAX_STOPS):
        page.keyboard.press("Tab")
        stop: dict[str, Any] = page.evaluate(STOP)
        if stop["tag"] == "body":
            return
        assert stop["outline"] >= 3, stop
        assert stop["inView"], stop
        assert stop["place"] > before, stop
        before = stop["place"]
        yield stop
    raise AssertionError(f"no end to {page.url}")


def press(page: Page, wanted: str) -> None:
    """Go on with Tab to a link or button with this text, and press Enter."""
    found = next(stop for stop in stops(page) if wanted in stop["text"] and stop["tag"] in ("a", "button"))
    assert found["tag"] in ("a", "button")
    page.keyboard.press("Enter")
    arrive(page)


def answer(page: Page, sent: Sent) -> None:
    """Fill in one question with the keyboard, then press Enter on its button."""
    left = {(name, one) for name, value in sent.items() for one in ([value] if isinstance(value, str) else value)}
    for stop in stops(page):
        typed = next((pair for pair in left if pair[0] == stop["name"] and stop["type"] == "text"), None)
        if typed:
            page.keyboard.type(typed[1])
            left.discard(typed)
        elif stop["type"] == "checkbox" and (stop["name"], stop["value"]) in left:
            page.keyboard.press("Space")
            left.discard((stop["name"], stop["value"]))
        elif stop["type"] == "radio":
            left -= choose(page, stop, left)
        elif stop["tag"] == "summary" and left and stop["text"].endswith("toevoegen"):
            page.keyboard.press("Enter")
        elif stop["type"] == "submit" and not left and "Snel weg" not in stop["text"]:
            break
    assert not left, left
    page.keyboard.press("Enter")
    arrive(page)


def choose(page: Page, stop: dict[str, Any], left: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Within a group of radio buttons the arrows choose; Space takes the first."""
    wanted = {pair for pair in left if pair[0] == stop["name"]}
    if not wanted:
        return set()
    page.keyboard.press("Space")
    for _ in range(30):
        here = page.evaluate(STOP)
        if (here["name"], here["value"]) in wanted and here["checked"]:
            assert here["outline"] >= 3 and here["inView"], here
            return wanted
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{wanted} cannot be chosen")


@pytest.mark.parametrize("story", [SINGLE_PARENT, COUPLE], ids=lambda story: story.name)
def test_A05_a_whole_journey_by_keyboard_only(phone: Page, site: str, story: Story) -> None:  # noqa: N802
    phone.goto(f"{site}/")
    press(phone, "Begin met de vragen")
    asked = []
    while question_of(phone):
        assert question_of(phone) not in asked, phone.locator("main").inner_text()
        asked.append(question_of(phone))
        answer(phone, story.sent[asked[-1]])
    expect(phone.locator("h1")).to_have_text("Kloppen uw antwoorden?")
    press(phone, "Dit klopt. Laat de uitslag zien")
    resident = Resident(make_app())
    assert resident.walk(story.sent) == asked
    assert statuses(phone) == {scheme.id: group_of(scheme) for scheme in resident.advice().schemes}
    assert [stop["text"] for stop in stops(phone)][-1]


def test_the_first_stop_leads_past_the_header(phone: Page, site: str) -> None:
    phone.goto(f"{site}/vraag/gemeente")
    first = next(stops(phone))
    assert first["href"] == "#main"
    phone.keyboard.press("Enter")
    assert phone.evaluate("document.activeElement.id") == "main"
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('main') !== null")


def test_F05_after_an_error_the_focus_is_on_the_summary_and_its_link_goes_to_the_field(  # noqa: N802
    phone: Page, site: str
) -> None:
    phone.goto(f"{site}/vraag/gemeente")
    phone.locator("form.question button").focus()
    phone.keyboard.press("Enter")
    arrive(phone)
    expect(phone.locator("#fouten")).to_be_focused()
    assert phone.evaluate(STOP)["outline"] >= 3
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone.locator("input[name=choice]").first).to_be_focused()
