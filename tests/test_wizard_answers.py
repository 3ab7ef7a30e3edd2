"""Errors, Back, changed answers, leftovers, contradictions, and how people stop."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.webapp_fixtures import Resident, Sent, i_do_not_know, make_app, resident
from tests.webapp_households import COUPLE, SINGLE_PARENT

__all__ = ["resident"]

ALONE: Final[Sent] = {"boxes": ["children"], "partner_age": "39", "children_ages": "13"}
"""The couple of the stories, when the partner went: one tick less, and the age still as it stood."""


def at(resident: Resident, question_id: str, **more: dict[str, str]) -> None:
    """Walk until this question comes, as the single parent."""
    resident.get("/vraag")
    while resident.page.path != f"/vraag/{question_id}":
        current = resident.page.path.removeprefix("/vraag/")
        resident.answer(current, more.get(current.replace("-", "_")) or SINGLE_PARENT.sent[current])


def test_the_start_page_says_what_how_long_what_you_need_and_that_nothing_is_kept(resident: Resident) -> None:
    text = resident.get("/").all("main")[0].text
    for part in ("Ongeveer 5 minuten", "loonstrook", "We bewaren niets", "geen aanvraag en geen besluit"):
        assert part in text
    assert resident.client.get_cookie("rondkomenwijzer") is None


def test_an_error_is_a_redirect_to_the_same_question_with_what_was_typed(resident: Resident) -> None:
    at(resident, "leeftijd")
    response = resident.post("/vraag/leeftijd", {"number": "vierendertig"})
    assert response.status_code == 303
    assert response.headers["Location"] == "/vraag/leeftijd#fouten"
    page = resident.get("/vraag/leeftijd")
    assert page.errors == ["Vul de leeftijd in hele jaren in, in cijfers. Bijvoorbeeld 34."]
    assert page.title.startswith("Fout: vraag 3: Hoe oud bent u?")
    [field] = page.all("input", name="number")
    assert field.get("value") == "vierendertig"
    assert field.get("aria-invalid") == "true"
    assert f"#{field.get('id')}" in page.links
    assert not resident.answer("leeftijd", {"number": "34"}).errors


def test_long_input_is_cut_and_explained(resident: Resident) -> None:
    at(resident, "vermogen")
    resident.post("/vraag/vermogen", {"have": "9" * 5000, "owe": "0"})
    page = resident.get("/vraag/vermogen")
    assert page.errors == ["Vul alleen een bedrag in, bijvoorbeeld 1.234,50."]
    assert len(page.all("input", name="have")[0].get("value")) == 200
    cookie = resident.client.get_cookie("rondkomenwijzer")
    assert cookie is not None and len(cookie.value) < 3800


@pytest.mark.parametrize("text", ["\U0001f600" * 300, "\x00" * 50, "<script>", "' or 1=1", "é" * 900])
def test_strange_input_never_breaks_the_cookie_or_the_page(resident: Resident, text: str) -> None:
    at(resident, "inkomen")
    sent = {f"{name}_{line}": text for name in ("amount", "what", "period") for line in (1, 2, 3, 4)}
    assert resident.post("/vraag/inkomen", sent).status_code == 303
    assert resident.get("/vraag/inkomen").path == "/vraag/inkomen"
    cookie = resident.client.get_cookie("rondkomenwijzer")
    assert cookie is not None and len(cookie.value) < 3800


def test_a_long_journey_fits_in_the_cookie(resident: Resident) -> None:
    resident.walk(COUPLE.sent)
    cookie = resident.client.get_cookie("rondkomenwijzer")
    assert cookie is not None and len(cookie.value) < 1500


def test_the_amount_is_read_back_on_the_next_page(resident: Resident) -> None:
    at(resident, "zorgverzekering")
    text = resident.page.all("main")[0].text.replace("\u00a0", " ")
    assert "U vulde in: € 1.348,49 per maand." in text
    assert "/vraag/inkomen" in resident.page.links


def test_back_goes_to_the_question_before(resident: Resident) -> None:
    at(resident, "gezin")
    assert "/vraag/leeftijd" in resident.page.links
    page = resident.get("/vraag/leeftijd")
    assert page.all("input", name="number")[0].get("value") == "34"
    assert "/vraag/nood" in page.links


def test_the_check_page_has_a_change_link_for_every_answer_that_returns_there(resident: Resident) -> None:
    asked = resident.walk(SINGLE_PARENT.sent)
    for question_id in asked:
        assert f"/vraag/{question_id}?terug=controleren" in resident.get("/controleren").links
    before = resident.answers().facts
    page = resident.answer("leeftijd", {"number": "35"}, back_to="controleren")
    assert page.path == "/controleren"
    assert resident.answers().facts == {**before, "age": 35}
    assert "35 jaar" in page.all("main")[0].text


def test_a_change_with_an_error_still_returns_to_the_check_page(resident: Resident) -> None:
    resident.walk(SINGLE_PARENT.sent)
    resident.get("/vraag/leeftijd?terug=controleren")
    response = resident.post("/vraag/leeftijd", {"number": "", "terug": "controleren"})
    assert response.headers["Location"] == "/vraag/leeftijd?terug=controleren#fouten"
    assert resident.answer("leeftijd", {"number": "36"}, back_to="controleren").path == "/controleren"


def test_income_is_shown_as_lines_and_a_sum(resident: Resident) -> None:
    resident.walk(COUPLE.sent)
    text = resident.get("/controleren").all("main")[0].text.replace("\u00a0", " ")
    assert "Loon uit werk van u: € 1.100,00 per 4 weken" in text
    assert "Loon uit werk van uw partner: € 250,00 per week" in text
    assert "Samen: € 2.275,00 per maand" in text


def test_one_income_a_month_is_not_added_up(resident: Resident) -> None:
    resident.walk(SINGLE_PARENT.sent)
    text = resident.get("/controleren").all("main")[0].text.replace("\u00a0", " ")
    assert "Bijstand: € 1.348,49 per maand" in text
    assert "Samen" not in text
    weekly = {"what_1": "work", "amount_1": "300", "period_1": "week"}
    resident.answer("inkomen", weekly, back_to="controleren")
    assert "Dat is € 1.300,00 per maand" in resident.get("/controleren").all("main")[0].text.replace("\u00a0", " ")


def test_when_the_partner_goes_so_do_the_answers_about_the_partner(resident: Resident) -> None:
    resident.walk(COUPLE.sent)
    resident.answer("gezin", ALONE, back_to="controleren")
    facts = resident.answers().facts
    assert "partner_age" not in facts
    assert "income" not in facts, "it was about two people: it counts for nothing until it is given anew"
    check = resident.get("/controleren").all("main")[0].text
    assert "U veranderde uw antwoord over een partner. Klopt dit antwoord nog?" in check
    assert "/vraag/inkomen?terug=uitslag" in resident.get("/uitslag").links


def test_when_the_partner_goes_what_may_have_been_about_the_partner_is_asked_again(resident: Resident) -> None:
    """Student finance of a partner who is gone must not close the door of bijstand."""
    lines = {**COUPLE.sent["inkomen"], "what_2": "student_finance"}
    assert "studie" not in resident.walk({**COUPLE.sent, "inkomen": lines}), "the income says it already"
    assert resident.answers().implied["student"] is True
    page = resident.answer("gezin", ALONE, back_to="controleren")
    asked = []
    while page.path.startswith("/vraag/"):
        question_id = page.path.removeprefix("/vraag/")
        asked.append(question_id)
        form = page.all("form")[-1]
        assert form
        if question_id == "inkomen":
            assert page.all("input", name="amount_1")[0].get("value") == "1.100,00", "what was filled in is still there"
            page = resident.answer(question_id, {"what_1": "work", "amount_1": "1.100", "period_1": "four_weeks"})
        elif question_id == "studie":
            assert resident.answers().implied.get("student") is None
            page = resident.answer(question_id, {"choice": "no"})
        else:
            question = resident.catalogue.find(question_id)
            assert question is not None
            page = resident.answer(question_id, i_do_not_know(question))
    assert {"inkomen", "studie"} <= set(asked)
    assert len(asked) == len(set(asked))
    assert resident.answers().facts["student"] is False
    assert resident.answers().facts["income"] == "1191.67"
    assert not resident.answers().to_look_at


def test_costs_car_and_home_take_their_questions_along(resident: Resident) -> None:
    resident.walk(SINGLE_PARENT.sent)
    resident.answer("kosten", {"boxes": ["none"]}, back_to="controleren")
    facts = resident.answers().facts
    assert facts["special_costs"] == []
    assert not {"costs_already_paid", "costs_covered_elsewhere"} & facts.keys()
    assert resident.answer("bezit", {"boxes": ["home"]}, back_to="controleren").path == "/vraag/waarde-huis"
    resident.answer("waarde-huis", {"have": "200.000", "owe": "190.000"})
    assert resident.answers().facts["home_equity"] == "10000.00"
    resident.answer("bezit", {"boxes": ["none"]}, back_to="controleren")
    assert "home_equity" not in resident.answers().facts
    car: Sent = {"boxes": ["car"], "car_value": "9.000"}
    assert resident.answer("bezit", car, back_to="controleren").path == "/vraag/auto-nodig"
    resident.answer("auto-nodig", {"choice": "yes"})
    resident.answer("bezit", {"boxes": ["none"]}, back_to="controleren")
    assert "car_indispensable" not in resident.answers().facts


def test_income_that_is_known_after_all_replaces_the_kind_of_income(resident: Resident) -> None:
    at(resident, "inkomen")
    assert resident.answer("inkomen", {"unknown": "1"}).path == "/vraag/soort-inkomen"
    resident.answer("soort-inkomen", {"boxes": ["work"]})
    resident.answer("inkomen", SINGLE_PARENT.sent["inkomen"])
    facts = resident.answers().facts
    assert (facts["income"], facts["income_sources"]) == ("1348.49", ["bijstand"])
    assert "soort-inkomen" not in [entry.question.id for entry in resident.answers().entries]


def test_a_contradiction_is_one_sentence_with_a_link_to_the_earlier_answer(resident: Resident) -> None:
    at(resident, "vermogen")
    sent = {"what_1": "student_finance", "amount_1": "300", "period_1": "month"}
    resident.get("/vraag/inkomen")
    resident.post("/vraag/inkomen", sent)
    page = resident.get("/vraag/inkomen")
    assert page.errors == ["U vulde hier studiefinanciering in. Eerder zei u dat u die nu niet krijgt."]
    assert "/vraag/studie?terug=inkomen" in page.links
    assert page.all("input", name="amount_1")[0].get("value") == "300"
    again = resident.answer("studie", {"choice": "now"}, back_to="inkomen")
    assert resident.answers().facts["income"] == "1348.49"
    assert again.path == "/vraag/inkomen", "the new answer waits where it was"
    assert not again.errors
    assert again.all("input", name="amount_1")[0].get("value") == "300"
    resident.answer("inkomen", sent)
    resident.post("/vraag/studie", {"choice": "no"})
    assert "past niet bij dit antwoord" in resident.get("/vraag/studie").errors[0]


def test_another_municipality_is_pointed_to_its_own_help(resident: Resident) -> None:
    assert resident.answer("gemeente", {"choice": "elsewhere"}).path == "/vraag/andere-gemeente"
    assert resident.get("/uitslag").path == "/vraag/andere-gemeente"
    resident.answer("andere-gemeente", {"choice": "hengelo"})
    resident.walk({})
    page = resident.get("/uitslag")
    text = page.all("main")[0].text
    assert "We kennen alleen de regelingen van Enschede. U woont in Hengelo." in text
    assert "Waarschijnlijk niet" not in text
    assert "Uw eigen gemeente" in text
    resident.answer("gemeente", {"choice": "enschede"})
    assert resident.answers().municipality == "enschede"
    assert "andere-gemeente" not in [entry.question.id for entry in resident.answers().entries]


def test_bijstand_with_a_high_income_asks_whether_it_is_right(resident: Resident) -> None:
    sent = {**SINGLE_PARENT.sent, "inkomen": {"what_1": "bijstand", "amount_1": "13484,90", "period_1": "month"}}
    resident.walk(sent)
    assert "Klopt dit?" in resident.get("/controleren").all("main")[0].text
    page = resident.get("/uitslag")
    assert "uw inkomen is hoog. Klopt dit?" in page.all("main")[0].text
    assert "/vraag/inkomen?terug=uitslag" in page.links


def test_questions_that_are_not_due_lead_to_the_one_that_is(resident: Resident) -> None:
    resident.get("/vraag")
    for path in ("/vraag/bezit", "/controleren", "/uitslag"):
        assert resident.get(path).path == "/vraag/gemeente"
    assert resident.post("/vraag/bezit", {"boxes": ["none"]}).headers["Location"] == "/vraag/gemeente"


def test_wiping_forgets_everything(resident: Resident) -> None:
    resident.walk(SINGLE_PARENT.sent)
    resident.get("/controleren")
    assert resident.post("/wissen", {}).headers["Location"] == "/gewist"
    assert "gewist" in resident.get("/gewist").heading
    assert resident.answers().entries == ()


def test_leaving_in_a_hurry_needs_no_token_and_ends_elsewhere(resident: Resident) -> None:
    resident.walk(SINGLE_PARENT.sent)
    response = resident.client.post("/snel-weg")
    assert (response.status_code, response.headers["Location"]) == (303, "https://www.weer.nl/")
    assert resident.answers().entries == ()


def test_a_page_that_stood_open_too_long_loses_nothing(resident: Resident) -> None:
    at(resident, "leeftijd")
    response = resident.post("/vraag/leeftijd", {"number": "34"}, token="stale")
    assert (response.status_code, response.headers["Location"]) == (303, "/vraag/leeftijd")
    page = resident.get("/vraag/leeftijd")
    assert "Deze pagina stond lang open." in page.all("main")[0].text
    assert page.all("input", name="number")[0].get("value") == "34"
    assert not page.errors
    assert resident.answer("leeftijd", {"number": "34"}).path == "/vraag/gezin"


def test_a_form_from_another_site_cannot_touch_the_answers(resident: Resident) -> None:
    response = resident.client.post("/vraag/leeftijd", data={"number": "34"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 400
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("path", "status"), [("/vraag/bestaat-niet", 404), ("/niets", 404), ("/wissen", 405)])
def test_error_pages_are_plain_dutch_with_a_phone_number(resident: Resident, path: str, status: int) -> None:
    response = resident.client.get(path)
    assert response.status_code == status
    text = response.get_data(as_text=True)
    assert "053 481 78 00" in text
    assert not re.search(r"Traceback|werkzeug|Not Found|Not Allowed", text)


def test_too_much_text_and_our_own_mistakes_have_their_pages() -> None:
    resident = Resident(make_app(TESTING=False, PROPAGATE_EXCEPTIONS=False))
    response = resident.client.post("/vraag/leeftijd", data={"number": "9" * 100_000})
    assert response.status_code == 413
    assert "Dit is te veel tekst" in response.get_data(as_text=True)
    resident.app.extensions["policy"] = None
    resident.app.extensions["catalogue"] = None
    response = resident.client.get("/vraag")
    assert response.status_code == 500
    assert "Er ging iets mis" in response.get_data(as_text=True)
    assert "Traceback" not in response.get_data(as_text=True)
