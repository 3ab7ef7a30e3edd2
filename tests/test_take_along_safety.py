"""S10: that home is not safe never leaves with the outcome, unless it was asked for right before, and only on paper."""

from __future__ import annotations

from typing import Final

import pytest

from tests.pdf_text import opened, squeezed, words_of
from tests.taker import app_with_link, keep, link_of, somebody, token_of
from tests.webapp_answers import answers_to
from tests.webapp_fixtures import KEY, Resident, Sent, text_of
from tests.webapp_households import PENSIONER, SINGLE_PARENT
from tests.webapp_pages import Element
from webapp.discreet import discreet, tells_of_danger
from webapp.link import Sealer
from webapp.packing import packed, unpacked

APP: Final = app_with_link()
TICK: Final[Sent] = {"veiligheid": "1"}
TELLING: Final = ("Veilig Thuis", "0800 2000", "niet veilig", "112")
ONLY_DANGER: Final[dict[str, Sent]] = {**SINGLE_PARENT.sent, "nood": {"boxes": ["unsafe_at_home"]}}
NOTHING: Final[dict[str, Sent]] = {**SINGLE_PARENT.sent, "nood": {"boxes": ["none"]}}


def in_trouble() -> Resident:
    return somebody(APP, PENSIONER)


def letter_of(resident: Resident) -> str:
    response = resident.client.get("/uitslag.pdf")
    assert response.status_code == 200, response.headers
    return words_of(opened(response.get_data()))


def tells(text: str) -> list[str]:
    return [word for word in TELLING if squeezed(word) in text]


def with_answers(sent: dict[str, Sent]) -> Resident:
    resident = somebody(APP)
    with APP.test_request_context():
        keep(resident, answers_to(sent, APP.extensions["catalogue"], APP.extensions["policy"]))
    return resident


def test_the_letter_says_nothing_of_it() -> None:
    assert tells(letter_of(in_trouble())) == []


def test_the_letter_says_it_when_that_was_asked_for_just_now() -> None:
    resident = in_trouble()
    resident.get("/meenemen")
    response = resident.post("/meenemen", TICK)
    assert response.headers["Location"] == "/uitslag.pdf", "the choice is in no address"
    assert {"Veilig Thuis", "0800 2000"} <= set(tells(letter_of(resident)))
    assert "Veilig Thuis" in tells(letter_of(resident)), "a browser fetches it again to save it"


@pytest.mark.parametrize("path", ["/meenemen", "/uitslag", "/over", "/vraag/nood", "/nergens"])
def test_after_any_other_page_the_letter_says_nothing_again(path: str) -> None:
    resident = in_trouble()
    resident.get("/meenemen")
    resident.post("/meenemen", TICK)
    resident.client.get(path)
    assert tells(letter_of(resident)) == []


def test_without_the_tick_the_button_makes_the_discreet_letter() -> None:
    resident = in_trouble()
    resident.get("/meenemen")
    resident.post("/meenemen", TICK)
    resident.post("/meenemen", {})
    assert tells(letter_of(resident)) == []


def test_only_who_said_it_is_asked_and_nothing_is_ticked() -> None:
    resident = in_trouble()
    resident.get("/meenemen")
    assert "Zet ook op papier dat ik thuis niet veilig ben" in text_of(resident.page.html)
    assert "checked" not in resident.page.html
    other = somebody(APP, SINGLE_PARENT)
    other.get("/meenemen")
    assert "veilig" not in text_of(other.page.html)
    assert "veiligheid" not in other.page.html


def test_a_tick_from_who_did_not_say_it_adds_nothing() -> None:
    resident = somebody(APP, SINGLE_PARENT)
    before = letter_of(resident)
    resident.get("/meenemen")
    resident.post("/meenemen", TICK)
    assert letter_of(resident) == before


def test_the_link_says_nothing_of_it_also_after_it_was_asked_for_on_paper() -> None:
    resident = in_trouble()
    resident.get("/meenemen")
    resident.post("/meenemen", TICK)
    other = somebody(APP)
    link = link_of(resident)
    other.get(link)
    assert tells(squeezed(text_of(other.page.html))) == []
    other.post(link, {})
    assert not tells_of_danger(other.answers())
    threats = other.answers().facts["urgent_threats"]
    assert threats == ["no_money_for_food"], "the rest of the answer is there"
    other.get("/uitslag")
    assert "Veilig Thuis" not in other.page.html
    other.get("/meenemen")
    assert "veiligheid" not in other.page.html


def test_the_link_says_on_the_page_that_it_leaves_this_out() -> None:
    resident = in_trouble()
    resident.get("/meenemen")
    assert "Eén antwoord laten we weg: dat u thuis niet veilig bent." in text_of(resident.page.html)


def test_where_it_was_the_only_box_the_link_is_that_of_somebody_with_no_box_at_all() -> None:
    """An urgent question without an answer would be a tell."""
    with_danger, without = with_answers(ONLY_DANGER), with_answers(NOTHING)
    quiet = discreet(with_danger.answers())
    assert packed(quiet, "nl") == packed(without.answers(), "nl")
    assert len(token_of(with_danger)) == len(token_of(without))
    content, _ = Sealer([KEY]).open(token_of(with_danger), APP.config["NOW"]())
    assert unpacked(content, quiet.catalogue).answers == without.answers()
    assert letter_of(with_danger) == letter_of(without)


def test_nothing_else_is_left_out() -> None:
    answers = somebody(APP, SINGLE_PARENT).answers()
    assert discreet(answers) == answers


def test_the_page_itself_says_nothing_of_it_when_it_is_printed() -> None:
    """The page tells people to press Ctrl and P, so some will print this page instead of the letter."""
    page = in_trouble().get("/meenemen")
    body = page.all("main")[0].text
    hidden = " ".join(element.text for element in page.elements if "not-on-paper" in element.classes)
    for text in ("thuis niet veilig ben", "thuis niet veilig bent", "Zo kan niemand thuis het lezen"):
        assert body.count(text) == hidden.count(text) > 0, text


@pytest.mark.parametrize("path", ["/controleren", "/vraag/nood"])
def test_a_print_of_the_answers_is_the_same_with_and_without_danger(path: str) -> None:
    """Leaving the answer out only where it was this one would tell it just as well."""

    def printed(resident: Resident) -> list[tuple[str, str, bool]]:
        leaves = [element for element in resident.get(path).elements if not element.children]
        shown = [leaf for leaf in leaves if not is_hidden(leaf) and leaf.get("name") != "csrf_token"]
        return [(leaf.tag, leaf.text, "checked" in leaf.attributes) for leaf in shown]

    with_danger = printed(with_answers(ONLY_DANGER))
    assert len(with_danger) > 20
    assert with_danger == printed(with_answers(NOTHING))


def is_hidden(element: Element | None) -> bool:
    """Whether this, or something around it, stays off paper."""
    return element is not None and ("not-on-paper" in element.classes or is_hidden(element.parent))
