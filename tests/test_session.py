"""The cookie: what goes in comes out, nobody else reads or makes it, and whatever a browser sends is no error."""

from __future__ import annotations

import json
import time
import zlib
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from cryptography.fernet import Fernet
from flask import Flask, session
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import COUPLE, SINGLE_PARENT
from webapp.session import MAX_CONTENT, MAX_COOKIE, SessionSerializer, SessionTooLarge, cookie_size, derived_key

KEY = "a key for this test of the cookie only"
OTHER_KEY = "another key that was in use before this one"
HOUR = timedelta(hours=1)
SERIALIZER = SessionSerializer([KEY])
APP = make_app(SECRET_KEY=KEY, COUNTS=True)
NAME = "rondkomenwijzer"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)
contents = st.dictionaries(st.text(max_size=10), json_values, max_size=6)


def sealed(content: bytes, key: str = KEY, at: float | None = None) -> str:
    """A cookie value with anything in it, made with the right or another key, now or at another time."""
    return Fernet(derived_key(key)).encrypt_at_time(content, int(time.time() if at is None else at)).decode()


def set_cookies(response: TestResponse) -> list[str]:
    return response.headers.getlist("Set-Cookie")


def sent_with(app: Flask, value: str, path: str = "/vraag/gemeente") -> TestResponse:
    """What a browser with this cookie gets."""
    client = FlaskClient(app, app.response_class, use_cookies=False)
    name = app.config["SESSION_COOKIE_NAME"]
    return client.get(
        path, buffered=True, headers={"Cookie": f"{name}={value}".encode("utf-8", "surrogatepass").decode("latin-1")}
    )


@given(contents)
def test_what_goes_in_comes_out(content: dict[str, Any]) -> None:
    assert SERIALIZER.loads(SERIALIZER.dumps(content), HOUR) == content


def test_text_that_is_no_proper_unicode_comes_out_too() -> None:
    assert SERIALIZER.loads(SERIALIZER.dumps({"a": "\ud800"}), HOUR) == {"a": "\ud800"}


@given(st.text(st.characters(exclude_characters="\r\n\x00"), max_size=200))
@settings(max_examples=60)
def test_any_text_as_cookie_is_a_fresh_start(text: str) -> None:
    assert SERIALIZER.loads(text, HOUR) == {}
    response = sent_with(APP, text)
    assert response.status_code == 200
    assert len(set_cookies(response)) == 1  # The page with the first question brings a new one.


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_anything_inside_a_cookie_of_ours_is_never_an_error(content: bytes) -> None:
    assert isinstance(SERIALIZER.loads(sealed(content), HOUR), dict)
    assert isinstance(SERIALIZER.loads(sealed(zlib.compress(content)), HOUR), dict)


def cookie_of(content: object) -> str:
    return sealed(zlib.compress(json.dumps(content).encode()))


GOOD = cookie_of({"a": 1})
BAD = {
    "cut": GOOD[:-10],
    "one letter changed": GOOD[:40] + ("A" if GOOD[40] != "A" else "B") + GOOD[41:],
    "not text": "é\u20ac\U0001f600",
    "absurdly long": "A" * 7000,
    "of another key": sealed(zlib.compress(b'{"a":1}'), OTHER_KEY),
    "an hour and a second old": sealed(zlib.compress(b'{"a":1}'), at=time.time() - 3601),
    "from the future": sealed(zlib.compress(b'{"a":1}'), at=time.time() + 3600),
    "a bomb": sealed(zlib.compress(b'{"a":"' + b"0" * 2_000_000 + b'"}', 9)),
    "not compressed": sealed(b'{"a":1}'),
    "cut before it was encrypted": sealed(zlib.compress(b'{"a":1}')[:-4]),
    "no JSON": sealed(zlib.compress(b"{")),
    "no object": cookie_of([1, 2]),
    "null": cookie_of(None),
    "signed by Flask": "eyJhbnN3ZXJzIjpbXX0.broken.signature",
}


@pytest.mark.parametrize("value", BAD.values(), ids=BAD.keys())
def test_a_bad_cookie_is_a_fresh_start_and_goes_away(value: str) -> None:
    assert SERIALIZER.loads(value, HOUR) == {}
    assert SERIALIZER.loads(GOOD, HOUR) == {"a": 1}
    with APP.test_request_context("/over", headers={"Cookie": f"{NAME}={value}".encode().decode("latin-1")}):
        assert dict(session) == {}
    response = sent_with(APP, value, "/over")
    assert response.status_code == 200
    [taken_away] = set_cookies(response)
    assert f"{NAME}=;" in taken_away and "Max-Age=0" in taken_away
    [replaced] = set_cookies(sent_with(APP, value))
    assert value not in replaced and "Max-Age" not in replaced


def test_a_session_that_would_not_fit_in_memory_is_not_written_either() -> None:
    with pytest.raises(SessionTooLarge):
        SERIALIZER.dumps({"a": "0" * MAX_CONTENT})


def test_the_cookie_can_not_be_read_or_guessed_from_outside() -> None:
    resident = Resident(APP)
    resident.answer("gemeente", {"choice": "enschede"})
    cookie = resident.client.get_cookie(NAME)
    assert cookie is not None
    token = Fernet(derived_key(KEY))
    assert b"enschede" in zlib.decompress(token.decrypt(cookie.value.encode()))
    assert derived_key(KEY) != derived_key(OTHER_KEY)


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites() -> None:
    response = make_app().test_client().get("/vraag/gemeente")
    [cookie] = set_cookies(response)
    attributes = {part for part in cookie.split("; ")[1:] if not part.startswith("Expires=")}
    assert attributes == {"HttpOnly", "SameSite=Lax", "Path=/"}, "closing the browser takes it away"
    assert response.vary.find("Cookie") >= 0


