"""A real PostgreSQL for the tests: started by them, on loopback, with its files in a folder that goes away again."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import psycopg
import pytest

PROGRAMS: Final = Path("/usr/lib/postgresql")
USER: Final = "rondkomenwijzer"
PATIENCE: Final = 60.0
"""Seconds for its start on a busy machine."""


def program(name: str) -> str:
    """Where a program of PostgreSQL is, of the newest release. It is missing? That is an error: `make setup`."""
    found = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    assert found, f"PostgreSQL is missing: no {name} in {PROGRAMS}. Run: make setup"
    return str(found[-1])


def as_its_user(folder: Path) -> dict[str, Any]:
    """How to start it: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


@contextmanager
def server() -> Iterator[str]:
    """The start of the URL of each of its databases."""
    folder = Path(tempfile.mkdtemp(prefix="rkw-postgresql-"))
    who, data = as_its_user(folder), folder / "data"
    try:
        initdb = [program("initdb"), "-D", str(data), "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync"]
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **who)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["-p", str(port), "-k", str(folder), "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=60"]
        with (folder / "log").open("wb") as log:
            command = [program("postgres"), "-D", str(data), *options]
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **who)
            try:
                wait_for(port, process, folder)
                yield f"postgresql://{USER}@127.0.0.1:{port}"
            finally:
                process.terminate()
                process.wait(PATIENCE)
    finally:
        shutil.rmtree(folder)


def wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Until it lets somebody in."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user=USER, dbname="postgres", connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise AssertionError((folder / "log").read_text("utf-8", "replace")[-2000:])


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A server for all tests of this process."""
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'a folder' / 'rondkomenwijzer.sqlite3'}"
        return
    with new_database(request.getfixturevalue("postgresql")) as url:
        yield url


@contextmanager
def new_database(address: str) -> Iterator[str]:
    """The URL of an empty database on a server, for as long as the block lasts."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield f"{address}/{name}"
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
