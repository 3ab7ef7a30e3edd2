"""What a message says outright, by the patterns of its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from webapp.understanding.lexicon import Lexicon, Pattern
from webapp.understanding.spans import PAUSE, about_the_writer, clause, last_named, matches
from webapp.understanding.text import Text

LISTS: Final = ("income_sources", "special_costs", "urgent_threats", "help_topics")
"""Facts with members: each place that names one adds it."""

EARNED: Final = "earned"
"""A verb that says somebody earns, not from what."""

MONTHS: Final = 12
"""Of a year."""

GROWN_UP: Final = 18
HIGHEST_AGE: Final = 110
RECENT: Final = 5
"""Years that the questions about the past look back."""

ONE_OF: Final = frozenset(
    (
        *("municipality", "insurer", "owns_home", "has_car", "has_debts", "has_partner", "lawful_residence", "debts"),
        "income_includes_holiday_allowance",
    )
)
"""Facts of which two values cannot both be true: where both seem to be said, or that it is unsure, none is taken."""

BOTH_LATE: Final = frozenset(("behind", "problematic"))
"""Who cannot pay is late too: the worse of the two is put right afterwards."""

Spans = list[tuple[int, int]]


@dataclass
class Found:
    """What was found so far, and which parts of the line are spoken for: a number means one thing only."""

    facts: dict[str, Any] = field(default_factory=dict)
    taken: Spans = field(default_factory=list)
    sources: list[tuple[int, str, int]] = field(default_factory=list)
    """Where each source of income was named: (place in the line, source, how long its words are)."""

    def is_taken(self, start: int, end: int) -> bool:
        """Whether a number in this part already means something."""
        return any(start < stop and begin < end for begin, stop in self.taken)

    def put(self, name: str, value: Any) -> None:
        """Keep a fact: members are added, of two values the later one counts."""
        if name in LISTS:
            known = self.facts.setdefault(name, [])
            known += [member for member in value if member not in known]
        else:
            self.facts[name] = value


def _age(value: int) -> int | None:
    return value if 15 <= value <= HIGHEST_AGE else None


READ: Final[Mapping[str, tuple[str, Callable[[int], Any]]]] = {
    "age": ("age", _age),
    "bare_age": ("age", lambda years: years if GROWN_UP <= years <= HIGHEST_AGE else None),
    "partner_age": ("partner_age", _age),
    "residence_years": ("lawful_residence_5_years", lambda years: years >= RECENT),
    "residence_over": ("lawful_residence_5_years", lambda years: True if years >= RECENT else None),
    "low_income_years": ("low_income_months", lambda years: years * MONTHS if years <= 60 else None),
    "low_income_months": ("low_income_months", lambda months: months if months <= 720 else None),
    "student_years": ("student_past_5_years", lambda years: years < RECENT if years != RECENT else None),
    "separated_years": ("separated_past_5_years", lambda years: True if years < RECENT else None),
}
"""What a named group of a pattern gives: the fact, and its value from the number in it."""


def put_facts(found: Found, text: Text, line: str, now: str, lexicon: Lexicon) -> None:
    """Add every fact whose pattern stands in the line.

    `line`: the text without what does not count; `now`: also without incomes that are over or only to come.
    """
    said: dict[str, set[Any]] = {}
    raw = about_the_writer(text, lexicon)
    for pattern in lexicon.patterns.through(text.line):
        where = raw if pattern.is_raw else now if pattern.source else line
        for match in matches(pattern.regex, where, lexicon, pattern.even_denied):
            if pattern.is_place and _is_elsewhere(line, match.start(), lexicon):
                continue
            _put(found, pattern, match, text, lexicon)
            for name in ONE_OF & pattern.facts.keys():
                said.setdefault(name, set()).add(pattern.facts[name])
    for name, values in said.items():
        if (len(values) > 1 and values != BOTH_LATE) or None in values:
            found.facts.pop(name, None)
    _settle_earned(found, line, lexicon)
    _agree(found.facts)


def _put(found: Found, pattern: Pattern, match: re.Match[str], text: Text, lexicon: Lexicon) -> None:
    """Keep what one place in the message says, unless its number already means something."""
    groups = {name: part for name, part in match.groupdict().items() if part}
    if any(found.is_taken(*match.span(name)) for name in groups) or ("bare_age" in groups and "age" in found.facts):
        return
    if {"age", "bare_age"} & groups.keys() and _is_of_partner(match, text.line, lexicon):
        return
    if take_numbers(found, match, groups, text):
        own = pattern.source or "student" in pattern.facts
        of_partner = own and last_named(text.line, 0, match.end(), lexicon) == "partner"
        for name, value in pattern.facts.items():
            if name in LISTS or not of_partner:
                found.put(name, value)
        if pattern.source:
            found.sources.append((match.start(), pattern.source, match.end() - match.start()))


def _is_of_partner(match: re.Match[str], line: str, lexicon: Lexicon) -> bool:
    """Whether an age stands behind the partner in the sentence, and the writer is not named in between."""
    place = match.start("bare_age") if "bare_age" in match.groupdict() else match.start("age")
    begin, _end = clause(line, place)
    named = any(pattern.search(line, begin, place) for pattern in (*lexicon.beside, *lexicon.strangers))
    return named and last_named(line, begin, place, lexicon) == "partner"


def _is_elsewhere(line: str, place: int, lexicon: Lexicon) -> bool:
    """Whether the words before a town say that somebody merely goes, works or was there."""
    words = PAUSE.split(line[:place])[-1].split()[-6:]
    lives = any(lexicon.lives.fullmatch(word) for word in words)
    own = any(lexicon.self.fullmatch(word) or lexicon.lives_self.fullmatch(word) for word in words)
    if lives and not own and any(lexicon.third.fullmatch(word) for word in words):
        return True
    return not lives and any(lexicon.not_home.fullmatch(word) for word in words)


def take_numbers(found: Found, match: Any, groups: Mapping[str, str], text: Text) -> bool:
    """Keep what the numbers in named groups say; False where one of them cannot be that."""
    values: dict[str, Any] = {}
    for name, part in groups.items():
        fact, read = READ[name]
        number = text.number(part)
        value = None if number.whole is None or number.in_euros else read(number.whole)
        if value is None:
            return False
        values[fact] = value
    for name in groups:
        found.taken.append(match.span(name))
    for fact, value in values.items():
        found.put(fact, value)
    return True


def _settle_earned(found: Found, line: str, lexicon: Lexicon) -> None:
    """ "Ik verdien" tells of work; of who has a business of their own, it tells of that."""
    own = [(place, length) for place, source, length in found.sources if source == "self_employed"]
    for index, (place, source, length) in enumerate(found.sources):
        if source != EARNED:
            continue
        who = last_named(line, 0, place + length, lexicon) or "self"
        owners = {last_named(line, 0, at + size, lexicon) or "self" for at, size in own}
        same = any({who, owner} != {"self", "partner"} for owner in owners)
        kind = "self_employed" if same else "work"
        found.sources[index] = (place, kind, length)
        found.put("income_sources", [kind])


def _agree(facts: dict[str, Any]) -> None:
    """What cannot both be meant: the more telling one stays."""
    sources = facts.get("income_sources", [])
    if facts.get("student_past_5_years") and facts.get("student"):
        del facts["student"]  # Of now or of then: only the last is sure.
        if "student_finance" in sources:
            sources.remove("student_finance")
    if "none" in sources and len(sources) > 1:
        sources.remove("none")
    if sources == []:
        facts.pop("income_sources", None)
    if facts.get("urgent_threats") == []:
        del facts["urgent_threats"]
    if "partner_age" in facts and facts.get("has_partner") is not True:
        del facts["partner_age"]  # Of somebody who does not live there.
    if facts.get("debts") == "none" and facts.get("premium_arrears"):
        del facts["debts"]
