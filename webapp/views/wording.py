"""An answer in words: what the program understood, to be read back by the resident."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import ngettext

from rules import dutch_euros
from webapp.answers import Answers, facts_of
from webapp.forms import unknown_text
from webapp.i18n import language, speaker
from webapp.income import monthly_cents
from webapp.questions import BoxField, Question

Answer = Mapping[str, Any]
READ_BACK: Final = ("income", "balance", "boxes_with_fields", "duration")
"""Kinds of questions where people can write the same thing in many ways."""


def in_words(question: Question, answer: Answer) -> list[str]:
    """One or more lines; the question has to be worded for the household and the language already."""
    if answer.get("unknown"):
        return [unknown_text()]
    if answer.get("none"):
        return [question.none]
    if question.kind in ("choice", "yes_no"):
        choice = question.choice(answer["choice"])
        return [choice.text] if choice else []
    return _WORDS[question.kind](question, answer)


def in_short(question: Question, answers: Answers) -> tuple[str, ...]:
    """The answer to a question, if there is one; of what people have and owe, only what remains."""
    answer = answers.of(question)
    if not answer:
        return ()
    lines = tuple(in_words(question.worded_for(answers.has_partner, speaker()), answer))
    return lines[-1:] if question.kind == "balance" else lines


def read_back(answers: Answers, question: Question) -> str:
    """One short line for the page after the question, or nothing where there is nothing to check."""
    answer = answers.of(question)
    if answer is None or question.kind not in READ_BACK or answer.get("unknown") or answer.get("none"):
        return ""
    if question.kind == "income":
        amount = dutch_euros(monthly_cents(answer["lines"]))
        if answers.has_partner or len(answer["lines"]) > 1:
            return str(_("samen %(amount)s per maand", amount=amount))
        [(_who, _what, cents, period)] = answer["lines"]
        if period == "month":
            return str(_("%(amount)s per maand", amount=amount))
        words = {"amount": dutch_euros(cents), "period": speaker()(question.labels[period])}
        return str(_("%(amount)s %(period)s. Dat is %(monthly)s per maand", **words, monthly=amount))
    worded = question.worded_for(answers.has_partner, speaker())
    return (
        in_a_row(_filled_in(worded, answer)) if question.kind == "boxes_with_fields" else in_words(worded, answer)[-1]
    )


def months_in_words(months: int) -> str:
    """63 → "5 jaar en 3 maanden" """
    years, rest = divmod(months, 12)
    parts = [ngettext("%(num)s jaar", "%(num)s jaar", years)] if years else []
    if rest or not years:
        parts.append(ngettext("%(num)s maand", "%(num)s maanden", rest))
    return in_a_row(parts)


def in_a_row(parts: Sequence[str]) -> str:
    """3, 8 en 14, as the language of the page writes it."""
    return str(format_list(parts, locale=language().formats))


def _boxes(question: Question, answer: Answer) -> list[str]:
    return [choice.text for choice in question.choices if choice.value in answer["boxes"]]


def _boxes_with_fields(question: Question, answer: Answer) -> list[str]:
    ticked = [choice for choice in question.choices if choice.value in answer["boxes"]]
    return [_said(choice.more, answer["fields"][choice.more.fact]) if choice.more else choice.text for choice in ticked]


def _filled_in(question: Question, answer: Answer) -> list[str]:
    """What was written at the boxes: only that can be read in another way than it was meant."""
    fields = answer["fields"]
    asked = (choice.more for choice in question.choices if choice.more)
    return [_said(more, fields[more.fact]) for more in asked if fields.get(more.fact) is not None]


def _said(asked: BoxField, value: Any) -> str:
    if value is None:
        return asked.said_unknown
    if asked.kind == "ages":
        ages = in_a_row([str(age) for age in value])
        return str(ngettext("%(num)s kind: %(ages)s jaar", "%(num)s kinderen: %(ages)s jaar", len(value), ages=ages))
    return asked.said.format(value=dutch_euros(value) if asked.kind == "money" else value)


def _balance(question: Question, answer: Answer) -> list[str]:
    have, owe = dutch_euros(answer["have"]), dutch_euros(answer["owe"])
    rest = dutch_euros(answer["have"] - answer["owe"])
    return [
        f"{question.labels['have']} {have}",
        f"{question.labels['owe']} {owe}",
        _("%(have)s min %(owe)s is %(rest)s", have=have, owe=owe, rest=rest),
    ]


def _income(question: Question, answer: Answer) -> list[str]:
    with_owner = any(who == "partner" for who, *_rest in answer["lines"])
    lines = [_income_line(question, line, with_owner) for line in answer["lines"]]
    together = dutch_euros(monthly_cents(answer["lines"]))
    if len(lines) > 1:
        return [*lines, _("Samen: %(amount)s per maand", amount=together)]
    [(_who, _what, _cents, period)] = answer["lines"]
    return lines if period == "month" else [*lines, _("Dat is %(amount)s per maand", amount=together)]


def _income_line(question: Question, line: Sequence[Any], with_owner: bool) -> str:
    who, what, cents, period = line
    choice = question.choice(what)
    words = {
        "what": choice.text if choice else "",
        "amount": dutch_euros(cents),
        "period": question.labels[period],
    }
    if not with_owner:
        return str(_("%(what)s: %(amount)s %(period)s", **words))
    if who == "partner":
        return str(_("%(what)s van uw partner: %(amount)s %(period)s", **words))
    return str(_("%(what)s van u: %(amount)s %(period)s", **words))


_WORDS: Final[Mapping[str, Callable[[Question, Answer], list[str]]]] = {
    "boxes": _boxes,
    "age": lambda _question, answer: [_("%(age)s jaar", age=answer["number"])],
    "boxes_with_fields": _boxes_with_fields,
    "balance": _balance,
    "duration": lambda question, answer: [months_in_words(_months(question, answer))],
    "income": _income,
}


def _months(question: Question, answer: Answer) -> int:
    months = facts_of(question, dict(answer))[question.facts[0]]
    return months if isinstance(months, int) else 0
