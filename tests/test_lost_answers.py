"""Where people land when their answers are gone, or when one answer waits for another to be changed."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from werkzeug.exceptions import HTTPException, default_exceptions

from tests.webapp_fixtures import Resident, make_app, resident
from tests.webapp_households import SINGLE_PARENT
from webapp.errors import TROUBLES

__all__ = ["resident"]

STUDENT = {"what_1": "student_finance", "amount_1": "300", "period_1": "month"}
"""An income that contradicts the answer "no student finance"."""


@pytest.mark.parametrize("path", ["/vraag/leeftijd", "/vraag/hulp?terug=uitslag", "/controleren", "/uitslag"])
@pytest.mark.parametrize("wiped", [False, True], ids=["expired", "wiped"])
def test_who_comes_back_to_answers_that_are_gone_reads_so(resident: Resident, path: str, wiped: bool) -> None:
    resident.walk(SINGLE_PARENT.sent)
    if wiped:
        resident.get("/controleren")
        resident.post("/wissen", {})
    else:
        resident.client.delete_cookie("rondkomenwijzer")
    page = resident.get(path)
    assert (page.path, page.heading) == ("/verlopen", "Uw antwoorden zijn er niet meer")
    text = page.all("main")[0].text
    assert "Deed u een uur niets? Dan wissen we uw antwoorden." in text
    assert "34 jaar" not in text


def test_who_begins_reads_nothing_of_the_sort() -> None:
    for path in ("/vraag", "/vraag/gemeente"):
        assert Resident(make_app()).get(path).path == "/vraag/gemeente"


def test_who_has_answered_nothing_yet_is_led_to_the_first_question(resident: Resident) -> None:
    resident.get("/vraag")
    for path in ("/vraag/leeftijd", "/controleren", "/uitslag"):
        assert resident.get(path).path == "/vraag/gemeente"


@pytest.mark.parametrize(("back_to", "path"), [("controleren", "/controleren"), ("uitslag", "/uitslag")])
def test_after_a_contradiction_the_way_back_is_still_known(resident: Resident, back_to: str, path: str) -> None:
    """From the check page to the income, from there to the study that contradicts it, and all the way back."""
    resident.walk(SINGLE_PARENT.sent)
    resident.get(f"/vraag/inkomen?terug={back_to}")
    sent = resident.post("/vraag/inkomen", {**STUDENT, "terug": back_to})
    page = resident.get(sent.headers["Location"].split("#")[0])
    [link] = [e for e in page.all("a") if "terug=inkomen" in e.get("href")]
    assert link.get("href") == "/vraag/studie?terug=inkomen"
    page = resident.answer("studie", {"choice": "now"}, back_to="inkomen")
    assert page.path == "/vraag/inkomen"
    assert page.all("input", name="amount_1")[0].get("value") == "300"
    assert page.all("input", name="terug")[0].get("value") == back_to
    sent = resident.post("/vraag/inkomen", {**STUDENT, "terug": back_to})
    assert sent.status_code == HTTPStatus.SEE_OTHER
    following = resident.get(sent.headers["Location"])
    while following.path.startswith("/vraag/"):
        following = resident.answer(following.path.removeprefix("/vraag/"), {"choice": "no"})
    assert following.path in (path, "/controleren")


def test_the_way_back_of_an_answer_that_waits_is_that_of_its_own_page(resident: Resident) -> None:
    """The link "back to your new answer" carries nothing: what waits knows where it was to lead."""
    resident.walk(SINGLE_PARENT.sent)
    resident.get("/vraag/inkomen?terug=controleren")
    resident.post("/vraag/inkomen", {**STUDENT, "terug": "controleren"})
    page = resident.get("/vraag/studie?terug=inkomen")
    back = next(e.get("href") for e in page.all("a") if "back-link" in e.classes)
    assert back == "/vraag/inkomen"
    assert [e.get("href") for e in resident.get(back).all("a") if "back-link" in e.classes] == ["/controleren"]
    assert "terug" not in [e.get("name") for e in resident.get("/vraag/leeftijd").all("input", type="hidden")]


def test_any_other_error_still_gets_a_page() -> None:
    others = [code for code in default_exceptions if code not in TROUBLES and code >= HTTPStatus.BAD_REQUEST]
    assert len(others) > 5
    for code in others:
        app = make_app()

        def fail(error: type[HTTPException] = default_exceptions[code]) -> str:
            raise error

        app.view_functions["pages.about"] = fail
        page_of = Resident(app)
        assert page_of.client.get("/over").status_code == code
        assert page_of.client.page.heading == "Dit lukt niet"


def test_a_body_of_unknown_length_and_a_form_of_another_site_say_what_is_wrong(resident: Resident) -> None:
    pieces = resident.client.post("/vraag/gemeente", headers={"Transfer-Encoding": "chunked"})
    assert (pieces.status_code, resident.client.page.heading) == (411, "Uw antwoord kwam niet goed aan")
    other = resident.client.post("/vraag/gemeente", headers={"Sec-Fetch-Site": "cross-site"})
    assert (other.status_code, resident.client.page.heading) == (400, "Dit ging niet goed")


def test_a_script_is_told_to_which_place_on_a_page_a_redirect_leads(resident: Resident) -> None:
    resident.get("/vraag")
    form = {"csrf_token": resident.page.token}
    followed = resident.client.post("/vraag/gemeente", data=form)
    assert (followed.status_code, followed.headers["Location"]) == (303, "/vraag/gemeente#fouten")
    told = resident.client.post("/vraag/gemeente", data=form, headers={"HX-Request": "true"})
    assert (told.status_code, told.headers["Leads-To"], told.data) == (204, "/vraag/gemeente#fouten", b"")
    assert "Location" not in told.headers
    plain = resident.client.get("/vraag", headers={"HX-Request": "true"})
    assert (plain.status_code, plain.headers["Location"]) == (303, "/vraag/gemeente")
