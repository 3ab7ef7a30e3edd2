"""F14: nothing is asked twice, and nothing is asked that cannot change the advice.

A question is needed when two of its answers end in another advice: at once, or after the later questions were answered
in some way. What is always asked (contract §3) is left out: it is asked for its own sake. So are journeys with "Ik weet
het niet": there the contract asks on for each unknown fact of an unknown condition, also where another fact of that
condition will stay unknown.
"""

# ruff: noqa: N802 (a test is named after the number of its criterion)
from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Final

import pytest
from werkzeug.datastructures import MultiDict

from rules import Advice, load_policy
from tests.test_wizard_journeys import random_answer
from tests.webapp_fixtures import ON, make_app
from webapp.answers import Answers, accept, facts_of
from webapp.forms import form_for
from webapp.journey import advice_for, next_question
from webapp.questions import Choice, Question

APP: Final = make_app()
POLICY: Final = load_policy()
ALWAYS_ASKED: Final = {"urgent_threats", "debts", "help_topics", "municipality"}
WAYS_ON: Final = range(12)
"""Seeds for the ways in which the later questions are answered."""

TRIES: Final = 200
JOURNEYS: Final = 60
PARTS: Final = 4
"""The journeys are divided so that two processes can share the work."""

Outcome = tuple[Any, ...]


def outcome(advice: Advice | None) -> Outcome:
    """What a resident gets out of it: the schemes, their amounts and notes, and where to go."""
    if advice is None:
        return ()
    schemes = [(s.id, s.status, s.amount, tuple(note.id for note in s.notes)) for s in advice.schemes]
    return (*schemes, *((referral.id, referral.urgency) for referral in advice.referrals))


def some_answers(question: Question, has_partner: bool) -> Iterator[dict[str, Any]]:
    """Every choice of a question; for what is written, small, large, and amounts around the limits."""
    sent: list[dict[str, Any]] = [{"choice": choice.value} for choice in question.choices]
    if question.kind == "boxes":
        sent = [{"boxes": [choice.value]} for choice in question.choices] + [{"boxes": ["none"]}]
    elif question.kind == "boxes_with_fields":
        sent = [{"boxes": ["none"]}, *(filled for choice in question.choices for filled in at_a_box(choice))]
    elif question.kind == "income":
        kinds = [choice.value for choice in question.choices]
        amounts = ["0", "1.000", "1.395", "1.500", "1.800", "1.990", "2.300", "2.900", "5.000"]
        sent = [line(kind, amount) for kind in kinds[:3] for amount in amounts]
    written: dict[str, list[dict[str, Any]]] = {
        "age": [{"number": str(age)} for age in (17, 19, 30, 66, 67, 80)],
        "balance": [
            {"have": have, "owe": "0"} for have in ("0", "1.700", "1.900", "7.000", "9.000", "17.000", "99.000")
        ],
        "duration": [{"years": years} for years in ("0", "5", "6")],
    }
    for one in written.get(question.kind, sent):
        form = form_for(question, has_partner, MultiDict(one))
        assert form.validate(), (question.id, one, form.errors)
        yield form.answer()


def at_a_box(choice: Choice) -> Iterator[dict[str, Any]]:
    """A box, with values in its field around the limits."""
    around = {"age": ("19", "30", "80"), "ages": ("2", "8", "15"), "money": ("3.000", "3.351", "20.000")}
    if choice.more is None:
        yield {"boxes": [choice.value]}
    else:
        yield from ({"boxes": [choice.value], choice.more.fact: value} for value in around[choice.more.kind])


def line(kind: str, amount: str) -> dict[str, str]:
    return {"who_1": "self", "what_1": kind, "amount_1": amount, "period_1": "month"}


def answered(answers: Answers, question: Question, choose: random.Random) -> Answers:
    """One more answer, drawn at random until it is one that says something and fits the earlier ones."""
    for _ in range(TRIES):
        form = form_for(question, answers.has_partner, MultiDict(random_answer(question, choose, answers.has_partner)))
        if form.validate() and None not in facts_of(question, form.answer()).values():
            found = accept(answers, question, form.answer(), POLICY)
            if isinstance(found, Answers):
                return found
    raise AssertionError(f"no answer to {question.id} fits")


def end(answers: Answers, seed: int) -> Outcome:
    """The advice after all later questions; the same seed gives the same answer to the same question."""
    asked: set[str] = set()
    while True:
        advice = advice_for(answers, POLICY, ON)
        question = next_question(answers, advice)
        if question is None:
            return outcome(advice)
        assert question.id not in asked, f"{question.id} is asked twice"
        asked.add(question.id)
        answers = answered(answers, question, random.Random(f"{seed} {question.id}"))


def is_needed(answers: Answers, question: Question) -> bool:
    """Whether two answers to this question can end in another advice."""
    tried = []
    for answer in some_answers(question, answers.has_partner):
        found = accept(answers, question, answer, POLICY)
        if isinstance(found, Answers):
            tried.append(found)
    if len({outcome(advice_for(one, POLICY, ON)) for one in tried}) > 1:
        return True
    return any(len({end(one, seed) for one in tried}) > 1 for seed in WAYS_ON)


def journey(seed: int) -> Iterator[tuple[Answers, Question]]:
    """Each step of a random journey: the answers so far, and what is asked now."""
    choose = random.Random(seed)
    answers = Answers(APP.extensions["catalogue"])
    while True:
        question = next_question(answers, advice_for(answers, POLICY, ON))
        if question is None:
            return
        yield answers, question
        if question.id == "gemeente":
            answers = answers.put(question, {"choice": "enschede"})
        else:
            answers = answered(answers, question, choose)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_F14_nothing_is_asked_twice_or_for_nothing(part: int) -> None:
    needless: list[tuple[int, str, dict[str, Any]]] = []
    with APP.test_request_context("/"):
        for seed in range(part, JOURNEYS, PARTS):
            asked: list[str] = []
            for answers, question in journey(seed):
                asked.append(question.id)
                if not ALWAYS_ASKED & set(question.facts) and not is_needed(answers, question):
                    needless.append((seed, question.id, dict(answers.facts)))
            assert len(set(asked)) == len(asked)
    assert needless == []


def test_F14_the_measure_itself_tells_a_needless_question() -> None:
    """Who lives elsewhere gets nothing from our schemes: there, the income would be asked for nothing."""
    catalogue = APP.extensions["catalogue"]
    with APP.test_request_context("/"):
        answers = Answers(catalogue).put(catalogue.find("gemeente"), {"choice": "elsewhere"})
        answers = answers.put(catalogue.find("andere-gemeente"), {"choice": "hengelo"})
        assert not is_needed(answers, catalogue.find("laag-inkomen"))
        here = Answers(catalogue).put(catalogue.find("gemeente"), {"choice": "enschede"})
        assert is_needed(here, catalogue.find("leeftijd"))
