"""Signing in with the account of the municipality, against a provider in a process of its own."""

from __future__ import annotations

import logging
import time

import pytest
from flask import Flask

from tests.identity_faults import IN_ANSWERS, IN_CLAIMS, IN_METADATA, IN_SIGNATURE, SECRET
from tests.municipal_sign_on import (
    Running,
    app_with,
    come_in,
    provider,
    refused_with,
    running_provider,
    to_provider,
    who,
)
from tests.webapp_fixtures import client_of
from webapp.accounts import Role, accounts
from webapp.logs import DiscreetFormatter
from webapp.signin import provider as ours

__all__ = ["provider"]

NOT_RIGHT = "Het inloggen met uw werkaccount is niet gelukt. Probeer het nog een keer."
NOT_THERE = "We kunnen het inloggen van de gemeente nu niet bereiken. Probeer het straks opnieuw."
NO_ACCESS = "Uw werkaccount geeft geen toegang tot deze site. Vraag het uw beheerder."


@pytest.fixture
def app(provider: Running) -> Flask:
    return app_with(provider)


@pytest.mark.parametrize(
    ("groups", "roles", "home"),
    [
        (["wijkteam"], {Role.STAFF}, "/gesprek"),
        (["redactie"], {Role.CONTENT}, "/waarden"),
        (["cijfers-groep"], {Role.STATISTICS}, "/cijfers"),
        (["iedereen", "redactie", "wijkteam"], {Role.STAFF, Role.CONTENT}, "/gesprek"),
        (["teamleiders"], {Role.STAFF, Role.STATISTICS}, "/gesprek"),
    ],
)
def test_groups_give_roles(app: Flask, provider: Running, groups: list[str], roles: set[Role], home: str) -> None:
    provider.next(*groups)
    client = client_of(app)
    response = come_in(client, provider)
    assert (response.status_code, response.headers["Location"]) == (303, home)
    member = who(client)
    assert member is not None and member.roles == roles
    assert provider.asked() == ["/.well-known/openid-configuration", "/authorize", "/token", "/jwks"]


def test_other_groups_at_the_next_sign_in_give_other_roles(app: Flask, provider: Running) -> None:
    client = client_of(app)
    for groups, roles in (
        (["wijkteam"], {Role.STAFF}),
        (["redactie", "cijfers-groep"], {Role.CONTENT, Role.STATISTICS}),
    ):
        provider.next(*groups)
        come_in(client, provider)
        member = who(client)
        assert member is not None and member.roles == roles
        client.delete_cookie("rondkomenwijzer")
    provider.next("iedereen")
    assert refused_with(client, come_in(client, provider)) == NO_ACCESS
    with app.app_context():
        [left] = accounts().members()
        assert left.roles == frozenset()


@pytest.mark.parametrize("groups", [[], ["iedereen"], None, "iedereen", 5, {"wijkteam": 1}, [["wijkteam"], 1, None]])
def test_whom_nobody_gave_a_role_is_told_so_and_leaves_nothing(app: Flask, provider: Running, groups: object) -> None:
    provider.next(groups=groups)
    client = client_of(app)
    assert refused_with(client, come_in(client, provider)) == NO_ACCESS
    with app.app_context():
        assert accounts().members() == []


def test_one_group_may_come_as_a_word(app: Flask, provider: Running) -> None:
    provider.next(groups="wijkteam")
    assert come_in(client_of(app), provider).headers["Location"] == "/gesprek"


def test_an_account_that_was_shut_here_stays_out(app: Flask, provider: Running) -> None:
    provider.next("wijkteam")
    client, other = client_of(app), client_of(app)
    come_in(client, provider)
    member = who(client)
    assert member is not None
    with app.app_context():
        accounts().set_active(member.name, False, app.config["TODAY"]())
    assert who(client) is None
    assert refused_with(other, come_in(other, provider)) == NO_ACCESS


