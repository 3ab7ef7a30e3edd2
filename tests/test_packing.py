"""Answers as few bytes: they come out as they went in, and never as something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from segno.consts import MODE_ALPHANUMERIC, MODE_BYTE

from rules import load_policy
from tests.crawl import JOURNEYS
from tests.webapp_answers import answers_to
from tests.webapp_fixtures import Sent, make_app
from webapp.answers import Answers, Entry
from webapp.link import Sealer
from webapp.packing import MAX_PACKED, WORDS, NotPacked, choice_mark, packed, question_mark, unpacked
from webapp.qr import CORRECTION, LARGEST, qr_code
from webapp.questions import Catalogue, Choice, Question, load_catalogue

POLICY: Final = load_policy()
CATALOGUE: Final = load_catalogue(POLICY)
APP: Final = make_app()
ADDRESS: Final = "https://rondkomenwijzer.een-lange-gemeentenaam.nl/verder/"
SEALER: Final = Sealer(["a key for the tests of the code only, long enough"])


def answers_of(sent: Mapping[str, Sent]) -> Answers:
    with APP.test_request_context():
        return answers_to(sent, CATALOGUE, POLICY)


def changed(change: Mapping[str, Question | None]) -> Catalogue:
    """The catalogue with some questions replaced, or taken out."""
    found = (change.get(question.id, question) for question in CATALOGUE.questions)
    return replace(CATALOGUE, questions=tuple(question for question in found if question is not None))


@pytest.mark.parametrize("sent", JOURNEYS.values(), ids=JOURNEYS.keys())
def test_answers_come_out_as_they_went_in(sent: Mapping[str, Sent]) -> None:
    answers = answers_of(sent)
    found = unpacked(packed(answers, "nl"), CATALOGUE)
    assert found.answers == answers
    assert (found.language, found.lost) == ("nl", 0)


def test_the_wording_in_which_an_answer_was_given_stays_with_it() -> None:
    answers = answers_of(JOURNEYS["couple"])
    turned = Answers(CATALOGUE, tuple(replace(entry, with_partner=not entry.with_partner) for entry in answers.entries))
    assert unpacked(packed(turned, "tr"), CATALOGUE).answers == turned


numbers = st.integers(0, 10**11)


@given(numbers, st.integers(-(10**11), 10**11), st.lists(st.integers(0, 17), max_size=20))
def test_any_number_comes_out_again(have: int, owe: int, ages: list[int]) -> None:
    questions = {question.kind: question for question in CATALOGUE.questions}
    given_answers: dict[str, dict[str, Any]] = {"balance": {"have": have, "owe": owe}, "ages": {"ages": ages}}
    entries = tuple(Entry(questions[kind], answer) for kind, answer in given_answers.items() if kind in questions)
    assert entries
    answers = Answers(CATALOGUE, entries)
    assert unpacked(packed(answers, "nl"), CATALOGUE).answers == answers


def test_no_two_questions_and_no_two_choices_share_a_mark() -> None:
    marks = [question_mark(question) for question in CATALOGUE.questions]
    assert len(set(marks)) == len(marks)
    for question in CATALOGUE.questions:
        choices = {choice_mark(choice) for choice in question.choices}
        assert len(choices) == len(question.choices), question.id


def test_a_question_that_is_gone_is_lost_and_the_rest_stays() -> None:
    answers = answers_of(JOURNEYS["single-parent"])
    found = unpacked(packed(answers, "nl"), changed({"leeftijd": None}))
    assert found.lost == 1
    assert [entry.question.id for entry in found.answers.entries] == [
        entry.question.id for entry in answers.entries if entry.question.id != "leeftijd"
    ]


def test_a_question_that_now_asks_something_else_is_asked_again() -> None:
    age = CATALOGUE.find("leeftijd")
    assert age is not None
    content = packed(answers_of(JOURNEYS["single-parent"]), "nl")
    for other in (replace(age, facts=("partner_age",)), replace(age, kind="money"), replace(age, id="jaren")):
        found = unpacked(content, changed({"leeftijd": other}))
        assert found.lost == 1
        assert found.answers.of(other) is None


def test_a_choice_that_now_says_something_else_is_asked_again() -> None:
    question = CATALOGUE.find("verblijf")
    assert question is not None
    content = packed(answers_of(JOURNEYS["single-parent"]), "nl")
    turned = tuple(
        Choice(choice.value, choice.text, {fact: not value for fact, value in choice.sets.items()})
        for choice in question.choices
    )
    assert unpacked(content, changed({"verblijf": replace(question, choices=turned)})).lost == 1
    fewer = replace(question, choices=question.choices[1:])
    assert unpacked(content, changed({"verblijf": fewer})).lost == 1
    reworded = tuple(replace(choice, text=f"{choice.text}!") for choice in question.choices)
    assert unpacked(content, changed({"verblijf": replace(question, choices=reworded[::-1])})).lost == 0


@given(st.binary(max_size=200))
def test_any_bytes_give_answers_or_one_error(content: bytes) -> None:
    try:
        found = unpacked(content, CATALOGUE)
    except NotPacked:
        return
    assert all(entry.question in CATALOGUE.questions for entry in found.answers.entries)


@given(st.data())
def test_bytes_changed_inside_give_answers_that_fit_or_one_error(data: st.DataObject) -> None:
    content = bytearray(packed(ALL, "nl"))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        unpacked(bytes(content), CATALOGUE)
    except NotPacked:
        return


def full_answer(question: Question) -> dict[str, Any]:
    """The longest answer that a question can get."""
    values = [choice.value for choice in question.choices]
    if question.kind == "income":
        return {"lines": [["partner", value, 999_999_999, "four_weeks"] for value in values[:4]]}
    longest: dict[str, dict[str, Any]] = {
        "choice": {"choice": values[-1]} if values else {},
        "yes_no": {"choice": "yes"},
        "boxes": {"boxes": values},
        "boxes_with_fields": {
            "boxes": values,
            "fields": {"partner_age": 120, "children_ages": [17] * 10, "car_value": 999_999_999},
        },
        "ages": {"ages": [17] * 10},
        "age": {"number": 120},
        "balance": {"have": 999_999_999, "owe": 999_999_999},
        "duration": {"years": 59, "months": 11},
    }
    return longest.get(question.kind, {"amount": 999_999_999})


ALL: Final = Answers(CATALOGUE, tuple(Entry(question, full_answer(question), True) for question in CATALOGUE.questions))
"""More than anybody can be asked: every question, with everything ticked and every amount as long as can be."""


def version_of(answers: Answers) -> int:
    token = SEALER.seal(packed(answers, "syr"), 0)
    parts: Any = [(ADDRESS, MODE_BYTE), (token, MODE_ALPHANUMERIC)]
    code = segno.make(parts, error=CORRECTION[0], micro=False)
    assert isinstance(code.version, int)
    return code.version


@pytest.mark.parametrize("sent", JOURNEYS.values(), ids=JOURNEYS.keys())
def test_k08_the_code_of_every_household_is_coarse_enough_for_an_old_phone(sent: Mapping[str, Sent]) -> None:
    assert version_of(answers_of(sent)) <= LARGEST


def test_k08_even_every_answer_there_is_fits_in_a_code() -> None:
    assert len(packed(ALL, "syr")) < MAX_PACKED
    assert qr_code(ADDRESS, SEALER.seal(packed(ALL, "syr"), 0)) is not None


def test_what_does_not_fit_gets_no_code() -> None:
    assert qr_code(ADDRESS, "A" * 1000) is None
    assert qr_code(ADDRESS, "A" * 10_000) is None


def test_too_much_is_refused() -> None:
    question = next(question for question in CATALOGUE.questions if question.kind == "age")
    with pytest.raises(NotPacked):
        packed(Answers(CATALOGUE, (Entry(question, {"number": 1, "x": "y" * 2000}),)), "nl")
    with pytest.raises(NotPacked):
        packed(Answers(CATALOGUE, (Entry(question, {"ages": list(range(21))}),)), "nl")


def test_the_words_of_all_answers_have_a_sign_of_one_byte() -> None:
    def words(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {word for inner in value.values() for word in words(inner)}
        return {word for inner in value for word in words(inner)} if isinstance(value, list) else set()

    assert words([entry.answer for entry in ALL.entries]) <= set(WORDS)
