"""A browser without a screen or script, for a site on a port: keeps the cookie, and each address it was shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPConnection, HTTPResponse
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from tests.crawl_walker import pages_linked_in
from tests.live_site import HOST
from tests.webapp_fixtures import Sent
from tests.webapp_pages import Element, Page

CHECK: Final = "/controleren"
ENDINGS: Final = ("/snel-weg", "/wissen")
Wrong = Mapping[str, Sequence[Sent]]
"""What is sent to a question first, to be refused."""


class Visitor:
    """Somebody with a browser of their own. `page` is the last page, `body` the last answer of any kind."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""
        self.page = Page("")
        self.body = b""
        self.addresses: list[str] = []

    def ask(self, method: str, path: str, sent: Mapping[str, Any] | None = None, **headers: str) -> HTTPResponse:
        """One request; a page is read into `page`."""
        connection = HTTPConnection(HOST, self.port, timeout=30)
        body = urlencode(sent, doseq=True) if sent is not None else None
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        cookie = {"Cookie": self.cookie} if self.cookie else {}
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        try:
            connection.request(method, path, body, {**cookie, **form, **named})
            response = connection.getresponse()
            self.body = response.read()
        finally:
            connection.close()
        if response.getheader("Set-Cookie"):
            self.cookie = str(response.getheader("Set-Cookie")).split(";")[0]
        if "html" in str(response.getheader("Content-Type")) and response.status == 200:
            self.page = Page(self.body.decode("utf-8", "replace"), urlsplit(path).path)
            self.addresses += [e.get(name) for e in self.page.elements for name in ("href", "action", "src")]
        self.addresses.append(response.getheader("Location") or "")
        return response

    def wait(self) -> None:
        """Until the server answers."""
        for _ in range(200):
            try:
                if self.ask("GET", "/healthz").status == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def follow(self, response: HTTPResponse) -> None:
        """Open where a redirect leads, and where that leads."""
        assert response.status == 303, response.status
        while response.status == 303:
            response = self.ask("GET", str(response.getheader("Location")).split("#")[0])
        assert response.status == 200, response.status

    def send(self, path: str, sent: Mapping[str, Any]) -> None:
        """Send a form of the page, with its token."""
        self.follow(self.ask("POST", path, {**sent, "csrf_token": self.page.token}))

    def walk(self, given: Callable[[str], Sent], wrong: Wrong | None = None) -> None:
        """A whole journey to the page with all answers; `given` knows what to send to a question."""
        self.follow(self.ask("GET", "/vraag"))
        while self.page.path != CHECK:
            question = self.page.path.removeprefix("/vraag/")
            for mistake in (wrong or {}).get(question, ()):
                self.send(self.page.path, mistake)
                assert self.page.errors, (question, mistake)
            self.send(self.page.path, given(question))
            assert not self.page.errors, (question, self.page.errors)

    def press_everything(self, path: str, typed: str) -> list[str]:
        """Open a page and every page of ours behind it, and send every form on them with this text in each field.

        Gives the paths that were opened. Forms that end everything are left alone.
        """
        pressed: set[tuple[str, ...]] = set()
        opened: list[str] = []
        waiting = [path]
        while waiting:
            here = waiting.pop(0)
            if here in opened or self.ask("GET", here).status != 200:
                continue
            opened.append(here)
            waiting += pages_linked_in(self.page.html)
            for name in [named(form, self.page) for form in forms_of(self.page)]:
                if name not in pressed and self.ask("GET", here).status == 200:
                    pressed.add(name)
                    # The form before it may have taken this one away.
                    for form in [one for one in forms_of(self.page) if named(one, self.page) == name][:1]:
                        self.send(form.get("action") or here, filled_in(form, self.page, typed))
                        waiting.append(self.page.path)
        return opened


def forms_of(page: Page) -> list[Element]:
    """The forms of a page that do not end everything."""
    return [form for form in page.all("form") if urlsplit(form.get("action")).path not in ENDINGS]


def named(form: Element, page: Page) -> tuple[str, ...]:
    """What tells a form from another: where it goes, and its fields."""
    fields = {field.get("name") for field in page.fields if field.closest("form") is form}
    return (form.get("action") or page.path, *sorted(fields))


def filled_in(form: Element, page: Page, typed: str) -> dict[str, list[str]]:
    """What to send: this text in every field, the first choice of each group, every box, and what is hidden."""
    sent: dict[str, list[str]] = {}
    for field in (e for e in page.elements if e.tag in ("input", "button") and e.closest("form") is form):
        name, kind = field.get("name"), field.get("type")
        if not name or name == "csrf_token" or kind == "radio" and name in sent or kind == "submit" and name in sent:
            continue
        sent.setdefault(name, []).append(typed if kind == "text" else field.get("value"))
    return sent
