"""The accounts: made on the command line, or by the first sign-in through the municipality."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.accounts.passwords import fits, hashed, is_outdated
from webapp.roles import Role, roles_in, written
from webapp.storage import Account, Database

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
FROM_PROVIDER: Final = "sso:"
"""How the name of an account begins that has no password here. No local name can hold a colon."""


class AccountError(Exception):
    """What cannot be done with an account, in one line."""


@dataclass(frozen=True, slots=True)
class Member:
    """One account as the rest of the site knows it."""

    id: int
    name: str
    roles: frozenset[Role]
    epoch: int
    is_active: bool

    @property
    def is_of_municipality(self) -> bool:
        """Whether somebody signs in with it through the municipality."""
        return self.name.startswith(FROM_PROVIDER)


@dataclass(frozen=True, slots=True)
class Register:
    """All accounts of a database. Every method may raise Unreachable."""

    database: Database

    def add(self, name: str, password: str, roles: Iterable[Role], today: date) -> Member:
        """A new local account; AccountError when the name cannot be one or is taken."""
        name = local_name(name)
        with self.database.transaction() as session:
            if _found(session, name) is not None:
                raise AccountError(f"There is an account {name} already")
            row = Account(name=name, password_hash=hashed(password), roles=written(roles), changed_on=today)
            row.epoch, row.is_active = 0, True
            session.add(row)
            session.flush()
            return _member(row)

    def with_password(self, name: str, password: str) -> Member | None:
        """The account of who typed this; None, after the same time, for a wrong password and for no account."""
        with self.database.transaction() as session:
            typed = name.strip().casefold()
            row = _found(session, typed) if _NAME.fullmatch(typed) else None  # PostgreSQL refuses some characters.
            kept = row.password_hash if row is not None else ""
        if not fits(password, kept) or row is None or not row.is_active:
            return None
        if is_outdated(kept):
            self._change(row.name, password_hash=hashed(password))
        return _member(row)

    def from_provider(self, issuer: str, subject: str, roles: Iterable[Role], today: date) -> Member | None:
        """The account of who signed in through the municipality, with the roles of now; None when it was shut here.

        Who has no role gets no account either.
        """
        digest = hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()[:40]
        name = f"{FROM_PROVIDER}{digest}"
        with self.database.transaction() as session:
            if roles:
                self._make_sure_of(session, name, today)
            row = _found(session, name)
            if row is None:
                return None
            if row.roles != written(roles):
                row.roles, row.changed_on = written(roles), today
            session.flush()
            return _member(row) if row.is_active else None

    def member(self, account_id: int) -> Member | None:
        """The account with this number."""
        with self.database.transaction() as session:
            row = session.get(Account, account_id)
            return _member(row) if row is not None else None

    def members(self) -> list[Member]:
        """Every account, by name."""
        with self.database.transaction() as session:
            return [_member(row) for row in session.scalars(select(Account).order_by(Account.name))]

    def set_password(self, name: str, password: str, today: date) -> None:
        """Another password. Whoever is signed in with the old one has to sign in again."""
        local_name(name)
        self._change(name, password_hash=hashed(password), changed_on=today)
        self.end_sessions(name)

    def set_roles(self, name: str, roles: Iterable[Role], today: date) -> None:
        """Other roles, from the next page on."""
        self._change(name, roles=written(roles), changed_on=today)

    def set_active(self, name: str, is_active: bool, today: date) -> None:
        """Shut an account, or open it again. Shut, none of its cookies is good any more."""
        self._change(name, is_active=is_active, changed_on=today)
        self.end_sessions(name)

    def end_sessions(self, name: str) -> None:
        """Sign out everywhere: every copy of every cookie of this account."""
        with self.database.transaction() as session:
            row = _known(session, name)
            row.epoch = Account.epoch + 1

    def _make_sure_of(self, session: Session, name: str, today: date) -> None:
        """An account of the municipality with this name. Two windows may sign in at the same time."""
        new = {"name": name, "password_hash": "", "roles": "", "epoch": 0, "is_active": True, "changed_on": today}
        insert = sqlite.insert(Account) if self.database.is_sqlite else postgresql.insert(Account)
        session.execute(insert.values(new).on_conflict_do_nothing())

    def _change(self, name: str, **values: object) -> None:
        with self.database.transaction() as session:
            row = _known(session, name)
            for column, value in values.items():
                setattr(row, column, value)


def local_name(text: str) -> str:
    """A name as it is kept; AccountError when it cannot be one."""
    name = text.strip().casefold()
    if not _NAME.fullmatch(name):
        raise AccountError("A name has 2 to 40 letters (a to z), digits, dots, dashes or underscores")
    return name


def _found(session: Session, name: str) -> Account | None:
    return session.scalars(select(Account).where(Account.name == name)).one_or_none()


def _known(session: Session, name: str) -> Account:
    row = _found(session, name.strip().casefold())
    if row is None:
        raise AccountError(f"There is no account {name}")
    return row


def _member(row: Account) -> Member:
    return Member(row.id, row.name, roles_in(row.roles), row.epoch, row.is_active)
