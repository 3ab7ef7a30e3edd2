"""What is still open is answered on the result page itself, with and without script, and the page says what it did."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Window

from tests.browser_site import window
from tests.crawl import COOKIE
from tests.webapp_fixtures import Resident, Sent, make_app
from tests.webapp_households import PENSIONER
from tests.webapp_pages import Element, Page
from webapp.forms import form_for
from webapp.views.open_questions import IN_PLACE, prefix_of

UNSURE: Final[dict[str, Sent]] = {**PENSIONER.sent, "nood": {"boxes": ["none"]}}
"""Knows neither the health insurance nor whether there are special costs."""


@pytest.fixture
def unsure() -> Resident:
    resident = Resident(make_app())
    resident.walk(UNSURE)
    resident.get("/uitslag")
    return resident


def forms(page: Page) -> dict[str, Element]:
    """The questions that can be answered on this page, by id."""
    found = [form for form in page.all("form") if "in-place" in form.classes]
    return {form.get("action").removeprefix("/vraag/"): form for form in found}


def section_of(page: Page, scheme_id: str) -> str:
    title = page.by_id(f"scheme-{scheme_id}")
    section = title.closest("section") if title else None
    return section.get("aria-labelledby") if section else ""


def test_the_question_of_each_open_scheme_stands_in_it(unsure: Resident) -> None:
    assert list(forms(unsure.page)) == ["zorgverzekering", "kosten"]
    for scheme_id, question_id in (("garantverzorgd", "zorgverzekering"), ("bijzondere_bijstand", "kosten")):
        card = forms(unsure.page)[question_id].closest("article")
        assert card is not None
        assert card.get("aria-labelledby") == f"scheme-{scheme_id}"
    fields = [field for field in unsure.page.fields if field.get("type") in ("radio", "checkbox")]
    assert fields
    assert not [field for field in fields if "checked" in field.attributes], "nothing is chosen beforehand"


def test_the_headings_of_the_questions_are_below_that_of_their_scheme(unsure: Resident) -> None:
    legends = [e for e in unsure.page.all("legend") if e.inside("article")]
    assert legends
    assert {child.tag for legend in legends for child in legend.children} == {"h4"}


def test_one_answer_settles_the_scheme_and_the_page_says_so_once(unsure: Resident) -> None:
    assert section_of(unsure.page, "garantverzorgd") == "unknown"
    sent: Sent = {"choice": "other", "terug": "uitslag"}
    response = unsure.post("/vraag/zorgverzekering", sent)
    assert (response.status_code, response.headers["Location"]) == (303, "/uitslag")
    page = unsure.get("/uitslag")
    assert section_of(page, "garantverzorgd") == "likely"
    changed = page.by_id("veranderd")
    assert changed is not None and changed.parent is not None
    assert changed.parent.text == "Uw uitslag is veranderd GarantVerzorgd past nu waarschijnlijk bij u."
    assert unsure.get("/uitslag").by_id("veranderd") is None
    assert list(forms(page)) == ["kosten"]


def test_an_answer_that_changes_no_scheme_is_said_to_be_kept(unsure: Resident) -> None:
    page = unsure.answer("zorgverzekering", {"choice": "unknown"}, back_to="uitslag")
    assert page.path == "/uitslag"
    [kept] = [alert for alert in page.all("div") if "utrecht-alert--ok" in alert.classes]
    assert kept.text == (
        "Uw antwoord is bewaard. Dit verandert niet welke regelingen bij u passen. Naar de volgende open vraag"
    )
    [further] = [link for link in page.all("a") if link.inside("div") and link.text == "Naar de volgende open vraag"]
    assert page.by_id(further.get("href").removeprefix("#")) is not None
    assert "Uw antwoord is bewaard" not in unsure.get("/uitslag").all("main")[0].text


def test_an_answer_that_opens_a_question_says_so_and_the_way_leads_back(unsure: Resident) -> None:
    page = unsure.answer("kosten", {"boxes": ["appliances"]}, back_to="uitslag")
    assert page.path == "/vraag/kosten-betaald"
    assert (
        "Uw antwoord is bewaard. Daarom komt er een vraag bij. Daarna gaat u terug naar uw uitslag."
        in page.all("main")[0].text
    )
    assert [field.get("value") for field in page.all("input", name="terug")] == ["uitslag"]
    assert unsure.answer("kosten-betaald", {"choice": "open"}, back_to="uitslag").path == "/uitslag"


def test_a_mistake_is_shown_where_the_question_has_room_and_leads_back_to_the_result(unsure: Resident) -> None:
    response = unsure.post("/vraag/zorgverzekering", {"terug": "uitslag"})
    assert response.headers["Location"] == "/vraag/zorgverzekering?terug=uitslag#fouten"
    assert unsure.get("/vraag/zorgverzekering?terug=uitslag").errors
    assert unsure.answer("zorgverzekering", {"choice": "other"}, back_to="uitslag").path == "/uitslag"


def test_a_page_that_stood_open_too_long_loses_no_answer(unsure: Resident) -> None:
    response = unsure.post("/vraag/zorgverzekering", {"choice": "other", "terug": "uitslag"}, token="stale")
    assert response.headers["Location"] == "/vraag/zorgverzekering?terug=uitslag"
    page = unsure.get("/vraag/zorgverzekering?terug=uitslag")
    [chosen] = [field for field in page.fields if "checked" in field.attributes]
    assert chosen.get("value") == "other"


def test_who_knows_nothing_finds_each_question_once_and_a_way_to_it_from_every_scheme() -> None:
    resident = Resident(make_app())
    resident.walk({})
    page = resident.get("/uitslag")
    here = forms(page)
    assert "leeftijd" in here
    cards = [e for e in page.all("article") if section_of(page, e.get("aria-labelledby").removeprefix("scheme-"))]
    for card in cards:
        links = [e.get("href") for e in page.all("a") if e.closest("article") is card]
        ways = [link for link in links if link.startswith(("/vraag/", "#in-"))]
        assert ways or any(form.closest("article") is card for form in here.values()), card
    linked = [urlsplit(link).path.removeprefix("/vraag/") for link in page.links if link.startswith("/vraag/")]
    assert len(linked) == len(set(linked))
    assert not set(linked) & set(here), "what can be answered here needs no other page"


def test_every_kind_that_is_asked_in_place_has_ids_of_its_own() -> None:
    app = make_app()
    with app.test_request_context():
        for question in app.extensions["catalogue"].questions:
            if question.kind in IN_PLACE:
                form = form_for(question, False, prefix=prefix_of(question))
                assert all(field.id.startswith(f"in-{question.id}-") for field in form)


def open_result(page: Window, site: str) -> None:
    """The result of the unsure pensioner, in a browser."""
    resident = Resident(make_app())
    resident.walk(UNSURE)
    cookie = resident.client.get_cookie(COOKIE)
    assert cookie is not None
    page.context.add_cookies([{"name": COOKIE, "value": cookie.value, "url": site}])
    page.goto(f"{site}/uitslag")


def answer_in_place(page: Window) -> None:
    page.locator("#in-zorgverzekering-vraag input[value=other]").check()
    page.locator("#in-zorgverzekering-vraag button").click()
    expect(page.locator("#veranderd")).to_be_visible()
    expect(page.locator("section[aria-labelledby=likely] #scheme-garantverzorgd")).to_be_visible()
    assert urlsplit(page.url).path == "/uitslag"


@pytest.mark.browser
def test_it_works_without_script(without_script: Window, site: str) -> None:
    open_result(without_script, site)
    answer_in_place(without_script)


@pytest.mark.browser
def test_with_script_the_page_stays_and_the_heading_is_read(phone: Window, site: str) -> None:
    open_result(phone, site)
    phone.evaluate("window.stayed = true")
    answer_in_place(phone)
    assert phone.evaluate("window.stayed") is True
    assert phone.evaluate("document.activeElement.tagName") == "H1"


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_after_a_search_people_are_where_the_places_are(browser: Browser, site: str, script: bool) -> None:
    with window(browser, java_script_enabled=script, viewport={"width": 320, "height": 640}) as page:
        open_result(page, site)
        page.locator("#postcode").fill("7511")
        page.locator(".places-form button").click()
        found = page.locator(".walk-in > .places")
        expect(found).to_be_visible()
        expect(page.locator("#wijkwijzers")).to_be_in_viewport()
        page.locator("#postcode").fill("Enschede")
        page.locator(".places-form button").click()
        expect(page.locator("#fouten")).to_be_in_viewport()
        assert "7511" not in page.url and "Enschede" not in page.url
