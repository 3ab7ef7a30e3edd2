"""The lines that are written: useful to who runs the site, silent about who visits it."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from werkzeug.test import create_environ, run_wsgi_app

from tests.webapp_fixtures import make_app
from webapp import logs
from webapp.keys import SettingError

ROOT = Path(__file__).resolve().parent.parent
SECRET = "4321,09"


class Lines(logging.Handler):
    """The lines as they would be written, and read again."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logs.DiscreetFormatter())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    @property
    def read(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.written]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """All lines of any logger, at every level."""
    handler = Lines()
    root, ours = logging.getLogger(), logging.getLogger("webapp")
    before = root.level, ours.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    ours.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before[0])
    ours.setLevel(before[1])


def failing(error: BaseException) -> Flask:
    """An application with an address that fails with an answer in its hands."""
    app = make_app(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    def fail(text: str) -> NoReturn:
        assert text == SECRET
        session["answers"] = amount = SECRET
        try:
            int(amount)
        except ValueError as cause:
            raise error from cause
        raise AssertionError

    app.add_url_rule("/stuk/<text>", view_func=fail)
    return app


def test_a_request_is_one_line_with_no_path(lines: Lines) -> None:
    app = make_app()
    client = FlaskClient(app, app.response_class)
    client.get("/vraag/gemeente?terug=4321,09", headers={"User-Agent": SECRET, "X-Forwarded-For": SECRET})
    [line] = lines.read
    assert line.keys() == {"time", "level", "event", "method", "endpoint", "status", "ms", "bytes"}
    assert (line["event"], line["method"], line["status"]) == ("request", "GET", 200)
    assert line["endpoint"] == "wizard.question"
    assert 0 < line["ms"] < 10_000
    assert line["bytes"] > 1000


@pytest.mark.parametrize(
    ("method", "path", "endpoint", "status"),
    [
        ("GET", f"/niets/{SECRET}", None, 404),
        ("POST", "/vraag/inkomen", "wizard.answer", 303),
        ("GET", "/wissen", None, 405),
        (SECRET, "/", None, 405),
        ("GET", "/static/css/base.css", "static", 200),
        ("GET", "/stuk/4321,09", "fail", 500),
    ],
)
def test_whatever_is_asked_the_line_does_not_repeat_it(
    lines: Lines, method: str, path: str, endpoint: str | None, status: int
) -> None:
    app = failing(ZeroDivisionError(SECRET))
    client = FlaskClient(app, app.response_class)
    client.open(path, method=method, data={"amount_1": SECRET}, query_string={"x": SECRET}, buffered=True)
    line = lines.read[-1]
    assert (line["endpoint"], line["status"]) == (endpoint, status)
    assert line["method"] in ("GET", "POST", "other")
    assert SECRET not in "".join(lines.written)


def test_watching_the_site_fills_no_logs(lines: Lines) -> None:
    make_app().test_client().get("/healthz")
    assert [line["level"] for line in lines.read] == ["debug"]


def test_an_exception_is_its_type_and_places(lines: Lines) -> None:
    app = failing(ZeroDivisionError(SECRET))
    FlaskClient(app, app.response_class).get(f"/stuk/{SECRET}")
    exception, request = lines.read
    assert request["status"] == 500
    assert exception["event"] == "exception"
    assert exception["exception"] == "ZeroDivisionError"
    assert exception["because_of"].startswith("ValueError tests/test_logs.py:")
    assert exception["frames"][-1].startswith("tests/test_logs.py:")
    assert exception["frames"][-1].endswith(" fail")
    assert all(len(frame.split()) >= 2 for frame in exception["frames"])
    assert SECRET not in "".join(lines.written)
    assert "amount" not in "".join(lines.written)


def test_a_bad_setting_is_said_in_full(lines: Lines) -> None:
    try:
        raise SettingError("SECRET_KEY must be longer")
    except SettingError:
        logging.getLogger("webapp").exception("Exception in worker process")
    assert lines.read[0]["why"] == "SECRET_KEY must be longer"


def test_a_library_is_not_believed_to_be_discreet(lines: Lines) -> None:
    log = logging.getLogger("library")
    log.warning("Invalid request from ip=203.0.113.9: %s", SECRET)
    log.warning(f"amount {SECRET}")
    log.warning({"amount": SECRET})
    try:
        raise KeyError(SECRET)
    except KeyError:
        log.warning(f"could not read {SECRET}")
    log.info("Booting worker with pid: %s", 17)
    assert SECRET not in "".join(lines.written)
    assert "203.0.113.9" not in "".join(lines.written)
    assert {line["event"] for line in lines.read[:4]} == {"message"}
    assert lines.read[0]["at"].startswith("tests/test_logs.py:")
    assert lines.read[3]["about"] == "KeyError"
    assert lines.read[4]["event"] == "Booting worker with pid: 17"


def test_a_line_that_cannot_be_written_is_not_printed_raw(capsys: pytest.CaptureFixture[str]) -> None:
    class Stubborn(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:  # noqa: ARG002
            raise ValueError(SECRET)

    handler = logs.StandardError()
    handler.setFormatter(Stubborn())
    handler.emit(logging.LogRecord("x", logging.INFO, __file__, 1, SECRET, (), None))
    written = capsys.readouterr()
    assert SECRET not in written.err + written.out
    assert json.loads(written.err) == {"event": "log line lost"}


def test_where_nothing_is_arranged_an_exception_is_discreet_too() -> None:
    program = (
        "from webapp import create_app\n"
        f"app = create_app({{'SECRET_KEY': 'k' * 32}})\n"
        "app.add_url_rule('/stuk/<text>', view_func=lambda text: int(text + 'x'))\n"
        f"assert app.test_client().get('/stuk/{SECRET}').status_code == 500\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in ended.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["exception"]
    assert SECRET not in ended.stderr and ended.stdout == ""


def test_an_answer_that_never_came_is_a_line_too(lines: Lines) -> None:
    def broken(*_: object) -> NoReturn:
        raise ZeroDivisionError(SECRET)

    with pytest.raises(ZeroDivisionError):
        run_wsgi_app(logs.RequestLog(broken), create_environ())
    assert lines.read[-1]["status"] == 500
