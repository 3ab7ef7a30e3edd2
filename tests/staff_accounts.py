"""Somebody who works with the site: an account in the database of an application, and a browser that is signed in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from typing import Final

from flask import Flask

from tests.visitor import Visitor
from tests.webapp_client import CheckingClient
from tests.webapp_fixtures import Resident
from webapp.accounts import Register, Role

COOKIE: Final = "rondkomenwijzer"
PASSWORD: Final = "vier losse woorden samen"
KNOWN: Final = "accounts of the tests"
BEGIN: Final = 1_800_000_000
"""Seconds since 1970, by a clock that stands still."""


class Clock:
    """A clock that stands still until it is moved."""

    now = BEGIN

    def __call__(self) -> float:
        return self.now


def account_in(app: Flask, *roles: Role) -> str:
    """The name of an account with just these roles; made when it is not there."""
    name = "-".join(("tester", *sorted(roles)))
    made = app.extensions.setdefault(KNOWN, set())
    if name not in made:
        Register(app.extensions["database"]).add(name, PASSWORD, roles, app.config["TODAY"]())
        made.add(name)
    return name


def sign_in(client: CheckingClient, *roles: Role, account: str = "") -> None:
    """Sign in through the page, as people do."""
    name = account or account_in(client.application, *roles)
    client.get("/inloggen")
    sent = {"account": name, "wachtwoord": PASSWORD, "csrf_token": client.page.token}
    response = client.post("/inloggen", data=sent)
    assert response.status_code == 303, response.status_code
    assert not response.headers["Location"].startswith("/inloggen"), client.get("/inloggen").get_data(as_text=True)


def working(app: Flask, *roles: Role) -> Resident:
    """A browser that is signed in."""
    found = Resident(app)
    sign_in(found.client, *roles)
    return found


def cookie_of(app: Flask, *roles: Role) -> str:
    """The cookie of somebody who has just signed in."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    sign_in(client, *roles)
    found = client.get_cookie(COOKIE)
    assert found is not None
    return found.value


def cookie_at(port: int, environment: Mapping[str, str], role: Role) -> str:
    """The cookie ("name=value") of a new account on a running site with these settings."""
    command = [sys.executable, "-m", "webapp.accounts", "add", f"tester-{role}", "--role", role]
    subprocess.run(command, input=f"{PASSWORD}\n", env=dict(environment), text=True, check=True)
    visitor = Visitor(port)
    visitor.ask("GET", "/inloggen")
    sent = {"account": f"tester-{role}", "wachtwoord": PASSWORD, "csrf_token": visitor.page.token}
    assert visitor.ask("POST", "/inloggen", sent).status == 303
    return visitor.cookie
