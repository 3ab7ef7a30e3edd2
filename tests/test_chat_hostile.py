"""Ten thousand random and hostile messages: never an error of ours, never a fact without a yes, never raw text."""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.chat_talker import CHAT, Talker
from tests.webapp_fixtures import make_app
from webapp import state
from webapp.understanding import MAX_MESSAGE

MESSAGES: Final = 10_000
LOOKED_AT: Final = 50
"""Of so many messages, one has its page looked at: a page costs more than a message."""

HOSTILE: Final = (
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %} %(num)s {0} %s %d",
    "'; DROP TABLE users; --",
    "../../../../etc/passwd",
    "\x00\x01\x02\x1b[31m\x7f\x85",
    "\u202e\u2066\u200b\ufeff\ufffe\U000e0001",
    "\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "99999999999999999999999999 euro per maand",
    "-1 jaar, 0 kinderen van -5, € -1.000.000.000,00",
    "1e309 NaN Infinity 0x41",
    "٣٤ سنة ۱۴۵۰ ৩৪ ३४",
    "(" * 400,
    "a" * 2000,
    "en " * 600,
    "1,1,1,1,1," * 190,
    "kinderen van " + ", ".join(map(str, range(300))),
)
WORDS: Final = (
    *("ik", "ben", "34", "jaar", "alleen", "partner", "man", "vrouw", "kinderen", "van", "5", "en", "8", "euro", "per"),
    *("maand", "week", "bijstand", "aow", "loon", "netto", "bruto", "1450", "schulden", "huur", "deurwaarder", "niet"),
    *("geen", "nee", "ja", "wat", "is", "waarom", "stop", "opnieuw", "terug", "enschede", "hengelo", "menzis", "auto"),
    *("huis", "zeven", "duizend", "€", "-", ".", ",", ";", "?", "!", "<b>", "&", '"', "'", "\n"),
)


@pytest.fixture(scope="module")
def app() -> Flask:
    found = make_app()
    found.test_client_class = FlaskClient
    return found


def messages(chance: random.Random) -> Iterator[str]:
    """All that is known to be nasty, words of ours in any order, and any characters of Unicode."""
    yield from HOSTILE
    while True:
        kind = chance.randrange(4)
        if kind == 0:
            yield " ".join(chance.choices(WORDS, k=chance.randint(1, 30)))
        elif kind == 1:
            yield (
                "".join(chr(chance.randrange(0x20, sys.maxunicode)) for _ in range(chance.randint(1, 60)))
                .encode("utf-8", "replace")
                .decode()
            )
        elif kind == 2:
            script = chance.randrange(0x0, 0x3000)
            yield "".join(chr(script + chance.randrange(64)) for _ in range(chance.randint(1, 80)))
        else:
            yield f"{chance.choice(HOSTILE)} {' '.join(chance.choices(WORDS, k=6))}"


def token_on(client: FlaskClient, address: str) -> str:
    page = client.get(address, follow_redirects=True).get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.slow
def test_ten_thousand_messages_change_nothing_and_break_nothing(app: Flask) -> None:
    chance = random.Random(20261122)
    client = app.test_client()
    questions = [question.id for question in app.extensions["catalogue"].questions]
    token = token_on(client, CHAT)
    for number, message in zip(range(MESSAGES), messages(chance), strict=False):
        if number % 25 == 0:
            client.post("/chat/opnieuw")
            token = token_on(client, CHAT)
        asked = {"vraag": chance.choice([*questions, "x", ""])}
        response = client.post(f"{CHAT}/zeg", data={"csrf_token": token, "verhaal": message, **asked})
        assert response.status_code == HTTPStatus.SEE_OTHER, (number, message)
        where = response.headers["Location"]
        assert re.fullmatch(r"/(chat(/klopt|/vraag(/[a-z-]+)?)?|uitslag)(#[a-z-]+)?", where), (message, where)
        if number % LOOKED_AT == 0 or number < len(HOSTILE):
            page = client.get(where.partition("#")[0], follow_redirects=True)
            assert page.status_code == HTTPStatus.OK, (number, message)
            refuse_raw(page.get_data(as_text=True), message)
    with client:
        client.get("/over")
        answers = state.answers(app.extensions["catalogue"])
        assert all(entry.answer == {"unknown": True} for entry in answers.entries), "only ‘weet ik niet’ counts at once"


def refuse_raw(page: str, message: str) -> None:
    """Nothing of a message becomes a part of the page."""
    for piece in ("<script>alert", "<img src=x", "</textarea><script", "<b>"):
        assert piece not in page, message
    shown = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    if shown:
        assert not [sign for sign in shown[1] if unicodedata.category(sign) == "Cc" and sign != "\n"], message


@pytest.mark.parametrize("text", ["9" * 100_000, "ik ben 34 " * 10_000])
def test_a_hundred_kilobytes_are_refused_in_one_sentence(text: str) -> None:
    talker = Talker(make_app())
    response = talker.post(f"{CHAT}/zeg", {"verhaal": text})
    assert response.status_code in (HTTPStatus.SEE_OTHER, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    assert talker.answers().entries == () and talker.waiting() == ({}, {})


def test_as_much_as_fits_in_a_message_fits_in_the_cookie_or_is_refused_in_one_sentence() -> None:
    talker = Talker(make_app())
    text = "ik ben 34. " + "".join(chr(0x4E00 + number) for number in range(MAX_MESSAGE - 20))
    talker.tell(text)
    talker.tell("ik krijg 1450 euro per maand bijstand")
    assert talker.lines and talker.answers().entries == ()
    talker.yes()


def test_telling_more_and_more_never_loses_what_was_answered() -> None:
    talker = Talker(make_app())
    talker.get(f"{CHAT}/vraag")
    talker.answer("gemeente", {"choice": "enschede"})
    for number in range(60):
        talker.tell(f"ik krijg {1000 + number},{number:02} euro per maand uit werk en {2000 + number},11 van de uwv")
    assert talker.answers().municipality == "enschede"
    talker.yes()
    assert talker.answers().municipality == "enschede"
