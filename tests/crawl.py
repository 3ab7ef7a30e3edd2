"""A walk through the whole site in one language: every question empty, wrong and answered, and every other page.

Each visit can be repeated in a browser: with its cookie, its address gives the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from http import HTTPStatus
from typing import Final

from flask import Flask
from werkzeug.test import TestResponse

from rules import EngineBusy
from tests.webapp_fixtures import Resident, Sent, i_do_not_know, make_app
from tests.webapp_households import COUPLE, FAR_ABOVE, PENSIONER, SINGLE_PARENT
from webapp.questions import Question

COOKIE: Final = "rondkomenwijzer"
EXPIRED: Final = date(2031, 3, 1)

STUDENT: Final[dict[str, Sent]] = {
    **COUPLE.sent,
    "studie": {"choice": "now"},
    "studie-en-ziekte": {"choice": "yes"},
    "inkomen": {"unknown": "1"},
    "soort-inkomen": {"boxes": ["student_finance", "work"]},
    "eigen-huis": {"choice": "yes"},
    "waarde-huis": {"have": "200.000", "owe": "190.000"},
    "auto": {"amount": "9.000"},
    "auto-nodig": {"choice": "no"},
    "kosten": {"boxes": ["legal_aid", "medical"]},
    "kosten-betaald": {"choice": "no"},
    "kosten-vergoed": {"choice": "no"},
}
"""A couple for whom nearly everything is asked."""

ALONE: Final[dict[str, Sent]] = {**STUDENT, **{name: SINGLE_PARENT.sent[name] for name in ("partner", "kinderen")}}
NEAR: Final[dict[str, Sent]] = {
    **SINGLE_PARENT.sent,
    "inkomen": {"what_1": "work", "amount_1": "1.395,00", "period_1": "month"},
    "vakantiegeld": {"choice": "no"},
}
"""So close to a limit that the holiday allowance decides."""

NEAR_COUPLE: Final[dict[str, Sent]] = {
    **COUPLE.sent,
    "inkomen": {"who_1": "self", "what_1": "work", "amount_1": "1.990,00", "period_1": "month"},
}
LONG_POOR: Final[dict[str, Sent]] = {
    **COUPLE.sent,
    "inkomen": {"who_1": "self", "what_1": "bijstand", "amount_1": "1.800,00", "period_1": "month"},
    "laag-inkomen": {"years": "7"},
    "geldt-dit": {"boxes": ["separated"]},
}
ELSEWHERE: Final[dict[str, Sent]] = {
    "gemeente": {"choice": "elsewhere"},
    "andere-gemeente": {"choice": "hengelo"},
    "nood": {"boxes": ["eviction"]},
    "schulden": {"choice": "problematic"},
}
JOURNEYS: Final[dict[str, dict[str, Sent]]] = {
    "single-parent": SINGLE_PARENT.sent,
    "couple": COUPLE.sent,
    "student": ALONE,
    "student-couple": STUDENT,
    "near-a-limit": NEAR,
    "near-couple": NEAR_COUPLE,
    "long-poor": LONG_POOR,
    "pensioner": PENSIONER.sent,
    "far-above": FAR_ABOVE.sent,
    "elsewhere": ELSEWHERE,
    "knows-nothing": {},
}


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


class Walker:
    """Fetches pages and keeps what it saw."""

    def __init__(self, language: str, app: Flask, is_live: bool = True) -> None:
        self.is_live = is_live
        self.resident = Resident(app)
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
        page = self.resident.get("/vraag")
        while page.path != "/controleren":
            question = self.resident.catalogue.find(page.path.removeprefix("/vraag/"))
            assert question is not None, page.path
            wording = (question.id, self.resident.answers().has_partner)
            sent = given.get(question.id) or i_do_not_know(question)
            if wording in seen:
                page = self.resident.answer(question.id, sent)
                continue
            seen.add(wording)
            for visit in self.states(question, sent):
                yield replace(visit, name=f"{name}-{visit.name}", question=question.id, with_partner=wording[1])
            page = self.resident.get("/vraag")
        yield self.look(f"{name}-check", "/controleren")
        yield self.look(f"{name}-result", "/uitslag")

    def states(self, question: Question, sent: Sent) -> Iterator[Visit]:
        """One question while it is empty, after nothing was filled in, and with its answer, to be changed."""
        address = f"/vraag/{question.id}"
        yield replace(self.look(f"{question.id}-empty", address), state="empty")
        self.resident.post(address, {})
        yield replace(self.look(f"{question.id}-error", address), state="error")
        self.resident.answer(question.id, sent)
        yield replace(self.look(f"{question.id}-answered", f"{address}?terug=controleren"), state="answered")


def information(language: str) -> Iterator[Visit]:
    """Pages that need no answers, and a page that does not exist."""
    walker = Walker(language, make_app())
    for address in ("/", "/over", "/privacy", "/toegankelijkheid", "/api", "/gewist", "/verlopen", "/niets"):
        yield walker.look(f"page{address.replace('/', '-')}", address)


def halfway(language: str) -> Iterator[Visit]:
    """Stopped in the middle: the first page, the check page and a result so far; a stale token; a contradiction."""
    walker = Walker(language, make_app())
    resident = walker.resident
    for question_id in ("gemeente", "nood", "leeftijd", "partner", "kinderen", "verblijf", "studie"):
        resident.answer(question_id, SINGLE_PARENT.sent[question_id])
    for name, address in (("start", "/"), ("check", "/controleren"), ("result", "/uitslag")):
        yield walker.look(f"halfway-{name}", address)
    resident.get("/vraag/inkomen")
    resident.post("/vraag/inkomen", {"what_1": "work"}, token="stale")
    yield walker.look("halfway-stale", "/vraag/inkomen")
    resident.get("/vraag/inkomen")
    resident.post("/vraag/inkomen", {"what_1": "student_finance", "amount_1": "300", "period_1": "month"})
    yield walker.look("halfway-contradiction", "/vraag/inkomen")


def changed(language: str) -> Iterator[Visit]:
    """The partner went: answers to look at again; and bijstand with a high income: "klopt dit?"."""
    walker = Walker(language, make_app())
    walker.resident.walk(COUPLE.sent)
    walker.resident.answer("partner", {"choice": "no"}, back_to="controleren")
    yield walker.look("changed-check", "/controleren")
    yield walker.look("changed-result", "/uitslag")
    high: Sent = {"what_1": "bijstand", "amount_1": "13484,90", "period_1": "month"}
    walker.resident.answer("inkomen", high, back_to="controleren")
    yield walker.look("high-income-check", "/controleren")
    yield walker.look("high-income-result", "/uitslag")


def expired(language: str) -> Iterator[Visit]:
    """A day after the last figures that are known."""
    walker = Walker(language, make_app(on=EXPIRED), is_live=False)
    walker.resident.walk(PENSIONER.sent)
    yield walker.look("expired-result", "/uitslag")


def trouble(language: str) -> Iterator[Visit]:
    """The error pages that come from inside."""
    walker = Walker(language, make_app(TESTING=False, PROPAGATE_EXCEPTIONS=False), is_live=False)

    def busy() -> date:
        raise EngineBusy("busy")

    walker.resident.answer("gemeente", {"choice": "enschede"})
    today = walker.resident.app.config["TODAY"]
    for name, fault in (("busy", busy), ("broken", lambda: 1 // 0)):
        walker.resident.app.config["TODAY"] = fault
        yield walker.look(f"trouble-{name}", "/uitslag")
    walker.resident.app.config["TODAY"] = today
    response = walker.resident.client.post("/vraag/nood", data={"boxes": "9" * 100_000})
    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    yield replace(seen_as("trouble-too-much", "/te-veel", "", response), is_live=False)


@cache
def crawl(language: str) -> tuple[Visit, ...]:
    """Every page in this language; the whole walk once in each test process."""
    visits = [visit for part in (information, halfway, changed, expired, trouble) for visit in part(language)]
    seen: set[tuple[str, bool]] = set()
    for name, given in JOURNEYS.items():
        visits += Walker(language, make_app()).journey(name, given, seen)
    return tuple(visits)