def test_under_tls_the_cookie_is_only_for_this_host() -> None:
    app = make_app(HTTPS=True, COUNTS=True)
    client = app.test_client()
    [cookie] = set_cookies(client.get("/vraag/gemeente", base_url="https://localhost"))
    assert cookie.startswith("__Host-rondkomenwijzer=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    [gone] = set_cookies(client.post("/snel-weg", base_url="https://localhost"))
    assert gone.startswith("__Host-rondkomenwijzer=;")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=0"} <= set(gone.split("; "))


def test_a_whole_journey_under_tls() -> None:
    """A form token, no Referer: as a browser sends it with our Referrer-Policy."""
    client = make_app(HTTPS=True, COUNTS=True).test_client()
    page = client.get("/vraag/gemeente", base_url="https://localhost").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {"choice": "enschede", "csrf_token": token}
    response = client.post("/vraag/gemeente", data=sent, base_url="https://localhost")
    assert response.headers["Location"] == "/vraag/nood"


def test_who_goes_on_keeps_the_cookie_and_who_stops_loses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(PERMANENT_SESSION_LIFETIME=timedelta(minutes=5))
    resident = Resident(app)
    resident.answer("gemeente", {"choice": "enschede"})
    begin = time.time()
    for minutes in (4, 8, 12):
        monkeypatch.setattr(time, "time", lambda minutes=minutes: begin + 60 * minutes)
        resident.client.get("/over")
        assert resident.answers().municipality == "enschede"
    monkeypatch.setattr(time, "time", lambda: begin + 60 * 12 + 301)
    assert resident.answers().municipality is None


def test_the_cookie_moves_to_the_new_key() -> None:
    before, after = make_app(SECRET_KEY=OTHER_KEY), make_app(SECRET_KEY=KEY, SECRET_KEY_FALLBACKS=[OTHER_KEY])
    resident = Resident(before)
    resident.answer("gemeente", {"choice": "enschede"})
    cookie = resident.client.get_cookie(NAME)
    assert cookie is not None
    [renewed] = set_cookies(sent_with(after, cookie.value, "/over"))
    value = SimpleCookie(renewed)[NAME].value
    assert SERIALIZER.loads(value, HOUR)["answers"][0][0] == "gemeente"
    assert SessionSerializer([OTHER_KEY]).loads(value, HOUR) == {}
    assert sent_with(make_app(SECRET_KEY=KEY), cookie.value, "/vraag").headers["Location"] == "/vraag/gemeente"


def test_a_form_from_before_the_new_key_asks_once_more() -> None:
    before, after = make_app(SECRET_KEY=OTHER_KEY), make_app(SECRET_KEY=KEY, SECRET_KEY_FALLBACKS=[OTHER_KEY])
    old = Resident(before)
    old.answer("gemeente", {"choice": "enschede"})
    old.answer("nood", {"boxes": ["none"]})
    cookie = old.client.get_cookie(NAME)
    assert cookie is not None
    new = Resident(after)
    new.client.set_cookie(NAME, cookie.value)
    response = new.post("/vraag/leeftijd", {"number": "34"}, token=old.page.token)
    assert response.headers["Location"] == "/vraag/leeftijd"
    page = new.get("/vraag/leeftijd")
    assert "Deze pagina stond lang open." in page.all("main")[0].text
    assert page.all("input", name="number")[0].get("value") == "34"
    assert new.answer("leeftijd", {"number": "34"}).path == "/vraag/gezin"


@pytest.mark.parametrize("path", ["/static/css/base.css", "/static/niets.css", "/api/v1/niets", "/healthz"])
def test_what_is_no_page_neither_reads_nor_sets_the_cookie(path: str) -> None:
    for value in (GOOD, "broken"):
        response = sent_with(APP, value, path)
        assert set_cookies(response) == []
        assert "cookie" not in response.headers.get("Vary", "").lower()
    with APP.test_request_context(path, headers={"Cookie": f"{NAME}={GOOD}"}):
        assert dict(session) == {}


def test_a_page_without_answers_sets_no_cookie() -> None:
    for path in ("/", "/over", "/privacy", "/toegankelijkheid", "/niets"):
        assert set_cookies(APP.test_client().get(path)) == [], path


@pytest.mark.parametrize("story", [COUPLE, SINGLE_PARENT], ids=lambda story: story.name)
def test_the_size_is_known_before_the_cookie_is_made(story: Any) -> None:
    resident = Resident(APP)
    resident.walk(story.sent)
    with resident.client:
        response = resident.client.get("/over")
        [cookie] = set_cookies(response)
        assert cookie_size() == len(cookie.split(";")[0].encode())
        assert cookie_size() < 1600


def test_a_cookie_that_would_be_too_large_becomes_a_page_that_says_so() -> None:
    app = make_app()

    @app.get("/groot")
    def large() -> str:
        session["answers"] = [str(number**7) for number in range(1000)]
        return "kept"

    resident = Resident(app)
    resident.answer("gemeente", {"choice": "enschede"})
    response = resident.client.get("/groot", headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 413
    assert "Dit is te veel tekst" in response.get_data(as_text=True)
    assert "Content-Encoding" not in response.headers
    assert set_cookies(response) == []
    assert resident.answers().municipality == "enschede"


def test_the_limit_is_below_what_browsers_take() -> None:
    assert (
        MAX_COOKIE
        + len("; Expires=Sun, 22 Nov 2026 03:40:08 GMT; Secure; HttpOnly; Path=/; SameSite=Lax; Max-Age=86400")
        < 4096
    )
