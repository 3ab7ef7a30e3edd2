"""The cookie at the table: a bad or old one is a fresh start (S09), and "Snel weg" leaves nothing of it (S10)."""

from __future__ import annotations

import pytest
from flask import Flask, session

from tests.staff_talk import Talk, staff_app
from tests.test_session import BAD, KEY, sent_with
from tests.test_staff import states
from tests.webapp_households import PENSIONER
from webapp.session import SessionSerializer

PAGES = ("/gesprek", "/gesprek/wat-als", "/gesprek/mee", "/gesprek/verwijzing")


@pytest.fixture(scope="module")
def app() -> Flask:
    return staff_app(SECRET_KEY=KEY)


@pytest.mark.parametrize("value", BAD.values(), ids=BAD.keys())
def test_S09_a_bad_cookie_is_a_fresh_conversation(app: Flask, value: str) -> None:  # noqa: N802
    for path in PAGES:
        response = sent_with(app, value, path)
        assert response.status_code in (200, 302, 303)
        assert all(value not in cookie for cookie in response.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize(
    "answer", [{"choice": "a choice of last year"}, {"boxes": ["gone"]}, {"number": 3}, {}, [], None]
)
def test_S09_answers_from_before_the_questions_changed_are_asked_again(app: Flask, answer: object) -> None:  # noqa: N802
    kept = [["gemeente", {"choice": "enschede"}, False], ["inkomen", answer, False], ["gone", answer, False]]
    content = {
        "version": 1,
        "talk": "an-older-one",
        "talk_answers": kept,
        "talk_seen": {"a scheme that is gone": "fits"},
        "talk_beside": "a language that is gone",
        "talk_office": "an office that is gone",
        "talk_variant_a": kept,
    }
    talk = Talk(app)
    with talk.client.session_transaction() as session:
        content["account"] = session["account"]
    talk.client.set_cookie("rondkomenwijzer", SessionSerializer([KEY]).dumps(content))
    for path in PAGES:
        talk.get(path)
    talk.get("/gesprek")
    assert states(talk)["gemeente"] == "answered"
    assert states(talk)["inkomen"] != "answered"


def test_S10_quick_exit_leaves_nothing_of_the_conversation(app: Flask) -> None:  # noqa: N802
    talk = Talk(app, "?naast=en")
    talk.tell(dict(PENSIONER.sent))
    response = talk.post("/snel-weg", {})
    assert response.status_code == 303
    assert not response.headers["Location"].startswith("/")
    with talk.client:
        talk.client.get("/over")
        assert [name for name in session if name.startswith("talk")] == []
    talk.get("/gesprek")
    assert talk.conversation_answers() == {}
