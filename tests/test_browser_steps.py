"""Steps with script: the next page is put in place of the last one, and everything is as after a real page (F08)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from rules import advise, load_policy, parse_household
from tests.browser_site import PHONE, Witness, arrive, fill_in, press_next, question_of, statuses, travel, window
from tests.webapp_fixtures import ON
from tests.webapp_households import COUPLE, SINGLE_PARENT, STORIES, Story
from webapp.views import group_of

pytestmark = pytest.mark.browser

FOCUS = "(document.activeElement.id || document.activeElement.tagName).toLowerCase()"


def asked_for(page: Page, kind: str) -> list[Request]:
    """The requests of one kind, from now on."""
    found: list[Request] = []
    page.on("request", lambda request: found.append(request) if request.resource_type == kind else None)
    return found


def until(page: Page, site: str, question_id: str, story: Story = SINGLE_PARENT) -> None:
    """Answer up to this question."""
    for current in travel(page, site, story):
        if current == question_id:
            return


def press(page: Page, selector: str) -> None:
    page.locator(selector).first.click()
    arrive(page)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_whole_journey_loads_one_document_and_gives_the_advice_of_the_rules(
    phone: Page, site: str, story: Story
) -> None:
    witness = Witness(phone, site)
    documents, fetched = asked_for(phone, "document"), asked_for(phone, "fetch")
    asked = list(travel(phone, site, story))
    press(phone, ".actions a")
    expect(phone.locator("h1")).to_have_text("Uw uitslag")
    policy = load_policy()
    household = parse_household({"municipality": "enschede", "facts": story.facts}, policy)
    assert statuses(phone) == {scheme.id: group_of(scheme) for scheme in advise(household, ON, policy).schemes}
    assert len(documents) == 1
    assert len([one for one in fetched if one.method == "POST"]) == len(asked)
    assert witness.complaints == []


def test_F08_title_heading_focus_and_sight_follow_each_step(phone: Page, site: str) -> None:  # noqa: N802
    for number, question_id in enumerate(travel(phone, site, COUPLE), start=1):
        heading = phone.locator("h1").inner_text()
        assert phone.title() == f"Vraag {number}: {heading} – Rondkomenwijzer"
        assert phone.evaluate(FOCUS) == "h1"
        assert phone.evaluate("scrollY") == 0
        assert question_of(phone) == question_id
        said = phone.locator(".progress__step").inner_text()
        expect(phone.locator("#step-status")).to_contain_text(said)
        phone.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert phone.title() == "Kloppen uw antwoorden? – Rondkomenwijzer"
    assert phone.evaluate(FOCUS) == "h1"


def test_F05_an_error_is_announced_by_title_and_focus(phone: Page, site: str) -> None:  # noqa: N802
    until(phone, site, "leeftijd")
    press_next(phone)
    assert phone.title() == "Fout: vraag 3: Hoe oud bent u? – Rondkomenwijzer"
    assert phone.evaluate(FOCUS) == "fouten"
    assert phone.locator("#fouten").evaluate("e => e.getBoundingClientRect().top") >= 0
    phone.locator("#fouten a").first.click()
    expect(phone.locator("input[name=number]")).to_be_focused()
    fill_in(phone, {"number": "34"})
    press_next(phone)
    phone.go_back()
    expect(phone.locator("input[name=number]")).to_have_value("34")
    assert phone.locator("#fouten").count() == 0


def test_the_links_to_other_languages_lead_to_the_page_on_the_screen(phone: Page, site: str) -> None:
    until(phone, site, "gezin")
    phone.locator(".languages > summary").click()
    phone.get_by_role("link", name="English").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    assert question_of(phone) == "gezin"
    press(phone, ".back-link")
    expect(phone.locator("input[name=number]")).to_have_value("34")
    expect(phone.locator("html")).to_have_attribute("lang", "en")


@pytest.fixture
def two_tabs(browser: Browser) -> Iterator[tuple[Page, Page]]:
    with window(browser, viewport=PHONE) as one:
        yield one, one.context.new_page()


def test_a_language_chosen_in_another_tab_gives_a_whole_page_in_it(two_tabs: tuple[Page, Page], site: str) -> None:
    one, other = two_tabs
    until(one, site, "leeftijd")
    other.goto(f"{site}/vraag?taal=en")
    fill_in(one, {"number": "34"})
    press_next(one)
    expect(one.locator("html")).to_have_attribute("lang", "en")
    expect(one.locator("footer")).to_contain_text("About this site")
    assert question_of(one) == "gezin"


def test_tabs_that_answer_in_turn_keep_both_answers(two_tabs: tuple[Page, Page], site: str) -> None:
    one, other = two_tabs
    until(one, site, "leeftijd")
    other.goto(f"{site}/vraag/gemeente")
    fill_in(one, {"number": "34"})
    press_next(one)
    press_next(other)
    assert question_of(other) == "gezin"
    press(other, ".back-link")
    expect(other.locator("input[name=number]")).to_have_value("34")


def test_answers_that_were_wiped_in_another_tab_end_on_a_page_that_says_so(
    two_tabs: tuple[Page, Page], site: str
) -> None:
    one, other = two_tabs
    until(one, site, "leeftijd")
    other.goto(f"{site}/controleren")
    other.get_by_role("button", name="Wis mijn antwoorden").click()
    expect(other.locator("h1")).to_have_text("Uw antwoorden zijn gewist")
    fill_in(one, {"number": "34"})
    press_next(one)
    expect(one.locator("h1")).to_have_text("Uw antwoorden zijn er niet meer")
    assert one.title() == "Uw antwoorden zijn er niet meer – Rondkomenwijzer"
    assert one.evaluate(FOCUS) == "h1"
    assert one.url == f"{site}/verlopen?taal=nl"
    one.go_back()
    expect(one.locator("h1")).to_have_text("Uw antwoorden zijn er niet meer")
    assert one.locator("input[name=number]").count() == 0


def test_a_change_from_the_check_page_leads_back_to_it(phone: Page, site: str) -> None:
    asked = list(travel(phone, site, SINGLE_PARENT))
    documents = asked_for(phone, "document")
    press(phone, "a[href='/vraag/leeftijd?terug=controleren']")
    fill_in(phone, {"number": "35"})
    press_next(phone)
    expect(phone.locator("h1")).to_have_text("Kloppen uw antwoorden?")
    expect(phone.locator("main")).to_contain_text("35 jaar")
    assert phone.locator(".answers .utrecht-data-list__item").count() == len(asked)
    assert documents == []


def test_forward_and_back_over_several_pages_at_once(phone: Page, site: str) -> None:
    until(phone, site, "inkomen")
    phone.evaluate("history.go(-3)")
    expect(phone.locator("form.question")).to_have_attribute("action", "/vraag/nood")
    phone.evaluate("history.go(2)")
    expect(phone.locator("form.question")).to_have_attribute("action", "/vraag/gezin")
    assert question_of(phone) == "gezin"
    expect(phone).to_have_title("Vraag 4: Hebt u een partner of kinderen? – Rondkomenwijzer")


@pytest.mark.parametrize(("typed", "place"), [("7544", "wijkwijzers"), ("hier", "fouten")])
def test_a_step_that_leads_to_a_place_on_a_page_ends_there(phone: Page, site: str, typed: str, place: str) -> None:
    list(travel(phone, site, SINGLE_PARENT))
    press(phone, ".actions a")
    documents = asked_for(phone, "document")
    phone.locator("input[name=postcode]").fill(typed)
    press(phone, ".places-form button")
    assert phone.evaluate(FOCUS) == place
    assert phone.url == f"{site}/uitslag#{place}"
    assert 0 <= phone.evaluate("document.activeElement.getBoundingClientRect().top") < PHONE["height"]
    assert documents == []
