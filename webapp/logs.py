"""What is written down about the use of the site: one line of JSON a request, on standard error.

A line says which kind of page, how it went and how long it took. Never a path, a query, an address, a browser or an
answer. An exception is its type and the places it passed, without its text, which may repeat what was filled in. A text
of a library may do so too: unless it is in the list below, only the place where it was said is written down.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterable
from logging.config import dictConfig
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, request
from pythonjsonlogger.json import JsonFormatter

from rules import PolicyError
from webapp.keys import SettingError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUESTS: Final = "webapp.requests"
ENDPOINT: Final = "rondkomenwijzer.endpoint"
"""Where the environment of a request keeps the name of the endpoint, for the line at the end."""

QUIET: Final = "/healthz"
"""Asked every few seconds by whoever watches the site; only written down at the level debug."""

HARMLESS: Final = frozenset(
    {
        "recordings of %s are not used: %s",
        "Starting gunicorn %s",
        "Listening at: %s (%s)",
        "Using worker: %s",
        "Booting worker with pid: %s",
        "Worker exiting (pid: %s)",
        "Worker (pid:%s) exited with code %s.",
        "Worker (pid:%s) was sent %s!",
        "Worker (pid:%s) was sent %s! Perhaps out of memory?",
        "WORKER TIMEOUT (pid:%s)",
        "Handling signal: %s",
        "Shutting down: %s",
        "Reason: %s",
    }
)
"""Texts of gunicorn about its own processes, which may be written down with what is filled in."""

SAYS_WHY: Final = (SettingError, PolicyError)
"""Exceptions about settings and policy; their text is for who runs the site and knows nothing of residents."""

HANDLER: Final = {"class": "webapp.logs.StandardError", "formatter": "json"}
CONFIG: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "webapp.logs.DiscreetFormatter"}},
    "handlers": {"stderr": HANDLER},
    "root": {"level": "WARNING", "handlers": ["stderr"]},
    "loggers": {
        "webapp": {"level": "INFO"},
        "gunicorn.error": {"level": "INFO", "handlers": ["stderr"], "propagate": False},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}


class StandardError(logging.Handler):
    """Writes to what standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except Exception:
            # The usual answer to this prints the record with all it holds.
            sys.stderr.write('{"event": "log line lost"}\n')


class DiscreetFormatter(JsonFormatter):
    """One line of JSON: time, level, event; the figures of a request; the type and places of an exception."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for one record."""
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            **_event(record),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line |= described(record.exc_info[0], record.exc_info[1], record.exc_info[2])
        return self.serialize_log_record(line)


class RequestLog:
    """Around the whole application, so that every answer has its line, whatever broke on the way."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app
        self.log = logging.getLogger(REQUESTS)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer the request and write down how it went."""
        begin = time.perf_counter()
        seen: dict[str, str] = {}

        def note(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            seen.update({name.lower(): value for name, value in headers if name == "Content-Length"}, status=status)
            return start_response(status, headers, *more)

        try:
            return self.app(environ, note)
        finally:
            figures = {
                "method": _method(environ),
                "endpoint": environ.get(ENDPOINT),
                "status": int(seen.get("status", "500")[:3]),
                "ms": round(1000 * (time.perf_counter() - begin), 1),
                "bytes": int(seen["content-length"]) if "content-length" in seen else None,
            }
            level = logging.DEBUG if environ.get("PATH_INFO") == QUIET else logging.INFO
            self.log.log(level, "request", extra={"figures": figures})


def register(app: Flask) -> None:
    """Write a line for every request, where the server wants them (see webapp.gunicorn_conf).

    Where nothing is arranged, Flask would write an exception with the path and all: then it gets our shape too.
    """
    if not logging.getLogger(app.name).hasHandlers():
        dictConfig({**CONFIG, "loggers": {}})
    app.before_request(_note_endpoint)
    app.wsgi_app = RequestLog(app.wsgi_app)  # type: ignore[method-assign]


def described(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> dict[str, str | list[str]]:
    """An exception without its text: its type, the types behind it, and file, line and function of each step."""
    found: dict[str, str | list[str]] = {"exception": kind.__qualname__, "frames": []}
    if isinstance(error, SAYS_WHY):
        found["why"] = str(error)
    frames = []
    while trace is not None:
        frames.append(_place(trace.tb_frame.f_code.co_filename, trace.tb_lineno, trace.tb_frame.f_code.co_name))
        trace = trace.tb_next
    found["frames"] = frames
    behind = error and (error.__cause__ or error.__context__)
    if behind:
        found["because_of"] = f"{type(behind).__qualname__} {_last_place(behind)}".strip()
    return found


def _event(record: logging.LogRecord) -> dict[str, Any]:
    if record.name == REQUESTS:
        figures: dict[str, Any] = record.__dict__["figures"]
        return {"event": "request", **figures}
    if isinstance(record.msg, str) and record.msg in HARMLESS:
        return {"event": record.getMessage(), "logger": record.name}
    if record.exc_info:
        return {"event": "exception", "logger": record.name}
    at = _place(record.pathname, record.lineno, record.funcName)
    # A server tells about a request that it could not read while it handles the exception: the type says enough.
    handled = sys.exc_info()[0]
    about = {"about": handled.__qualname__} if handled else {}
    return {"event": "message", "logger": record.name, "at": at, **about}


def _place(file: str, line: int, function: str | None) -> str:
    return f"{'/'.join(Path(file).parts[-2:])}:{line} {function}"


def _last_place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return _place(trace.tb_frame.f_code.co_filename, trace.tb_lineno, trace.tb_frame.f_code.co_name)


def _method(environ: WSGIEnvironment) -> str:
    """The method when it is one that we know: a browser may send any word."""
    method = str(environ.get("REQUEST_METHOD"))
    return method if method in ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE") else "other"


def _note_endpoint() -> None:
    request.environ[ENDPOINT] = request.endpoint
