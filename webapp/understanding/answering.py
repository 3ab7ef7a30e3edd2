"""A short answer means something only beside the question that stood there: "nee", "34", "ja, die heb ik nodig"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from webapp.understanding.facts import MONTHS, Found, take_numbers
from webapp.understanding.lexicon import Lexicon, Pattern
from webapp.understanding.text import Text

FILE: Final = Path(__file__).parent / "questions.yaml"
FEW: Final = 7
"""Words in an answer that is a yes or a no and little else."""

YOUNGEST, OLDEST = 12, 110
_ONE_NUMBER: Final = re.compile(r"[^<]*<(\d+)>[^<]*")


@cache
def meanings() -> Mapping[str, Mapping[str, Any]]:
    """{question id: {"yes" | "no" | "number": …}}"""
    found: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def put_answer(found: Found, text: Text, line: str, lexicon: Lexicon, asked: str) -> None:
    """Add what the message says because this was asked (`line`: the text without what does not count)."""
    means = meanings().get(asked, {})
    fact = means.get("number")
    one = _ONE_NUMBER.fullmatch(line)
    if fact and fact not in found.facts and one and not found.is_taken(one.start(1), one.end(1)):
        whole = text.numbers[int(one[1])].whole
        if whole is not None and YOUNGEST <= whole <= OLDEST:
            found.facts[fact] = whole
    for pattern in lexicon.asked.get(asked, ()):
        match = pattern.regex.search(line if means.get("outright") else text.line)
        if match and take_numbers(found, match, {name: part for name, part in match.groupdict().items() if part}, text):
            _keep(found, pattern)
    if found.facts.get("student") is False and "student_finance" in found.facts.get("income_sources", ()):
        found.facts["income_sources"].remove("student_finance")
        if not found.facts["income_sources"]:
            del found.facts["income_sources"]
    said = whether(text.line, lexicon) or (_at_once(text.line, lexicon) if means.get("loose") else "")
    facts = means.get(said, {})
    if said and not any(name in found.facts for name in facts):
        found.facts |= facts
    for name, values in means.get("forget", {}).items():
        if found.facts.get(name) in values:
            del found.facts[name]


def _keep(found: Found, pattern: Pattern) -> None:
    """Keep what a pattern says; "the others no" only of what is not named, and only beside something that is."""
    named = found.facts.keys() & pattern.facts.keys()
    for name, value in pattern.facts.items():
        if not pattern.is_rest or (named and name not in named):
            found.put(name, value)


def whether(line: str, lexicon: Lexicon) -> str:
    """`yes`, `no`, `unknown`, or empty for what is none of these."""
    words = [word for word in line.split() if word not in (",", ".", "?")]
    clean = " ".join(words)
    if not words or len(words) > FEW + 3:
        return ""
    if any(_begins(clean, start) for start in lexicon.short["unknown"]):
        return "unknown"
    if lexicon.unsure.search(clean):
        return ""
    for said in ("no", "yes"):
        for start in sorted(lexicon.short[said], key=len, reverse=True):
            if _begins(clean, start):
                rest = clean[len(start) :].split()
                return said if all(word in lexicon.short["filler"] for word in rest) else ""
    return ""


def begins_unknown(line: str, lexicon: Lexicon) -> bool:
    """Whether somebody first of all says not to know."""
    words = [word for word in line.split() if word not in (",", ".", "?")]
    while words and re.fullmatch(lexicon.classes.get("interjection", "(?!)"), words[0]):
        words = words[1:]
    return any(_begins(" ".join(words), start) for start in lexicon.short["unknown"])


def _at_once(line: str, lexicon: Lexicon) -> str:
    """The yes or no that a longer answer begins with; empty where it goes on to doubt it."""
    if lexicon.unsure.search(line):
        return ""
    for said in ("no", "yes"):
        if any(_begins(line, start) for start in lexicon.short[said]):
            return said
    return ""


def _begins(line: str, start: str) -> bool:
    return line == start or line.startswith(f"{start} ")


def put_duration(found: Found, text: Text, line: str, lexicon: Lexicon, asked: str) -> None:
    """ "6 jaar" where it was asked how long; "4 or 5" is not sure."""
    if asked != "laag-inkomen" or "low_income_months" in found.facts:
        return
    if any(pattern.search(text.line) for pattern in lexicon.amounts["range"]):
        return
    total = 0
    for unit, months in (("years", MONTHS), ("months", 1)):
        marks = re.findall(rf"<(\d+)> (?:{lexicon.classes.get(unit, '(?!)')})(?!\w)", line)
        total += sum((text.numbers[int(mark)].whole or 0) * months for mark in marks)
    if total:
        found.facts["low_income_months"] = total
