"""One visit at the kiosk, from the languages to the wipe: what is kept meanwhile, and that nothing is kept after."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest
from cryptography import fernet
from flask import Flask, session

from rules import load_policy
from tests.crawl import AT_KIOSK, JOURNEYS
from tests.crawl_walker import COOKIE
from tests.kiosk_visitor import KIOSK, WELCOME, KioskVisitor, kiosk_app
from tests.test_session import BAD, sent_with
from tests.webapp_fixtures import Resident, client_of
from tests.webapp_households import COUPLE, PENSIONER, SINGLE_PARENT, STORIES, Story
from webapp.keys import SettingError
from webapp.kiosk.pictograms import load_pictograms
from webapp.languages import languages, published
from webapp.questions import load_catalogue
from webapp.session import SessionSerializer

QUESTION = f"{KIOSK}/vraag/leeftijd"
CANARY = "97"


@pytest.fixture(scope="module")
def app() -> Flask:
    return kiosk_app()


@pytest.fixture
def visitor(app: Flask) -> KioskVisitor:
    return KioskVisitor(app)


def cookie_of(visitor: Resident) -> str:
    found = visitor.client.get_cookie(COOKIE)
    return found.value if found else ""


def test_L06_first_the_languages_by_their_own_names_dutch_first_without_flags(app: Flask) -> None:  # noqa: N802
    client = client_of(app)
    response = client.get(KIOSK)
    buttons = client.page.all("button", name="taal")
    assert [(one.get("value"), one.text) for one in buttons] == [(one.code, one.name) for one in published()]
    assert buttons[0].get("value") == "nl"
    assert [one.code for one in languages() if not one.published and one.name in response.text] == []
    assert client.page.all("img", src="flag") == [] and not {"🇳🇱", "🇬🇧"} & set(response.text)
    assert "Set-Cookie" not in response.headers, "nobody is there yet"


@pytest.mark.parametrize("code", [one.code for one in published()])
def test_a_language_lasts_until_the_wipe_whatever_the_browser_prefers(app: Flask, code: str) -> None:
    visitor = KioskVisitor(app, code)
    assert visitor.page.language == code
    assert visitor.get(f"{KIOSK}/vraag").language == code
    assert visitor.client.get(KIOSK, headers={"Accept-Language": "pl"}).status_code == 200
    assert visitor.client.page.language == "nl"


def test_a_language_that_does_not_exist_is_dutch(app: Flask) -> None:
    client = client_of(app)
    assert client.post(f"{KIOSK}/begin", data={"taal": "xx"}).headers["Location"] == WELCOME
    client.get(WELCOME)
    assert client.page.language == "nl"


@pytest.mark.parametrize(
    "address", ["/welkom", "/vraag", "/vraag/inkomen", "/controleren", "/uitslag", "/meenemen", "/taal"]
)
def test_without_a_visit_every_page_leads_to_the_languages(app: Flask, address: str) -> None:
    response = client_of(app).get(f"{KIOSK}{address}")
    assert (response.status_code, response.headers["Location"]) == (303, KIOSK)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_R08_the_kiosk_asks_and_advises_as_the_wizard_does(app: Flask, story: Story) -> None:  # noqa: N802
    at_home, at_kiosk = Resident(app), KioskVisitor(app)
    assert at_kiosk.walk(story.sent) == at_home.walk(story.sent)
    assert at_kiosk.advice() == at_home.advice()
    shown = [{e.get("id") for e in one.get(path).all("h3") if e.get("id").startswith("scheme-")}
             for one, path in ((at_home, "/uitslag"), (at_kiosk, f"{KIOSK}/uitslag"))]  # fmt: skip
    assert shown[0] == shown[1] != set()


def test_K02_after_the_wipe_there_is_no_cookie_and_no_page_shows_an_answer(visitor: KioskVisitor) -> None:  # noqa: N802
    visitor.walk({**SINGLE_PARENT.sent, "leeftijd": {"number": CANARY}})
    visitor.client.post(f"{KIOSK}/weergave", data={"letters": "large"})
    assert f"{CANARY} jaar" in visitor.get(f"{KIOSK}/controleren").html
    page = visitor.stop()
    assert cookie_of(visitor) == ""
    assert "kiosk--large" not in page.html and page.language == "nl"
    for address in ("/controleren", "/uitslag", "/meenemen", "/vraag/leeftijd"):
        assert visitor.client.get(f"{KIOSK}{address}").headers["Location"] == KIOSK
        assert visitor.client.get(address.replace("meenemen", "uitslag")).status_code == 303


def test_the_first_page_ends_the_visit_of_whoever_was_there(visitor: KioskVisitor) -> None:
    visitor.walk(SINGLE_PARENT.sent)
    visitor.get(KIOSK)
    assert cookie_of(visitor) == ""


def test_the_first_page_of_the_kiosk_leaves_answers_of_home_alone_until_a_language_is_chosen(app: Flask) -> None:
    resident = Resident(app)
    resident.walk(SINGLE_PARENT.sent)
    resident.get(KIOSK)
    assert "34 jaar" in resident.get("/controleren").html
    resident.client.post(f"{KIOSK}/begin", data={"taal": "nl"})
    assert resident.client.get("/controleren").status_code == 303


@pytest.mark.parametrize(("minutes", "is_there"), [(4.9, True), (5.1, False)])
def test_the_cookie_of_a_kiosk_lasts_five_minutes(
    app: Flask, monkeypatch: pytest.MonkeyPatch, minutes: float, is_there: bool
) -> None:
    visitor, resident = KioskVisitor(app), Resident(app)
    for one in (visitor, resident):
        one.walk(SINGLE_PARENT.sent)
    now = datetime.now().timestamp() + minutes * 60
    monkeypatch.setattr(fernet, "time", SimpleNamespace(time=lambda: now))
    assert (visitor.client.get(f"{KIOSK}/uitslag").status_code == 200) is is_there
    assert resident.client.get("/uitslag").status_code == 200, "at home it lasts an hour"


def test_who_reads_for_long_keeps_the_answers(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = KioskVisitor(app)
    visitor.walk(SINGLE_PARENT.sent)
    for minutes in (4, 8, 12):
        later = datetime.now().timestamp() + minutes * 60
        monkeypatch.setattr(fernet, "time", SimpleNamespace(time=lambda later=later: later))
        assert visitor.client.post(f"{KIOSK}/nog-hier").status_code == 204
    assert visitor.client.get(f"{KIOSK}/uitslag").status_code == 200


def test_saying_that_somebody_is_there_begins_nothing(app: Flask) -> None:
    response = client_of(app).post(f"{KIOSK}/nog-hier")
    assert (response.status_code, response.headers.get("Set-Cookie")) == (204, None)


def test_larger_letters_and_contrast_stay_until_the_end(visitor: KioskVisitor) -> None:
    sent = {"letters": "large", "contrast": "high", "terug": QUESTION, "colour": "red"}
    response = visitor.client.post(f"{KIOSK}/weergave", data=sent)
    assert response.headers["Location"] == QUESTION
    assert 'class="utrecht-root kiosk kiosk--large kiosk--contrast"' in visitor.get(WELCOME).html
    visitor.client.post(f"{KIOSK}/weergave", data={"letters": "usual", "contrast": "purple"})
    assert 'class="utrecht-root kiosk kiosk--contrast"' in visitor.get(WELCOME).html
    with visitor.client:
        visitor.client.get(WELCOME)
        assert session["display"] == {"contrast": "high"}


def test_they_can_be_chosen_before_the_language_and_last(app: Flask) -> None:
    client = client_of(app)
    assert client.post(f"{KIOSK}/weergave", data={"letters": "large"}).headers["Location"] == KIOSK
    assert "kiosk--large" in client.get(KIOSK).text
    client.post(f"{KIOSK}/begin", data={"taal": "ar"})
    assert "kiosk--large" in client.get(WELCOME).text


@pytest.mark.parametrize(
    "address", ["https://example.org", "//example.org", "/uitslag", "/kiosk/../uitslag", "/kiosk/vraag/a/b", "\\x", ""]
)
def test_nothing_leads_out_of_the_kiosk(visitor: KioskVisitor, address: str) -> None:
    for path, sent in (("weergave", {"letters": "large"}), ("taal", {"taal": "tr"})):
        visitor.get(WELCOME)
        token = {"csrf_token": visitor.get(f"{KIOSK}/taal").token}
        response = visitor.client.post(f"{KIOSK}/{path}", data={**token, **sent, "terug": address})
        assert response.headers["Location"] == WELCOME
    visitor.get(f"{KIOSK}/taal?terug=/kiosk/over")
    assert visitor.page.all("input", name="terug", value="/kiosk/over")


def test_F07_another_language_keeps_the_answers_and_what_was_wrong(visitor: KioskVisitor) -> None:  # noqa: N802
    visitor.answer("gemeente", SINGLE_PARENT.sent["gemeente"])
    visitor.answer("nood", SINGLE_PARENT.sent["nood"])
    visitor.post(QUESTION, {"number": "vier"})
    page = visitor.get(f"{KIOSK}/taal?terug={QUESTION}")
    response = visitor.client.post(
        f"{KIOSK}/taal", data={"csrf_token": page.token, "taal": "ar", "terug": QUESTION}
    )  # fmt: skip
    page = visitor.get(response.headers["Location"])
    assert (page.language, page.path, len(page.errors)) == ("ar", QUESTION, 1)
    assert [field.get("value") for field in page.fields if field.get("name") == "number"] == ["vier"]


def test_a_page_that_stood_open_says_so(app: Flask) -> None:
    visitor = KioskVisitor(app)
    assert visitor.client.post(QUESTION, data={"number": "34"}).headers["Location"] == f"{KIOSK}/verlopen"
    visitor.answer("gemeente", SINGLE_PARENT.sent["gemeente"])
    visitor.get(f"{KIOSK}/vraag/nood")
    response = visitor.post(f"{KIOSK}/vraag/nood", SINGLE_PARENT.sent["nood"], token="old")
    assert response.headers["Location"] == f"{KIOSK}/vraag/nood"


def test_errors_stay_in_the_frame_of_the_kiosk(visitor: KioskVisitor) -> None:
    for address, status in (("/niets", 404), ("/vraag/niets", 404), ("/begin", 405)):
        assert visitor.client.get(f"{KIOSK}{address}").status_code == status
        assert "kiosk__bar" in visitor.client.page.html


def test_a_kiosk_is_not_for_search_engines(visitor: KioskVisitor) -> None:
    assert visitor.client.get(WELCOME).headers["X-Robots-Tag"] == "noindex"


def test_every_answer_has_a_drawing_and_every_drawing_an_answer() -> None:
    catalogue = load_catalogue(load_policy())
    values = {choice.value for question in catalogue.questions for choice in question.choices}
    values |= {"yes", "no", "none", "unknown"}
    assert load_pictograms().keys() == values


def test_a_place_that_does_not_exist_stops_the_start() -> None:
    with pytest.raises(SettingError, match=r"RONDKOMENWIJZER_KIOSK_PLACE must be one of Centrum, .*, not 'Overal'"):
        kiosk_app(KIOSK_PLACE="Overal")


def test_the_page_for_the_caretaker_tells_how_it_stands_and_nothing_of_a_visitor(app: Flask) -> None:
    visitor = KioskVisitor(app)
    visitor.walk({**PENSIONER.sent, "leeftijd": {"number": CANARY}})
    page = visitor.get(f"{KIOSK}/beheer")
    assert "Dit scherm werkt." in page.html and "31 december 2026" in page.html
    assert load_policy().version in page.html and f"{CANARY} jaar" not in page.html
    expired = kiosk_app(on=datetime(2031, 3, 1).date())
    assert client_of(expired).get(f"{KIOSK}/beheer").status_code == 503


def test_the_journeys_of_the_crawl_ask_every_question() -> None:
    asked: set[str] = set()
    for name in AT_KIOSK:
        asked |= set(KioskVisitor(kiosk_app()).walk(JOURNEYS[name]))
    assert asked == {question.id for question in load_catalogue(load_policy()).questions}


def test_a_couple_is_asked_in_its_own_words(app: Flask) -> None:
    visitor = KioskVisitor(app)
    visitor.walk(COUPLE.sent)
    assert "uw partner" in visitor.get(f"{KIOSK}/vraag/inkomen?terug=controleren").heading


@pytest.mark.parametrize("value", BAD.values(), ids=BAD.keys())
def test_S09_a_bad_cookie_is_nobody(app: Flask, value: str) -> None:  # noqa: N802
    for path in (KIOSK, WELCOME, f"{KIOSK}/vraag/inkomen", f"{KIOSK}/uitslag", f"{KIOSK}/meenemen", f"{KIOSK}/beheer"):
        response = sent_with(app, value, path)
        assert response.status_code in (200, 303)
        assert all(value not in cookie for cookie in response.headers.getlist("Set-Cookie"))


def test_the_cookie_of_a_kiosk_is_no_other_cookie(visitor: KioskVisitor) -> None:
    content = SessionSerializer([visitor.app.config["SECRET_KEY"]]).loads(
        cookie_of(visitor), visitor.app.permanent_session_lifetime
    )
    assert content["kiosk"] == 1 and content["taal"] == "nl"