@pytest.mark.parametrize("fault", [*IN_CLAIMS, *IN_SIGNATURE, *IN_ANSWERS])
def test_what_is_wrong_ends_in_one_clear_sentence(
    app: Flask, provider: Running, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    provider.next("wijkteam", fault=fault)
    client = client_of(app)
    address = to_provider(client)
    back = provider.authorize(address)
    said = refused_with(client, client.get(back))
    assert said == (NOT_THERE if fault in ("token fails", "token leads on", "no keys") else NOT_RIGHT)
    assert_nothing_told(caplog, back)
    assert "/elsewhere" not in provider.asked()
    provider.next("wijkteam")
    assert come_in(client, provider).headers["Location"] == "/gesprek", "the next try must not suffer"


def assert_nothing_told(caplog: pytest.LogCaptureFixture, back: str) -> None:
    """What the site writes down holds no code, no state and no secret: also what libraries say for who looks deeper."""
    lines = "\n".join(DiscreetFormatter().format(record) for record in caplog.records)
    assert "provider_pages" in lines
    for told in (SECRET, *(part.partition("=")[2] for part in back.partition("?")[2].split("&"))):
        assert told not in lines
        assert all(told not in record.getMessage() for record in caplog.records if record.levelno >= logging.INFO)


@pytest.mark.parametrize("fault", [*IN_METADATA, "leads on"])
def test_a_provider_that_says_odd_things_of_itself_is_not_used(app: Flask, provider: Running, fault: str) -> None:
    provider.next("wijkteam", fault=fault)
    client = client_of(app)
    assert refused_with(client, client.get("/inloggen/werkaccount")) == NOT_THERE
    assert provider.asked() == ["/.well-known/openid-configuration"]
    provider.next("wijkteam")
    assert come_in(client, provider).headers["Location"] == "/gesprek"


def test_of_what_a_provider_says_of_itself_only_what_we_need_is_used(app: Flask, provider: Running) -> None:
    provider.next("wijkteam", fault="more than we ask")
    assert come_in(client_of(app), provider).headers["Location"] == "/gesprek"


def test_new_keys_of_the_provider_are_fetched(app: Flask, provider: Running) -> None:
    provider.next("wijkteam")
    come_in(client_of(app), provider)
    provider.control(person={"sub": "u-1", "groups": ["wijkteam"]}, rotate=True)
    assert come_in(client_of(app), provider).headers["Location"] == "/gesprek"
    assert provider.asked() == ["/authorize", "/token", "/jwks"]


def test_what_a_provider_says_of_itself_is_asked_again_after_an_hour(app: Flask, provider: Running) -> None:
    provider.next("wijkteam")
    come_in(client_of(app), provider)
    app.extensions["oidc"].server_metadata["_loaded_at"] -= ours.HOLDS + 1
    come_in(client_of(app), provider)
    assert provider.asked().count("/.well-known/openid-configuration") == provider.asked().count("/jwks") == 2


def test_nobody_waits_long_for_a_slow_provider(monkeypatch: pytest.MonkeyPatch, provider: Running) -> None:
    monkeypatch.setattr(ours, "TIMEOUT", 1)
    app = app_with(provider)
    client = client_of(app)
    provider.next("wijkteam", fault="token slow")
    back = provider.authorize(to_provider(client))
    begin = time.monotonic()
    assert refused_with(client, client.get(back)) == NOT_THERE
    assert time.monotonic() - begin < 3


@pytest.mark.parametrize("is_known", [False, True])
def test_a_provider_that_vanished_keeps_nobody_waiting(is_known: bool) -> None:
    with running_provider() as provider:
        app = app_with(provider)
        client = client_of(app)
        provider.next("wijkteam")
        back = provider.authorize(to_provider(client)) if is_known else "/inloggen/werkaccount"
        provider.end()
        begin = time.monotonic()
        assert refused_with(client, client.get(back)) == NOT_THERE
        assert time.monotonic() - begin < ours.TIMEOUT
    assert client.get("/inloggen").status_code == client.get("/").status_code == 200
