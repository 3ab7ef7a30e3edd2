"""From what somebody confirmed to answers: only what makes a whole answer is taken, all else is noted.

An answer is whole when the person said all that it says. Who told of a bailiff did not say that there is nothing else,
so that question is still asked, with the box ticked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from rules import Policy
from webapp.answers import Answers, Conflict, accept
from webapp.forms import form_for
from webapp.questions import Question
from webapp.told import about, can_be_put, filled_in, left_after, with_earlier
from webapp.understanding import LISTS, Claims

WITH_MEMBERS: Final = (*LISTS, "income_lines")
"""Facts of which one member can be taken away."""

GOES_TOO: Final[Mapping[str, tuple[str, ...]]] = {
    "has_partner": ("partner_age",),
    "has_car": ("car_value", "car_indispensable"),
    "has_debts": ("debt_total",),
}
"""What means nothing without the fact that is taken away."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The answers, what is noted, and the question to look at first: one of which the earlier answer is not right any
    more, or which contradicts another (`draft` is then what would have been its answer)."""

    answers: Answers
    noted: Claims
    look_at: Question | None = None
    draft: MultiDict[str, str] | None = None


def confirm(answers: Answers, claims: Claims, asked: tuple[str, ...], policy: Policy) -> Confirmed:
    """Take what is whole, in the order of the catalogue: who lives there changes the words of the rest.

    Twice: an answer may make sense of a question before it, or take away what contradicted it.
    """
    found = _confirmed_once(answers, claims, asked, policy)
    return _confirmed_once(found.answers, found.noted, asked, policy)


def _confirmed_once(answers: Answers, claims: Claims, asked: tuple[str, ...], policy: Policy) -> Confirmed:
    left: Claims = dict(claims)
    look_at, draft = None, None
    for question in answers.catalogue.questions:
        if not about(question, left) or not can_be_put(question, answers):
            continue
        found = _answer(question, answers, left, question.id in asked)
        outcome = accept(answers, question, found, policy) if found is not None else None
        if isinstance(outcome, Answers):
            answers, left = outcome, left_after(left, question, outcome)
        elif isinstance(outcome, Conflict):
            look_at, draft = question, filled_in(question, answers, left)
        elif look_at is None and answers.of(question) is not None:
            look_at = question
    return Confirmed(answers, left, look_at, draft)


def _answer(question: Question, answers: Answers, claims: Claims, was_asked: bool) -> dict[str, Any] | None:
    """The answer that was told; None where that is not a whole one."""
    data = filled_in(question, answers, claims)
    if not data:
        return None
    form = form_for(question, answers.has_partner, data)
    said = with_earlier(question, answers, claims)
    about_two = answers.has_partner or claims.get("has_partner") is True
    if about_two and question.changes_with_partner and not (was_asked and answers.has_partner):
        return None  # The question is about both of them.
    is_earlier = answers.of(question) is not None
    return form.answer() if form.validate() and _is_whole(question, said, was_asked or is_earlier) else None


def _is_whole(question: Question, said: Claims, is_answer: bool) -> bool:
    """Whether nothing has to be guessed. `is_answer`: it was said as an answer to this question."""
    if question.kind == "income":
        named = {what for _who, what, _amount, _period in said.get("income_lines", ())}
        return named.issuperset(said.get("income_sources", ())) or said.get("income_sources") == ["none"]
    if question.kind == "boxes" and not question.otherwise:
        return is_answer or not said[question.facts[0]]
    if question.kind == "balance":
        return True  # Both amounts, else the form would not have been right.
    return all(_FOLLOWS.get(fact, _never)(said) or fact in said for fact in question.facts)


def _never(_said: Claims) -> bool:
    return False


_FOLLOWS: Final[Mapping[str, Callable[[Claims], bool]]] = {
    "partner_age": lambda said: said.get("has_partner") is False,
    "car_value": lambda said: said.get("has_car") is False,
    "lawful_residence_5_years": lambda said: said.get("lawful_residence") is False,
    "student_past_5_years": lambda said: said.get("student") is True,
    "costs_covered_elsewhere": lambda said: "costs_already_paid" in said,
}
"""What need not be said, because it follows from something else."""


def without(claims: Claims, key: str) -> dict[str, Any]:
    """The claims without one line: a fact, or `fact.member` of one that is a list. Anything else changes nothing."""
    fact, _dot, member = key.partition(".")
    left = {name: value for name, value in claims.items() if name != fact and name not in GOES_TOO.get(fact, ())}
    if fact not in claims or not member:
        return left if fact in claims else dict(claims)
    if fact not in WITH_MEMBERS:
        return dict(claims)
    if fact == "income_lines":
        return _without_line(claims, left, member)
    members = [one for one in claims[fact] if one != member]
    return {**left, fact: members} if members else left


def _without_line(claims: Claims, left: dict[str, Any], number: str) -> dict[str, Any]:
    """Without an income, and without its kind where no other income is of that kind."""
    lines = [line for place, line in enumerate(claims["income_lines"]) if str(place) != number]
    gone = {line[1] for line in claims["income_lines"]} - {line[1] for line in lines}
    sources = [what for what in claims.get("income_sources", ()) if what not in gone]
    left.pop("income_sources", None)
    kept = {"income_lines": lines} if lines else {}
    return {**left, **kept, **({"income_sources": sources} if sources else {})}
