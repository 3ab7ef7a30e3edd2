"""Back at the table: after an answer, an error and another page every answer is there; after the wipe none (A07)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser_fixtures import served
from tests.staff_talk import staff_app
from tests.staff_window import staff_window
from webapp.accounts import Role

pytestmark = pytest.mark.browser

with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return staff_app(DATABASE=f"sqlite:///{tmp_path_factory.mktemp('table') / 'x.sqlite3'}")


@pytest.fixture(scope="module")
def table(app: Flask) -> Iterator[str]:
    with served(app) as site:
        yield site


@pytest.fixture
def page(browser: Browser, table: str, app: Flask, script: bool) -> Iterator[Page]:
    size = {"width": 1280, "height": 800}
    with staff_window(browser, table, app, Role.STAFF, java_script_enabled=script, viewport=size) as found:
        found.goto(f"{table}/gesprek")
        yield found


def give(page: Page, question: str, typed: dict[str, str], script: bool) -> None:
    """One answer: with script it goes when the focus leaves the question, without it there is a button."""
    form = page.locator(f"#{question}-vraag")
    for name, value in typed.items():
        field = form.locator(f"[name={name}]")
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            form.locator(f"[name={name}][value={value}]").check()
        else:
            field.fill(value)
    if script:
        page.keyboard.press("Tab")
        page.evaluate("document.activeElement.blur()")
    else:
        form.locator("button[type=submit]").click()


@with_and_without_script
def test_A07_back_after_answers_an_error_and_another_page(page: Page, script: bool) -> None:  # noqa: N802
    give(page, "gemeente", {"choice": "enschede"}, script)
    expect(page.locator("#gemeente-stand")).to_contain_text("Enschede")
    give(page, "leeftijd", {"number": "1985"}, script)
    melding = page.locator("#gesprek-melding" if script else "#fouten")
    expect(melding).to_contain_text("leeftijd")
    expect(page.locator("#leeftijd-number")).to_have_value("1985")
    give(page, "leeftijd", {"number": "41"}, script)
    expect(page.locator("#leeftijd-stand")).to_contain_text("41 jaar")
    page.goto(page.url.split("/gesprek")[0] + "/gesprek/wat-als")
    expect(page.locator("h1")).to_contain_text("Wat als")
    page.go_back()
    expect(page.locator("#leeftijd-stand")).to_contain_text("41 jaar")
    expect(page.locator("#leeftijd-number")).to_have_value("41")
    expect(page.locator("#gemeente-vraag input[value=enschede]")).to_be_checked()
    expect(page.locator("#fouten")).to_have_count(0)
    give(page, "leeftijd", {"number": "42"}, script)
    expect(page.locator("#leeftijd-stand")).to_contain_text("42 jaar")


@pytest.mark.parametrize("script", [False], ids=["no-script"])
def test_A07_back_after_each_answer_shows_every_answer_of_now(page: Page, script: bool) -> None:  # noqa: N802
    given = (("leeftijd", {"number": "41"}, "41 jaar"), ("gemeente", {"choice": "enschede"}, "Enschede"))
    for question, typed, shown in given:
        give(page, question, typed, script)
        expect(page.locator(f"#{question}-stand")).to_contain_text(shown)
    for _ in given:
        page.go_back()
        for question, _typed, shown in given:
            expect(page.locator(f"#{question}-stand")).to_contain_text(shown)


@with_and_without_script
def test_after_the_wipe_back_shows_nothing_of_the_conversation_before(page: Page, script: bool) -> None:
    give(page, "leeftijd", {"number": "41"}, script)
    expect(page.locator("#leeftijd-stand")).to_contain_text("41 jaar")
    page.locator("form[action='/gesprek/volgende'] button").click()
    expect(page.locator("#main")).to_contain_text("Het vorige gesprek is gewist")
    page.go_back()
    expect(page.locator("#leeftijd-number")).to_have_value("")
    assert "41 jaar" not in page.content()
