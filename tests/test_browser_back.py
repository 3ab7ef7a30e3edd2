"""Back works after an error and after each step, with and without script, and keeps every answer (A07)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_site import arrive, fill_in, press_next, question_of, travel, window
from tests.webapp_households import COUPLE, SINGLE_PARENT

pytestmark = pytest.mark.browser

with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def page(browser: Browser, script: bool) -> Iterator[Page]:
    with window(browser, java_script_enabled=script) as found:
        yield found


def filled_in(page: Page) -> set[tuple[str, str]]:
    """(name, value) of all that is typed, chosen or ticked on the page."""
    found: set[tuple[str, str]] = set()
    for field in page.locator("form.question input:not([type=hidden])").all():
        name = field.get_attribute("name") or ""
        if field.get_attribute("type") == "text":
            found |= {(name, field.input_value())} if field.input_value() else set()
        elif field.is_checked():
            found.add((name, field.get_attribute("value") or ""))
    return found


def wait_for(page: Page, question_id: str) -> None:
    """Until this question is on the screen: the address may be there before the page."""
    expect(page.locator("form.question")).to_have_attribute("action", f"/vraag/{question_id}")
    arrive(page)
    assert question_of(page) == question_id


@with_and_without_script
def test_A07_back_after_each_step_shows_each_answer(page: Page, site: str) -> None:  # noqa: N802
    asked: list[str] = []
    for question_id in travel(page, site, COUPLE):
        asked.append(question_id)
        if len(asked) > 1:
            page.go_back()
            wait_for(page, asked[-2])
            assert {name for name, _value in filled_in(page)} == set(COUPLE.sent[asked[-2]])
            page.go_forward()
            wait_for(page, question_id)
            assert filled_in(page) == set()
    expect(page.locator("h1")).to_have_text("Kloppen uw antwoorden?")
    for question_id in reversed(asked):
        page.go_back()
        wait_for(page, question_id)
        assert page.locator("#fouten").count() == 0
        assert filled_in(page)


@with_and_without_script
def test_A07_back_after_an_error(page: Page, site: str, script: bool) -> None:  # noqa: N802
    for question_id in travel(page, site, SINGLE_PARENT):
        if question_id == "leeftijd":
            break
    page.locator("input[name=number]").fill("1985")
    press_next(page)
    expect(page.locator("#fouten")).to_have_count(1)
    expect(page).to_have_title("Fout: vraag 3: Hoe oud bent u? – Rondkomenwijzer")
    expect(page.locator("input[name=number]")).to_have_value("1985")
    page.go_back()
    if not script:  # A browser of itself keeps the page with the error and the page without apart.
        wait_for(page, "leeftijd")
        page.go_back()
    wait_for(page, "nood")
    assert filled_in(page) == {("boxes", "none")}
    page.go_forward()
    wait_for(page, "leeftijd")
    fill_in(page, {"number": "34"})
    press_next(page)
    assert question_of(page) == "gezin"
    page.go_back()
    wait_for(page, "leeftijd")
    expect(page.locator("input[name=number]")).to_have_value("34")
    assert page.locator("#fouten").count() == 0


@with_and_without_script
def test_the_link_back_on_the_page_goes_to_the_question_before(page: Page, site: str) -> None:
    asked: list[str] = []
    for question_id in travel(page, site, SINGLE_PARENT):
        asked.append(question_id)
        if len(asked) == 6:
            break
    for earlier in reversed(asked[:-1]):
        page.locator(".back-link").click()
        wait_for(page, earlier)
        assert filled_in(page)


@with_and_without_script
def test_F07_answers_survive_another_language(page: Page, site: str) -> None:  # noqa: N802
    for question_id in travel(page, site, SINGLE_PARENT):
        if question_id == "gezin":
            break
    page.locator(".languages > summary").click()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert question_of(page) == "gezin"
    page.locator(".back-link").click()
    wait_for(page, "leeftijd")
    expect(page.locator("input[name=number]")).to_have_value("34")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("input[name=number]").fill("1985")
    press_next(page)
    expect(page.locator("#fouten")).to_have_count(1)
    page.locator(".languages > summary").click()
    page.get_by_role("link", name="Nederlands").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.locator("input[name=number]")).to_have_value("1985")
    expect(page.locator("#fouten")).to_have_count(1)
    page.locator("input[name=number]").fill("34")
    press_next(page)
    assert question_of(page) == "gezin"
