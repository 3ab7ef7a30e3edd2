"""Error pages: plain Dutch, what to do, a phone number, a way on; a problem document for programs. Whatever breaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from flask import Flask, abort, render_template
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from rules import EngineBusy
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_pages import Page
from webapp import errors, security, session
from webapp.errors import TROUBLES, Trouble

BROKEN: dict[str, Any] = {"TESTING": False, "PROPAGATE_EXCEPTIONS": False}
FORM_HEADER = {"Content-Type": "application/x-www-form-urlencoded"}


def breaking(error: BaseException) -> Flask:
    """An application with two addresses that fail."""
    app = make_app(**BROKEN)

    def fail() -> NoReturn:
        raise error

    app.add_url_rule("/stuk", view_func=fail)
    app.add_url_rule("/api/v1/stuk", "stuk_voor_programma", view_func=fail)
    return app


REQUESTS: list[tuple[int, str, str, dict[str, Any]]] = [
    (400, "POST", "/vraag/gemeente", {"headers": {"Sec-Fetch-Site": "cross-site"}}),
    (404, "GET", "/vraag/bestaat-niet", {}),
    (404, "GET", "/niets/%ff%00<script>", {}),
    (405, "GET", "/wissen", {}),
    (413, "POST", "/vraag/gemeente", {"data": "number=" + "1" * 70_000, "headers": FORM_HEADER}),
    (413, "POST", "/vraag/gemeente", {"data": "&".join(f"a{number}=" for number in range(20_000))}),
    (431, "GET", "/", {"headers": {"Cookie": "other=" + "1" * 8000}}),
]


@pytest.mark.parametrize(("status", "method", "path", "sent"), REQUESTS)
def test_every_error_page_says_what_to_do(status: int, method: str, path: str, sent: dict[str, Any]) -> None:
    app = make_app()
    response = FlaskClient(app, app.response_class, use_cookies=False).open(path, method=method, **sent)
    assert response.status_code == status
    page = Page(response.get_data(as_text=True))
    text = page.all("main")[0].text
    assert "053 481 78 00" in text
    assert "/" in page.links
    assert len(page.all("main")[0].texts) > 3
    assert not re.search(r"Traceback|werkzeug|Not Found|Not Allowed|Bad Request|Too Large", page.html)
    assert response.headers["Cache-Control"] == "no-store"


def test_every_error_that_happens_has_words_of_its_own() -> None:
    assert {int(status) for status in TROUBLES} == {400, 403, 404, 405, 411, 413, 431, 500, 503}
    with make_app().test_request_context("/"):
        texts = [str(text) for trouble in TROUBLES.values() for text in (trouble.title, trouble.text)]
    assert len(set(texts)) == len(texts)
    assert isinstance(errors.OTHERWISE, Trouble)


def test_a_method_that_does_not_fit_says_which_does() -> None:
    response = make_app().test_client().get("/wissen")
    assert "POST" in response.headers["Allow"]


def test_too_many_cookies_are_refused_and_ours_is_taken_away() -> None:
    resident = Resident(make_app())
    resident.answer("gemeente", {"choice": "enschede"})
    ours = resident.client.get_cookie("rondkomenwijzer")
    assert ours is not None
    client = FlaskClient(resident.app, resident.app.response_class, use_cookies=False)
    header = f"rondkomenwijzer={ours.value}; other="
    just = client.get("/", headers={"Cookie": header + "1" * (security.MAX_COOKIE_HEADER - len(header))})
    assert just.status_code == 200
    over = client.get("/", headers={"Cookie": header + "1" * (security.MAX_COOKIE_HEADER - len(header) + 1)})
    assert over.status_code == 431
    assert "Max-Age=0" in over.headers["Set-Cookie"]
    assert client.get("/static/css/base.css", buffered=True, headers={"Cookie": header + "1" * 9000}).status_code == 200


def test_a_fault_of_ours_is_said_to_be_ours() -> None:
    client = breaking(ZeroDivisionError("a secret 4321,09")).test_client()
    response = client.get("/stuk")
    assert response.status_code == 500
    text = response.get_data(as_text=True)
    assert "Dat ligt aan ons, niet aan u." in text
    assert "4321" not in text and "Zero" not in text


def test_a_busy_engine_says_when_to_come_back() -> None:
    client = breaking(EngineBusy("busy")).test_client()
    for path in ("/stuk", "/api/v1/stuk"):
        response = client.get(path)
        assert (response.status_code, response.headers["Retry-After"]) == (503, "60")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/niets", 404),
        ("/api/niets", 404),
        ("/api/v1/advice", 405),
        ("/api/v1/stuk", 500),
        ("/healthz/niets", 404),
    ],
)
def test_programs_get_a_problem_document(path: str, status: int) -> None:
    client = breaking(ZeroDivisionError("a secret 4321,09")).test_client()
    response = client.get(path)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    problem = response.get_json(force=True)
    assert {"type", "title", "status", "errors"} == problem.keys()
    assert (problem["status"], problem["type"], problem["errors"]) == (status, "about:blank", [])
    assert "4321" not in response.get_data(as_text=True)


def test_what_somebody_made_ready_for_an_error_is_sent_as_it_is() -> None:
    app = make_app()
    app.add_url_rule("/klaar", view_func=lambda: abort(app.response_class("ready", 418, mimetype="text/plain")))
    response = app.test_client().get("/klaar")
    assert (response.status_code, response.get_data()) == (418, b"ready")


def broken_template(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise ValueError("a secret 4321,09")

    monkeypatch.setattr(errors, "render_template", fail)


def broken_session(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> NoReturn:
        raise ValueError("a secret 4321,09")

    monkeypatch.setattr(session.EncryptedSessionInterface, "open_session", fail)


def broken_save(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> NoReturn:
        raise ValueError("a secret 4321,09")

    monkeypatch.setattr(session.SessionSerializer, "dumps", fail)


@pytest.mark.parametrize("break_it", [broken_template, broken_session, broken_save])
@pytest.mark.parametrize("path", ["/stuk", "/vraag/gemeente"])
def test_there_is_a_page_when_making_a_page_is_what_fails(
    monkeypatch: pytest.MonkeyPatch, break_it: Callable[[pytest.MonkeyPatch], None], path: str
) -> None:
    app = breaking(ZeroDivisionError("a secret 4321,09"))
    client = FlaskClient(app, app.response_class)
    break_it(monkeypatch)
    response = client.get(path)
    if break_it is broken_template and path != "/stuk":
        assert response.status_code == 200
        return
    assert response.status_code == 500
    text = response.get_data(as_text=True)
    assert "Er ging iets mis" in text and "053 481 78 00" in text
    assert "4321" not in text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"


def test_there_is_a_page_when_the_policy_is_what_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(**BROKEN)
    client = FlaskClient(app, app.response_class)
    monkeypatch.setitem(app.template_context_processors, None, [lambda: abort(418)])
    monkeypatch.delitem(app.extensions, "policy")
    for path in ("/", "/vraag/gemeente", "/over", "/niets"):
        response = client.get(path)
        text = response.get_data(as_text=True)
        assert response.status_code in (404, 418, 500), path
        assert "Er ging iets mis" in text and "Something went wrong" in text, path
        assert "053 481 78 00" in text


def test_the_last_resort_is_a_whole_page() -> None:
    app = make_app()
    page = Page(app.extensions["last_resort"])
    assert page.read.faults == []
    assert (page.heading, page.title) == ("Er ging iets mis", "Er ging iets mis – Rondkomenwijzer")
    assert {e.get("lang") for e in page.elements if e.get("lang")} == {"nl", "en"}
    assert "/" in page.links and "tel:0534817800" in page.links


def test_an_error_inside_the_error_page_is_not_passed_off_as_another(monkeypatch: pytest.MonkeyPatch) -> None:
    broken_template(monkeypatch)
    app = make_app(**BROKEN)
    assert FlaskClient(app, app.response_class).get("/niets").status_code == 404


def test_a_redirect_for_a_slash_is_left_alone() -> None:
    app = make_app()
    app.add_url_rule("/map/", view_func=lambda: render_template("wizard/wiped.html"))
    assert app.test_client().get("/map").status_code == 308
    with pytest.raises(HTTPException):
        abort(404)
