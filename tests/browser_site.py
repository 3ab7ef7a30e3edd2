"""How a test looks at the site in a browser: a window, a journey, a page of the crawl, and what goes unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.crawl import COOKIE, Visit
from tests.webapp_fixtures import Sent
from tests.webapp_households import Story

PHONE: Final[Any] = {"width": 320, "height": 640}

OPEN_ALL: Final = """() => {
    // But the menu of languages: it lies over the page.
    document.querySelectorAll('details:not(.languages)').forEach(details => details.open = true);
    document.querySelectorAll('.box:has(> .box__more) > .option > input').forEach(box => box.checked = true);
}"""


@contextmanager
def window(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page in a fresh context."""
    context = browser.new_context(**{"locale": "nl-NL", "viewport": {"width": 1280, "height": 900}, **options})
    yield context.new_page()
    context.close()


def question_of(page: Page) -> str:
    """The id of the question on the screen; empty on other pages."""
    path = urlsplit(page.url).path.split("/")
    return path[-1] if path[-2] == "vraag" else ""


def arrive(page: Page) -> None:
    """Wait until the next page is there: loaded by the browser, or put in place by the script."""
    page.wait_for_load_state()
    page.locator("main:not([aria-busy])").wait_for()


def press_next(page: Page) -> None:
    """Press the button below the question."""
    page.locator("form.question button[type=submit]").click()
    arrive(page)


def fill_in(page: Page, sent: Sent) -> None:
    """Fill in one page as a person would: tick, choose, type, and open a further line of income."""
    for name, value in sent.items():
        for one in [value] if isinstance(value, str) else value:
            field = page.locator(f"input[name={name}]")
            if field.first.get_attribute("type") == "text":
                field.fill(one)
                continue
            choice = page.locator(f"input[name={name}][value='{one}']")
            if not choice.is_visible():
                page.locator("details.more:not([open]) > summary").first.click()
            choice.check()


def travel(page: Page, site: str, story: Story) -> Iterator[str]:
    """Answer question after question; gives each id just before it is answered. None comes twice (F14)."""
    page.goto(f"{site}/")
    page.locator(".actions a").click()
    arrive(page)
    asked: set[str] = set()
    while question_id := question_of(page):
        assert question_id not in asked, page.locator("main").inner_text()
        asked.add(question_id)
        yield question_id
        fill_in(page, story.sent[question_id])
        press_next(page)


def open_visit(page: Page, site: str, visit: Visit) -> None:
    """Show a page of the crawl: from the server with the cookie of then, or as it was served where it cannot be."""
    context: BrowserContext = page.context
    context.clear_cookies()
    if visit.cookie:
        context.add_cookies([{"name": COOKIE, "value": visit.cookie, "url": site}])
    if visit.is_live and visit.status == 200:
        page.goto(site + visit.address)
        return

    def serve_again(route: Route) -> None:
        route.fulfill(status=visit.status, headers=dict(visit.headers), body=visit.html)

    page.route(site + visit.address, serve_again)
    page.goto(site + visit.address)
    page.unroute(site + visit.address)


def open_everything(page: Page) -> None:
    """Open all that can be opened, and tick what asks for more, so that nothing stays unseen."""
    page.evaluate(OPEN_ALL)


def sideways(page: Page) -> int:
    """How many CSS pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


class Witness:
    """Notes every message in the console, every error of a script and every request to another place (S01)."""

    def __init__(self, page: Page, site: str) -> None:
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda request: self._look(page, request.url, site))

    def _look(self, page: Page, address: str, site: str) -> None:
        if not address.startswith(f"{site}/"):
            self.complaints.append(f"{page.url} asks for {address}")


def statuses(page: Page) -> Mapping[str, str]:
    """{scheme: group} as the result page shows it."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.scheme > h3')].map(
            title => [title.id.replace('scheme-', ''), title.closest('section').getAttribute('aria-labelledby')]))"""
    )
    return found
