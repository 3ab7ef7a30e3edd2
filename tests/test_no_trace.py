"""K03: a hundred journeys through the real server, with all that can be pressed, leave its folders as they were.

But for the counts, which are switched on here: those know only words of the program and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from rules import load_policy
from tests.live_site import HOST, clean_environment, live_site
from tests.visitor import Visitor
from tests.webapp_fixtures import i_do_not_know
from tests.webapp_households import STORIES
from webapp.config import DATABASE_FILE
from webapp.languages import published
from webapp.questions import load_catalogue
from webapp.storage import COUNTS, Database

JOURNEYS: Final = 100
OFTEN: Final = 5
"""All is pressed in each fifth journey: every household has its turn, and the test remains quick."""

FURTHER: Final = ("/uitslag", "/wat-als", "/meenemen")
WORKERS: Final = 2
ROOT: Final = Path(__file__).resolve().parent.parent
CATALOGUE: Final = load_catalogue(load_policy())
WRITTEN: Final = re.compile(r"1[.]?348[.,]49|2[.]?275|bijstand|unsafe")
"""Of what the households fill in, what would look like nothing else in a log."""

STATUSES: Final = ("likely", "possible", "unlikely", "unknown")
KNOWN: Final = {
    word
    for text in (
        *("wizard", "chat", "kiosk", "staff", "controleren", *STATUSES),
        *(language.code for language in published()),
        *(scheme.id for scheme in load_policy().schemes),
        *(topic for topic, _title in CATALOGUE.topics),
    )
    for word in text.split("-")
}
"""All words that a count may hold, beside the numbers of a date."""

FIGURES: Final = re.compile(r'"(bytes|ms|status)": [0-9.]+')
"""What the log measures itself."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site with a folder for its state, one to run in and one for what is temporary."""

    port: int
    folder: Path

    def contents(self) -> dict[str, tuple[int, bytes]]:
        """Every file and folder but the log and the counts: when it was changed, and what is in it."""
        return {
            str(path.relative_to(self.folder)): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
            for path in sorted(self.folder.rglob("*"))
            if path.name != "site.log" and not path.name.startswith(DATABASE_FILE)
        }

    def counts(self) -> Iterator[tuple[str, int]]:
        """Every row of every count, as one text, with its number."""
        database = Database(f"sqlite:///{self.folder / 'state' / DATABASE_FILE}")
        with database.engine().connect() as rows:
            for table in COUNTS:
                for row in rows.execute(select(table.__table__)):
                    yield " ".join(str(value) for name, value in row._mapping.items() if name != "number"), row.number
        database.close()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Site]:
    """The site as `make run` starts it."""
    settings = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("state", "running", "temporary"):
        (tmp_path / name).mkdir()
    settings |= {"RONDKOMENWIJZER_INSTANCE": str(tmp_path / "state"), "TMPDIR": str(tmp_path / "temporary")}
    settings["RONDKOMENWIJZER_PUBLIC_BASE_URL"] = f"http://{HOST}"
    environment = clean_environment(tmp_path, settings)
    with live_site(tmp_path, environment, WORKERS, cwd=tmp_path / "running") as port:
        yield Site(port, tmp_path)


def journey(site: Site, number: int) -> list[str]:
    """Every question, the letter, the link and "Wat als?"; now and then all that can be pressed. Gives the paths."""
    story = STORIES[number % len(STORIES)]
    visitor = Visitor(site.port)
    visitor.walk(
        lambda id_: story.sent.get(id_) or i_do_not_know(next(q for q in CATALOGUE.questions if q.id == id_)),
    )
    assert visitor.ask("GET", "/uitslag.pdf").status == 200
    assert visitor.body.startswith(b"%PDF")
    assert visitor.ask("GET", "/meenemen").status == 200
    links = re.findall(r"/verder/[\w.:~$*+-]+", visitor.page.html)
    if number % OFTEN:
        return [path for path in FURTHER if visitor.ask("GET", path).status == 200]
    Visitor(site.port).press_everything(links[0], "12")
    return visitor.press_everything("/uitslag", "12")


@pytest.mark.slow
def test_K03_a_hundred_journeys_leave_nothing_behind(running: Site) -> None:
    with ThreadPoolExecutor(2 * WORKERS) as pool:
        # Each worker once, so that all that a start makes is there: the key, an empty folder for the letters.
        list(pool.map(lambda number: journey(running, OFTEN * number), range(2 * WORKERS)))
        before = running.contents()
        paths = list(pool.map(lambda number: journey(running, number), range(JOURNEYS)))
    assert all(set(FURTHER) <= set(opened) for opened in paths)
    assert running.contents() == before
    assert [name for name, (_, text) in before.items() if text and name != "state/secret_key"] == []
    counts = dict(running.counts())
    begun = sum(number for row, number in counts.items() if "wizard" in row.split())
    assert begun >= JOURNEYS, "the counts were on"
    assert all(set(re.split("[ -]", row)) - KNOWN == set(re.findall(r"\d+", row)) for row in counts), counts
    log = (running.folder / "site.log").read_text("utf-8")
    assert log.count('"event": "request"') > 10 * JOURNEYS
    assert WRITTEN.search(FIGURES.sub("", log)) is None
