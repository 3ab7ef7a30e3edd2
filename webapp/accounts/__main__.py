"""Accounts on the command line: python -m webapp.accounts add balie-1 --role staff"""

from __future__ import annotations

import argparse
import getpass
import logging
import sys
import time
from collections.abc import Sequence
from datetime import date

from webapp.accounts.passwords import fault_in, generated
from webapp.accounts.register import AccountError, Register, local_name
from webapp.accounts.throttle import Throttle
from webapp.config import settings
from webapp.keys import SettingError
from webapp.roles import Role, written
from webapp.storage import Database, Unreachable


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one thing; 0 when it was done, 1 with one line that says why not."""
    asked = _parser().parse_args(arguments)
    logging.getLogger("webapp").addHandler(logging.NullHandler())  # What goes wrong is said in one line, below.
    try:
        found = settings(None)
        database = Database(found["DATABASE"])
        try:
            _do(asked, Register(database), found["SECRET_KEY"])
        finally:
            database.close()
    except (AccountError, SettingError) as error:
        print(error, file=sys.stderr)
        return 1
    except Unreachable:
        print("The database cannot be reached: see RONDKOMENWIJZER_DATABASE", file=sys.stderr)
        return 1
    return 0


def _do(asked: argparse.Namespace, register: Register, secret: str) -> None:
    today = date.today()
    match asked.what:
        case "add":
            name = local_name(asked.name)
            register.add(name, _password(name, asked.generate), asked.role, today)
        case "password":
            register.set_password(asked.name, _password(asked.name, asked.generate), today)
        case "roles":
            register.set_roles(asked.name, asked.role, today)
        case "shut" | "open":
            register.set_active(asked.name, asked.what == "open", today)
        case "sign-out":
            register.end_sessions(asked.name)
        case "unlock":
            Throttle(register.database, secret, time.time()).forget(local_name(asked.name))
        case "list":
            for member in register.members():
                print(f"{member.name}\t{'open' if member.is_active else 'shut'}\t{written(member.roles)}")


def _password(name: str, generate: bool) -> str:
    """Typed twice, or one line of standard input, or one of our own that is shown once."""
    if generate:
        password = generated()
        print(f"The password of {name}, shown only now: {password}")
        return password
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass("Password: ")
        if getpass.getpass("Once more: ") != password:
            raise AccountError("The two passwords are not the same")
    fault = fault_in(password, name)
    if fault:
        raise AccountError(fault)
    return password


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m webapp.accounts", description="Accounts of who works with the site"
    )
    parts = parser.add_subparsers(dest="what", required=True)
    for what, text, takes in (
        ("add", "make an account", "name password roles"),
        ("password", "give another password, and sign out everywhere", "name password"),
        ("roles", "give other roles", "name roles"),
        ("shut", "let nobody in with this account, and sign out everywhere", "name"),
        ("open", "let it in again", "name"),
        ("sign-out", "sign out everywhere", "name"),
        ("unlock", "forget failed sign-ins on this name", "name"),
        ("list", "name, whether it is open, and roles of every account", ""),
    ):
        part = parts.add_parser(what, help=text, description=text)
        if "name" in takes:
            part.add_argument("name")
        if "password" in takes:
            part.add_argument("--generate", action="store_true", help="make a password and show it once")
        if "roles" in takes:
            roles = ", ".join(Role)
            part.add_argument("--role", action="append", choices=list(Role), default=[], help=f"one of {roles}; repeat")
    return parser


if __name__ == "__main__":
    sys.exit(main())
