"""S08: 10,000 random form posts (in CI) to all that takes a form: never an error of ours; every page stays whole."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Final

import pytest

from tests.crawl import crawl
from tests.effort import draws
from tests.staff_accounts import account_in
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import STORIES
from tests.webapp_pages import Page
from webapp import state
from webapp.accounts import Register, Role
from webapp.staff.conversation import FIELD, NAME

APP = make_app(WTF_CSRF_ENABLED=False, STAFF=True, COUNTS=True)
QUESTIONS = list(APP.extensions["catalogue"].questions)
POSTS: Final = draws(1_000, 10_000, 50_000)
SHARES: Final = 4
"""The posts are divided, so that several processes can send them."""

FORM: Final = "application/x-www-form-urlencoded"
OUR_NAMES: Final = [
    *("choice", "boxes", "number", "ages", "amount", "have", "owe", "years", "months", "none", "unknown", "terug"),
    *(f"{name}_{line}" for name in ("who", "what", "amount", "period") for line in (1, 2, 3, 4, 5)),
]
STRANGE_NAMES: Final = ["taal", "csrf_token", "", "__proto__", "choice[]", "a" * 500, "é\u202e", "%00"]
LEAVE: Final = "/snel-weg"
"""Leads to another site, so it says nothing about ours."""

CHOICES: Final = [choice.value for question in QUESTIONS for choice in question.choices]
PAGES: Final = ("/controleren", "/uitslag", "/wat-als", "/meenemen")
AT_TABLE: Final = "/gesprek"
SENSIBLE: Final = [
    "yes",
    "no",
    "unknown",
    "none",
    "34",
    "3, 8",
    "1.395,00",
    "0",
    "",
    "self",
    "partner",
    "week",
    "month",
]
HOSTILE: Final = [
    *("-1", "1e400", "NaN", "Infinity", "0x10", "٣٤", "９９", "1.2.3", "1,5", "99999999999999999999", "½", "²"),
    *("<script>alert(1)</script>", "' OR 1=1 --", "{{7*7}}", "%(amount)s", "{value}", "${jndi}", "../../etc/passwd"),
    *(
        "\x00",
        "\x00\x1f\x7f",
        "\u202e\u2066\u200f",
        "\ud7ff\ufffd",
        "\U0001f4a9" * 60,
        "a" * 5_000,
        "1 " * 300,
        "\r\nSet-Cookie: a=b",
    ),
    *("uitslag", "controleren", "//example.nl", "inkomen"),
]
LOST: Final = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
STATUSES: Final = {
    HTTPStatus.SEE_OTHER,
    HTTPStatus.NO_CONTENT,
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,  # A sign of life of who is not signed in.
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    *LOST,
}


@cache
def names() -> list[str]:
    """Every name of a field on any page, and some that no page has."""
    seen = {field.get("name") for visit in crawl("nl") for field in Page(visit.html).fields}
    return [*OUR_NAMES, *STRANGE_NAMES, *sorted(seen - {*OUR_NAMES, ""})]


@cache
def paths() -> list[str]:
    """Every address that takes a form; of questions each one."""
    rules = [rule for rule in APP.url_map.iter_rules() if "POST" in (rule.methods or ())]
    ours = [rule for rule in rules if not rule.endpoint.startswith("api.") and rule.rule != LEAVE]
    return [
        re.sub("<[^>]+>", filled, rule.rule)
        for rule in ours
        for filled in ([question.id for question in QUESTIONS] if "question_id" in rule.arguments else ["x-Y~1"])
    ]


def test_every_way_to_send_a_form_is_tried() -> None:
    assert {"/vraag/inkomen", "/wissen", "/meenemen", "/verder/x-Y~1", "/gesprek/antwoord/inkomen"} <= set(paths())
    assert {"postcode", "amount_1"} <= set(names())


def random_text(draw: random.Random) -> str:
    characters = [
        chr(draw.choice((draw.randrange(0x20, 0x250), draw.randrange(0xD800), draw.randrange(0xE000, 0x11000))))
    ]
    return "".join(characters * draw.randrange(1, 4)) + "".join(
        draw.choices("0123456789.,€ -jaren", k=draw.randrange(12))
    )


def random_value(draw: random.Random) -> str:
    return draw.choice((draw.choice(SENSIBLE), draw.choice(CHOICES), draw.choice(HOSTILE), random_text(draw)))


def random_form(draw: random.Random) -> dict[str, list[str]]:
    chosen = draw.sample(names(), draw.randrange(8))
    return {name: [random_value(draw) for _ in range(draw.randrange(1, 4))] for name in chosen}


def random_body(draw: random.Random) -> tuple[bytes, str]:
    """Bytes that are no form at all, under the name of one."""
    size = draw.choice((0, 1, 50, 2_000))
    boundary = "multipart/form-data; boundary=x"
    kinds = (FORM, boundary, "multipart/form-data", "application/json", "text/plain; charset=utf-7", "", "\xff/\xfe")
    parts = (
        draw.randbytes(size),
        b"--x\r\n" * 30,
        b'--x\r\nContent-Disposition: form-data; name="choice"; filename="a"\r\n\r\n1\r\n--x--',
    )
    return draw.choice(parts), draw.choice(kinds)


@cache
def answered(story: int) -> str:
    """The cookie after a whole journey, so that most posts reach a question that may be asked."""
    resident = Resident(APP)
    for _ in range(40):
        path = resident.client.get("/vraag").headers["Location"]
        if path == "/controleren":
            break
        question_id = path.removeprefix("/vraag/")
        resident.client.post(path, data=dict(STORIES[story].sent[question_id]))
    cookie = resident.client.get_cookie("rondkomenwijzer")
    assert cookie is not None
    return cookie.value


def residents(draw: random.Random) -> Iterator[Resident]:
    """For every post somebody; now and then a new one."""
    while True:
        resident = Resident(APP)
        if draw.random() < 0.9:
            resident.client.set_cookie("rondkomenwijzer", answered(draw.randrange(len(STORIES))))
        yield from [resident] * draw.randrange(1, 12)


def with_name(resident: Resident, path: str, form: dict[str, list[str]]) -> dict[str, list[str]]:
    """At the table every form repeats the name of the conversation; without it nothing would be looked at."""
    if not path.startswith(AT_TABLE):
        return form
    with resident.client.session_transaction() as session:
        session[state.ACCOUNT] = signed_in_now()
        has_begun = NAME in session
    if not has_begun:
        assert resident.client.get(AT_TABLE).status_code == HTTPStatus.OK
    with resident.client.session_transaction() as session:
        return {**form, FIELD: [session[NAME]]}


def signed_in_now() -> list[int]:
    """What the cookie of staff holds who signed in just now: some post may have signed them all out."""
    account_in(APP, Role.STAFF)
    [member] = Register(APP.extensions["database"]).members()
    return [member.id, member.epoch, int(time.time())]


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_S08_any_post_is_answered_and_every_page_stays_whole(share: int) -> None:
    draw = random.Random(share)
    for number, resident in zip(range(POSTS // SHARES), residents(draw), strict=False):
        path = draw.choice(paths())
        if draw.random() < 0.1:
            body, kind = random_body(draw)
            response = resident.client.post(path, data=body, content_type=kind)
        else:
            response = resident.client.post(path, data=with_name(resident, path, random_form(draw)))
        assert response.status_code in STATUSES, (number, response.status_code)
        if response.status_code == HTTPStatus.SEE_OTHER:
            assert response.headers["Location"].startswith("/"), response.headers["Location"]
            assert not response.headers["Location"].startswith("//")
        if number % 5 == 0:
            there = response.headers.get("Location", "/").split("#")[0]
            assert resident.client.get(there, follow_redirects=True).status_code in {HTTPStatus.OK, *LOST}
            for page in (AT_TABLE,) if path.startswith(AT_TABLE) else PAGES:
                resident.get(page)
        cookie = resident.client.get_cookie("rondkomenwijzer")
        assert cookie is None or len(cookie.value) < 3800
