"""The forms of "Wat als?" are those of the wizard: same kinds, same errors, Back always works (F01–F14)."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp_fixtures import Resident, Sent
from tests.webapp_households import COUPLE
from tests.whatif_visitor import app, earner, imagine, in_cookie, who_lives_here, work

__all__ = ["app", "earner"]

WRONG: dict[str, list[Sent]] = {
    "inkomen": [
        {},
        work("1.23.4"),
        work("veel"),
        {"what_1": "work", "amount_1": "900"},
        work("\u202e1800\U0001f600"),
        work("<script>" * 2000),
    ],
    "gezin": [{}, who_lives_here("partner"), who_lives_here("children", children_ages="1985")],
    "vermogen": [{}, {"have": "x" * 10_000, "owe": "0"}, {"have": "€ 900"}],
}


@pytest.mark.parametrize("question_id", WRONG)
def test_errors_are_those_of_the_wizard_and_keep_what_was_typed(earner: Resident, question_id: str) -> None:
    for sent in WRONG[question_id]:
        there = f"/wat-als/{question_id}"
        earner.get(there)
        response = earner.post(there, sent)
        assert (response.status_code, response.headers["Location"]) == (303, f"{there}#fouten")
        page = earner.get(there)
        earner.post(f"/vraag/{question_id}", sent)
        real = earner.get(f"/vraag/{question_id}")
        assert page.errors
        assert page.errors == real.errors
        assert page.title.startswith(f"Fout: {page.heading}")
        assert [field.get("value") for field in page.fields] == [field.get("value") for field in real.fields]
        assert "imagined" not in in_cookie(earner)


def test_the_page_says_that_this_is_not_real_and_shows_the_answer_of_now(earner: Resident) -> None:
    page = earner.get("/wat-als/inkomen")
    assert page.is_question
    assert page.heading == "Wat is uw netto inkomen?"
    assert "Vul in hoe het straks zou zijn. Uw echte antwoord blijft staan." in page.all("main")[0].text
    assert page.all("input", name="amount_1")[0].get("value") == "1.355,00"
    assert page.all("button", type="submit")[-1].text == "Bekijk wat er verandert"


def test_what_was_imagined_comes_back_to_be_changed(earner: Resident) -> None:
    imagine(earner, "inkomen", work("1.720"))
    assert earner.get("/wat-als/inkomen").all("input", name="amount_1")[0].get("value") == "1.720,00"
    assert earner.get("/vraag/inkomen").all("input", name="amount_1")[0].get("value") == "1.355,00"


def test_an_answer_that_contradicts_an_earlier_one_is_refused_in_words(earner: Resident) -> None:
    earner.get("/wat-als/inkomen")
    earner.post("/wat-als/inkomen", {"what_1": "student_finance", "amount_1": "900", "period_1": "month"})
    page = earner.get("/wat-als/inkomen")
    assert len(page.errors) == 1
    assert "Dit past niet bij uw antwoord op:" in page.all("main")[0].text
    assert not [link for link in page.links if link.startswith("/vraag/")]
    assert not earner.get("/vraag/inkomen").errors


def test_an_unfinished_imagined_answer_is_none_of_the_wizard_and_the_other_way_round(earner: Resident) -> None:
    earner.get("/wat-als/inkomen")
    earner.post("/wat-als/inkomen", work("veel"))
    assert not earner.get("/vraag/inkomen").errors
    earner.post("/vraag/inkomen", work("weinig"))
    assert earner.get("/vraag/inkomen").all("input", name="amount_1")[0].get("value") == "weinig"
    assert earner.get("/wat-als/inkomen").all("input", name="amount_1")[0].get("value") == "veel"
    earner.get("/wat-als")
    assert not earner.get("/wat-als/inkomen").errors


def test_answers_survive_a_switch_of_language(earner: Resident) -> None:
    earner.get("/wat-als/inkomen")
    earner.post("/wat-als/inkomen", work("veel"))
    page = earner.get("/wat-als/inkomen?taal=en")
    assert page.errors and page.language == "en"
    assert page.all("input", name="amount_1")[0].get("value") == "veel"


def test_a_page_that_stood_open_too_long_keeps_what_was_filled_in(earner: Resident) -> None:
    earner.get("/wat-als/inkomen")
    response = earner.post("/wat-als/inkomen", work("1.720"), token="stale")
    assert (response.status_code, response.headers["Location"]) == (303, "/wat-als/inkomen")
    page = earner.get("/wat-als/inkomen")
    assert "Deze pagina stond lang open." in page.all("main")[0].text
    assert page.all("input", name="amount_1")[0].get("value") == "1.720"
    response = earner.post("/wat-als/terug", {}, token="stale")
    assert response.headers["Location"] == "/wat-als"
    assert "Deze pagina stond lang open." in earner.get("/wat-als").all("main")[0].text


def test_without_the_cookie_a_form_ends_at_the_page_that_says_so(earner: Resident) -> None:
    earner.get("/wat-als/inkomen")
    earner.client.delete_cookie("rondkomenwijzer")
    response = earner.post("/wat-als/inkomen", work("1.720"))
    assert (response.status_code, response.headers["Location"]) == (303, "/verlopen")


def test_not_knowing_is_an_answer_here_too(earner: Resident) -> None:
    page = imagine(earner, "inkomen", {"unknown": "1"})
    while page.path != "/wat-als":
        page = earner.get("/wat-als")
    assert "weten we het dan nog niet" in page.all("main")[0].text
    assert "Straks Ik weet het niet" in page.all("main")[0].text


def test_no_question_is_asked_twice_and_none_without_need(app: Flask) -> None:
    """F14: after the change only what it opened, each once; a change that opens nothing asks nothing."""
    resident = Resident(app)
    resident.walk(COUPLE.sent)
    page = imagine(resident, "inkomen", {**work("1.000"), "who_1": "self"})
    asked = [page.path]
    while page.path != "/wat-als":
        question = resident.catalogue.find(page.path.removeprefix("/wat-als/"))
        assert question is not None
        page = imagine(resident, question.id, COUPLE.sent.get(question.id) or {"unknown": "1"})
        assert page.path not in asked
        asked.append(page.path)
    assert imagine(resident, "vermogen", {"have": "2.600", "owe": "0"}).path == "/wat-als"
