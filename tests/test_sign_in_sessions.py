"""What a session of who works with the site is worth: whose it is, how long it lasts, and what ends it."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from flask import Flask

from tests.identity_faults import CLIENT
from tests.municipal_sign_on import (
    Running,
    app_with,
    come_in,
    copy_of,
    held,
    provider,
    refused_with,
    to_provider,
    who,
)
from tests.staff_accounts import PASSWORD, account_in, sign_in
from tests.staff_talk import staff_app
from tests.webapp_client import CheckingClient
from tests.webapp_fixtures import client_of
from webapp import state
from webapp.accounts import Role, accounts
from webapp.session import MAX_COOKIE

__all__ = ["provider"]

NOT_RIGHT = "Het inloggen met uw werkaccount is niet gelukt. Probeer het nog een keer."


@pytest.fixture
def app(provider: Running) -> Flask:
    provider.next("wijkteam")
    return app_with(provider)


def test_the_same_way_back_twice_leads_in_once(app: Flask, provider: Running) -> None:
    client = client_of(app)
    back = provider.authorize(to_provider(client))
    before = copy_of(client)
    assert client.get(back).headers["Location"] == "/gesprek"
    assert refused_with(before, before.get(back)) == NOT_RIGHT, "the provider takes a code once"
    assert client.get(back).headers["Location"] == "/inloggen"
    assert who(client) is not None, "who is in stays in"
    assert provider.asked().count("/token") == 2


@pytest.mark.parametrize("change", [{"state": None}, {"state": "made-up"}, {"code": None}, {"code": "made-up"}])
def test_a_way_back_that_was_tampered_with_leads_nowhere(
    app: Flask, provider: Running, change: dict[str, str | None]
) -> None:
    client = client_of(app)
    parts = urlsplit(provider.authorize(to_provider(client)))
    sent = {**dict(parse_qsl(parts.query)), **change}
    query = urlencode({name: value for name, value in sent.items() if value is not None})
    assert refused_with(client, client.get(f"{parts.path}?{query}")) == NOT_RIGHT
    assert not tries_in(client)


def test_nobody_can_be_signed_in_as_somebody_else(app: Flask, provider: Running) -> None:
    """Login CSRF: the way back of another browser, in one without a cookie, and in one that is away itself."""
    provider.next("wijkteam", sub="the other")
    back = provider.authorize(to_provider(client_of(app)))
    stranger, away = client_of(app), client_of(app)
    to_provider(away)
    for client in (stranger, away):
        assert refused_with(client, client.get(back)) == NOT_RIGHT
    assert "/token" not in provider.asked()
    with app.app_context():
        assert accounts().members() == []


def test_no_other_site_begins_a_sign_in(app: Flask, provider: Running) -> None:
    client = client_of(app)
    response = client.get("/inloggen/werkaccount", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.headers["Location"] == "/inloggen" and not tries_in(client)
    come_in(client, provider)
    assert client.get("/inloggen/werkaccount").headers["Location"] == "/inloggen", "who is in, is in"
    assert who(client) is not None


def test_who_does_not_want_to_comes_back_to_a_clear_sentence(app: Flask, provider: Running) -> None:
    provider.control(person=None)
    client = client_of(app)
    assert refused_with(client, come_in(client, provider)) == NOT_RIGHT
    assert not tries_in(client)


@pytest.mark.parametrize(
    ("wish", "home"),
    [
        ("gesprek", "/gesprek"),
        ("cijfers", "/cijfers"),
        ("waarden", "/gesprek"),
        *((evil, "/gesprek") for evil in ("https://evil.example", "//evil.example", "/\\evil.example", "x" * 3000)),
    ],
)
def test_signing_in_leads_to_a_part_of_this_site(app: Flask, provider: Running, wish: str, home: str) -> None:
    provider.next("teamleiders")
    client = client_of(app)
    query = f"?{urlencode({'verder': wish})}"
    assert client.get(f"/inloggen{query}").status_code == 200
    assert "evil" not in client.page.html and "xxxx" not in client.page.html
    assert come_in(client, provider, query).headers["Location"] == home


def test_one_try_at_a_time_is_kept_and_none_when_somebody_is_in(app: Flask, provider: Running) -> None:
    client = client_of(app)
    first = to_provider(client)
    for _time in range(5):
        last = to_provider(client)
    assert len(tries_in(client)) == 1
    assert client.get(provider.authorize(last)).headers["Location"] == "/gesprek"
    assert not tries_in(client)
    other = client_of(app)
    late = provider.authorize(first)
    to_provider(other)
    assert refused_with(other, other.get(late)) == NOT_RIGHT


@pytest.mark.parametrize(("room", "stays"), [(state.SPARE, True), (0, False)])
def test_a_browser_full_of_answers_can_go_away_and_come_back(
    app: Flask, provider: Running, room: int, stays: bool
) -> None:
    """The largest answers stay for who comes back without having signed in; what does not fit goes."""
    client = client_of(app)
    client.get("/")
    dumps = app.extensions["session"].serializer.dumps
    text = secrets.token_urlsafe(MAX_COOKIE)
    while len(dumps(full := {"version": state.VERSION, "answers": [["income", text, False]]})) > MAX_COOKIE - room - 20:
        text = text[:-8]
    with client.session_transaction() as session:
        session.update(full)
    to_provider(client, "?verder=gesprek")
    found = client.get_cookie("rondkomenwijzer")
    assert found is not None and len(f"rondkomenwijzer={found.value}") <= MAX_COOKIE
    assert ("answers" in held(client)) == stays
    assert come_in(client, provider).headers["Location"] == "/gesprek"


def test_nothing_of_before_is_in_a_new_session(app: Flask, provider: Running) -> None:
    """Session fixation: answers, a note, a form token that somebody else may know; only the language stays."""
    client = client_of(app)
    client.get("/vraag?taal=en", follow_redirects=True)
    with client.session_transaction() as session:
        session.update({"answers": [["x", "y", False]], "talk": {"by": "somebody else"}, "draft": ["x", {}]})
    before = held(client)
    come_in(client, provider)
    after = held(client)
    assert set(after) == {state.ACCOUNT, "taal"}
    client.get("/gesprek")
    assert held(client)["csrf_token"] != before["csrf_token"]


def test_a_cookie_of_before_does_not_grow_into_a_session(app: Flask, provider: Running) -> None:
    client = client_of(app)
    client.get("/vraag", follow_redirects=True)
    planted = copy_of(client)
    come_in(client, provider)
    assert who(client) is not None and who(planted) is None


def test_a_local_sign_in_empties_the_cookie_too() -> None:
    app = staff_app()
    client = client_of(app)
    client.get("/inloggen")
    with client.session_transaction() as session:
        session["answers"] = [["x", "y", False]]
    before = held(client)
    sign_in(client, Role.STAFF)
    assert set(held(client)) == {state.ACCOUNT}
    client.get("/gesprek")
    assert held(client)["csrf_token"] != before["csrf_token"]


def test_there_is_no_form_where_accounts_of_here_are_off(app: Flask) -> None:
    name = account_in(app, Role.STAFF)
    client = client_of(app)
    client.get("/inloggen")
    assert "wachtwoord" not in client.page.html
    client.get("/vraag", follow_redirects=True)
    sent = {"account": name, "wachtwoord": PASSWORD, "csrf_token": client.page.token}
    assert client.post("/inloggen", data=sent).status_code == 404
    assert who(client) is None


def test_there_is_no_way_to_a_provider_that_nobody_named() -> None:
    client = client_of(staff_app())
    client.get("/inloggen")
    assert "werkaccount" not in client.page.html
    assert client.get("/inloggen/werkaccount").status_code == client.get("/inloggen/terug?code=a").status_code == 404


def test_who_came_through_the_municipality_is_told_to_sign_out_there_too(app: Flask, provider: Running) -> None:
    client = client_of(app)
    come_in(client, provider)
    client.get("/gesprek")
    client.post("/inloggen/uit", data={"csrf_token": client.page.token})
    client.get("/inloggen")
    [link] = [one.get("href") for one in client.page.all("a") if "/leave" in one.get("href")]
    assert link.startswith(f"{provider.issuer}/leave?")
    asked = parse_qs(urlsplit(link).query)
    assert asked == {"client_id": [CLIENT], "post_logout_redirect_uri": ["http://localhost/inloggen"]}
    client.get("/inloggen")
    assert "nog ingelogd" not in client.page.html, "said once"


def test_the_provider_is_asked_nothing_to_sign_out(app: Flask, provider: Running) -> None:
    client = client_of(app)
    come_in(client, provider)
    client.get("/gesprek")
    app.extensions["oidc"].server_metadata = {}  # Another worker.
    provider.next("wijkteam")
    client.post("/inloggen/uit", data={"csrf_token": client.page.token})
    client.get("/inloggen")
    assert "U kunt nog ingelogd zijn bij de gemeente." in client.page.html and "/leave" not in client.page.html
    assert provider.asked() == []


def tries_in(client: CheckingClient) -> list[str]:
    """The tries to sign in that the cookie holds."""
    return [name for name in held(client) if name.startswith("_state_")]
