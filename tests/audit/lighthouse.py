"""Lighthouse on the start page, a question, the outcome, "Wat als?" and the conversation, on a slow phone (A04)."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from rules import load_policy
from tests.audit.finding import Finding
from tests.browser_fixtures import CHROMIUM
from tests.live_site import HOST, clean_environment, live_site
from tests.staff_accounts import cookie_at
from tests.visitor import Visitor
from tests.webapp_fixtures import i_do_not_know
from tests.webapp_households import SINGLE_PARENT
from webapp.accounts import Role
from webapp.questions import load_catalogue

ROOT: Final = Path(__file__).resolve().parents[2]
PROGRAM: Final = ROOT / ".audit" / "node_modules" / ".bin" / "lighthouse"
RUNS: Final = 3
"""Of each page; the median counts."""

TRIES: Final = 4
PATIENCE: Final = 180
"""Seconds for one run."""

OPTIONS: Final = (
    *("--quiet", "--output=json", "--no-enable-error-reporting"),
    *("--only-categories=accessibility,best-practices,performance", "--chrome-flags=--headless=new --no-sandbox"),
)


class CannotLook(Exception):
    """Lighthouse gave no report, or one of another page; says why."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a report: where it stands, what it must be at least or at most, and how it is written."""

    name: str
    section: str
    key: str
    limit: float
    at_least: bool
    unit: str = ""
    digits: int = 2

    def read(self, report: Mapping[str, Any]) -> float:
        """The figure; a category that could not be scored counts as nothing."""
        value = report[self.section][self.key]["score" if self.section == "categories" else "numericValue"]
        return float(value) if value is not None else 0.0

    def judged(self, page: str, value: float) -> Finding:
        """The line for the table."""
        good = value >= self.limit if self.at_least else value <= self.limit
        sign = "≥" if self.at_least else "≤"
        written = [f"{number:.{self.digits}f}{self.unit}" for number in (value, self.limit)]
        return Finding(f"Lighthouse, {page}: {self.name}", written[0], f"{sign} {written[1]}", good)


MEASURES: Final = (
    Measure("accessibility", "categories", "accessibility", 1.0, True),
    Measure("best practices", "categories", "best-practices", 0.95, True),
    Measure("performance", "categories", "performance", 0.95, True),
    Measure("largest contentful paint", "audits", "largest-contentful-paint", 1500, False, " ms", 0),
    Measure("total blocking time", "audits", "total-blocking-time", 50, False, " ms", 0),
    Measure("cumulative layout shift", "audits", "cumulative-layout-shift", 0.02, False, "", 3),
)


def findings() -> Iterator[Finding]:
    """Every measure of every page."""
    with TemporaryDirectory() as folder:
        settings = {"PYTHONPATH": str(ROOT), "RONDKOMENWIJZER_INSTANCE": folder, "RONDKOMENWIJZER_STAFF": "1"}
        environment = clean_environment(Path(folder), settings)
        with live_site(Path(folder), environment, workers=2) as port:
            for name, path, cookie in pages(port, cookie_at(port, environment, Role.STAFF)):
                reports = [run(f"http://{HOST}:{port}{path}", cookie, Path(folder)) for _ in range(RUNS)]
                for measure in MEASURES:
                    yield measure.judged(name, statistics.median(measure.read(report) for report in reports))


def pages(port: int, at_table: str) -> list[tuple[str, str, str]]:
    """(name, path, cookie) of each page; all but the first after a whole journey."""
    questions = {question.id: question for question in load_catalogue(load_policy()).questions}
    visitor = Visitor(port)
    visitor.walk(lambda id_: SINGLE_PARENT.sent.get(id_) or i_do_not_know(questions[id_]))
    income = next(id_ for id_, question in questions.items() if question.kind == "income")
    later = (("a question", f"/vraag/{income}"), ("the outcome", "/uitslag"), ("what if", "/wat-als"))
    first = (("the start", "/", ""), ("the conversation", "/gesprek", at_table))
    return [*first, *((name, path, visitor.cookie) for name, path in later)]


def run(address: str, cookie: str, folder: Path) -> dict[str, Any]:
    """One report. CannotLook when there is none, also not after trying again: now and then it misses the beginning."""
    for _ in range(TRIES - 1):
        try:
            return run_once(address, cookie, folder)
        except CannotLook as error:
            print(f"Once more: {error}", flush=True)
    return run_once(address, cookie, folder)


def run_once(address: str, cookie: str, folder: Path) -> dict[str, Any]:
    """One report. CannotLook when there is none."""
    file = folder / "report.json"
    file.unlink(missing_ok=True)
    headers = [f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []
    done = subprocess.run(
        [PROGRAM, address, *OPTIONS, f"--output-path={file}", *headers],
        env={**os.environ, "CHROME_PATH": str(CHROMIUM), "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode or not file.exists():
        raise CannotLook(f"Lighthouse did not look at {address}: {done.stderr[-500:]}")
    report: dict[str, Any] = json.loads(file.read_text("utf-8"))
    if report.get("runtimeError") or report["finalDisplayedUrl"] != address:
        raise CannotLook(f"asked for {address}, Lighthouse saw {report['finalDisplayedUrl']}")
    return report
