"""F06: every error is provoked on the page itself; each is our own sentence, specific, and ends with a full stop."""

# ruff: noqa: N802 (a test is named after the number of its criterion)
from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

import pytest
from wtforms.i18n import get_translations

from rules import load_policy
from tests.crawl import COOKIE, WHOLE, Visit, crawl
from tests.webapp_fixtures import Resident, Sent, make_app
from tests.webapp_households import SINGLE_PARENT
from tests.webapp_question_rules import said
from webapp.questions import BoxField, Question, load_catalogue

QUESTIONS: Final = load_catalogue(load_policy()).questions
LONG: Final = "1" * 201
LINE: Final[dict[str, str]] = {"what_1": "work", "amount_1": "900", "period_1": "month"}

MONEY: Final[Mapping[str, str]] = {
    "not_money": "veel",
    "ambiguous": "1.23.4",
    "negative": "-5",
    "decimals": "1,2345",
    "too_high": "10.000.000,01",
    "too_long": LONG,
}


def without(line: Mapping[str, str], name: str) -> Sent:
    return {key: value for key, value in line.items() if key != name}


PROVOCATIONS: Final[Mapping[str, Mapping[str, Sent]]] = {
    "choice": {"invalid": {"choice": "misschien"}},
    "yes_no": {"invalid": {"choice": "misschien"}},
    "boxes": {"invalid": {"boxes": ["alles"]}},
    "boxes_with_fields": {"invalid": {"boxes": ["alles"]}},
    "age": {
        "not_a_number": {"number": "oud"},
        "year": {"number": "1985"},
        "too_high": {"number": "121"},
        "too_long": {"number": LONG},
        "both": {"number": "34", "unknown": "1"},
    },
    "balance": {
        **{cause: {"have": text, "owe": "0"} for cause, text in MONEY.items()},
        "both": {"have": "900", "owe": "0", "unknown": "1"},
        "have_empty": {"owe": "900"},
        "owe_empty": {"have": "900"},
    },
    "duration": {
        "not_a_number": {"years": "lang"},
        "too_high": {"years": "60", "months": "1"},
        "too_long": {"years": LONG},
        "both": {"years": "5", "unknown": "1"},
    },
    "income": {
        **{cause: {**LINE, "amount_1": text} for cause, text in MONEY.items()},
        "invalid": {**LINE, "what_1": "loterij"},
        "sum_too_high": {**LINE, "amount_1": "10.000.000", "period_1": "week"},
        "both": {**LINE, "unknown": "1"},
        "both_ticked": {"none": "1", "unknown": "1"},
        "amount_empty": without(LINE, "amount_1"),
        "who_empty": LINE,
        "what_empty": without(LINE, "what_1"),
        "period_empty": without(LINE, "period_1"),
    },
}
WRITTEN: Final[Mapping[str, Mapping[str, str]]] = {
    "age": {"not_a_number": "oud", "year": "1985", "too_high": "121", "too_long": LONG},
    "ages": {
        "ambiguous": "3,5",
        "not_a_number": "drie",
        "year": "2015",
        "too_high": "8 en 18",
        "too_many": "1 2 3 4 5 6 7 8 9 10 11",
        "too_long": LONG,
    },
    "money": MONEY,
}
"""What to write in a field at a box for each error; the field itself has a few more."""

GOOD: Final[Mapping[str, str]] = {"age": "34", "ages": "8", "money": "900"}


def causes(question: Question) -> dict[str, Sent]:
    """What to send for each error of a question, contradictions apart."""
    return {"empty": {}, **PROVOCATIONS[question.kind]}


def causes_at(box: str, asked: BoxField) -> dict[str, Sent]:
    """What to send for each error of a field at a box."""
    good = {asked.fact: GOOD[asked.kind]}
    return {
        **{cause: {"boxes": [box], asked.fact: text} for cause, text in WRITTEN[asked.kind].items()},
        "empty": {"boxes": [box]},
        "not_ticked": {"boxes": ["none"], **good},
        "both": {"boxes": [box], **good, f"{asked.fact}_unknown": "1"},
    }


@cache
def visits(code: str) -> dict[tuple[str, bool], Visit]:
    """Where to begin: each question still empty, for one person or for two."""
    return {(visit.question, visit.with_partner): visit for visit in crawl(code) if visit.state == "empty"}


@cache
def library_texts() -> frozenset[str]:
    """Every text that WTForms would say, in English and in Dutch."""
    found = set()
    for code in ("en", "nl"):
        catalog = getattr(get_translations([code]), "_catalog", {})
        found |= {text for pair in catalog.items() for text in pair if isinstance(text, str) and text}
    return frozenset(found)


