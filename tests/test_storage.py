"""The database: its tables come and go with what is in them, on both kinds; and a resident never needs it."""

from __future__ import annotations

import multiprocessing
import time
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from tests.database_server import database_url, new_database, postgresql
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import STORIES
from webapp.accounts import Register, Role
from webapp.counting import counted
from webapp.keys import SettingError
from webapp.storage import COUNTS, Database, JourneysByMode, OutcomesByScheme, Unreachable
from webapp.storage.__main__ import main
from webapp.storage.backup import BackupError, back_up, restore
from webapp.storage.database import REST, engine_for
from webapp.storage.database import database_url as read_url
from webapp.storage.tables import Table
from webapp.storage.versions import downgrade, newest, revision_of, upgrade

__all__ = ["database_url", "postgresql"]

WEEK: Final = date(2026, 11, 16)
DAY: Final = date(2026, 11, 21)
PASSWORD: Final = "vier losse woorden samen"
NOWHERE: Final = "postgresql://somebody:geheim@127.0.0.1:1/nothing"


def tables_in(url: str) -> set[str]:
    """Names of tables, but the one of Alembic."""
    engine = engine_for(read_url(url))
    found = set(inspect(engine).get_table_names()) - {"alembic_version"}
    engine.dispose()
    return found


def filled(url: str) -> Database:
    """A database with two accounts and some counts."""
    database = Database(url)
    for name in ("balie-1", "balie-2"):
        Register(database).add(name, PASSWORD, [Role.STAFF, Role.CONTENT], DAY)
    with database.transaction() as rows:
        rows.add(JourneysByMode(week=WEEK, mode="wizard", number=1237))
        rows.add(OutcomesByScheme(week=WEEK, scheme="iit", status="likely", number=3))
    return database


def test_tables_go_up_and_down_with_what_is_in_them(database_url: str) -> None:
    database = filled(database_url)
    engine = database.engine()
    assert revision_of(engine) == newest() == "0002"
    downgrade(engine, "0001")
    assert tables_in(database_url) == {"accounts", "sign_in_attempts"}
    with engine.connect() as connection:
        kept = list(connection.execute(text("SELECT name, roles, is_active FROM accounts ORDER BY name")))
    assert [tuple(row) for row in kept] == [("balie-1", "content staff", True), ("balie-2", "content staff", True)]
    upgrade(engine)
    member = Register(database).with_password("balie-1", PASSWORD)
    assert member is not None and member.roles == {Role.STAFF, Role.CONTENT}
    assert counted(database, JourneysByMode, [WEEK]) == {}
    downgrade(engine, "base")
    assert tables_in(database_url) == set() and revision_of(engine) is None
    upgrade(engine)
    assert tables_in(database_url) == {table.name for table in Table.metadata.sorted_tables}
    database.close()


def test_the_migrations_make_just_the_tables_of_the_program(database_url: str) -> None:
    database = Database(database_url)
    with database.engine().connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) == []
    database.close()


def open_and_add(url: str, name: str) -> None:
    """In a process of its own: the first use of the database."""
    database = Database(url)
    Register(database).add(name, PASSWORD, [Role.STAFF], DAY)
    database.close()


def test_many_workers_may_begin_at_once(database_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    names = [f"balie-{number}" for number in range(4)]
    workers = [context.Process(target=open_and_add, args=(database_url, name)) for name in names]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * len(workers)
    database = Database(database_url)
    assert [member.name for member in Register(database).members()] == names
    database.close()


def test_tables_of_a_later_release_are_left_alone(database_url: str) -> None:
    database = filled(database_url)
    with database.engine().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(SettingError, match="another release"):
        Database(database_url).engine()


@pytest.mark.parametrize("onto", ["sqlite", "postgresql"])
def test_a_backup_comes_back_whole_on_either_kind(
    database_url: str, onto: str, tmp_path: Path, postgresql: str
) -> None:
    source, path = filled(database_url), tmp_path / "backup.jsonl"
    assert back_up(source, path) == 4
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupError, match="is there already"):
        back_up(source, path)
    with new_database(postgresql) as elsewhere:
        target = Database(elsewhere if onto == "postgresql" else f"sqlite:///{tmp_path / 'new.sqlite3'}")
        assert restore(target, path) == 4
        with pytest.raises(BackupError, match="rows in the database"):
            restore(target, path)
        assert Register(target).members() == Register(source).members()
        assert Register(target).with_password("balie-2", PASSWORD) is not None
        for table in COUNTS:
            assert counted(target, table, [WEEK]) == counted(source, table, [WEEK])
        assert Register(target).add("balie-3", PASSWORD, [], DAY).id == 3, "its number is not taken"
        again = tmp_path / "again.jsonl"
        Register(source).add("balie-3", PASSWORD, [], DAY)
        assert back_up(target, again) == 5
        target.close()
    source.close()


@pytest.mark.parametrize("content", ["", "no json", "[]", '{"rondkomenwijzer": "0001"}', '{"other": 1}'])
def test_what_is_no_backup_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "backup.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BackupError, match=r"no backup of this site|of another release"):
        restore(Database("sqlite://"), path)


def test_the_command_line_does_all_of_it(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RONDKOMENWIJZER_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("RONDKOMENWIJZER_DATABASE", database_url)
    backup = str(tmp_path / "backup.jsonl")
    assert main(["check"]) == 0 and "revision none" in capsys.readouterr().out
    for arguments in (["upgrade"], ["backup", backup], ["downgrade", "base"], ["upgrade"], ["restore", backup]):
        assert main(arguments) == 0, capsys.readouterr().err
    assert main(["backup", backup]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("RONDKOMENWIJZER_DATABASE", NOWHERE)
    for arguments in (["check"], ["backup", str(tmp_path / "other")]):
        assert main(arguments) == 1
        error = capsys.readouterr().err
        assert error.count("\n") == 1 and "geheim" not in error


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "nonsense", "postgresql:/", "file:///etc/passwd", "oracle://a:geheim@b/c"]
)
def test_a_url_that_cannot_be_used_stops_the_start_without_repeating_it(url: str) -> None:
    with pytest.raises(SettingError, match="RONDKOMENWIJZER_DATABASE") as refused:
        read_url(url)
    assert "geheim" not in str(refused.value)


def test_a_resident_needs_no_database() -> None:
    app = make_app(DATABASE=NOWHERE, COUNTS=True)
    begin = time.monotonic()
    resident = Resident(app)
    resident.walk(STORIES[0].sent)
    resident.get("/uitslag")
    assert resident.page.path == "/uitslag"
    with pytest.raises(Unreachable):
        app.extensions["database"].engine()
    assert time.monotonic() - begin < REST, "it was not tried again for each page"


def test_a_file_that_cannot_be_made_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    database = Database(f"sqlite:///{tmp_path / 'file' / 'below' / 'x.sqlite3'}")
    with pytest.raises(Unreachable):
        database.engine()


def test_only_the_owner_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.sqlite3"
    database = filled(f"sqlite:///{path}")
    assert {file.stat().st_mode & 0o077 for file in path.parent.iterdir()} == {0}
    database.close()
