"""The slip of paper and the code of the kiosk: what stands on them, and what only when somebody asks."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from rules import load_policy
from tests.kiosk_visitor import KIOSK, KioskVisitor, kiosk_app
from tests.webapp_fixtures import text_of
from tests.webapp_households import FAR_ABOVE, PENSIONER, SINGLE_PARENT, STORIES, Story

TAKE = f"{KIOSK}/meenemen"
MONEY = re.compile(r"€|\d+,\d\d")


@pytest.fixture(scope="module")
def app() -> Flask:
    return kiosk_app()


def slip_of(visitor: KioskVisitor) -> str:
    """The words on the slip."""
    found = re.search(r'<article class="slip".*?</article>', visitor.get(TAKE).html, re.DOTALL)
    assert found is not None
    return text_of(found[0])


def arrived(app: Flask, story: Story, language: str = "nl") -> KioskVisitor:
    visitor = KioskVisitor(app, language)
    visitor.walk(story.sent)
    return visitor


def ask(visitor: KioskVisitor, *wishes: str) -> str:
    """Tick what the slip may tell."""
    visitor.get(TAKE)
    response = visitor.post(TAKE, dict.fromkeys(wishes, "1"))
    assert (response.status_code, response.headers["Location"]) == (303, f"{TAKE}#bon")
    return slip_of(visitor)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_slip_names_schemes_offices_and_phones_but_no_figure_about_the_person(app: Flask, story: Story) -> None:
    visitor = arrived(app, story)
    slip = slip_of(visitor)
    assert MONEY.search(slip) is None and " jaar" not in slip.replace("per jaar", "")
    assert "Dit is geen aanvraag en geen besluit." in slip and "053 481 78 00" in slip
    for place in load_policy().wijkwijzers:
        assert place.address in slip and place.postcode in slip
    fits = [one.title for one in visitor.advice().schemes if one.status in ("likely", "possible")]
    assert all(title in slip for title in fits)


def test_a_household_with_too_much_gets_a_slip_with_where_to_go(app: Flask) -> None:
    assert "Er is wel hulp." in slip_of(arrived(app, FAR_ABOVE)) or "Misschien" in slip_of(arrived(app, FAR_ABOVE))


def test_figures_stand_on_it_when_asked_and_only_this_once(app: Flask) -> None:
    visitor = arrived(app, SINGLE_PARENT)
    assert "€ 244,00 per jaar" in ask(visitor, "figures").replace("\xa0", " ")
    assert MONEY.search(slip_of(visitor)), "the page may be looked at again"
    visitor.get(f"{KIOSK}/uitslag")
    assert MONEY.search(slip_of(visitor)) is None, "who comes back is asked again"


def test_S10_danger_at_home_is_not_on_it_unless_asked(app: Flask) -> None:  # noqa: N802
    visitor = arrived(app, PENSIONER)
    assert "Veilig Thuis" in visitor.get(f"{KIOSK}/uitslag").html
    assert "Veilig Thuis" not in slip_of(visitor) and "0800 2000" not in slip_of(visitor)
    assert "Veilig Thuis" in ask(visitor, "safety")
    assert "Veilig Thuis" not in ask(visitor, "figures")
    assert "Zet ook op papier dat ik thuis niet veilig ben" not in arrived(app, SINGLE_PARENT).get(TAKE).html


def test_with_a_place_the_slip_names_that_place_alone() -> None:
    slip = slip_of(arrived(kiosk_app(KIOSK_PLACE="De Boei"), SINGLE_PARENT))
    assert "De Boei, Spinnerstraat 27A, 7545 TP" in slip
    assert "Centrum, Hoge Bothofstraat" not in slip


def test_in_another_language_names_stay_dutch_with_their_meaning(app: Flask) -> None:
    slip = slip_of(arrived(app, SINGLE_PARENT, "tr"))
    assert "Individuele inkomenstoeslag (" in slip
    assert MONEY.search(slip) is None


def test_without_a_printer_nothing_offers_to_print(app: Flask) -> None:
    assert "data-print" in arrived(app, SINGLE_PARENT).get(TAKE).html
    page = arrived(kiosk_app(KIOSK_PRINTER=False), SINGLE_PARENT).get(TAKE)
    assert "data-print" not in page.html and "heeft geen printer" in page.html


def test_K08_without_a_public_address_there_is_no_code_only_paper(app: Flask) -> None:  # noqa: N802
    assert 'class="qr' in arrived(app, SINGLE_PARENT).get(TAKE).html
    page = arrived(kiosk_app(PUBLIC_BASE_URL=""), SINGLE_PARENT).get(TAKE)
    assert 'class="qr' not in page.html and 'class="slip"' in page.html


def test_without_answers_there_is_nothing_to_take(app: Flask) -> None:
    response = KioskVisitor(app).client.get(TAKE)
    assert (response.status_code, response.headers["Location"]) == (303, f"{KIOSK}/uitslag")
