""" "Wat als?" stays apart from the real answers, and goes when they go."""

from __future__ import annotations

import pytest
from flask import Flask, session

from tests.webapp_fixtures import Resident, text_of
from tests.whatif_visitor import CHILDREN, EARNS, app, earner, imagine, in_cookie, who_lives_here, work
from webapp import state
from webapp.session import MAX_COOKIE, cookie_size

__all__ = ["app", "earner"]


def test_only_what_matters_here_may_be_imagined(earner: Resident) -> None:
    assert earner.get("/wat-als/nood").path == "/wat-als"
    earner.get("/wat-als/inkomen")
    response = earner.post("/wat-als/nood", {"boxes": ["eviction"]})
    assert response.headers["Location"] == "/wat-als"
    assert "imagined" not in in_cookie(earner)
    assert earner.client.get("/wat-als/niets").status_code == 404
    assert earner.client.get("/wat-als/terug").status_code == 404


def test_who_has_not_begun_begins_and_whose_answers_are_gone_is_told(app: Flask) -> None:
    resident = Resident(app)
    assert resident.client.get("/wat-als").headers["Location"] == "/verlopen"
    resident.get("/vraag/gemeente")
    assert resident.get("/wat-als").path == "/vraag/gemeente"
    assert resident.get("/wat-als/inkomen").path == "/vraag/gemeente"


def test_who_is_not_ready_can_look_already_and_is_told(app: Flask) -> None:
    resident = Resident(app)
    for question_id in ("gemeente", "nood"):
        resident.answer(question_id, EARNS[question_id])
    page = resident.get("/wat-als")
    assert "U bent nog niet klaar met de vragen." in page.all("main")[0].text
    assert "We weten nog niet genoeg om de grenzen te laten zien." in page.all("main")[0].text
    assert {"/vraag/leeftijd", "/vraag/gezin"} <= set(page.links)
    assert not page.all("figure")


def test_elsewhere_there_is_nothing_to_compare(app: Flask) -> None:
    resident = Resident(app)
    resident.walk({"gemeente": {"choice": "elsewhere"}, "andere-gemeente": {"choice": "hengelo"}})
    page = resident.get("/wat-als")
    assert "Vraag het uw eigen gemeente." in page.all("main")[0].text
    assert not page.all("figure") and not [link for link in page.links if link.startswith("/wat-als/")]


def test_no_answer_of_it_is_in_an_address(earner: Resident) -> None:
    """The client refuses any address with more than a page in it; here the redirects, which carry the most."""
    earner.get("/wat-als/inkomen")
    response = earner.post("/wat-als/inkomen", work("1.738,46"))
    assert response.headers["Location"] == "/wat-als#uitkomst"
    response = earner.post("/wat-als/inkomen", work("1.738,461"))
    assert response.headers["Location"] == "/wat-als/inkomen#fouten"


def test_wiping_and_leaving_take_the_imagined_answers_along(earner: Resident) -> None:
    for path in ("/wissen", "/snel-weg"):
        earner.walk(EARNS)
        imagine(earner, "inkomen", work("2.900"))
        earner.post("/wat-als/inkomen", work("veel"))
        assert {"imagined", "imagined_draft"} <= in_cookie(earner).keys()
        earner.post(path, {})
        assert not {"imagined", "imagined_draft", "answers"} & in_cookie(earner).keys()


def test_when_the_cookie_is_full_a_sentence_says_so_and_nothing_is_lost(
    earner: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    imagine(earner, "inkomen", work("2.900"))
    kept = in_cookie(earner)
    monkeypatch.setattr(state, "SPARE", MAX_COOKIE - 400)
    page = imagine(earner, "gezin", who_lives_here("children", children_ages="3, 8, 11, 12"))
    assert page.path == "/wat-als/gezin"
    assert "Dit is te veel om te onthouden. Vul minder in." in page.all("main")[0].text
    monkeypatch.undo()
    assert in_cookie(earner)["imagined"] == kept["imagined"]
    assert in_cookie(earner)["answers"] == kept["answers"]


def test_real_answers_need_the_room_more(earner: Resident, monkeypatch: pytest.MonkeyPatch) -> None:
    imagine(earner, "inkomen", work("2.900"))
    whole = in_cookie(earner)
    with earner.app.test_request_context():
        session.update({name: value for name, value in whole.items() if name not in ("imagined", "next")})
        room = cookie_size()
        session.update(whole)
        monkeypatch.setattr(state, "SPARE", MAX_COOKIE - room)
        state.keep(state.answers(earner.catalogue))
        assert "imagined" not in session
        assert session["answers"] == whole["answers"]


def test_nothing_imagined_reaches_the_answers_or_the_result(earner: Resident) -> None:
    before, asked_next = earner.answers(), earner.next_question()
    result = earner.get("/uitslag").all("main")[0].text
    imagine(earner, "inkomen", work("2.900"))
    imagine(earner, "gezin", who_lives_here("partner", "children", partner_age="35", **CHILDREN))
    imagine(earner, "vermogen", {"have": "60.000", "owe": "0"})
    assert earner.answers() == before
    assert earner.next_question() == asked_next
    assert earner.get("/uitslag").all("main")[0].text == result
    assert "2.900" not in earner.get("/controleren").html
    assert earner.get("/vraag").path == "/controleren"


def test_an_imagined_answer_gives_way_to_a_real_one_that_it_contradicts(app: Flask) -> None:
    resident = Resident(app)
    resident.walk({**EARNS, "studie": {"choice": "now"}})
    imagine(resident, "vermogen", {"have": "900", "owe": "0"})
    imagine(resident, "inkomen", {"what_1": "student_finance", "amount_1": "500", "period_1": "month"})
    assert "€ 500,00" in text_of(resident.get("/wat-als").html)
    resident.answer("studie", {"choice": "no"}, back_to="controleren")
    text = text_of(resident.get("/wat-als").html)
    assert "€ 500,00" not in text, "both cannot be true: the real answer counts"
    assert "€ 900,00" in text, "the other imagined answer stays"
