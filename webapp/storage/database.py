"""One database for all workers: SQLite in a file, or PostgreSQL. Opened when it is first needed, not at the start."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from webapp.keys import SettingError
from webapp.storage.versions import upgrade

PATIENCE: Final = 2
"""Seconds that a page waits for the database, at most: a resident gets the advice without it."""

REST: Final = 30.0
"""Seconds without another try, after the database could not be reached. So not every page waits."""

DRIVERS: Final = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}

_log: Final = logging.getLogger(__name__)


class Unreachable(Exception):
    """The database does not answer, or refuses. Says nothing of what was in the statement."""


class Database:
    """Where accounts and counts are. `url` is one of SQLAlchemy: sqlite:///path or postgresql://user@host/name."""

    def __init__(self, url: str) -> None:
        self.url = database_url(url)
        self._engine: Engine | None = None
        self._opening = Lock()
        self._rest_until = 0.0

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of our own, or memory."""
        return self.url.get_backend_name() == "sqlite"

    def engine(self) -> Engine:
        """The engine, with the tables of this release in its database. Unreachable when that cannot be arranged."""
        with self._opening:
            if self._engine is None:
                if time.monotonic() < self._rest_until:
                    raise Unreachable
                try:
                    self._engine = _opened(self.url)
                except (SQLAlchemyError, OSError):
                    self._rest_until = time.monotonic() + REST
                    _log.warning("The database cannot be opened", exc_info=True)
                    raise Unreachable from None
            return self._engine

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """All of it is written when the block ends well, else nothing. Unreachable when the database is not there."""
        engine = self.engine()
        if time.monotonic() < self._rest_until:
            raise Unreachable
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            self._rest_until = time.monotonic() + (REST if _is_gone(error) else 0)
            _log.warning("The database does not answer", exc_info=True)
            raise Unreachable from None

    def close(self) -> None:
        """Let go of every connection."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


def _opened(url: URL) -> Engine:
    engine = engine_for(url)
    try:
        upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def database_url(text: str) -> URL:
    """A URL for a driver that we ship; SettingError for any other."""
    try:
        url = make_url(text)
    except ArgumentError:
        url = None
    name = url.get_backend_name() if url is not None else ""
    if url is None or name not in DRIVERS:
        wish = "sqlite:///path/of/the/file or postgresql://user:password@host/name"
        raise SettingError(f"RONDKOMENWIJZER_DATABASE must be {wish}")  # Not what it was: a password stands in it.
    return url.set(drivername=DRIVERS[name])


def engine_for(url: URL) -> Engine:
    """An engine that waits shortly, and on SQLite lets one write while others read. OSError where it has no place."""
    if url.get_backend_name() == "postgresql":
        options = {"connect_timeout": PATIENCE, "options": f"-c statement_timeout={PATIENCE * 1000} -c timezone=UTC"}
        return create_engine(url, connect_args=options, pool_pre_ping=True, pool_size=2, max_overflow=4)
    in_memory = url.database in (None, "", ":memory:")
    shared: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    if not in_memory:
        _make_file(Path(str(url.database)))
    engine = create_engine(url, connect_args={"timeout": PATIENCE, "check_same_thread": False}, **shared)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _make_file(path: Path) -> None:
    """The file of SQLite, for its owner only, like the folder of our own that it stands in."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # What was said to be written survives a power cut.
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _is_gone(error: SQLAlchemyError) -> bool:
    """Whether the next page would wait in vain too. Not where somebody else is writing, or two wrote the same row."""
    if not isinstance(error, (OperationalError, InterfaceError, PoolTimeout)):
        return False
    return not any(word in str(error.args[:1]) for word in ("locked", "statement timeout"))
