"""The next question (acceptance P04): how long a step takes inside, and how many a second two workers can do."""

from __future__ import annotations

import io
import logging
import math
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from flask import Flask

from rules import load_policy
from tests.bench.walking import Form, Reply, Send, Step, forms, walk, walk_on
from tests.live_site import HOST, clean_environment, live_site
from webapp import create_app
from webapp.questions import load_catalogue

ROOT: Final = Path(__file__).resolve().parents[2]
WORKERS: Final = 2
RESIDENTS: Final = (1, 4)
"""At the same time: one shows the time of a step, four keep both workers busy."""


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one kind of thing in one round."""

    median: float
    p95: float
    p99: float

    def __str__(self) -> str:
        return f"median {self.median:.1f} ms, p95 {self.p95:.1f} ms, p99 {self.p99:.1f} ms"


@dataclass(frozen=True, slots=True)
class Round:
    """What one round came to."""

    posts: Times
    gets: Times
    steps: Times
    per_second: float


def report(rounds: int, seconds: float) -> None:
    """Print the figures of both."""
    print("The next question: send an answer, and get the page that follows")
    print(f"  How: the four households of the tests, one after the other; every figure is the median of {rounds}")
    print(f"  rounds of {seconds:g} seconds, after a journey of each to warm up; compressed as for a browser; today.")
    _told("Inside one process, without a network", inside(rounds, seconds))
    for residents, found in under_load(rounds, seconds).items():
        _told(f"gunicorn with {WORKERS} workers on loopback, {residents} at a time, seen by the browser", found)
    print("  Those who ask share the cores with the workers: it counts against the site.")


def inside(rounds: int, seconds: float) -> list[Round]:
    """Rounds in this process: the time is that of the application alone."""
    with TemporaryDirectory() as folder:
        app = create_app({"INSTANCE": Path(folder), "SECRET_KEY": "only for a benchmark, and long enough for a key"})
    with quiet():
        send = in_process(app)
        all_forms = forms(app.extensions["catalogue"])
        _warm_up(send, all_forms)
        return [_figures([walk_on(send, all_forms, time.monotonic() + seconds)], seconds) for _ in range(rounds)]


def under_load(rounds: int, seconds: float) -> dict[int, list[Round]]:
    """Rounds against gunicorn, for each number of residents at a time."""
    all_forms = forms(load_catalogue(load_policy()))
    found: dict[int, list[Round]] = {residents: [] for residents in RESIDENTS}
    with TemporaryDirectory() as folder:
        environment = clean_environment(Path(folder), {"PYTHONPATH": str(ROOT), "RONDKOMENWIJZER_INSTANCE": folder})
        with live_site(Path(folder), environment, WORKERS) as port, ThreadPoolExecutor(max(RESIDENTS)) as pool:
            list(pool.map(lambda _: _warm_up(over_http(port), all_forms), range(WORKERS)))
            for _ in range(rounds):
                for residents, told in found.items():
                    until = time.monotonic() + seconds
                    started = [
                        # Each begins with another household.
                        pool.submit(walk_on, over_http(port), all_forms[start:] + all_forms[:start], until)
                        for start in range(residents)
                    ]
                    told.append(_figures([future.result() for future in started], seconds))
    return found


def in_process(app: Flask) -> Send:
    """Call the application as a server would."""

    def send(path: str, form: bytes | None, headers: Mapping[str, str]) -> Reply:
        environ = _environ(path, form or b"", headers)
        environ["REQUEST_METHOD"] = "GET" if form is None else "POST"
        status: list[str] = []
        received: dict[str, str] = {}

        def start_response(line: str, sent: list[tuple[str, str]], _error: object = None) -> None:
            status.append(line)
            received.update(sent)

        start = time.perf_counter()
        body = b"".join(app(environ, start_response))  # type: ignore[arg-type]
        ms = (time.perf_counter() - start) * 1000
        return Reply(int(status[0][:3]), received, body, ms)

    return send


def over_http(port: int) -> Send:
    """Ask over one connection, kept open where the server allows it."""
    connection = HTTPConnection(HOST, port, timeout=30)

    def send(path: str, form: bytes | None, headers: Mapping[str, str]) -> Reply:
        start = time.perf_counter()
        connection.request("GET" if form is None else "POST", path, form, dict(headers))
        answer = connection.getresponse()
        body = answer.read()
        ms = (time.perf_counter() - start) * 1000
        return Reply(answer.status, dict(answer.getheaders()), body, ms)

    return send


@contextmanager
def quiet() -> Iterator[None]:
    """No log lines of this process while it measures: they would go to the terminal."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _environ(path: str, form: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    named = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()}
    return {
        **named,
        "CONTENT_TYPE": headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(form)),
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": HOST,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(form),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _warm_up(send: Send, all_forms: Sequence[Form]) -> None:
    for form in all_forms:
        walk(send, form, math.inf)


def _figures(walked: Sequence[Sequence[Step]], seconds: float) -> Round:
    steps = [step for one in walked for step in one]
    return Round(
        _times([step.post for step in steps]),
        _times([step.get for step in steps]),
        _times([step.post + step.get for step in steps]),
        len(steps) / seconds,
    )


def _times(taken: Sequence[float]) -> Times:
    ordered = sorted(taken)

    def within(share: float) -> float:
        return ordered[math.ceil(len(ordered) * share) - 1]

    return Times(statistics.median(ordered), within(0.95), within(0.99))


def _told(where: str, rounds: Sequence[Round]) -> None:
    print(f"  {where}: {statistics.median(found.per_second for found in rounds):.0f} steps a second")
    for name, kind in (("the answer", "posts"), ("the page", "gets"), ("both", "steps")):
        all_times = [getattr(found, kind) for found in rounds]
        middle = Times(
            *(statistics.median(getattr(times, part) for times in all_times) for part in ("median", "p95", "p99"))
        )
        print(f"    {name}: {middle}", flush=True)
