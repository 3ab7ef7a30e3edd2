"""Residents who walk the four stories of the tests, as cheaply as can be: what is measured is the site, not they."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import brotli  # type: ignore[import-not-found,import-untyped,unused-ignore]

from tests.webapp_fixtures import i_do_not_know
from tests.webapp_households import STORIES
from webapp.questions import Catalogue

START: Final = "/vraag"
QUESTION: Final = "/vraag/"
TOKEN: Final = re.compile(rb'name="csrf_token" value="([\w.-]+)"')
FORM: Final = "application/x-www-form-urlencoded"
ENCODINGS: Final = "gzip, br"
"""As a browser asks; so the compression is in the figures."""


class WentAstray(Exception):
    """The site did not answer as it should; says which path and status."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of the site, and the milliseconds it took."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    ms: float


Send = Callable[[str, bytes | None, Mapping[str, str]], Reply]
"""(path, form or None for a GET, headers) → reply."""

Form = Mapping[str, bytes]
"""What one story sends, by path; without the token."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question step: the milliseconds of sending an answer, and of the page that follows."""

    post: float
    get: float


def forms(catalogue: Catalogue) -> tuple[Form, ...]:
    """The forms of every story. What a story does not tell, is not known."""
    return tuple(
        {
            QUESTION + question.id: urlencode(story.sent.get(question.id) or i_do_not_know(question), True).encode()
            for question in catalogue.questions
        }
        for story in STORIES
    )


def walk(send: Send, form: Form, until: float) -> list[Step]:
    """One journey to its last question, or until this moment of time.monotonic()."""
    steps: list[Step] = []
    resident = _Resident(send)
    path = resident.ask(START).headers["Location"]
    page = resident.ask(path)
    while path.startswith(QUESTION) and time.monotonic() < until:
        token = TOKEN.search(_plain(page))
        if token is None:
            raise WentAstray(f"{path} has no token")
        posted = resident.ask(path, form[path] + b"&csrf_token=" + token[1])
        path = posted.headers["Location"]
        page = resident.ask(path)
        steps.append(Step(posted.ms, page.ms))
    return steps


def walk_on(send: Send, all_forms: Sequence[Form], until: float) -> list[Step]:
    """One journey after the other until that moment."""
    steps: list[Step] = []
    journeys = 0
    while time.monotonic() < until:
        steps += walk(send, all_forms[journeys % len(all_forms)], until)
        journeys += 1
    return steps


class _Resident:
    """Holds the cookie."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.cookie = ""

    def ask(self, path: str, form: bytes | None = None) -> Reply:
        headers = {"Accept-Encoding": ENCODINGS, "Accept-Language": "nl", "Cookie": self.cookie}
        reply = self.send(path, form, headers if form is None else {**headers, "Content-Type": FORM})
        if reply.status != (200 if path != START and form is None else 303):
            raise WentAstray(f"{path} answered {reply.status}")
        self.cookie = reply.headers.get("Set-Cookie", self.cookie).partition(";")[0]
        return reply


def _plain(reply: Reply) -> bytes:
    encoding = reply.headers.get("Content-Encoding")
    if encoding == "br":
        found: bytes = brotli.decompress(reply.body)
        return found
    return gzip.decompress(reply.body) if encoding == "gzip" else reply.body
