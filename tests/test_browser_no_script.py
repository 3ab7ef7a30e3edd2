"""Whole journeys without script give the advice of the rules (A06); and leaving in a hurry really leaves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from rules import advise, load_policy, parse_household
from tests.browser_site import question_of, travel
from tests.webapp_fixtures import ON
from tests.webapp_households import SINGLE_PARENT, STORIES, Story
from webapp.views import group_of

pytestmark = pytest.mark.browser


def advised(story: Story) -> dict[str, str]:
    """{scheme: group} from the facts that were written by hand."""
    policy = load_policy()
    household = parse_household({"municipality": "enschede", "facts": story.facts}, policy)
    return {scheme.id: group_of(scheme) for scheme in advise(household, ON, policy).schemes}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_A06_a_journey_without_script_gives_the_advice_of_the_rules(  # noqa: N802
    site: str, story: Story, without_script: Page
) -> None:
    page = without_script
    asked = list(travel(page, site, story))
    assert set(asked) <= set(story.sent)
    page.locator(".actions a").click()
    expect(page.locator("h1")).to_have_text("Uw uitslag")
    page_says = page.locator("article.scheme").all()
    shown = {
        (card.get_attribute("aria-labelledby") or "").removeprefix("scheme-"): card.locator(
            "xpath=ancestor::section[1]"
        ).get_attribute("aria-labelledby")
        for card in page_says
    }
    assert shown == advised(story)


def test_wiping_works_without_script(without_script: Page, site: str) -> None:
    list(travel(without_script, site, SINGLE_PARENT))
    without_script.get_by_role("button", name="Wis mijn antwoorden").click()
    expect(without_script.locator("h1")).to_have_text("Uw antwoorden zijn gewist")
    without_script.goto(f"{site}/vraag")
    assert question_of(without_script) == "gemeente"


def test_leaving_in_a_hurry_really_leaves(without_script: Page, site: str) -> None:
    def elsewhere(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<title>Weer</title>Zonnig")

    page = without_script
    page.route("https://www.weer.nl/**", elsewhere)
    for question_id in travel(page, site, SINGLE_PARENT):
        if question_id == "leeftijd":
            break
    page.get_by_role("button", name="Snel weg").click()
    expect(page).to_have_title("Weer")
    page.goto(f"{site}/vraag")
    assert question_of(page) == "gemeente"
