"""Which tables the database has, and bringing them to those of this release (Alembic)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from webapp.keys import SettingError

FOLDER: Final = Path(__file__).resolve().parent / "migrations"
OUR_LOCK: Final = 0x726B77
"""Number of the advisory lock on PostgreSQL, so that of several workers one changes the tables."""


def newest() -> str:
    """The revision of this release."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def revision_of(engine: Engine) -> str | None:
    """The revision of a database; None for one without tables."""
    with engine.connect() as connection:
        return _revision(connection)


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the tables to a revision, where they are not there yet. SettingError when they are of a later release."""
    wanted = newest() if to == "head" else to
    if revision_of(engine) == wanted:
        return
    with _alone(engine) as connection:
        if _revision(connection) != wanted:
            _run(connection, "upgrade", to)


def downgrade(engine: Engine, to: str) -> None:
    """Back to an earlier revision, for who installs the release of before. What has no place there is lost."""
    with _alone(engine) as connection:
        _run(connection, "downgrade", to)


def _run(connection: Connection, way: str, to: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    try:
        getattr(command, way)(config, to)
    except CommandError:
        raise SettingError("The database is of another release: install that one, or restore a backup") from None


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other process changes tables beside."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": OUR_LOCK})
        yield connection
        connection.commit()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
