"""What ends a session of who works with the site: signing out, in every browser, and half an hour without a page."""

from __future__ import annotations

import pytest

from tests.municipal_sign_on import copy_of, held, who
from tests.staff_accounts import BEGIN, Clock, sign_in
from tests.staff_talk import staff_app
from tests.webapp_client import CheckingClient
from tests.webapp_fixtures import client_of
from webapp import state
from webapp.accounts import IDLE, Role

TOO_LONG = "U deed een half uur niets. Daarom bent u uitgelogd."


def signed_in(clock: Clock | None = None) -> CheckingClient:
    """A browser of staff with an account of here."""
    client = client_of(staff_app(**({"NOW": clock} if clock else {})))
    sign_in(client, Role.STAFF)
    return client


def test_signing_out_makes_every_copy_of_the_cookie_worthless() -> None:
    client = signed_in()
    client.get("/gesprek")
    copies = [copy_of(client) for _browser in range(2)]
    assert all(who(copy) for copy in copies)
    client.post("/inloggen/uit", data={"csrf_token": client.page.token})
    assert [who(copy) for copy in (client, *copies)] == [None] * 3
    assert [copy.get("/gesprek").headers["Location"] for copy in copies] == ["/inloggen?verder=gesprek"] * 2
    sign_in(client, Role.STAFF)
    assert who(client) is not None and who(copies[0]) is None


def test_signing_out_after_half_an_hour_ends_a_copy_that_was_kept_alive() -> None:
    clock = Clock()
    client = signed_in(clock)
    client.get("/gesprek")
    token, copy = client.page.token, copy_of(client)
    clock.now += IDLE
    copy.get("/gesprek")
    clock.now += 60
    assert who(copy) is not None
    client.post("/inloggen/uit", data={"csrf_token": token, "vanzelf": "1"})
    assert who(copy) is None


@pytest.mark.parametrize(("seconds", "is_in"), [(IDLE - 1, True), (IDLE, True), (IDLE + 1, False)])
def test_half_an_hour_without_a_page(seconds: int, is_in: bool) -> None:
    clock = Clock()
    client = signed_in(clock)
    clock.now += seconds
    response = client.get("/gesprek")
    assert response.status_code == (200 if is_in else 303)
    if not is_in:
        client.get("/inloggen")
        assert TOO_LONG in client.page.html and not held(client).get(state.ACCOUNT)
    clock.now += 1
    assert (who(client) is not None) == is_in


def test_what_a_page_does_by_itself_is_no_sign_of_life() -> None:
    clock = Clock()
    client = signed_in(clock)
    client.get("/gesprek")
    clock.now += IDLE - 10
    sent = {"csrf_token": client.page.token, "vanzelf": "1"}
    names = [field.get("value") for field in client.page.all("input", name="gesprek")]
    client.post("/gesprek/volgende", data={**sent, "gesprek": names[0] if names else ""})
    client.get("/gesprek")  # To where that leads.
    assert held(client)[state.ACCOUNT][2] == BEGIN
    clock.now += 11
    assert client.get("/gesprek").headers["Location"] == "/inloggen?verder=gesprek"


def test_who_says_still_here_is_there() -> None:
    clock = Clock()
    client = signed_in(clock)
    for _time in range(3):
        clock.now += IDLE
        assert client.post("/inloggen/nog-hier").status_code == 204
    clock.now += IDLE + 1
    assert client.post("/inloggen/nog-hier").status_code == 401
    assert client_of(client.application).post("/inloggen/nog-hier").status_code == 401
    assert client.post("/inloggen/nog-hier", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400


def test_who_has_an_account_of_here_is_told_nothing_of_the_municipality() -> None:
    client = signed_in()
    client.get("/gesprek")
    client.post("/inloggen/uit", data={"csrf_token": client.page.token})
    client.get("/inloggen")
    assert "U bent uitgelogd." in client.page.html and "nog ingelogd" not in client.page.html
