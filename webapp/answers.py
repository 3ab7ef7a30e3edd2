"""The single gate between answers and facts: only what came through here reaches the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from rules import Contradiction, Policy, format_cents, parse_household, with_implied
from webapp.income import PERIODS, monthly_cents, sources
from webapp.questions import MUNICIPALITY, Catalogue, FactJson, Question

Facts = dict[str, FactJson]
Answer = dict[str, Any]
"""A validated answer as the form gives it (see webapp.forms.kinds)."""

ELSEWHERE: Final = "other"
"""The contract's word for a municipality that is not in the list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer. `with_partner` tells in which wording the question was put."""

    question: Question
    answer: Answer
    with_partner: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer that cannot be true beside an earlier one: where to look, and one sentence in the source language.
    The text is empty where the catalogue has none for this pair of questions."""

    earlier: Question
    text: str
    with_partner: bool


@dataclass(frozen=True)
class Answers:
    """All answers of one resident, in the order in which they were first given. Never changed in place."""

    catalogue: Catalogue
    entries: tuple[Entry, ...] = ()

    def of(self, question: Question) -> Answer | None:
        """The answer to a question, if it was given."""
        return next((entry.answer for entry in self.entries if entry.question.id == question.id), None)

    def number_of(self, question: Question) -> int:
        """Which question this is for the resident: 1, 2, 3, … (a new one comes last)."""
        ids = [entry.question.id for entry in self.entries]
        return 1 + (ids.index(question.id) if question.id in ids else len(ids))

    @property
    def in_order(self) -> tuple[Entry, ...]:
        """The answers in the order of the catalogue, whatever the order in which they were given."""
        order = [question.id for question in self.catalogue.questions]
        return tuple(sorted(self.entries, key=lambda entry: order.index(entry.question.id)))

    def before(self, question: Question) -> Question | None:
        """The question that was answered before this one."""
        number = self.number_of(question)
        return self.entries[number - 2].question if number > 1 else None

    def settles(self, question: Question) -> bool:
        """Whether the question has an answer that counts: given, and in the words that would be used now."""
        return self.of(question) is not None and question not in self.to_look_at

    @cached_property
    def _said(self) -> Facts:
        """The facts and the municipality. Made once: one page asks for them some twenty times."""
        return _all_facts(tuple(entry for entry in self.entries if entry.question not in self.to_look_at))

    @property
    def facts(self) -> Facts:
        """Every fact that was asked; None = the resident does not know."""
        return {name: value for name, value in self._said.items() if name != MUNICIPALITY}

    @cached_property
    def implied(self) -> Mapping[str, object]:
        """The facts, with those that follow from them and are not asked."""
        return with_implied(self.facts)

    @property
    def municipality(self) -> str | None:
        """The slug of the contract; None until it was asked. Who does not know, is advised as in the one we know."""
        if MUNICIPALITY not in self._said:
            return None
        known = self._said[MUNICIPALITY]
        if isinstance(known, str):
            return known
        return ELSEWHERE if self.lives_elsewhere else self.catalogue.served

    @property
    def lives_elsewhere(self) -> bool:
        """Whether the resident said: another municipality."""
        return any(entry.answer.get("choice") == "elsewhere" for entry in self.entries)

    @property
    def municipality_is_a_guess(self) -> bool:
        """Whether the advice only holds if the resident lives in the municipality we know."""
        return self.municipality == self.catalogue.served and self._said[MUNICIPALITY] is None

    @cached_property
    def has_partner(self) -> bool:
        """Whether questions are worded for two."""
        return any(
            facts_of(entry.question, entry.answer).get("has_partner") is True
            for entry in self.entries
            if "has_partner" in entry.question.facts
        )

    @property
    def document(self) -> dict[str, Any]:
        """The household as the contract writes it; only once the municipality is known."""
        return {"municipality": self.municipality, "facts": self.facts}

    @cached_property
    def to_look_at(self) -> tuple[Question, ...]:
        """Answers given in other words than would be used now: the partner came or went in the meantime.

        They may have been about the partner, so they count for nothing until they are given anew.
        """
        return tuple(
            entry.question
            for entry in self.entries
            if entry.with_partner != self.has_partner and entry.question.changes_with_partner
        )

    def put(self, question: Question, answer: Answer) -> Answers:
        """The answers with this one in its place, without what lost its meaning through it."""
        entry = Entry(question, answer, self.has_partner)
        if self.of(question) is None:
            entries = (*self.entries, entry)
        else:
            entries = tuple(entry if old.question.id == question.id else old for old in self.entries)
        return Answers(self.catalogue, _without_leftovers(entries))


def accept(answers: Answers, question: Question, answer: Answer, policy: Policy) -> Answers | Conflict:
    """The new answers; or the earlier answer that contradicts this one."""
    found = answers.put(question, answer)
    if found.municipality is None:
        return found
    try:
        parse_household(found.document, policy)
    except Contradiction as contradiction:
        earlier = _other_side(found, question, contradiction)
        return Conflict(earlier, question.errors.get(f"conflict_{earlier.id}", ""), found.has_partner)
    return found


def conflict_of(answers: Answers, question: Question, answer: Answer, policy: Policy) -> Conflict | None:
    """The earlier answer that contradicts this one, if there is one."""
    outcome = accept(answers, question, answer, policy)
    return outcome if isinstance(outcome, Conflict) else None


def fits(question: Question, answer: object) -> bool:
    """Whether this can still be an answer to the question: the catalogue may have changed since it was given."""
    try:
        return isinstance(answer, dict) and _is_answer_to(question, answer)
    except (TypeError, ValueError, AttributeError):
        return False  # Another shape altogether: a list where there were fields, a number where there were boxes.


def _is_answer_to(question: Question, answer: dict[str, Any]) -> bool:
    if answer.get("unknown") or answer.get("none"):
        return True
    if not KEYS[question.kind] <= answer.keys():
        return False
    values = {choice.value for choice in question.choices}
    if question.kind in ("choice", "yes_no"):
        return answer["choice"] in values
    if question.kind == "boxes":
        return values.issuperset(answer["boxes"])
    if question.kind == "boxes_with_fields":
        asked = {choice.more.fact for choice in question.choices if choice.more and choice.value in answer["boxes"]}
        return values.issuperset(answer["boxes"]) and answer["fields"].keys() == asked
    if question.kind == "income":
        return all(what in values and period in PERIODS for _, what, _, period in answer["lines"])
    return True


KEYS: Final[Mapping[str, frozenset[str]]] = {
    "choice": frozenset({"choice"}),
    "yes_no": frozenset({"choice"}),
    "boxes": frozenset({"boxes"}),
    "boxes_with_fields": frozenset({"boxes", "fields"}),
    "income": frozenset({"lines"}),
    "age": frozenset({"number"}),
    "balance": frozenset({"have", "owe"}),
    "duration": frozenset({"years", "months"}),
}
"""What an answer of each kind holds, but for those that say "none" or "I do not know"."""


def facts_of(question: Question, answer: Answer) -> Facts:
    """What one answer says. Not knowing says None for each fact of the question."""
    if answer.get("unknown"):
        # Who does not know the amount may still know where the income comes from: that has its own question.
        facts = question.facts[:1] if question.kind == "income" else question.facts
        return dict.fromkeys(facts)
    if question.kind in ("choice", "yes_no"):
        choice = question.choice(answer["choice"])
        return dict(choice.sets) if choice else {}
    return _READERS[question.kind](question, answer)


def _boxes(question: Question, answer: Answer) -> Facts:
    ticked = [choice for choice in question.choices if choice.value in answer.get("boxes", [])]
    if question.otherwise:
        facts: Facts = dict(question.otherwise)
        for choice in ticked:
            facts |= choice.sets
        return facts
    nothing = [question.none_member] if question.none_member else []
    return {question.facts[0]: [choice.value for choice in ticked] or nothing}


def _boxes_with_fields(question: Question, answer: Answer) -> Facts:
    facts = _boxes(question, answer)
    fields = answer.get("fields", {})
    for asked in (choice.more for choice in question.choices if choice.more and choice.more.fact in fields):
        value = fields[asked.fact]
        facts[asked.fact] = format_cents(value) if asked.kind == "money" and value is not None else value
    return facts


def _income(_question: Question, answer: Answer) -> Facts:
    if answer.get("none"):
        return {"income": "0.00", "income_sources": ["none"]}
    return {"income": format_cents(monthly_cents(answer["lines"])), "income_sources": sources(answer["lines"])}


_READERS: Final[Mapping[str, Callable[[Question, Answer], Facts]]] = {
    "boxes": _boxes,
    "boxes_with_fields": _boxes_with_fields,
    "age": lambda question, answer: {question.facts[0]: answer["number"]},
    "balance": lambda question, answer: {question.facts[0]: format_cents(answer["have"] - answer["owe"])},
    "duration": lambda question, answer: {question.facts[0]: 12 * answer["years"] + answer["months"]},
    "income": _income,
}


def _all_facts(entries: tuple[Entry, ...]) -> Facts:
    found: Facts = {}
    for entry in entries:
        found |= facts_of(entry.question, entry.answer)
    return found


def _without_leftovers(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Drop answers whose question lost its meaning, until nothing is left to drop."""
    while True:
        facts = _all_facts(entries)
        chosen = {entry.question.id: str(entry.answer.get("choice")) for entry in entries}
        implied = with_implied(facts)
        kept = tuple(
            entry
            for entry in (_without_partner_lines(entry, facts) for entry in entries)
            if entry is not None and (entry.question.needs is None or entry.question.needs.is_met(implied, chosen))
        )
        if kept == entries:
            return kept
        entries = kept


def _without_partner_lines(entry: Entry, facts: Facts) -> Entry | None:
    """Without a partner there is no income of a partner; an answer of which nothing is left has to be given anew."""
    lines = entry.answer.get("lines")
    if lines is None or facts.get("has_partner") is True:
        return entry
    own = [line for line in lines if line[0] == "self"]
    return replace(entry, answer={"lines": own}) if own else None


def _other_side(answers: Answers, question: Question, contradiction: Contradiction) -> Question:
    for entry in answers.entries:
        said = facts_of(entry.question, entry.answer).keys()
        if entry.question.id != question.id and said & set(contradiction.facts):
            return entry.question
    raise contradiction
