"""How much a phone has to fetch (acceptance P01): counted by the browser itself, compressed, with all headers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser_fixtures import CHROMIUM, FLAGS, LETTERS
from tests.browser_site import PHONE, travel, window
from tests.live_site import HOST, clean_environment, live_site
from tests.webapp_households import STORIES, Story

ROOT: Final = Path(__file__).resolve().parents[2]
KB: Final = 1000


@dataclass(slots=True)
class Weight:
    """What one page or step cost: how many requests, and the bytes of each kind as they went over the line."""

    name: str
    requests: int = 0
    outside: list[str] = field(default_factory=list)
    bytes_of: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Bytes in all, headers included."""
        return sum(self.bytes_of.values())

    def add(self, kind: str, size: float) -> None:
        """One answer; what the browser still had goes over no line and weighs nothing."""
        self.requests += size > 0
        self.bytes_of[kind] = self.bytes_of.get(kind, 0) + int(size)

    def __str__(self) -> str:
        parts = ", ".join(f"{kind.lower()} {size / KB:.1f}" for kind, size in sorted(self.bytes_of.items()) if size)
        return f"{self.total / KB:.1f} KB in {self.requests} requests ({parts or 'nothing'})"


class Scales:
    """Listens to the network of one page; `put_on` begins a new weight."""

    def __init__(self, page: Page, site: str) -> None:
        self.site = site
        self.weight = Weight("")
        self._kinds: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def put_on(self, name: str) -> Weight:
        """What comes from now on counts for this."""
        self.weight = Weight(name)
        return self.weight

    def _sent(self, event: dict[str, Any]) -> None:
        kind = event.get("type", "Other")
        self._kinds[event["requestId"]] = kind
        if not event["request"]["url"].startswith(f"{self.site}/"):
            self.weight.outside.append(event["request"]["url"])
        if "redirectResponse" in event:
            self.weight.add(kind, event["redirectResponse"]["encodedDataLength"])

    def _finished(self, event: dict[str, Any]) -> None:
        self.weight.add(self._kinds.get(event["requestId"], "Other"), event["encodedDataLength"])


@contextmanager
def a_site() -> Iterator[str]:
    """gunicorn with one worker, as it compresses for browsers."""
    with TemporaryDirectory() as folder:
        environment = clean_environment(Path(folder), {"PYTHONPATH": str(ROOT), "RONDKOMENWIJZER_INSTANCE": folder})
        with live_site(Path(folder), environment) as port:
            yield f"http://{HOST}:{port}"


def first_page(browser: Browser, site: str, path: str = "/") -> Weight:
    """A page for somebody who never was here."""
    with window(browser, viewport=PHONE) as page:
        weight = Scales(page, site).put_on(path)
        page.goto(site + path, wait_until="networkidle")
        return weight


def steps(browser: Browser, site: str, story: Story) -> list[Weight]:
    """Each step of a journey: send an answer, and get what follows; then the outcome. Files are there already."""
    found: list[Weight] = []
    with window(browser, viewport=PHONE) as page:
        scales = Scales(page, site)
        for question_id in travel(page, site, story):
            page.wait_for_load_state("networkidle")
            found.append(scales.put_on(question_id))
        page.wait_for_load_state("networkidle")
        found.append(scales.put_on("uitslag"))
        page.goto(f"{site}/uitslag", wait_until="networkidle")
    return found


def report() -> None:
    """Print what the first page, the heaviest steps and the outcome weigh."""
    print("What a phone has to fetch: as Chromium counts it, compressed, headers included; KB is a thousand bytes")
    with a_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS), env=LETTERS)
        print(f"  The first page, nothing kept yet: {first_page(browser, site)}")
        for story in STORIES:
            *taken, outcome = steps(browser, site, story)
            heaviest = max(taken, key=lambda weight: weight.total)
            print(f"  {story.name}: {len(taken)} steps")
            print(f"    on average {sum(weight.total for weight in taken) / len(taken) / KB:.1f} KB a step")
            print(f"    heaviest, after {heaviest.name}: {heaviest}")
            print(f"    the outcome: {outcome}", flush=True)
        browser.close()
