"""K08: a code on the screen of one server, read by a camera, opens the same result on another server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.browser_site import PHONE, Witness, open_everything, sideways, statuses, window
from tests.crawl import COOKIE
from tests.live_site import HOST, clean_environment, live_site
from tests.taker import somebody
from tests.webapp_fixtures import make_app
from tests.webapp_households import COUPLE, PENSIONER, SINGLE_PARENT, STORIES, Story

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = "a-key-that-two-servers-share-for-this-test"
pytestmark = pytest.mark.browser


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of an application on a free port."""
    server = make_server(HOST, 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def sit_down(page: Page, site: str, app: Flask, story: Story) -> None:
    """Let this browser be that of a household that has answered everything."""
    cookie = somebody(app, story).client.get_cookie(COOKIE)
    assert cookie is not None
    page.context.add_cookies([{"name": COOKIE, "value": cookie.value, "url": site}])


def scanned(page: Page, **options: Any) -> str:
    """What a camera reads from the code on the screen."""
    picture = Image.open(BytesIO(page.locator(".qr").screenshot(**options)))
    [code] = zxingcpp.read_barcodes(picture)
    return str(code.text)


@pytest.mark.slow
@pytest.mark.parametrize("story", [SINGLE_PARENT, COUPLE], ids=lambda story: story.name)
def test_k08_a_second_server_with_the_same_key_opens_the_code(browser: Browser, tmp_path: Path, story: Story) -> None:
    settings = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "RONDKOMENWIJZER_SECRET_KEY": SHARED}
    with live_site(tmp_path, clean_environment(tmp_path, settings), cwd=tmp_path) as port:
        app = make_app(PUBLIC_BASE_URL=f"http://{HOST}:{port}", SECRET_KEY=SHARED)
        with served(app) as site, window(browser) as first:
            sit_down(first, site, app, story)
            first.goto(f"{site}/uitslag")
            wanted = statuses(first)
            assert wanted
            first.goto(f"{site}/meenemen")
            link = scanned(first)
        assert link.startswith(f"http://{HOST}:{port}/verder/")
        before = {path for path in tmp_path.rglob("*") if path.name != "site.log"}
        with window(browser, viewport=PHONE) as second:
            second.goto(link)
            second.locator("main form button").click()
            second.wait_for_url("**/uitslag")
            assert statuses(second) == wanted
        assert {path for path in tmp_path.rglob("*") if path.name != "site.log"} == before, "nothing is stored"
        log = (tmp_path / "site.log").read_text("utf-8")
        assert "takealong.show_link" in log and "takealong.take_over" in log
        assert link.rpartition("/")[2][:12] not in log and "/verder/" not in log


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_k08_the_code_can_be_read_from_the_smallest_phone_also_in_the_dark(browser: Browser, story: Story) -> None:
    app = make_app(PUBLIC_BASE_URL="https://rondkomenwijzer.gemeentenaam.nl")
    with served(app) as site:
        for look in ({}, {"color_scheme": "dark"}, {"forced_colors": "active", "color_scheme": "dark"}):
            with window(browser, viewport=PHONE, device_scale_factor=2, **look) as page:
                sit_down(page, site, app, story)
                page.goto(f"{site}/meenemen")
                assert scanned(page) in page.locator(".link-text").inner_text()


def test_the_pages_have_no_complaints_and_do_not_scroll_sideways(browser: Browser) -> None:
    app = make_app()
    with served(app) as site, window(browser, viewport=PHONE) as page:
        app.config["PUBLIC_BASE_URL"] = site
        witness = Witness(page, site)
        sit_down(page, site, app, PENSIONER)
        page.goto(f"{site}/meenemen")
        open_everything(page)
        assert sideways(page) == 0
        page.goto(page.locator(".link-text").inner_text())
        assert page.locator("h1").inner_text() == "Wilt u verder met deze antwoorden?"
        assert sideways(page) == 0
        assert witness.complaints == []


def test_the_browser_shows_the_letter_itself(browser: Browser) -> None:
    """Also with a content policy that forbids everything, and with script: nobody boosts a link to a PDF."""
    app = make_app()
    with served(app) as site, window(browser) as page:
        sit_down(page, site, app, PENSIONER)
        page.goto(f"{site}/meenemen")
        page.locator("#safety").check()
        with page.expect_response("**/uitslag.pdf") as response:
            page.locator("form[action='/meenemen'] button").click()
        assert response.value.headers["content-type"] == "application/pdf"
        page.wait_for_url("**/uitslag.pdf")
        page.go_back()
        page.wait_for_url("**/meenemen")
        assert not page.locator("#safety").is_checked(), "what was asked for once is not asked for again"
