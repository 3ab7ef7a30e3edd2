"""Wijkwijzers by postcode: read in every notation, shown once, kept nowhere, never said to be the nearest."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import load_policy
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import COUPLE
from tests.webapp_pages import Page
from webapp.views.places import read_postcode, search_places

PATH: Final = "/uitslag/wijkwijzers"
PLACES: Final = load_policy().wijkwijzers
ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.fixture
def told() -> Resident:
    """Somebody who looks at the result."""
    resident = Resident(make_app())
    resident.walk(COUPLE.sent)
    resident.get("/uitslag")
    return resident


def look_for(resident: Resident, postcode: str) -> Page:
    response = resident.post(PATH, {"postcode": postcode})
    assert response.status_code == 303
    assert "75" not in response.headers["Location"]
    return resident.get(response.headers["Location"].split("#")[0])


def names(page: Page, folded: bool) -> list[str]:
    lists = [e for e in page.all("ul") if "places" in e.classes and e.inside("details") is folded]
    return [e.text for e in page.all("strong") if e.closest("ul") in lists]


@given(
    st.integers(1000, 9999),
    st.sampled_from(["", "AB", "ab", " zz", " Xy", "-AB"]),
    st.sampled_from(["", " ", "\u00a0", "\u200e"]),
    st.sampled_from(["", "nl-", "NL "]),
    st.booleans(),
)
def test_the_four_digits_are_read_from_any_notation(
    digits: int, letters: str, space: str, country: str, arabic: bool
) -> None:
    text = f"{space}{country}{str(digits).translate(ARABIC) if arabic else digits}{space}{letters}{space}"
    assert read_postcode(text) == str(digits)


@given(st.text(max_size=60))
def test_what_is_no_postcode_is_never_read_as_one(text: str) -> None:
    found = read_postcode(text)
    assert found == "" or (len(found) == 4 and found.isascii() and found.isdigit() and found[0] != "0")


@pytest.mark.parametrize(
    "text", ["", " ", "751", "75111", "0511", "7511 A", "7511 ABC", "AB 7511", "Enschede", "7511;"]
)
def test_other_texts_are_refused_with_what_to_do(text: str) -> None:
    app = make_app()
    with app.test_request_context():
        found = search_places(PLACES, text)
    assert found.digits == ""
    assert "7511" in found.mistake and found.mistake.endswith(".")
    assert found.others == PLACES


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_the_same_four_digits_come_first_and_no_place_is_lost(place: object) -> None:
    assert place in PLACES
    found = search_places(PLACES, getattr(place, "postcode", ""))
    assert place in found.same
    assert {one.postcode[:4] for one in found.same} == {found.digits}
    assert {*found.same, *found.others} == set(PLACES)
    assert [one for one in PLACES if one in found.others] == list(found.others)


def test_the_places_with_that_postcode_are_shown_once(told: Resident) -> None:
    page = look_for(told, "7543 wb")
    assert names(page, folded=False) == ["Boswinkel – 't Ni-je Terphoes", "Boswinkel – Speeltuin"]
    assert len(names(page, folded=True)) == len(PLACES) - 2
    text = page.all("main")[0].text
    assert "Deze Wijkwijzers hebben ook postcode 7543:" in text
    assert "dichtstbij" not in text
    assert "wb" not in page.all("input", name="postcode")[0].get("value")
    again = told.get("/uitslag")
    assert names(again, folded=False) == []
    assert "7543:" not in again.all("main")[0].text


def test_a_postcode_without_a_place_still_shows_them_all(told: Resident) -> None:
    page = look_for(told, "1012")
    assert "We kennen geen Wijkwijzer met postcode 1012." in page.all("main")[0].text
    assert len(names(page, folded=True)) == len(PLACES)


def test_an_error_says_what_to_do_and_loses_nothing(told: Resident) -> None:
    before = told.answers()
    response = told.post(PATH, {"postcode": "Boswinkel"})
    assert response.headers["Location"] == "/uitslag#fouten"
    page = told.get("/uitslag")
    assert page.title.startswith("Fout: Uw uitslag")
    assert page.errors == ["Dit is geen postcode. Vul 4 cijfers in, bijvoorbeeld 7511. Letters erachter mogen ook."]
    [field] = page.all("input", name="postcode")
    assert (field.get("value"), field.get("aria-invalid")) == ("Boswinkel", "true")
    assert "#postcode" in page.links
    assert told.answers() == before
    assert not told.get("/uitslag").errors


@pytest.mark.parametrize("text", ["\U0001f600" * 5000, "\x00" * 50, "7" * 10_000, "<script>", "\u202e7511"])
def test_strange_input_ends_in_a_page(told: Resident, text: str) -> None:
    assert look_for(told, text).path == "/uitslag"


def test_a_page_that_stood_open_too_long_still_finds_the_places(told: Resident) -> None:
    response = told.post(PATH, {"postcode": "7511"}, token="stale")
    assert response.headers["Location"] == "/uitslag#wijkwijzers"
    assert names(told.get("/uitslag"), folded=False) == ["Centrum"]


def test_without_answers_there_is_no_result_to_search_from() -> None:
    resident = Resident(make_app())
    resident.get("/vraag")
    assert resident.post(PATH, {"postcode": "7511"}).status_code == 303
    assert resident.get("/uitslag").path == "/vraag/gemeente"
