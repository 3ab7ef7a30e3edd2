"""Accounts on the command line: python -m webapp.accounts"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from webapp.accounts import Register, Role, Throttle
from webapp.accounts.__main__ import main
from webapp.storage import Database

GOOD = "vier losse woorden samen"
KEY = "a-key-for-these-tests-only-long-enough"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("RONDKOMENWIJZER_INSTANCE", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", KEY)
    return Database(f"sqlite:///{tmp_path / 'rondkomenwijzer.sqlite3'}")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = GOOD) -> int:
    """Run it, with a line on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    return main(arguments)


def fits(database: Database, name: str, password: str) -> bool:
    return Register(database).with_password(name, password) is not None


def test_an_account_from_its_beginning_to_its_end(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "add", "Balie-1", "--role", "staff", "--role", "statistics") == 0
    assert run(monkeypatch, "list") == 0
    assert capsys.readouterr().out == "balie-1\topen\tstaff statistics\n"
    assert fits(database, "balie-1", GOOD)
    assert run(monkeypatch, "password", "balie-1", typed="heel andere losse woorden") == 0
    assert fits(database, "balie-1", "heel andere losse woorden") and not fits(database, "balie-1", GOOD)
    assert run(monkeypatch, "roles", "BALIE-1", "--role", "content") == 0
    assert run(monkeypatch, "shut", "balie-1") == 0
    assert run(monkeypatch, "list") == 0
    assert capsys.readouterr().out == "balie-1\tshut\tcontent\n"
    assert run(monkeypatch, "open", "balie-1") == run(monkeypatch, "roles", "balie-1") == 0
    [member] = Register(database).members()
    assert member.is_active and member.roles == frozenset()
    assert run(monkeypatch, "sign-out", "balie-1") == 0
    assert Register(database).members()[0].epoch == member.epoch + 1
    assert capsys.readouterr() == ("", "")


def test_a_generated_password_is_shown_once_and_fits(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "add", "balie", "--generate") == 0
    found = re.fullmatch(r"The password of balie, shown only now: (\S{20})\n", capsys.readouterr().out)
    assert found is not None and fits(database, "balie", found[1])
    assert run(monkeypatch, "password", "balie", "--generate") == 0
    assert not fits(database, "balie", found[1])


def test_a_lock_can_be_opened(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 4_000_000_000.0
    for _time in range(4):
        assert Throttle(database, KEY, now).admit("balie") == 0
    assert Throttle(database, KEY, now).admit("balie") == 1
    assert run(monkeypatch, "unlock", "Balie") == 0
    assert Throttle(database, KEY, now).admit("balie") == 0


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("add", "balie"), GOOD, "There is an account balie already"),
        (("add", "a b"), GOOD, "A name has 2 to 40 letters"),
        (("add", "sso:abc"), GOOD, "A name has 2 to 40 letters"),
        (("add", "other"), "short", "A password has 15 to 200 characters"),
        (("add", "other"), "the other has no password", "easy to guess"),
        (("password", "balie"), "", "A password has 15 to 200 characters"),
        *(((what, "nobody"), GOOD, "There is no account nobody") for what in ("roles", "shut", "open", "sign-out")),
        (("password", "nobody"), GOOD, "There is no account nobody"),
        (("unlock", "a b"), GOOD, "A name has 2 to 40 letters"),
    ],
)
def test_a_fault_is_one_line(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    typed: str,
    said: str,
) -> None:
    assert run(monkeypatch, "add", "balie") == 0
    assert run(monkeypatch, *arguments, typed=typed) == 1
    out, error = capsys.readouterr()
    assert out == "" and said in error and error.count("\n") == 1 and (not typed or typed not in error)
    assert [member.name for member in Register(database).members()] == ["balie"]
    assert fits(database, "balie", GOOD)


def test_two_different_passwords_are_not_taken(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter([GOOD, "another thing typed"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _question: next(typed))
    assert main(["add", "balie"]) == 1
    assert capsys.readouterr().err == "The two passwords are not the same\n"
    assert Register(database).members() == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://me:secret@host/name", "RONDKOMENWIJZER_DATABASE must be"),
        ("sqlite:////dev/null/folder/file", "The database cannot be reached"),
    ],
)
def test_a_database_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str, said: str
) -> None:
    monkeypatch.setenv("RONDKOMENWIJZER_DATABASE", url)
    monkeypatch.setenv("SECRET_KEY", KEY)
    assert run(monkeypatch, "list") == 1
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1 and "secret" not in error


@pytest.mark.parametrize("arguments", [(), ("ad",), ("add",), ("add", "balie", "--role", "boss")])
def test_what_is_no_command_says_how(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2 and "usage: python -m webapp.accounts" in capsys.readouterr().err


def test_every_role_can_be_given(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "add", "alles", *(word for role in Role for word in ("--role", role))) == 0
    assert Register(database).members()[0].roles == set(Role)
