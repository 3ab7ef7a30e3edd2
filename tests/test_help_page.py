"""All help in one place: every office that the policy knows, with its phone, in the group of what people need."""

from __future__ import annotations

from typing import Final

import pytest

from rules import load_policy
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_pages import Element, Page
from webapp.filters import phone_link
from webapp.views.help_page import NEEDS, help_page

POLICY: Final = load_policy()


@pytest.fixture(scope="module", params=["nl", "en"])
def page(request: pytest.FixtureRequest) -> Page:
    return Resident(make_app()).get(f"/hulp?taal={request.param}")


@pytest.mark.parametrize("name", list(POLICY.contacts))
def test_every_office_of_the_policy_can_be_reached(name: str, page: Page) -> None:
    contact = POLICY.contacts[name]
    links = set(page.links)
    assert "phone" not in contact or phone_link(contact["phone"]) in links
    assert "url" not in contact or contact["url"] in links
    assert "email" not in contact or f"mailto:{contact['email']}" in links
    assert "address" not in contact or contact["address"] in page.html
    assert "caution" not in contact or "caution" in page.html


def test_every_wijkwijzer_is_there_with_its_address(page: Page) -> None:
    main = page.all("main")[0].text
    assert len(POLICY.wijkwijzers) > 10
    for place in POLICY.wijkwijzers:
        assert place.name in main and place.address in main and place.postcode in main


def headings(page: Page) -> list[Element]:
    return [element for element in page.elements if element.tag == "h2" and element.get("id") in NEEDS]


def test_what_cannot_wait_comes_first(page: Page) -> None:
    assert [heading.get("id") for heading in headings(page)] == list(NEEDS)
    phones = [link for link in page.links if link.startswith("tel:")]
    assert phones[:3] == ["tel:112", "tel:113", "tel:08002000"]


def test_every_group_can_be_jumped_to(page: Page) -> None:
    assert {f"#{need}" for need in NEEDS} <= set(page.links)


def test_who_lives_elsewhere_finds_the_other_municipalities_of_the_stadsbank(page: Page) -> None:
    elsewhere = help_page_towns()
    assert len(elsewhere) == 20
    assert {item.text for item in page.all("li")} >= set(elsewhere)
    assert "Enschede" not in elsewhere


def help_page_towns() -> tuple[str, ...]:
    with make_app().test_request_context():
        return help_page(POLICY).stadsbank_elsewhere


def test_every_referral_stands_in_one_group() -> None:
    with make_app().test_request_context():
        groups = help_page(POLICY).groups
    offices = [office.id for group in groups for office in group.offices]
    assert sorted(offices) == sorted({*offices})
    assert {rule.id for rule in POLICY.referrals} <= set(offices)
