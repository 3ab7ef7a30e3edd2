"""The provider of the tests beside an application: starts it, ends it, and goes there and back as a browser does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
import requests
from flask import Flask
from werkzeug.test import TestResponse

from tests.identity_faults import CLIENT, SECRET
from tests.webapp_client import CheckingClient
from tests.webapp_fixtures import client_of, make_app
from webapp import state
from webapp.accounts import Member
from webapp.accounts.signed_in import current
from webapp.signing_settings import roles_by_group

ROOT: Final = Path(__file__).resolve().parent.parent
GROUPS: Final = "wijkteam=staff redactie=content cijfers-groep=statistics teamleiders=staff teamleiders=statistics"
PATIENCE: Final = 10
TO_PROVIDER: Final = "/inloggen/werkaccount"


class Running:
    """The process, and what can be asked of it."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.issuer = f"http://127.0.0.1:{port}"

    def next(self, *groups: str, fault: str = "", **claims: Any) -> None:
        """Who signs in next: somebody in these groups."""
        self.control(person={"sub": "u-1", "groups": list(groups), **claims}, fault=fault)

    def control(self, **wish: Any) -> None:
        requests.post(f"{self.issuer}/control", json=wish, timeout=PATIENCE).raise_for_status()

    def asked(self) -> list[str]:
        """The paths that it was asked for since it was last told who signs in."""
        found: list[str] = requests.get(f"{self.issuer}/control", timeout=PATIENCE).json()["asked"]
        return found

    def authorize(self, address: str) -> str:
        """What a browser does at the provider: the path to come back to."""
        response = requests.get(address, allow_redirects=False, timeout=PATIENCE)
        assert response.status_code == 302, response.text
        return response.headers["Location"].removeprefix("http://localhost")

    def end(self) -> None:
        """Vanish."""
        self.process.kill()
        self.process.wait(PATIENCE)


@contextmanager
def running_provider() -> Iterator[Running]:
    """A provider that runs until the block ends, or until somebody ends it."""
    command = [sys.executable, "-m", "tests.identity_provider", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield Running(process, int(process.stdout.readline()))
        finally:
            process.kill()


@pytest.fixture(scope="module")
def provider() -> Iterator[Running]:
    """A provider for a file of tests."""
    with running_provider() as found:
        yield found


def app_with(provider: Running, **settings: Any) -> Flask:
    """The site, with this provider."""
    ours = {
        "OIDC_ISSUER": provider.issuer,
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_CLIENT_SECRET": SECRET,
        "OIDC_ROLES": roles_by_group(GROUPS),
    }
    app = make_app(STAFF=True, LOCAL_ACCOUNTS=False, **{**ours, **settings})
    with_every_home(app)
    return app


def with_every_home(app: Flask) -> None:
    """The first pages of roles whose part of the site is not there."""
    for endpoint, address in (("content.parameters", "/waarden"), ("statistics.dashboard", "/cijfers")):
        if endpoint not in app.view_functions:
            app.add_url_rule(address, endpoint, lambda: "")


def to_provider(client: CheckingClient, query: str = "") -> str:
    """Press the button; the address of the provider."""
    response = client.get(f"{TO_PROVIDER}{query}")
    assert response.status_code == 303
    return response.headers["Location"]


def come_in(client: CheckingClient, provider: Running, query: str = "") -> TestResponse:
    """There and back."""
    return client.get(provider.authorize(to_provider(client, query)))


def who(client: CheckingClient) -> Member | None:
    """Who is signed in, in this browser. Looking does not count as being there."""
    with client.application.test_request_context(headers=cookie_header(client)):
        return current()


def held(client: CheckingClient) -> dict[str, Any]:
    """What this browser's cookie holds."""
    found = client.get_cookie("rondkomenwijzer")
    if found is None:
        return {}
    app = client.application
    content: dict[str, Any] = app.extensions["session"].serializer.loads(found.value, app.permanent_session_lifetime)
    return content


def cookie_header(client: CheckingClient) -> dict[str, str]:
    found = client.get_cookie("rondkomenwijzer")
    return {"Cookie": f"rondkomenwijzer={found.value}"} if found is not None else {}


def copy_of(client: CheckingClient) -> CheckingClient:
    """Another browser with a copy of the cookie."""
    other, found = client_of(client.application), client.get_cookie("rondkomenwijzer")
    assert found is not None
    other.set_cookie("rondkomenwijzer", found.value)
    return other


def refused_with(client: CheckingClient, response: TestResponse) -> str:
    """The sentence on the page to sign in, for somebody who did not get in."""
    assert response.status_code == 303 and response.headers["Location"] == "/inloggen", response.status
    assert who(client) is None and state.ACCOUNT not in held(client)
    client.get("/inloggen")
    said = [e.text for e in client.page.all("p") if (box := e.closest("div")) and "utrecht-alert" in box.classes]
    assert len(said) == 1, said
    return said[0]
