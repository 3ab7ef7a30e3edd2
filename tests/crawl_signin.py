"""The crawl of the sign-in: its page, each of its mistakes, and a page that is not for this account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from flask import Flask

from tests.crawl_walker import Visit, Walker
from tests.staff_accounts import account_in, working
from tests.webapp_fixtures import Resident, make_app
from webapp.accounts import Role

SIGN_IN: Final = "/inloggen"
WRONG: Final = {"account": "balie-1", "wachtwoord": "dit is het niet"}
MOMENT: Final = 1_795_262_400.0
"""Time stands still, or a slow machine would wait long enough."""

PROVIDER: Final[dict[str, Any]] = {
    "OIDC_ISSUER": "https://inloggen.example",
    "OIDC_CLIENT_ID": "rondkomenwijzer",
    "OIDC_CLIENT_SECRET": "only for the look of the page",
}


def signing_in(language: str) -> Iterator[Visit]:
    """Each page as it was served: the usual site has no such address."""
    app = make_app(STAFF=True, NOW=lambda: MOMENT)
    account_in(app, Role.STAFF)
    walker = Walker(language, app, is_live=False)
    yield walker.look("signin", f"{SIGN_IN}?verder=gesprek")
    for name, times, sent in (("empty", 1, {}), ("wrong", 1, WRONG), ("wait", 4, WRONG)):
        yield mistaken(walker.resident, walker, f"signin-{name}", sent, times)
    yield Walker(language, make_app(STAFF=True, **PROVIDER), is_live=False).look("signin-provider", SIGN_IN)
    yield denied(app, language)


def mistaken(resident: Resident, walker: Walker, name: str, sent: dict[str, str], times: int) -> Visit:
    """The page after the form was sent like this, so often."""
    for _time in range(times):
        resident.get(SIGN_IN)
        resident.post(SIGN_IN, sent)
    return walker.look(name, SIGN_IN)


def denied(app: Flask, language: str) -> Visit:
    """A page that is of another role."""
    resident = working(app, Role.STAFF)
    resident.get(f"/over?taal={language}")
    walker = Walker(language, app, is_live=False, resident=resident)
    return walker.look("signin-other-role", "/waarden")
