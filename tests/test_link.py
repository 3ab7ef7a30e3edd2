"""The token of a link: opens for us and for nobody else, for fourteen days, and never as something else than it was."""

from __future__ import annotations

import base64
import random
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import load_policy
from tests.webapp_answers import answers_to
from tests.webapp_fixtures import make_app
from tests.webapp_households import PENSIONER, SINGLE_PARENT
from webapp import session
from webapp.answers import Answers
from webapp.link import AHEAD, LIFETIME, MAX_TOKEN, VERSION, Fault, Sealer, UnusableLink, derived_key, opened, token_for
from webapp.packing import unpacked
from webapp.questions import load_catalogue

KEY: Final = "a key for the tests of the link only, long enough"
OTHER: Final = "the key that was in use before, also long enough"
NOW: Final = 1_795_000_000.0
POLICY: Final = load_policy()
CATALOGUE: Final = load_catalogue(POLICY)
SEALER: Final = Sealer([KEY])
ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def story() -> Answers:
    with make_app().test_request_context():
        return answers_to(SINGLE_PARENT.sent, CATALOGUE, POLICY)


ANSWERS: Final = story()
TOKEN: Final = token_for(ANSWERS, "nl", SEALER, NOW)


def fault(token: str, sealer: Sealer = SEALER, now: float = NOW) -> Fault | None:
    """Why a token does not open; None when it does."""
    try:
        opened(token, sealer, CATALOGUE, POLICY, now)
    except UnusableLink as unusable:
        return unusable.fault
    return None


def test_answers_travel_in_a_token() -> None:
    found = opened(TOKEN, SEALER, CATALOGUE, POLICY, NOW)
    assert found.content.answers == ANSWERS
    assert found.content.language == "nl"
    assert found.content.lost == 0
    assert found.made_at == NOW


@given(st.binary(max_size=400), st.integers(0, 2**32 - 1))
def test_what_is_sealed_comes_out(content: bytes, at: int) -> None:
    assert SEALER.open(SEALER.seal(content, at), at) == (content, at)


def test_a_token_says_nothing_and_is_never_the_same() -> None:
    again = token_for(ANSWERS, "nl", SEALER, NOW)
    assert again != TOKEN
    assert set(TOKEN) <= set(ALPHABET), "other characters take twice the room in a QR code"


def test_it_opens_until_fourteen_days_have_passed() -> None:
    last = NOW + LIFETIME.total_seconds()
    assert timedelta(days=14) == LIFETIME
    assert fault(TOKEN, now=last - 1) is None
    assert fault(TOKEN, now=last) is Fault.EXPIRED


def test_a_clock_that_is_a_bit_ahead_does_no_harm() -> None:
    assert fault(TOKEN, now=NOW - AHEAD) is None
    assert fault(TOKEN, now=NOW - AHEAD - 1) is Fault.DAMAGED


def test_keys_can_be_replaced_and_a_second_server_opens_it_too() -> None:
    assert fault(TOKEN, Sealer([KEY])) is None
    assert fault(TOKEN, Sealer([OTHER, KEY])) is None
    assert fault(TOKEN, Sealer([OTHER])) is Fault.DAMAGED


def test_the_key_is_not_the_one_of_the_cookie() -> None:
    assert derived_key(KEY) != derived_key(OTHER)
    assert derived_key(KEY) != base64.urlsafe_b64decode(session.derived_key(KEY))


@pytest.mark.parametrize("end", range(0, len(TOKEN), 7))
def test_a_part_of_a_link_does_not_open(end: int) -> None:
    assert fault(TOKEN[:end]) is Fault.DAMAGED


def test_another_version_says_so() -> None:
    sealed = base64.b32decode(TOKEN + "=" * (-len(TOKEN) % 8))
    later = base64.b32encode(bytes([VERSION + 1]) + sealed[1:]).decode().rstrip("=")
    assert fault(later) is Fault.OUTDATED


@pytest.mark.parametrize(
    "token",
    [
        "",
        "A",
        "geen link",
        TOKEN.lower(),
        TOKEN + "=",
        " " + TOKEN,
        TOKEN + "A",
        "é" * 40,
        "\x00",
        "A" * (MAX_TOKEN + 1),
    ],
)
def test_nonsense_does_not_open(token: str) -> None:
    assert fault(token) is Fault.DAMAGED


def test_10_000_changed_tokens_never_open() -> None:
    chance = random.Random(20261122)
    for _ in range(10_000):
        letters = list(TOKEN)
        for _ in range(chance.choice((1, 1, 1, 2, 5, 40))):
            at = chance.randrange(len(letters))
            match chance.randrange(4):
                case 0:
                    del letters[at]
                case 1:
                    letters.insert(at, chance.choice(ALPHABET))
                case 2:
                    letters[at] = chance.choice(ALPHABET + "a1é%/ ")
                case _:
                    other = chance.randrange(len(letters))
                    letters[at], letters[other] = letters[other], letters[at]
        changed = "".join(letters)
        if changed != TOKEN:
            assert fault(changed) is not None, changed


def test_answers_that_no_longer_fit_together_are_not_opened() -> None:
    without = [question for question in CATALOGUE.questions if question.id in ("gemeente", "nood")]
    nothing_left = replace(CATALOGUE, questions=())
    with pytest.raises(UnusableLink) as raised:
        opened(TOKEN, SEALER, nothing_left, POLICY, NOW)
    assert raised.value.fault is Fault.OUTDATED
    found = opened(TOKEN, SEALER, replace(CATALOGUE, questions=tuple(without)), POLICY, NOW)
    assert [entry.question.id for entry in found.content.answers.entries] == ["gemeente", "nood"]
    assert found.content.lost == len(ANSWERS.entries) - 2


def test_something_else_that_we_sealed_is_no_answer() -> None:
    for content in (b"", b"\x02nl", b"\x05nl", b"nonsense" * 20):
        assert fault(SEALER.seal(content, NOW)) is Fault.OUTDATED


def test_an_impossible_answer_is_not_opened() -> None:
    age = CATALOGUE.find("leeftijd")
    assert age is not None
    entries = tuple(
        replace(entry, answer={"number": 500}) if entry.question == age else entry for entry in ANSWERS.entries
    )
    assert fault(token_for(Answers(CATALOGUE, entries), "nl", SEALER, NOW)) is Fault.OUTDATED


def test_the_error_tells_nothing_of_what_was_inside() -> None:
    with pytest.raises(UnusableLink) as raised:
        opened(TOKEN, SEALER, CATALOGUE, POLICY, NOW + 10**8)
    assert str(raised.value) == "expired"
    assert raised.value.__cause__ is None


def test_the_story_with_danger_packs_the_box_when_it_is_told_to() -> None:
    """The token itself hides nothing: leaving it out is done before (see tests/test_take_along_safety.py)."""
    with make_app().test_request_context():
        answers = answers_to(PENSIONER.sent, CATALOGUE, POLICY)
    content, _ = SEALER.open(token_for(answers, "nl", SEALER, NOW), NOW)
    threats = unpacked(content, CATALOGUE).answers.facts["urgent_threats"]
    assert isinstance(threats, list) and "unsafe_at_home" in threats
