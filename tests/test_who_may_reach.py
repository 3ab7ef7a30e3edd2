"""Who may reach what: every route of the site is for everybody, or for one role. A new route needs a decision here."""

from __future__ import annotations

from typing import Final

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.municipal_sign_on import with_every_home
from tests.staff_accounts import sign_in
from tests.staff_talk import staff_app
from tests.webapp_client import CheckingClient
from tests.webapp_fixtures import client_of, make_app
from webapp.accounts import PLACES, Role

BEHIND: Final = {"gesprek": Role.STAFF, "waarden": Role.CONTENT, "cijfers": Role.STATISTICS}
"""What an address begins with, and the only role that opens all of it."""

FOR_EVERYBODY: Final = {
    "api": "advice healthz openapi policy schemes",
    "chat": "accept answer begin_anew go_on question remove say start told",
    "kiosk": (
        "about answer ask_for_slip begin care check display find_places go_on languages lost question result "
        "sound_file sound_list speak start still_here take welcome wipe"
    ),
    "pages": "about accessibility api glossary how places privacy rules scheme_rules security_txt",
    "signin": "form from_provider leave still_here take to_provider",
    "takealong": "ask_for_paper choose pdf show_link take_over",
    "whatif": "answer compare question undo",
    "wizard": "answer check find_places go_on leave lost question result start wipe wiped",
    "": "static",
}
VALUES: Final = {"question_id": "income", "letter": "b", "change": "weg", "name": "taal"}


@pytest.fixture(scope="module")
def app() -> Flask:
    found = staff_app()
    with_every_home(found)
    return found


@pytest.fixture(scope="module")
def by_role(app: Flask) -> dict[Role, CheckingClient]:
    """A browser of somebody with one role, for each role."""
    found = {role: client_of(app) for role in Role}
    for role, client in found.items():
        sign_in(client, role)
    return found


def role_for(rule: Rule) -> Role | None:
    return BEHIND.get(rule.rule.strip("/").split("/")[0])


def behind_sign_in(app: Flask) -> list[Rule]:
    """The routes that need a role; but for the empty pages that stand in for parts that are not there."""
    return [rule for rule in app.url_map.iter_rules() if role_for(rule) and app.blueprints.get(part_of(rule))]


def part_of(rule: Rule) -> str:
    return str(rule.endpoint).rpartition(".")[0]


def test_every_route_has_a_decision(app: Flask) -> None:
    decided = {f"{part}.{name}".lstrip(".") for part, names in FOR_EVERYBODY.items() for name in names.split()}
    opened = {rule.endpoint for rule in app.url_map.iter_rules() if role_for(rule) is None}
    assert opened - decided == set(), "who may reach these? Put them behind a role, or in the list for everybody"
    assert decided - opened == set(), "these are gone, or behind a role"
    assert {name: place.role for name, place in PLACES.items()} == BEHIND


def test_every_route_behind_the_sign_in_opens_to_its_role_alone(
    app: Flask, by_role: dict[Role, CheckingClient]
) -> None:
    rules = behind_sign_in(app)
    assert len(rules) >= 14
    for rule in rules:
        address = rule.build({name: VALUES[name] for name in rule.arguments})
        assert address is not None
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            stranger = client_of(app)
            nobody = stranger.open(address[1], method=method, data=with_token(stranger, method))
            assert (nobody.status_code, nobody.headers["Location"][:9]) == (303, "/inloggen"), (rule, method)
            for role, client in by_role.items():
                response = client.open(address[1], method=method, data=with_token(client, method))
                is_open = response.status_code != 403
                assert is_open == (role == role_for(rule)), (rule, method, role, response.status)


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(app: Flask) -> None:
    for rule in behind_sign_in(app):
        if "GET" in (rule.methods or ()) and not rule.arguments:
            place = rule.rule.strip("/").split("/")[0]
            response = client_of(app).get(rule.rule)
            assert (response.status_code, response.headers["Location"]) == (303, f"/inloggen?verder={place}"), rule


def test_without_staff_none_of_it_exists() -> None:
    found = make_app()
    assert not [rule for rule in found.url_map.iter_rules() if role_for(rule) or rule.rule.startswith("/inloggen")]
    for address in ("/inloggen", *(f"/{place}" for place in BEHIND)):
        assert client_of(found).get(address).status_code == 404


def with_token(client: CheckingClient, method: str) -> dict[str, str]:
    """A form with a token that is good in this browser, so that it is the role that decides."""
    if method != "POST":
        return {}
    client.get("/vraag", follow_redirects=True)
    return {"csrf_token": client.page.token, "gesprek": "another"}
