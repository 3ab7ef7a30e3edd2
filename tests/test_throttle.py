"""Who guesses passwords has to wait, whatever the name, however many try at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.database_server import database_url, postgresql
from tests.live_site import clean_environment, live_site
from tests.staff_accounts import BEGIN, PASSWORD, Clock, account_in
from tests.staff_talk import staff_app
from tests.test_accounts import WRONG, try_with
from tests.visitor import Visitor
from tests.webapp_fixtures import KEY, client_of
from webapp.accounts import Register, Role, Throttle, waiting
from webapp.accounts.throttle import FORGOTTEN_AFTER, FREE, LOCKED, LOCKED_AFTER
from webapp.storage import Attempt, Database

__all__ = ["database_url", "postgresql"]

TRIES, PROCESSES = 4, 3
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(clock: Clock, database_url: str) -> Iterator[Flask]:
    found = staff_app(NOW=clock, DATABASE=database_url)
    yield found
    found.extensions["database"].close()


def too_often(seconds: int) -> str:
    """The sentence."""
    number, unit = (-(-seconds // 60), "minuut") if seconds >= 60 else (seconds, "seconde")
    plural = {"minuut": "minuten", "seconde": "seconden"}[unit]
    return f"Het ging te vaak mis. Wacht {number} {unit if number == 1 else plural} en probeer het dan opnieuw."


def test_how_long_to_wait() -> None:
    assert [waiting(failures) for failures in range(1, 12)] == [0, 0, 0, 1, 2, 4, 8, 16, 32, LOCKED, LOCKED]


def test_failures_cost_more_and_more_time(app: Flask, clock: Clock) -> None:
    for wait in map(waiting, range(1, LOCKED_AFTER + 3)):
        assert admit(app, clock, "balie") == 0
        if wait:
            assert admit(app, clock, "balie") == wait
            clock.now += wait - 1
            assert admit(app, clock, "balie") == 1, "who tries while waiting does not wait longer"
            clock.now += 1


@pytest.mark.parametrize("exists", [True, False])
def test_the_page_says_how_long_to_wait_whatever_the_name(app: Flask, clock: Clock, exists: bool) -> None:
    name = account_in(app, Role.STAFF) if exists else "nobody-here"
    client = client_of(app)
    for failures in (FREE + 1, LOCKED_AFTER):
        fail(app, clock, name, failures - 1)
        assert try_with(client, name, "a wrong password") == WRONG
        wait = waiting(failures)
        assert try_with(client, name, PASSWORD) == too_often(wait)
        clock.now += wait - 1
        assert try_with(client, f" {name.upper()}", PASSWORD) == too_often(1)
        clock.now += 1
    assert try_with(client, name, PASSWORD) == ("/gesprek" if exists else WRONG)


def test_the_right_password_wipes_the_slate(app: Flask, clock: Clock) -> None:
    name = account_in(app, Role.STAFF)
    fail(app, clock, name, LOCKED_AFTER - 1)
    assert try_with(client_of(app), name, PASSWORD) == "/gesprek"
    assert rows_in(app.extensions["database"]) == []


def test_a_day_without_a_failure_wipes_the_slate(app: Flask, clock: Clock) -> None:
    fail(app, clock, "balie", LOCKED_AFTER)
    clock.now += FORGOTTEN_AFTER - LOCKED - 1
    assert admit(app, clock, "another") == 0
    assert sorted(rows_in(app.extensions["database"])) == [1, LOCKED_AFTER]
    clock.now += 1
    assert admit(app, clock, "another") == 0
    assert rows_in(app.extensions["database"]) == [2], "what is forgotten goes out of the database"
    assert [admit(app, clock, "balie") for _time in range(FREE)] == [0] * FREE


def admit(app: Flask, clock: Clock, name: str) -> int:
    """Try once, without a page."""
    return Throttle(app.extensions["database"], KEY, clock.now).admit(name)


def fail(app: Flask, clock: Clock, name: str, failures: int) -> None:
    """Let so many tries fail, waiting as long as it takes; after them nobody has to wait."""
    Throttle(app.extensions["database"], KEY, clock.now).forget(name)
    for wait in map(waiting, range(1, failures + 1)):
        assert admit(app, clock, name) == 0
        clock.now += wait


def test_a_password_during_the_wait_is_not_looked_at(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    name = account_in(app, Role.STAFF)
    for _time in range(FREE + 1):
        Throttle(app.extensions["database"], KEY, BEGIN).admit(name)

    def never(*_arguments: object) -> None:
        raise AssertionError("looked at")

    monkeypatch.setattr(Register, "with_password", never)
    assert try_with(client_of(app), name, PASSWORD) == too_often(1)


def test_names_wait_apart(app: Flask) -> None:
    name = account_in(app, Role.STAFF)
    for _time in range(FREE + 2):
        Throttle(app.extensions["database"], KEY, BEGIN).admit("somebody-else")
    assert try_with(client_of(app), name, PASSWORD) == "/gesprek"


def guess(url: str, secret: str, turns: int) -> int:
    """In a process of its own: how many of so many tries at once may look at the password."""
    database = Database(url)
    admitted = sum(Throttle(database, secret, BEGIN).admit("balie") == 0 for _turn in range(turns))
    database.close()
    return admitted


def test_tries_of_several_processes_at_once_are_all_counted(database_url: str) -> None:
    database = Database(database_url)
    assert Throttle(database, KEY, BEGIN).admit("another") == 0
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        admitted = pool.starmap(guess, [(database_url, KEY, TRIES)] * PROCESSES)
    assert sum(admitted) == FREE + 1 < TRIES * PROCESSES, "the fourth is the first that makes the next wait"
    assert sorted(rows_in(database)) == [1, FREE + 1]
    database.close()


def rows_in(database: Database) -> list[int]:
    """The failures of every name."""
    with database.transaction() as session:
        return list(session.scalars(select(Attempt.failures)))


@pytest.mark.slow
def test_guessing_is_slowed_down_over_all_workers_of_the_real_server(database_url: str, tmp_path: Path) -> None:
    settings = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "RONDKOMENWIJZER_STAFF": "1"}
    environment = clean_environment(tmp_path, {**settings, "RONDKOMENWIJZER_DATABASE": database_url})
    said = []
    with live_site(tmp_path, environment, 3) as port:
        for number in range(LOCKED_AFTER):
            visitor = Visitor(port)
            visitor.ask("GET", "/inloggen")
            sent = {"account": "balie", "wachtwoord": f"guess {number}", "csrf_token": visitor.page.token}
            visitor.follow(visitor.ask("POST", "/inloggen", sent))
            [mistake] = [one.text for one in visitor.page.elements if one.get("id") == "account-fout"]
            said.append(mistake)
    # Nobody waits here, so after the first failures that cost time nearly every guess comes too soon.
    assert said[: FREE + 1] == [WRONG] * (FREE + 1)
    assert sum("te vaak mis" in mistake for mistake in said) >= LOCKED_AFTER - FREE - 4, said
