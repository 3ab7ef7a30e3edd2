"""The site as people run it: gunicorn in a process of its own, on a port of loopback that nobody else has."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

HOST: Final = "127.0.0.1"
PATIENCE: Final = 60.0
"""Seconds for a start on a busy machine."""

GUNICORN: Final = ("-m", "gunicorn", "-c", "python:webapp.gunicorn_conf")
OURS: Final = ("SECRET_KEY", "PYTHONPATH", "RONDKOMENWIJZER_", "GUNICORN_", "FLASK_", "COVERAGE_")


class DidNotStart(Exception):
    """The site did not come up; says what it wrote last."""


def clean_environment(folder: Path, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """This environment without any setting of ours, then those given; home and state are in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    home = {"HOME": str(folder), "XDG_STATE_HOME": str(folder / "state"), "TMPDIR": str(folder)}
    return {**kept, **home, **(given or {})}


@contextmanager
def live_site(
    folder: Path,
    environment: Mapping[str, str],
    workers: int = 1,
    python: str | Path = sys.executable,
    cwd: Path | None = None,
) -> Iterator[int]:
    """The port of a site that runs until the block ends. What it writes goes to site.log in `folder`."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        options = ("--workers", str(workers), "--bind", f"fd://{listening.fileno()}", "webapp:create_app()")
        with running([str(python), *GUNICORN, *options], folder, environment, cwd, [listening.fileno()]) as process:
            port = int(listening.getsockname()[1])
            wait_for(port, process, folder)
            yield port


@contextmanager
def running(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    cwd: Path | None,
    inherited: Sequence[int] = (),
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended with the block."""
    with (folder / "site.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=cwd or folder, env=dict(environment), stdout=log, stderr=log, pass_fds=inherited
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Until the site answers; DidNotStart when it ended, or takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        connection = HTTPConnection(HOST, port, timeout=PATIENCE)
        try:
            connection.request("GET", "/over")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise DidNotStart((folder / "site.log").read_text("utf-8", "replace")[-3000:])
