"""The database on the command line: python -m webapp.storage check, upgrade, downgrade, backup or restore."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from webapp.config import settings
from webapp.keys import SettingError
from webapp.storage.backup import BackupError, back_up, restore
from webapp.storage.database import Database, Unreachable, engine_for
from webapp.storage.versions import downgrade, newest, revision_of, upgrade


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one thing; 0 when it was done, 1 with one line that says why not."""
    asked = _parser().parse_args(arguments)
    logging.getLogger("webapp").addHandler(logging.NullHandler())  # What goes wrong is said in one line, below.
    try:
        database = Database(settings(None)["DATABASE"])
        try:
            print(_done(asked, database))
        finally:
            database.close()
    except (BackupError, SettingError) as error:
        print(error, file=sys.stderr)
        return 1
    except (Unreachable, SQLAlchemyError) as error:
        print(f"The database cannot be reached or used ({type(error).__name__})", file=sys.stderr)
        return 1
    return 0


def _done(asked: argparse.Namespace, database: Database) -> str:
    match asked.what:
        case "backup":
            return f"{back_up(database, asked.file)} rows are in {asked.file}"
        case "restore":
            return f"{restore(database, asked.file)} rows were put back"
    engine = engine_for(database.url)
    try:
        return _tables(asked, engine)
    finally:
        engine.dispose()


def _tables(asked: argparse.Namespace, engine: Engine) -> str:
    match asked.what:
        case "upgrade":
            upgrade(engine)
        case "downgrade":
            downgrade(engine, asked.to)
    return f"The tables are of revision {revision_of(engine) or 'none'}; this release uses {newest()}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m webapp.storage", description="The database of accounts and counts")
    parts = parser.add_subparsers(dest="what", required=True)
    parts.add_parser("check", help="which tables there are, and which this release uses")
    parts.add_parser("upgrade", help="bring the tables to this release; the site does so by itself at its first use")
    back = parts.add_parser("downgrade", help="back to the tables of an earlier release; what they cannot hold is lost")
    back.add_argument("to", help="the revision, such as 0001, or base for no tables")
    for what, text in (("backup", "write all rows to a new file"), ("restore", "read them into an empty database")):
        parts.add_parser(what, help=text).add_argument("file", type=Path)
    return parser


if __name__ == "__main__":
    sys.exit(main())
