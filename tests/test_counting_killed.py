"""The server is killed in the middle of its writing, time after time: no count that was answered is lost or doubled."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from tests.database_server import database_url, postgresql
from tests.live_site import GUNICORN, HOST, PATIENCE, clean_environment, wait_for
from tests.visitor import Visitor
from webapp.storage import Database, JourneysByLanguage, JourneysByMode, StopsByTopic

__all__ = ["database_url", "postgresql"]

ROOT: Final = Path(__file__).resolve().parent.parent
KILLS: Final = 5
VISITORS: Final = 4
AT_LEAST: Final = 5
"""Journeys of each visitor, before the server is killed."""


@dataclass
class Begun:
    """Journeys that this visitor began: those that the server answered, and those that it was killed in."""

    answered: int = 0
    unsure: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def go_on(self, port: int) -> None:
        """Begin one journey after the other, until the server is gone."""
        while not self.stop.is_set():
            visitor = Visitor(port)
            try:
                visitor.ask("GET", "/vraag/gemeente")
                sent = {"choice": "enschede", "csrf_token": visitor.page.token}
            except (OSError, HTTPException):
                return
            try:
                self.answered += visitor.ask("POST", "/vraag/gemeente", sent).status == 303
            except (OSError, HTTPException):
                self.unsure += 1
                return


def started(port_of: socket.socket, folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """The site with two workers, in a group of processes of its own."""
    options = ("--workers", "2", "--bind", f"fd://{port_of.fileno()}", "webapp:create_app()")
    with (folder / "site.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *GUNICORN, *options],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
            pass_fds=[port_of.fileno()],
            start_new_session=True,
        )
    wait_for(int(port_of.getsockname()[1]), process, folder)
    return process


def killed_in_the_middle(port: int, process: subprocess.Popen[bytes]) -> list[Begun]:
    """Some visitors begin journeys as fast as they can; then the whole group of processes is ended, -9."""
    visitors = [Begun() for _ in range(VISITORS)]
    threads = [threading.Thread(target=visitor.go_on, args=(port,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    until = time.monotonic() + PATIENCE
    while min(visitor.answered for visitor in visitors) < AT_LEAST and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)
    for visitor, thread in zip(visitors, threads, strict=True):
        visitor.stop.set()
        thread.join(PATIENCE)
    return visitors


@pytest.mark.slow
def test_killed_in_mid_write_five_times_nothing_is_lost_or_doubled(database_url: str, tmp_path: Path) -> None:
    settings = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "RONDKOMENWIJZER_DATABASE": database_url}
    environment = clean_environment(
        tmp_path, {**settings, "SECRET_KEY": "a-key-that-all-starts-have-of-enough-letters"}
    )
    answered = unsure = 0
    for _time in range(KILLS):
        with socket.socket() as listening:
            listening.bind((HOST, 0))
            port = int(listening.getsockname()[1])
            process = started(listening, tmp_path, environment)
        # Only the server holds the port now: once it is dead, nobody waits for an answer.
        begun = killed_in_the_middle(port, process)
        answered += sum(visitor.answered for visitor in begun)
        unsure += sum(visitor.unsure for visitor in begun)
    assert answered >= KILLS * VISITORS * AT_LEAST
    database = Database(database_url)
    with database.transaction() as rows:
        for table in (JourneysByMode, JourneysByLanguage, StopsByTopic):
            number = sum(rows.scalars(select(table.number)))
            assert answered <= number <= answered + unsure, (table, number, answered, unsure)
    database.close()