def provoke(resident: Resident, visit: Visit, sent: Sent) -> list[str]:
    """The errors on the page after sending this."""
    resident.client.set_cookie(COOKIE, visit.cookie)
    resident.get(visit.address)
    response = resident.post(visit.address, sent)
    assert response.headers["Location"].endswith("#fouten"), (visit.name, sent)
    return resident.get(response.headers["Location"].split("#")[0]).errors


@pytest.mark.parametrize("code", WHOLE)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_F06_every_cause_has_its_own_words(question: Question, code: str) -> None:
    resident = Resident(make_app())
    seen: dict[str, str] = {}
    for cause, sent in causes(question).items():
        visit = visits(code).get((question.id, cause == "who_empty")) or visits(code)[question.id, True]
        [error] = provoke(resident, visit, sent)
        assert error == said(question.errors[cause], code), cause
        assert error.endswith(".")
        assert error not in library_texts()
        seen[cause] = error
    assert {cause for cause in question.errors if not cause.startswith("conflict_")} == seen.keys()
    assert len(set(seen.values())) >= len(seen) - 1  # The same mistake in two ways may have the same words.


FIELDS: Final = [
    (question, choice.value, choice.more) for question in QUESTIONS for choice in question.choices if choice.more
]


@pytest.mark.parametrize("code", WHOLE)
@pytest.mark.parametrize(("question", "box", "asked"), FIELDS, ids=[asked.fact for _, _, asked in FIELDS])
def test_F06_every_cause_at_a_box_has_its_own_words(question: Question, box: str, asked: BoxField, code: str) -> None:
    resident = Resident(make_app())
    visit = visits(code).get((question.id, False)) or visits(code)[question.id, True]
    seen: dict[str, str] = {}
    for cause, sent in causes_at(box, asked).items():
        [error] = provoke(resident, visit, sent)
        assert error == said(asked.errors[cause], code), cause
        assert error.endswith(".")
        assert error not in library_texts()
        seen[cause] = error
    assert seen.keys() == asked.errors.keys()
    assert len(set(seen.values())) == len(seen)


ALL_BOXES: Final = [question for question in QUESTIONS if question.kind in ("boxes", "boxes_with_fields")]


@pytest.mark.parametrize("code", WHOLE)
@pytest.mark.parametrize("question", ALL_BOXES, ids=lambda question: question.id)
def test_F06_a_box_that_stands_alone_is_named(question: Question, code: str) -> None:
    resident = Resident(make_app())
    visit = visits(code).get((question.id, False)) or visits(code)[question.id, True]
    first = question.choices[0]
    filled = {first.more.fact: GOOD[first.more.kind]} if first.more else {}
    for alone, text in (("none", question.none), ("unknown", "Ik weet het niet")):
        [error] = provoke(resident, visit, {"boxes": [first.value, alone], **filled})
        assert re.search(rf"[‘«]{re.escape(said(text, code))}[’»]", error)
        assert error.endswith(".")


def test_F06_a_contradiction_names_the_earlier_answer() -> None:
    """Every pair of questions that can contradict each other has a sentence for both directions."""
    pairs = {
        (question.id, cause.removeprefix("conflict_"))
        for question in QUESTIONS
        for cause in question.errors
        if cause.startswith("conflict_")
    }
    assert pairs == {(a, b) for one in ("inkomen", "soort-inkomen") for a, b in (("studie", one), (one, "studie"))}
    sent: Sent = {"what_1": "student_finance", "amount_1": "300", "period_1": "month"}
    for first, second, given in (
        ("studie", "inkomen", sent),
        ("studie", "soort-inkomen", {"boxes": "student_finance"}),
    ):
        resident = Resident(make_app())
        unsure: dict[str, Sent] = {"inkomen": {"unknown": "1"}, "soort-inkomen": {"boxes": ["work"]}}
        walk_until(resident, {**SINGLE_PARENT.sent, **(unsure if second != "inkomen" else {})}, "vermogen")
        resident.get(f"/vraag/{second}")
        resident.post(f"/vraag/{second}", given)
        page = resident.get(f"/vraag/{second}")
        assert page.errors == [resident.catalogue.find(second).errors[f"conflict_{first}"]]  # type: ignore[union-attr]
        assert any(link.startswith(f"/vraag/{first}") for link in page.links)


def walk_until(resident: Resident, story: Mapping[str, Sent], question_id: str) -> None:
    """Answer until this question is on the screen."""
    page = resident.get("/vraag")
    while page.path != f"/vraag/{question_id}":
        asked = page.path.removeprefix("/vraag/")
        page = resident.answer(asked, story[asked])
