"""The real site on a port of its own, and Debian's Chromium to look at it. A browser that is missing is an error."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.browser_site import PHONE, window
from tests.webapp_fixtures import make_app

CHROMIUM: Final = Path("/usr/bin/chromium")
FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


LETTERS: Final[dict[str, str | float | bool]] = {
    **os.environ,
    "FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf")),
}
"""The environment of the browser: with one font for the letters that a page leaves to the device."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the real application on a free port."""
    with served(make_app()) as address:
        yield address


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of an application on a free port, as long as it lasts."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a file of tests; each test has a context of its own."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS), env=LETTERS)
        yield found
        found.close()


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    """A browser that runs no script."""
    with window(browser, java_script_enabled=False) as page:
        yield page


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """The smallest phone."""
    with window(browser, viewport=PHONE) as page:
        yield page
