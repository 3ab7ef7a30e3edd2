"""Which question comes next. The rules say which facts are open; the catalogue says in which order they are asked.

That order is not the one of the contract's `next_fact`: after the household comes the income, which settles most for
who earns too much (docs/decisions/0008-fewer-questions.md).
"""

from __future__ import annotations

from datetime import date

from rules import Advice, Policy, advise, parse_household
from webapp.answers import Answers
from webapp.questions import MUNICIPALITY, Question


def advice_for(answers: Answers, policy: Policy, on: date) -> Advice | None:
    """The advice on the answers so far; None until the municipality is known."""
    if answers.municipality is None or needs_municipality(answers):
        return None
    return advise(parse_household(answers.document, policy), on, policy)


def next_question(answers: Answers, advice: Advice | None) -> Question | None:
    """The next question, or None when nothing is left that could change the advice.

    Without an advice that is one about the municipality, else the first of the catalogue that asks for an open fact.
    """
    wanted = {MUNICIPALITY} if advice is None else set(advice.open_facts)
    questions = (question for question in answers.catalogue.questions if not wanted.isdisjoint(question.facts))
    return next((question for question in questions if _is_open(question, answers)), None)


def could_settle(question: Question, answers: Answers, advice: Advice | None) -> bool:
    """Whether an answer to this question is what a scheme waits for."""
    if advice is None:
        return False
    blocking = {fact for scheme in advice.schemes for fact in scheme.blocking_facts}
    return any(_unanswered(fact, answers) == question for fact in blocking)


def question_about(fact: str, answers: Answers) -> Question | None:
    """Where people can give or change a fact: the question that set it, else the one that would ask it."""
    asked = [entry.question for entry in answers.entries if fact in entry.question.facts]
    return asked[-1] if asked else _unanswered(fact, answers)


def needs_municipality(answers: Answers) -> bool:
    """Whether "another municipality" was said, but not yet which one."""
    return any(
        question.needs is not None and _is_open(question, answers)
        for question in answers.catalogue.asking(MUNICIPALITY)
    )


def _unanswered(fact: str, answers: Answers) -> Question | None:
    return next((question for question in answers.catalogue.asking(fact) if _is_open(question, answers)), None)


def _is_open(question: Question, answers: Answers) -> bool:
    """Whether the question has no answer that counts yet, and has a meaning beside the other answers."""
    return not answers.settles(question) and has_meaning(question, answers)


def has_meaning(question: Question, answers: Answers) -> bool:
    """Whether the question makes sense beside the other answers."""
    chosen = {entry.question.id: str(entry.answer.get("choice")) for entry in answers.entries}
    return question.needs is None or question.needs.is_met(answers.implied, chosen)
