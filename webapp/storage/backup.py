"""A copy of all that is stored, as lines of JSON: to keep, and to go from SQLite to PostgreSQL or back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Date, Engine, Table, func, insert, select, text

from webapp.storage import tables
from webapp.storage.database import Database
from webapp.storage.versions import newest

HEAD: Final = "rondkomenwijzer"
OWNER_ONLY: Final = 0o600


class BackupError(Exception):
    """Why a backup cannot be made or put back, in one line."""


def back_up(database: Database, path: Path) -> int:
    """Write every row to a new file that only its owner can read; the number of rows. BackupError when it is there."""
    draft = path.with_name(f"{path.name}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except OSError as error:
        raise BackupError(f"{draft} cannot be written: {error.strerror}") from None
    if path.exists():
        draft.unlink()
        raise BackupError(f"{path} is there already")
    number = 0
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(json.dumps({HEAD: newest()}) + "\n")
        for row in _rows(database.engine()):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            number += 1
        file.flush()
        os.fsync(descriptor)
    draft.rename(path)
    return number


def restore(database: Database, path: Path) -> int:
    """Put every row of a backup in a database that is empty: all or nothing. The number of rows."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        head, *rows = [json.loads(line) for line in lines]
        revision = head[HEAD]
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupError(f"{path} is no backup of this site") from None
    if revision != newest():
        raise BackupError(f"{path} is of another release (tables {revision}): put it back with that one, then upgrade")
    engine = database.engine()
    with engine.begin() as connection:
        for table in _tables():
            if connection.scalar(select(func.count()).select_from(table)):
                raise BackupError("There are rows in the database already: name an empty one")
        for table in _tables():
            given = [_read(table, row["row"]) for row in rows if row["table"] == table.name]
            if given:
                connection.execute(insert(table), given)
        if engine.dialect.name == "postgresql":
            highest = "(SELECT COALESCE(MAX(id), 0) + 1 FROM accounts)"
            connection.execute(text(f"SELECT setval(pg_get_serial_sequence('accounts', 'id'), {highest}, false)"))  # noqa: S608
    return len(rows)


def _rows(engine: Engine) -> Iterator[dict[str, Any]]:
    """Every row, all as they were at one moment."""
    with engine.connect().execution_options(**_at_one_moment(engine)) as connection:
        for table in _tables():
            for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
                yield {"table": table.name, "row": {name: _written(value) for name, value in row._mapping.items()}}


def _at_one_moment(engine: Engine) -> dict[str, Any]:
    return {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}


def _tables() -> list[Table]:
    return tables.Table.metadata.sorted_tables


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _read(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    days = {column.name for column in table.columns if isinstance(column.type, Date)}
    return {name: date.fromisoformat(value) if name in days else value for name, value in row.items()}
