"""Contract §1, advice over HTTP: what comes back, in which language, and for whom."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

import pytest
from werkzeug.test import TestResponse

import webapp.api.routes
from rules import EngineBusy, EngineError
from tests.api_client import ADVICE, HOUSEHOLD, api_client, ask, ask_about, problem_of
from tests.households import advice_for
from tests.webapp_fixtures import ON, make_app

OTHER_SITE: Final = "https://elsewhere.example"
PATHS: Final = ("/api/v1/schemes", "/api/v1/policy", "/api/v1/openapi.json", "/healthz")


def expected(on: date = ON) -> dict[str, Any]:
    return advice_for(HOUSEHOLD["municipality"], HOUSEHOLD["facts"], on).as_json()


def test_advice_over_http_is_the_advice_of_the_rules() -> None:
    response = ask_about(HOUSEHOLD)
    assert (response.status_code, response.mimetype) == (200, "application/json")
    assert response.get_json() == expected()


def test_the_body_is_one_line_of_utf_8() -> None:
    body = ask_about(HOUSEHOLD).get_data()
    assert body == (json.dumps(expected(), ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    assert "één".encode() in body


def test_the_same_input_gives_the_same_bytes() -> None:
    assert len({ask_about(HOUSEHOLD).get_data() for _ in range(5)}) == 1


def test_without_a_day_it_is_today() -> None:
    assert ask_about(HOUSEHOLD).get_json()["on"] == ON.isoformat()


@pytest.mark.parametrize("on", ["2024-01-01", "2025-07-01", "2026-12-31", "2027-01-01", "9999-12-31"])
def test_another_day_may_be_asked(on: str) -> None:
    assert ask_about({**HOUSEHOLD, "on": on}).get_json() == expected(date.fromisoformat(on))


def test_figures_that_have_expired_are_no_error() -> None:
    answer = ask_about({**HOUSEHOLD, "on": "2031-05-05"}).get_json()
    assert answer["norm"] is None
    assert any("figures_expired" in scheme["notes"] for scheme in answer["schemes"])


def test_only_the_municipality_is_required() -> None:
    assert ask_about({"municipality": "hof-van-twente"}).get_json()["municipality"] == "hof-van-twente"


@pytest.mark.parametrize("amount", ["1395.00", '"1395.00"', "1395", '"1395"', "1395.0", "13950e-1", "1.395e3"])
def test_money_is_read_digit_by_digit(amount: str) -> None:
    facts = json.dumps({**HOUSEHOLD["facts"], "income": None}).replace("null", amount)
    assert ask(f'{{"municipality": "enschede", "facts": {facts}}}'.encode()).get_json() == expected()


OTHER_TYPES: Final = (
    "application/json; charset=latin-1",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
)


@pytest.mark.parametrize("content_type", OTHER_TYPES)
def test_any_content_type_will_do(content_type: str) -> None:
    for raw in (json.dumps(HOUSEHOLD).encode(), json.dumps(HOUSEHOLD).encode().ljust(900_000)):
        assert api_client().post(ADVICE, data=raw, content_type=content_type).get_json() == expected()


def test_no_content_type_will_do() -> None:
    response = api_client().post(ADVICE, data=json.dumps(HOUSEHOLD).encode())
    assert "Content-Type" not in response.request.headers
    assert response.get_json() == expected()


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("", "nl"),
        ("nl", "nl"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr, en;q=0.5", "en"),
        ("fr", "nl"),
        ("*", "nl"),
    ],
)
def test_the_language_is_what_the_request_prefers(wish: str, language: str) -> None:
    response = ask_about(HOUSEHOLD, **({"Accept-Language": wish} if wish else {}))
    assert response.headers["Content-Language"] == language
    assert "Accept-Language" in response.vary
    assert (response.get_json() == expected()) is (language == "nl")


def test_english_changes_the_texts_and_nothing_else() -> None:
    dutch, english = (ask_about(HOUSEHOLD, **{"Accept-Language": code}).get_json() for code in ("nl", "en"))
    for ours, theirs in zip(dutch["schemes"], english["schemes"], strict=True):
        assert theirs["title"] == ours["title"]
        assert theirs["summary"] != ours["summary"]
        for mine, yours in zip(ours["conditions"], theirs["conditions"], strict=True):
            assert {**mine, "text": ""} == {**yours, "text": ""}
        for key in ("id", "status", "amount", "blocking_facts", "notes", "sources"):
            assert theirs[key] == ours[key]
    for key in dutch.keys() - {"schemes", "referrals"}:
        assert english[key] == dutch[key]


def test_a_cookie_is_neither_read_nor_set() -> None:
    client = make_app().test_client()
    client.get("/?taal=en")
    client.set_cookie("rondkomenwijzer", "not ours at all")
    response = client.post(ADVICE, data=json.dumps(HOUSEHOLD).encode())
    assert response.headers["Content-Language"] == "nl"
    for answer in (response, *(client.get(path) for path in PATHS), client.post(ADVICE, data=b"{")):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.vary
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PATHS)
def test_head_gives_the_headers_only(path: str) -> None:
    got, head = api_client().get(path), api_client().head(path)
    assert (head.status_code, head.get_data()) == (200, b"")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_options_names_the_methods() -> None:
    response = api_client().options(ADVICE)
    assert response.status_code == 200
    assert {method.strip() for method in response.headers["Allow"].split(",")} == {"POST", "OPTIONS"}


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ADVICE), ("PUT", ADVICE), ("POST", PATHS[0]), ("DELETE", PATHS[3])]
)
def test_another_method_is_refused_and_told_which_will_do(method: str, path: str) -> None:
    response = api_client().open(path, method=method)
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert ("POST" if path == ADVICE else "GET") in response.headers["Allow"]


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v1/advice/", "/api/v2/advice", "/api/v1/advice/x"])
def test_another_address_is_a_problem_too(path: str) -> None:
    response = api_client().get(path)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert response.get_json()["status"] == 404


def at(path: str, method: str) -> TestResponse:
    """As a server hands a path over: a client of tests would take the name after two slashes for a host."""
    environ = {"PATH_INFO": path, "HTTP_HOST": "evil.example"}
    return make_app().test_client().open("/", method=method, environ_overrides=environ)


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize("path", ["/api//v1/advice", "/api/v1//advice", "/vraag//gemeente"])
def test_a_slash_too_many_is_another_address_and_leads_nowhere(path: str, method: str) -> None:
    response = at(path, method)
    assert response.status_code == 404
    assert "Location" not in response.headers
    assert b"evil.example" not in response.get_data()
    assert (response.mimetype == "application/problem+json") is path.startswith("/api/")


@pytest.mark.parametrize("slashes", ["//", "///"])
def test_more_slashes_in_front_are_the_same_address_without_a_redirect(slashes: str) -> None:
    response = at(f"{slashes}api/v1/advice", "POST")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert "Location" not in response.headers
    response = at(f"{slashes}api//v1/advice", "POST")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_a_page_of_another_site_may_ask() -> None:
    question = {"Origin": OTHER_SITE, "Access-Control-Request-Method": "POST"}
    asked_first = api_client().options(ADVICE, headers={**question, "Access-Control-Request-Headers": "content-type"})
    assert asked_first.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in asked_first.headers["Access-Control-Allow-Methods"]
    assert asked_first.headers["Access-Control-Allow-Headers"] == "Content-Type"
    not_there = api_client().get("/api/v1/nothing", headers={"Origin": OTHER_SITE})
    for response in (ask_about(HOUSEHOLD, Origin=OTHER_SITE), ask(b"[", Origin=OTHER_SITE), not_there):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Access-Control-Expose-Headers"] == "Retry-After"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/"])
def test_the_question_of_a_browser_about_another_address_is_a_problem(path: str) -> None:
    question = {"Origin": OTHER_SITE, "Access-Control-Request-Method": "POST"}
    response = api_client().options(path, headers=question)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert response.get_json()["status"] == 404
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not {"Access-Control-Allow-Methods", "Access-Control-Max-Age"} & set(response.headers.keys())


@pytest.mark.parametrize("path", ["/", "/api", "/healthz"])
def test_a_page_of_another_site_may_not_read_the_rest(path: str) -> None:
    response = api_client().get(path, headers={"Origin": OTHER_SITE})
    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_busy_engine_says_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def advise(*_: object) -> None:
        raise EngineBusy("the engine is busy")

    monkeypatch.setattr(webapp.api.routes, "advise", advise)
    response = ask_about(HOUSEHOLD)
    assert problem_of(response, 503)["fact"] is None
    assert int(response.headers["Retry-After"]) > 0


@pytest.mark.parametrize("error", [EngineError("canary"), KeyError("canary")])
def test_a_fault_of_ours_is_a_problem_without_particulars(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def advise(*_: object) -> None:
        raise error

    monkeypatch.setattr(webapp.api.routes, "advise", advise)
    client = make_app(PROPAGATE_EXCEPTIONS=False).test_client()
    response = client.post(ADVICE, data=json.dumps(HOUSEHOLD).encode())
    assert (response.status_code, response.mimetype) == (500, "application/problem+json")
    assert response.get_json() == {"type": "about:blank", "title": "Internal Server Error", "status": 500, "errors": []}
