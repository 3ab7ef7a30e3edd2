"""Somebody who walks through the site and keeps every page as it was served: what the crawl is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.webapp_fixtures import Resident, Sent, i_do_not_know, make_app
from tests.webapp_pages import Page
from webapp.questions import Question

COOKIE: Final = "rondkomenwijzer"
NO_PAGES: Final = ("static", "api/", ".well-known", "vraag", "healthz")
"""How the address of something begins that is no page, or that the walk itself opens."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as it was served. `is_live`: with this cookie, `make_app()` gives the same page again."""

    name: str
    address: str
    cookie: str
    status: int
    html: str
    headers: tuple[tuple[str, str], ...]
    is_live: bool = True
    question: str = ""
    state: str = ""
    with_partner: bool = False


def seen_as(name: str, address: str, cookie: str, response: TestResponse) -> Visit:
    """What came back, without what only goes for that one time."""
    headers = tuple((key, value) for key, value in response.headers if key not in ("Set-Cookie", "Content-Length"))
    return Visit(name, address, cookie, response.status_code, response.get_data(as_text=True), headers)


@cache
def usual_app() -> Flask:
    """The application for all walks that ask for no settings of their own; it keeps nothing of any of them."""
    return make_app()


class Walker:
    """Fetches pages and keeps what it saw."""

    def __init__(self, language: str, app: Flask, is_live: bool = True, resident: Resident | None = None) -> None:
        """`resident`: somebody who came by another way in, and chose the language there."""
        self.is_live = is_live
        self.resident = resident or Resident(app)
        if resident is None:
            self.resident.get(f"/?taal={language}")

    def cookie(self) -> str:
        found = self.resident.client.get_cookie(COOKIE)
        return found.value if found else ""

    def look(self, name: str, address: str) -> Visit:
        """Fetch one address; what it is called tells which page and state this is."""
        cookie = self.cookie()
        seen = seen_as(name, address, cookie, self.resident.client.get(address))
        self.resident.page = self.resident.client.page
        return replace(seen, is_live=self.is_live)

    def journey(self, name: str, given: dict[str, Sent], seen: set[tuple[str, bool]]) -> Iterator[Visit]:
        """Every question that was not seen yet in these words, then the check page and the result."""
        at = self.resident.at
        page = self.resident.get(f"{at}/vraag")
        while page.path != f"{at}/controleren":
            question = self.resident.catalogue.find(page.path.removeprefix(f"{at}/vraag/"))
            assert question is not None, page.path
            wording = (question.id, self.resident.answers().has_partner)
            sent = given.get(question.id) or i_do_not_know(question)
            if wording in seen:
                page = self.resident.answer(question.id, sent)
                continue
            seen.add(wording)
            for visit in self.states(question, sent):
                yield replace(visit, name=f"{name}-{visit.name}", question=question.id, with_partner=wording[1])
            page = self.resident.get(f"{at}/vraag")
        yield self.look(f"{name}-check", f"{at}/controleren")
        yield self.look(f"{name}-result", f"{at}/uitslag")

    def follow(self, name: str, begin: list[Visit], seen: set[str]) -> Iterator[Visit]:
        """Every page of ours that these pages lead to, and those after it; `seen` are addresses that were opened."""
        waiting = list(begin)
        while waiting:
            for path in pages_linked_in(waiting.pop(0).html):
                if path in seen:
                    continue
                seen.add(path)
                found = self.look(f"{name}{path.replace('/', '-')}", path)
                if found.status == HTTPStatus.OK:
                    waiting.append(found)
                    yield found

    def states(self, question: Question, sent: Sent) -> Iterator[Visit]:
        """One question while it is empty, after nothing was filled in, and with its answer, to be changed."""
        address = f"{self.resident.at}/vraag/{question.id}"
        yield replace(self.look(f"{question.id}-empty", address), state="empty")
        self.resident.post(address, {})
        yield replace(self.look(f"{question.id}-error", address), state="error")
        self.resident.answer(question.id, sent)
        yield replace(self.look(f"{question.id}-answered", f"{address}?terug=controleren"), state="answered")


def pages_linked_in(html: str) -> list[str]:
    """The paths of our own pages that a page has links to, in order; files and questions apart."""
    paths = [urlsplit(link).path for link in Page(html).links if link.startswith("/")]
    return [path for path in paths if not path[1:].startswith(NO_PAGES) and "." not in path.rpartition("/")[2]]
