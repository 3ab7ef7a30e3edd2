"""Two hundred people after each other at twenty kiosks at once: nothing stays, nothing is mixed up (K03, K04)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.kiosk_robot import BRANCHES, OWED, Screen, canary
from tests.live_site import HOST, clean_environment, live_site
from webapp.config import DATABASE_FILE

pytestmark = pytest.mark.slow

PEOPLE: Final = 200
SCREENS: Final = 20
WARM: Final = 80
"""So many people first, until each worker has made all that it keeps: rules, templates, languages."""

GROWTH: Final = 6_000_000
"""Bytes that a worker may grow in 200 journeys: what Python's own bookkeeping sways."""

ROOT: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Site:
    """A site with a folder for all it could write."""

    port: int
    folder: Path

    def contents(self) -> dict[str, bytes]:
        """Every file but the log and the counts, of which tests/test_no_trace.py looks at every word."""
        files = [path for path in self.folder.rglob("*") if path.is_file() and path.name != "site.log"]
        files = [path for path in files if not path.name.startswith(DATABASE_FILE)]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in sorted(files)}

    def memory(self) -> dict[int, int]:
        """Bytes in memory of each process that runs in this folder."""
        found: dict[int, int] = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if (process / "cwd").resolve() == self.folder / "running":
                    status = (process / "status").read_text("ascii", "replace").splitlines()
                    found[int(process.name)] = next(
                        int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS:")
                    )
            except (OSError, StopIteration):
                continue  # It ended, or is somebody else's.
        return found


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as a kiosk runs it."""
    folder = tmp_path_factory.mktemp("kiosk")
    for name in ("state", "running", "temporary"):
        (folder / name).mkdir()
    settings = {
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "RONDKOMENWIJZER_INSTANCE": str(folder / "state"),
        "RONDKOMENWIJZER_PUBLIC_BASE_URL": f"http://{HOST}",
        "TMPDIR": str(folder / "temporary"),
    }
    with live_site(folder, clean_environment(folder, settings), 2, cwd=folder / "running") as port:
        yield Site(port, folder)


def queue(site: Site, people: range) -> list[Screen]:
    """Everybody is served, at twenty screens at once; each screen serves one after the other."""
    screens = [Screen(site.port) for _ in range(SCREENS)]

    def serve(place: int) -> None:
        for number in people[place::SCREENS]:
            screens[place].serve(number)

    with ThreadPoolExecutor(SCREENS) as pool:
        list(pool.map(serve, range(SCREENS)))
    return screens


def test_K03_K04_two_hundred_people_leave_nothing_and_see_nothing_of_each_other(running: Site) -> None:  # noqa: N802
    queue(running, range(PEOPLE, PEOPLE + WARM))
    contents, memory = running.contents(), running.memory()
    assert len(memory) == 3, "gunicorn and two workers"
    screens = queue(running, range(PEOPLE))
    assert Counter(way for screen in screens for way in screen.done) == dict.fromkeys(BRANCHES, PEOPLE // len(BRANCHES))
    assert [one for screen in screens for one in screen.foreign] == []
    assert running.contents() == contents
    after = running.memory()
    assert after.keys() == memory.keys(), "no worker was lost"
    grown = {process: after[process] - memory[process] for process in memory}
    assert max(grown.values()) < GROWTH, grown
    log = (running.folder / "site.log").read_text("utf-8")
    assert log.count('"event": "request"') > PEOPLE * 20
    assert OWED.search(log) is None and "37" not in {part for part in log.split('"') if part.isdigit()}


def test_every_canary_is_one_of_its_own_and_is_seen() -> None:
    canaries = {canary(number) for number in range(PEOPLE + WARM)}
    assert len(canaries) == PEOPLE + WARM
    assert all(OWED.fullmatch(one) for one in canaries)


def test_the_robot_notices_what_is_of_somebody_else(running: Site) -> None:
    screen = Screen(running.port)
    screen.browser.page.html = f"<p>€ {canary(3)}</p><p>€ {canary(4)}</p>"
    screen._look(4)  # noqa: SLF001
    assert screen.foreign == [canary(3)]
