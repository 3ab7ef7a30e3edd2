"""The conversation at a table: a whole household typed by a robot, and how soon each answer shows in the outcome."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import sync_playwright

from tests.bench.weight import ROOT
from tests.browser_fixtures import CHROMIUM, FLAGS, LETTERS
from tests.browser_site import window
from tests.live_site import HOST, clean_environment, live_site
from tests.staff_accounts import cookie_at
from tests.table_robot import A_KEY, Robot
from tests.webapp_households import COUPLE, SINGLE_PARENT
from webapp.accounts import Role

LAPTOP: Final[Any] = {"width": 1280, "height": 800}
WORKERS: Final = 2


def report() -> None:
    """Print how many keys and seconds a household takes, and how soon the outcome follows an answer."""
    print("The conversation at a table (/gesprek), in a browser on loopback")
    print(f"  How: a robot fills in every question by keyboard, {A_KEY} ms a key, and waits for no answer;")
    print("  timed from each answer until the outcome that follows is on the screen.")
    settings = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "RONDKOMENWIJZER_STAFF": "1"}
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS), env=LETTERS)
        environment = clean_environment(Path(folder), settings)
        with live_site(Path(folder), environment, WORKERS) as port:
            name, _, value = cookie_at(port, environment, Role.STAFF).partition("=")
            cookie: Any = {"name": name, "value": value, "url": f"http://{HOST}:{port}"}
            for words, query in (("one language", ""), ("two languages", "?naast=en")):
                for story in (SINGLE_PARENT, COUPLE):
                    with window(browser, viewport=LAPTOP) as page:
                        page.context.add_cookies([cookie])
                        page.goto(f"http://{HOST}:{port}/gesprek{query}")
                        robot = Robot(page)
                        seconds, taken = robot.seconds_for(story), robot.taken
                    median, p95 = taken[len(taken) // 2], taken[len(taken) * 95 // 100]
                    print(f"  {words}, {story.name}: {robot.keys} keys in {seconds:.0f} s;", end=" ")
                    print(f"outcome after {median:.0f} ms in the middle, {p95:.0f} ms at p95 ({len(taken)} answers)")
        browser.close()
