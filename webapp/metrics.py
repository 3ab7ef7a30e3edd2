"""Figures for who watches the site: how many answers, how fast, what went wrong. Added up over all workers.

Nothing tells one visitor, page or answer from another: a request is known by its class of status and its time alone.
Switched on by naming a folder for them, best in memory: RONDKOMENWIJZER_METRICS (docs/operations.md).
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Flask, Response, current_app, g

from webapp.keys import SettingError
from webapp.self_check import trial_advice

NAME: Final = "RONDKOMENWIJZER_METRICS"
LIBRARY_NAME: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Where the library looks for that folder, in the moment it is first imported."""

ADDRESS: Final = "/metrics"
BEGAN: Final = "metrics_began"
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

blueprint = Blueprint("metrics", __name__)


def folder_named() -> str | None:
    """The folder from the environment; None where nobody wants figures. SettingError when it cannot be used."""
    named = os.environ.get(NAME)
    if not named:
        return None
    path = Path(named)
    if not path.is_absolute() or not path.is_dir() or not os.access(path, os.W_OK):
        raise SettingError(f"{NAME} must be the whole path of a folder that can be written to, not {named!r}")
    os.environ[LIBRARY_NAME] = named
    return named


def register(app: Flask) -> None:
    """Measure every request, where somebody asked for it."""
    if not app.config["METRICS"]:
        return
    os.environ.setdefault(LIBRARY_NAME, app.config["METRICS"])
    app.extensions["metrics"] = _Figures()
    app.before_request(lambda: setattr(g, BEGAN, time.perf_counter()))
    app.after_request(_measure)
    app.register_blueprint(blueprint)


@blueprint.get(ADDRESS)
def metrics() -> Response:
    """All figures, in the text format of Prometheus. For this machine only: nginx lets nobody else through."""
    figures: _Figures = current_app.extensions["metrics"]
    figures.look_at_policy(current_app)
    return Response(figures.as_text(), mimetype="text/plain; version=0.0.4")


def forget_worker(process_id: int) -> None:
    """A worker ended: what it is doing now counts no more."""
    if os.environ.get(LIBRARY_NAME):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(process_id)  # type: ignore[no-untyped-call]


def begin_afresh() -> None:
    """At the start of the server: no figures of an earlier one."""
    named = folder_named()
    for file in Path(named).glob("*.db") if named else ():
        file.unlink()


def _measure(response: Response) -> Response:
    figures: _Figures = current_app.extensions["metrics"]
    began = g.pop(BEGAN, None)
    if began is not None:
        figures.requests.labels(f"{response.status_code // 100}xx").inc()
        figures.seconds.observe(time.perf_counter() - began)
    return response


class _Figures:
    """The figures of this process, in a register of their own."""

    def __init__(self) -> None:
        # Imported here: the library looks for its folder when it is imported, and most sites do without it.
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        own: dict[str, Any] = {"registry": CollectorRegistry()}
        name = "rondkomenwijzer"
        self.requests = Counter(f"{name}_requests", "Answers, by the class of their status", ["status"], **own)
        self.seconds = Histogram(f"{name}_request_seconds", "Seconds an answer took", buckets=SECONDS, **own)
        newest: dict[str, Any] = {**own, "multiprocess_mode": "mostrecent"}
        self.days_left = Gauge(f"{name}_figures_days_left", "Days that all figures still hold", **newest)
        self.can_advise = Gauge(f"{name}_can_advise", "1 while advice can be given", **newest)

    def look_at_policy(self, app: Flask) -> None:
        """How the figures of the policy stand now."""
        today = app.config["TODAY"]()
        advice = trial_advice(app.extensions["policy"], today)
        self.can_advise.set(int(advice is not None))
        if advice is not None and advice.valid_until is not None:
            self.days_left.set((advice.valid_until - today).days)

    def as_text(self) -> bytes:
        """The figures of all workers together."""
        from prometheus_client import CollectorRegistry, generate_latest
        from prometheus_client.multiprocess import MultiProcessCollector

        all_workers = CollectorRegistry()
        MultiProcessCollector(all_workers)  # type: ignore[no-untyped-call]
        return generate_latest(all_workers)
