"""A walk through the whole site in one language: every question empty, wrong and answered, and every other page.

Each visit can be repeated in a browser: with its cookie, its address gives the same page.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from http import HTTPStatus
from typing import Final

import orjson

from rules import EngineBusy
from tests.crawl_beyond import imagined, near_by, taken_along
from tests.crawl_chat import in_chat
from tests.crawl_content import in_content
from tests.crawl_kiosk import at_kiosk
from tests.crawl_signin import signing_in
from tests.crawl_statistics import with_counts
from tests.crawl_table import at_table
from tests.crawl_walker import COOKIE, Visit, Walker, pages_linked_in, seen_as, usual_app
from tests.effort import AUDIT
from tests.shared import made_once
from tests.webapp_fixtures import Sent, make_app
from tests.webapp_households import COUPLE, FAR_ABOVE, PENSIONER, SINGLE_PARENT
from webapp.languages import published

__all__ = ["COOKIE", "JOURNEYS", "WHOLE", "Visit", "crawl", "one_journey", "pages_linked_in"]

EXPIRED: Final = date(2031, 3, 1)

STUDENT: Final[dict[str, Sent]] = {
    **COUPLE.sent,
    "studie": {"choice": "now"},
    "studie-en-ziekte": {"choice": "yes"},
    "inkomen": {"unknown": "1"},
    "soort-inkomen": {"boxes": ["student_finance", "work"]},
    "bezit": {"boxes": ["home", "car"], "car_value": "9.000"},
    "waarde-huis": {"have": "200.000", "owe": "190.000"},
    "auto-nodig": {"choice": "no"},
    "kosten": {"boxes": ["legal_aid", "medical"]},
    "kosten-betaald": {"choice": "open"},
}
"""A couple for whom nearly everything is asked."""

ALONE: Final[dict[str, Sent]] = {**STUDENT, "gezin": SINGLE_PARENT.sent["gezin"]}
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
    "rekeningen": {"boxes": ["premium", "problematic"]},
}
FOLLOWED: Final = ("single-parent", "couple", "pensioner", "elsewhere", "knows-nothing")
"""The journeys from whose result every further page is opened: what stands there depends on the answers."""

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


@cache
def information(language: str) -> tuple[Visit, ...]:
    """Pages that need no answers, all that they lead to, and a page that does not exist."""
    walker = Walker(language, usual_app())
    addresses = ("/", "/over", "/privacy", "/toegankelijkheid", "/api", "/gewist", "/verlopen", "/niets")
    named = [walker.look(f"page{address.replace('/', '-')}", address) for address in addresses]
    return *named, *walker.follow("page", named, set(addresses))


def halfway(language: str) -> Iterator[Visit]:
    """Stopped in the middle: the first page, the check page and a result so far; a stale token; a contradiction."""
    walker = Walker(language, usual_app())
    resident = walker.resident
    for question_id in ("gemeente", "nood", "leeftijd", "gezin"):
        resident.answer(question_id, SINGLE_PARENT.sent[question_id])
    for name, address in (("start", "/"), ("check", "/controleren"), ("result", "/uitslag")):
        yield walker.look(f"halfway-{name}", address)
    resident.get("/vraag/inkomen")
    resident.post("/vraag/inkomen", {"what_1": "work"}, token="stale")
    yield walker.look("halfway-stale", "/vraag/inkomen")
    for question_id in ("inkomen", "zorgverzekering", "kosten", "kosten-betaald", "verblijf", "studie"):
        resident.answer(question_id, SINGLE_PARENT.sent[question_id])
    resident.get("/vraag/inkomen")
    resident.post("/vraag/inkomen", {"what_1": "student_finance", "amount_1": "300", "period_1": "month"})
    yield walker.look("halfway-contradiction", "/vraag/inkomen")


def changed(language: str) -> Iterator[Visit]:
    """The partner went: answers to look at again; and bijstand with a high income: "klopt dit?"."""
    walker = Walker(language, usual_app())
    walker.resident.walk(COUPLE.sent)
    walker.resident.answer("gezin", ALONE["gezin"], back_to="controleren")
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


ONE: Final = "single-parent"
WHOLE: Final = [one.code for one in published() if AUDIT in os.environ or one.code in ("nl", "ar")]
"""Languages of which every page is looked at; of the others one whole journey. `make audit` looks at all of them."""

AT_KIOSK: Final = ("student-couple", "single-parent", "near-a-limit", "elsewhere")
"""Together they are asked every question."""


def kiosk(language: str) -> Iterator[Visit]:
    """The same questions on a touch screen."""
    return at_kiosk(language, {name: JOURNEYS[name] for name in AT_KIOSK})


PARTS: Final = (
    information,
    halfway,
    changed,
    expired,
    trouble,
    imagined,
    near_by,
    taken_along,
    at_table,
    signing_in,
    in_content,
    with_counts,
    kiosk,
    in_chat,
)


@cache
def crawl(language: str) -> tuple[Visit, ...]:
    """Every page in this language, or one whole journey; once for all test processes."""

    def fetched() -> bytes:
        return orjson.dumps(whole_site(language) if language in WHOLE else one_journey(language))

    kept = orjson.loads(made_once(f"crawl-{language}", fetched))
    return tuple(Visit(**{**visit, "headers": tuple(map(tuple, visit["headers"]))}) for visit in kept)


@cache
def one_journey(language: str) -> tuple[Visit, ...]:
    """What one household sees from the first page to the last, its result, and the pages that need no answers."""
    walker = Walker(language, usual_app())
    visits = [*information(language), *walker.journey(ONE, JOURNEYS[ONE], set())]
    known = {visit.address for visit in information(language)}
    return (*visits, *walker.follow(ONE, [visits[-1]], known | {"/uitslag", "/controleren"}))


def whole_site(language: str) -> tuple[Visit, ...]:
    """Every page, with every question empty, wrong and answered."""
    visits = [visit for part in PARTS for visit in part(language)]
    known = {visit.address for visit in information(language)}
    seen: set[tuple[str, bool]] = set()
    for name, given in JOURNEYS.items():
        walker = Walker(language, usual_app())
        visits += walker.journey(name, given, seen)
        if name in FOLLOWED:
            visits += walker.follow(name, [visits[-1]], known | {"/uitslag", "/controleren"})
    return tuple(visits)
