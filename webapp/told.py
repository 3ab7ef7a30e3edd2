"""What somebody told in their own words, and is no answer yet.

Two places in the cookie. `pending`: understood from a message, and not yet confirmed. `noted`: confirmed, but not
enough for a whole answer; it fills in the question once that is asked, in the chat and in the wizard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import session
from werkzeug.datastructures import MultiDict

from rules import format_cents
from webapp import state
from webapp.answers import Answers, facts_of
from webapp.journey import has_meaning, needs_municipality
from webapp.questions import MUNICIPALITY, Question
from webapp.state import NOTED, PENDING
from webapp.understanding import QUESTION_OF, Claims, form_data, merged

HAS_DEBTS: Final = "has_debts"
"""Said, it is about bills; not said, it is also the sum of the debts: nought."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits for a yes. `unclear`: codes of amounts that were seen but not taken. `asked`: the questions that stood
    there when it was said, so that a short answer is a whole one."""

    claims: Claims
    unclear: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    def with_more(self, claims: Claims, unclear: tuple[str, ...], asked: str) -> Pending:
        """What was said before, with what is said now: later words win."""
        also = (asked,) if asked and asked not in self.asked else ()
        return Pending(merged(self.claims, claims), unclear, (*self.asked, *also))


def pending() -> Pending:
    """What waits for a yes; empty when nothing does."""
    claims, unclear, asked = session.get(PENDING) or ({}, [], [])
    return Pending(dict(claims), tuple(unclear), tuple(asked))


def keep_pending(said: Pending) -> None:
    """Let it wait. SessionTooLarge when it does not fit: that of before is still there."""
    if said.claims:
        state.keep_in(PENDING, [dict(said.claims), list(said.unclear), list(said.asked)])
    else:
        session.pop(PENDING, None)


def noted() -> dict[str, Any]:
    """What was confirmed and waits for its question."""
    return dict(session.get(NOTED) or {})


def keep_noted(claims: Claims) -> None:
    """Keep this and nothing else. SessionTooLarge when it does not fit: that of before is still there."""
    if claims:
        state.keep_in(NOTED, dict(claims))
    else:
        session.pop(NOTED, None)


def about(question: Question, claims: Claims) -> dict[str, Any]:
    """What of this belongs to the question."""
    return {
        fact: value
        for fact, value in claims.items()
        if QUESTION_OF.get(fact) == question.id
        or fact in question.facts
        or (fact == HAS_DEBTS and "wealth" in question.facts)
    }


def can_be_put(question: Question, answers: Answers) -> bool:
    """Whether the question makes sense now: not what kind of income it is, while nobody was asked how much."""
    needs = question.needs
    if needs is not None and needs.fact and needs.state == "unknown" and needs.fact not in answers.facts:
        return False
    return has_meaning(question, answers)


def known(question: Question, answers: Answers) -> dict[str, Any]:
    """An earlier answer to the question as claims: what is said now comes on top of it."""
    answer = answers.of(question)
    if answer is None or answer.get("unknown") or question.kind in ("income", "duration", "age"):
        return {}
    if question.kind == "balance":
        have, owe = ("savings", "debt_total") if "wealth" in question.facts else ("home_value", "mortgage")
        return {have: format_cents(answer["have"]), owe: format_cents(answer["owe"])}
    found = {fact: value for fact, value in facts_of(question, answer).items() if value is not None}
    if "car_value" in found:
        found["has_car"] = found["car_value"] != "0.00"
    return found


def with_earlier(question: Question, answers: Answers, claims: Claims) -> dict[str, Any]:
    """What is said about the question now, on top of its earlier answer, without what that takes away."""
    now = about(question, claims)
    found = merged(known(question, answers), now)
    gone = {
        "partner_age": found.get("has_partner") is False,
        "children_ages": "children_count" in now,
        "car_value": found.get("has_car") is False or ("has_car" in now and found.get("car_value") == "0.00"),
        "debt_total": found.get("has_debts") is False,
    }
    return {fact: value for fact, value in found.items() if not gone.get(fact)}


def filled_in(question: Question, answers: Answers, claims: Claims) -> MultiDict[str, str]:
    """The form of the question as somebody who says this would have filled it in; empty where nothing is said of it."""
    if not about(question, claims):
        return MultiDict()
    return form_data(question, with_earlier(question, answers, claims), answers.has_partner)


def left_after(claims: Claims, question: Question, answers: Answers) -> dict[str, Any]:
    """What is still to be told once the question has its answer."""
    told = about(question, claims)
    if question.kind == "income" and answers.facts.get("income_sources") is None:
        told.pop("income_sources", None)  # Who does not know how much, is asked which kinds.
    if "wealth" not in answers.facts:
        told.pop(HAS_DEBTS, None)
    if needs_municipality(answers):
        told.pop(MUNICIPALITY, None)
    return {fact: value for fact, value in claims.items() if fact not in told}


def settle(question: Question, answers: Answers) -> None:
    """The question has its answer: what was told about it is not needed any more."""
    if NOTED in session:
        keep_noted(left_after(noted(), question, answers))
    if PENDING in session:
        said = pending()
        keep_pending(Pending(left_after(said.claims, question, answers), said.unclear, said.asked))
