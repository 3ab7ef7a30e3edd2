"""An answer in words: what the program understood, to be read back by the resident."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask_babel import gettext as _

from rules import dutch_euros
from webapp.answers import Answers, facts_of
from webapp.income import PERIODS, monthly_cents
from webapp.questions import Question

Answer = Mapping[str, Any]
READ_BACK: Final = ("income", "money", "money_or_none", "balance", "ages", "duration")
"""Kinds of questions where people can write the same thing in many ways."""


def in_words(question: Question, answer: Answer) -> list[str]:
    """One or more lines; the question has to be worded for the household already."""
    if answer.get("unknown"):
        return [_("Ik weet het niet")]
    if answer.get("none"):
        return [question.none]
    if question.kind in ("choice", "yes_no"):
        choice = question.choice(answer["choice"])
        return [choice.text] if choice else []
    return _WORDS[question.kind](question, answer)


def read_back(answers: Answers, question: Question) -> str:
    """One short line for the page after the question, or nothing where there is nothing to check."""
    answer = answers.of(question)
    if answer is None or question.kind not in READ_BACK or answer.get("unknown") or answer.get("none"):
        return ""
    if question.kind == "income":
        together = _("samen ") if answers.has_partner or len(answer["lines"]) > 1 else ""
        return f"{together}{dutch_euros(monthly_cents(answer['lines']))} {_('per maand')}"
    return in_words(question.worded_for(answers.has_partner), answer)[-1]


def months_in_words(months: int) -> str:
    """63 → "5 jaar en 3 maanden" """
    years, rest = divmod(months, 12)
    parts = [f"{years} jaar"] if years else []
    if rest or not years:
        parts.append(_("1 maand") if rest == 1 else f"{rest} maanden")
    return " en ".join(parts)


def _boxes(question: Question, answer: Answer) -> list[str]:
    return [choice.text for choice in question.choices if choice.value in answer["boxes"]]


def _ages(_question: Question, answer: Answer) -> list[str]:
    ages = [str(age) for age in answer["ages"]]
    row = " en ".join([", ".join(ages[:-1]), ages[-1]] if len(ages) > 1 else ages)
    count = _("1 kind") if len(ages) == 1 else f"{len(ages)} kinderen"
    return [f"{count}: {row} jaar"]


def _balance(question: Question, answer: Answer) -> list[str]:
    have, owe = answer["have"], answer["owe"]
    return [
        f"{question.labels['have']} {dutch_euros(have)}",
        f"{question.labels['owe']} {dutch_euros(owe)}",
        f"{dutch_euros(have)} min {dutch_euros(owe)} is {dutch_euros(have - owe)}",
    ]


def _income(question: Question, answer: Answer) -> list[str]:
    periods = {period.value: period.text for period in PERIODS}
    texts = {choice.value: choice.text for choice in question.choices}
    owners = {"self": _("van u"), "partner": _("van uw partner")}
    with_owner = any(who == "partner" for who, *_rest in answer["lines"])
    lines = [
        f"{texts[what]}{' ' + owners[who] if with_owner else ''}: {dutch_euros(cents)} {periods[period]}"
        for who, what, cents, period in answer["lines"]
    ]
    together = f"{dutch_euros(monthly_cents(answer['lines']))} per maand"
    if len(lines) > 1:
        return [*lines, f"Samen: {together}"]
    return lines if lines[0].endswith(together) else [*lines, f"Dat is {together}"]


_WORDS: Final[Mapping[str, Callable[[Question, Answer], list[str]]]] = {
    "boxes": _boxes,
    "age": lambda _question, answer: [f"{answer['number']} jaar"],
    "ages": _ages,
    "money": lambda _question, answer: [dutch_euros(answer["amount"])],
    "money_or_none": lambda _question, answer: [dutch_euros(answer["amount"])],
    "balance": _balance,
    "duration": lambda question, answer: [months_in_words(_months(question, answer))],
    "income": _income,
}


def _months(question: Question, answer: Answer) -> int:
    months = facts_of(question, dict(answer))[question.facts[0]]
    return months if isinstance(months, int) else 0
