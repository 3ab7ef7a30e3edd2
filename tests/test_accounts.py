"""Accounts of here: how passwords are kept, and that signing in tells nobody which accounts there are."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask
from sqlalchemy import inspect, text

from tests.database_server import database_url, postgresql
from tests.municipal_sign_on import who
from tests.staff_accounts import PASSWORD, account_in, sign_in
from tests.staff_talk import staff_app
from tests.webapp_client import CheckingClient
from tests.webapp_fixtures import client_of
from webapp.accounts import AccountError, Register, Role, fault_in
from webapp.storage import Unreachable

__all__ = ["database_url", "postgresql"]

WRONG = "Dit account en dit wachtwoord horen niet bij elkaar. Kijk of u alles goed hebt getypt."
EMPTY = "Vul uw account en uw wachtwoord in."


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    found = staff_app(DATABASE=database_url)
    yield found
    found.extensions["database"].close()


def register_of(app: Flask) -> Register:
    return Register(app.extensions["database"])


def try_with(client: CheckingClient, name: str, password: str) -> str:
    """Try to sign in; what the page says is wrong, or where somebody is led to."""
    client.get("/inloggen")
    sent = {"account": name, "wachtwoord": password, "csrf_token": client.page.token}
    response = client.post("/inloggen", data=sent)
    assert response.status_code == 303
    if not response.headers["Location"].startswith("/inloggen"):
        return response.headers["Location"]
    assert response.headers["Location"] == "/inloggen#fouten"
    client.get("/inloggen")
    found = client.page.by_id("account-fout")
    assert found is not None
    return found.text


def stored(app: Flask) -> str:
    """All that is in the database, as text."""
    with app.extensions["database"].transaction() as session:
        tables = inspect(session.connection()).get_table_names()
        return repr([session.execute(text(f"SELECT * FROM {name}")).all() for name in tables])  # noqa: S608


def test_a_password_is_kept_as_argon2id(app: Flask) -> None:
    account_in(app, Role.STAFF)
    with app.extensions["database"].transaction() as session:
        kept = session.scalars(text("SELECT password_hash FROM accounts")).one()
    found = extract_parameters(kept)
    assert found.type.name == "ID" and found.memory_cost >= 64 * 1024 and found.time_cost >= 3
    assert PASSWORD not in stored(app)


def test_nothing_that_is_typed_stands_readable_in_the_database(app: Flask) -> None:
    client = client_of(app)
    name = account_in(app, Role.STAFF)
    for typed in ("my-secret-in-the-wrong-field", name):
        assert try_with(client, typed, "a-wrong-password-typed") == WRONG
    assert "my-secret" not in stored(app) and "a-wrong-password" not in stored(app)
    assert stored(app).count(name) == 1, "in the table of accounts alone"


def test_a_password_fits_however_a_keyboard_puts_the_signs_together(app: Flask) -> None:
    register_of(app).add("balie", "e\u0301e\u0301n twee drie vier", [Role.STAFF], app.config["TODAY"]())
    assert try_with(client_of(app), "  Balie ", "\u00e9\u00e9n twee drie vier") == "/gesprek"
    assert try_with(client_of(app), "balie", "\u00e9\u00e9n twee drie vier ") == WRONG, "a space is a sign too"


def test_a_hash_of_before_is_made_anew(app: Flask) -> None:
    name = account_in(app, Role.STAFF)
    weaker = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
    with app.extensions["database"].transaction() as session:
        session.execute(text("UPDATE accounts SET password_hash = :hash"), {"hash": weaker})
    sign_in(client_of(app), account=name)
    assert weaker not in stored(app) and try_with(client_of(app), name, PASSWORD) == "/gesprek"


@pytest.mark.parametrize("name", ["nobody", "tester-staff", "x" * 3000, "a\x00b", "sso:0123", "'; --", "é", "\ud800"])
def test_a_wrong_password_and_no_account_look_the_same(app: Flask, name: str) -> None:
    account_in(app, Role.STAFF)
    client = client_of(app)
    assert try_with(client, name.encode("utf-8", "replace").decode(), "not the password of anyone") == WRONG
    assert who(client) is None


@pytest.mark.parametrize(("name", "password"), [("", "x"), ("balie", ""), ("  ", "x"), ("", "")])
def test_an_empty_field_is_no_failure(app: Flask, name: str, password: str) -> None:
    for _time in range(5):
        assert try_with(client_of(app), name, password) == EMPTY
    assert "sign_in_attempts" not in stored(app) or "[]" in stored(app)


def test_a_very_long_password_costs_nothing(app: Flask) -> None:
    name = account_in(app, Role.STAFF)
    assert try_with(client_of(app), name, "x" * 60_000) == WRONG


def test_no_account_takes_about_as_long_as_a_wrong_password(app: Flask) -> None:
    found = register_of(app)
    found.add("balie", PASSWORD, [], app.config["TODAY"]())
    assert found.with_password("nobody", "x" * 20) is None  # The first time makes a hash to compare with.
    took: dict[str, list[float]] = {"balie": [], "nobody": [], "no name!": []}
    for _time in range(5):
        for name, times in took.items():
            begin = time.process_time()
            assert found.with_password(name, "not the password") is None
            times.append(time.process_time() - begin)
    medians = [statistics.median(times) for times in took.values()]
    assert max(medians) < 3 * min(medians), took


def test_a_shut_account_looks_like_a_wrong_password_and_ends_at_once(app: Flask) -> None:
    name = account_in(app, Role.STAFF)
    client = client_of(app)
    sign_in(client, account=name)
    register_of(app).set_active(name, False, app.config["TODAY"]())
    assert who(client) is None
    assert try_with(client_of(app), name, PASSWORD) == WRONG
    register_of(app).set_active(name, True, app.config["TODAY"]())
    assert who(client) is None, "the cookie of before stays worthless"
    assert try_with(client_of(app), name, PASSWORD) == "/gesprek"


def test_another_password_signs_out_and_other_roles_count_at_once(app: Flask) -> None:
    name, today = account_in(app, Role.STAFF), app.config["TODAY"]()
    client = client_of(app)
    sign_in(client, account=name)
    register_of(app).set_roles(name, [], today)
    assert client.get("/gesprek").status_code == 403
    register_of(app).set_roles(name, [Role.STAFF], today)
    assert client.get("/gesprek").status_code == 200
    register_of(app).set_password(name, "vijf andere losse woorden", today)
    assert who(client) is None
    assert try_with(client, name, PASSWORD) == WRONG


def test_an_account_without_a_role_gets_a_clear_sentence_and_no_session(app: Flask) -> None:
    name = account_in(app)
    client = client_of(app)
    client.get("/inloggen")
    sent = {"account": name, "wachtwoord": PASSWORD, "csrf_token": client.page.token}
    assert client.post("/inloggen", data=sent).headers["Location"] == "/inloggen"
    assert who(client) is None
    client.get("/inloggen")
    assert "Uw account geeft nog nergens toegang toe. Vraag het uw beheerder." in client.page.html


def test_nobody_takes_the_name_of_another(app: Flask) -> None:
    found, today = register_of(app), app.config["TODAY"]()
    found.add("balie", PASSWORD, [], today)
    for name in ("balie", " BALIE ", "sso:abc", "a", "é", "a b", "-a", "x" * 41, ""):
        with pytest.raises(AccountError):
            found.add(name, PASSWORD, [], today)
    member = found.from_provider("https://login.example", "balie", [Role.STAFF], today)
    assert member is not None and member.name.startswith("sso:") and "balie" not in member.name
    with pytest.raises(AccountError):
        found.set_password(member.name, PASSWORD, today)
    again = found.from_provider("https://login.example", "balie", [Role.CONTENT], today)
    assert again is not None and again.id == member.id and again.roles == {Role.CONTENT}
    other = found.from_provider("https://elsewhere.example", "balie", [Role.STAFF], today)
    assert other is not None and other.id != member.id


@pytest.mark.parametrize(
    ("password", "is_good"),
    [
        ("vier losse woorden samen", True),
        ("x" * 14, False),
        ("x" * 30, False),
        ("ababababababababab", False),
        ("balie-1 is mijn naam", False),
        ("Een zin met BALIE-1 erin", False),
        ("a very good one " * 13, False),
        ("abcdefghijklmno", True),
    ],
)
def test_rules_for_passwords(password: str, is_good: bool) -> None:
    assert (fault_in(password, "balie-1") == "") == is_good


def test_without_the_database_the_page_says_wait(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    name = account_in(app, Role.STAFF)
    client = client_of(app)
    sign_in(client, account=name)
    client.get("/gesprek")
    token = client.page.token

    def gone(*_arguments: object) -> None:
        raise Unreachable

    monkeypatch.setattr(app.extensions["database"], "transaction", gone)
    sent = {"account": name, "wachtwoord": PASSWORD, "csrf_token": token}
    for response in (
        client.post("/inloggen", data=sent),
        client.post("/inloggen/uit", data=sent),
        client.post("/inloggen/nog-hier"),
        client.get("/inloggen"),
        client.get("/gesprek"),
    ):
        assert (response.status_code, response.headers["Retry-After"]) == (503, "60"), response.request.path
    assert client.get("/").status_code == client_of(app).get("/inloggen").status_code == 200
