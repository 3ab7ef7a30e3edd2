"""Answers that somebody imagines, laid over the real ones: what if something changes. The real ones stay."""

from __future__ import annotations

from dataclasses import replace

from rules import Advice, Contradiction, Policy, parse_household
from webapp.answers import Answers, Entry
from webapp.journey import could_settle, question_about
from webapp.questions import Question

CHANGEABLE = ("income", "has_partner", "children_ages", "wealth")
"""The facts that people may imagine otherwise. Which questions ask them, the catalogue says."""


def imagine(real: Answers, changes: tuple[Entry, ...], policy: Policy) -> Answers:
    """The real answers with the imagined ones in their place.

    An imagined answer in words that no longer fit (the imagined partner is gone again) gives way to the real one. So
    does one that cannot be true any more, because it contradicts a real answer that was given since.
    """
    then = _as_worded_now(real, changes)
    if _can_be_true(then, policy):
        return then
    kept: tuple[Entry, ...] = ()
    for change in changes:
        if _can_be_true(_as_worded_now(real, (*kept, change)), policy):
            kept = (*kept, change)
    return _as_worded_now(real, kept)


def _can_be_true(answers: Answers, policy: Policy) -> bool:
    try:
        parse_household(answers.document, policy)
    except Contradiction:
        return False
    return True


def _as_worded_now(real: Answers, changes: tuple[Entry, ...]) -> Answers:
    then = _laid_over(real, changes)
    giving_way = {
        entry.question.id
        for entry in real.entries
        if entry.question in then.to_look_at and entry.with_partner == then.has_partner
    }
    if giving_way:
        then = _laid_over(real, tuple(entry for entry in changes if entry.question.id not in giving_way))
    return then


def _laid_over(real: Answers, changes: tuple[Entry, ...]) -> Answers:
    then = real
    for entry in changes:
        then = then.put(entry.question, entry.answer)
    wording = {entry.question.id: entry.with_partner for entry in changes}
    entries = (replace(one, with_partner=wording.get(one.question.id, one.with_partner)) for one in then.entries)
    return Answers(real.catalogue, tuple(entries))


def changes_in(then: Answers, real: Answers) -> tuple[Entry, ...]:
    """The answers that differ from the real ones; going back to a real answer by hand is no change any more."""
    known = {entry.question.id: entry for entry in real.entries}
    return tuple(entry for entry in then.entries if not _says_the_same(entry, known.get(entry.question.id)))


def _says_the_same(entry: Entry, real: Entry | None) -> bool:
    """For which household a question was worded counts only where it is worded in two ways."""
    if real is None or entry.answer != real.answer:
        return False
    return entry.with_partner == real.with_partner or not entry.question.changes_with_partner


def changeable(then: Answers) -> tuple[tuple[str, Question], ...]:
    """(fact, question) for everything that may be imagined otherwise; a question for several facts comes once."""
    found: dict[str, tuple[str, Question]] = {}
    for fact in CHANGEABLE:
        question = question_about(fact, then)
        if question is not None:
            found.setdefault(question.id, (fact, question))
    return tuple(found.values())


def newly_open(real: Answers, advised: Advice, then: Answers, imagined: Advice) -> tuple[Question, ...]:
    """The questions that only the imagined change makes us ask, in the order of the catalogue."""
    return tuple(
        question
        for question in then.catalogue.questions
        if could_settle(question, then, imagined) and not could_settle(question, real, advised)
    )
