"""Children in a message: how many, and how old. A row of ages that may miss a child is no fact."""

from __future__ import annotations

import re
from typing import Any, Final

from webapp.understanding.facts import GROWN_UP, MONTHS, Found
from webapp.understanding.lexicon import Lexicon
from webapp.understanding.spans import matches, struck
from webapp.understanding.text import MARK, Text

MAX_CHILDREN: Final = 10
OLDEST_CHILD: Final = 60
"""Years. A higher number among ages is something else."""


def put_children(found: Found, text: Text, line: str, lexicon: Lexicon) -> None:
    """Add what is said of children."""
    ages: list[int] = []
    counts: set[int] = set()
    whole = line
    line = _months(found, text, line, lexicon, ages)
    grown = _ages(found, text, line, lexicon, ages, counts)
    if grown is None:
        return
    if 0 not in ages and _some(lexicon, "baby", line):
        ages.append(0)
    for pattern in lexicon.children["count"]:
        for match in matches(pattern, whole, lexicon):
            counts.add(_count(match, text))
            if match.groupdict().get("count"):
                found.taken.append(match.span("count"))
    counts.discard(0)
    if not _away(lexicon, text.line):
        found.facts |= _facts(ages, counts, grown, _some(lexicon, "twins", line), _some(lexicon, "several", line, True))
    if not ages and not counts and not grown and _some(lexicon, "none", line, even_denied=True):
        found.facts["children_ages"] = []


def _months(found: Found, text: Text, line: str, lexicon: Lexicon, ages: list[int]) -> str:
    """Take the ages in months or weeks; the line without them."""
    for pattern in lexicon.children["months"]:
        for match in matches(pattern, line, lexicon):
            if not found.is_taken(*match.span()):
                found.taken.append(match.span())
                ages.append(_years(text.whole_numbers(match[0])[-1:], match[0], lexicon))
                line = struck(line, *match.span())
    return line


def _ages(found: Found, text: Text, line: str, lexicon: Lexicon, ages: list[int], counts: set[int]) -> int | None:
    """Take every row of ages; the number of grown-up children among them. None where a row can be read in two ways."""
    grown = 0
    for pattern in lexicon.children["ages"]:
        for match in matches(pattern, line, lexicon):
            groups = match.groupdict()
            name = next(name for name in ("twins", "exact", "ages") if groups.get(name))
            end = _end_of_ages(match[name], text)
            if end is None:
                return None
            start, stop = match.start(name), match.start(name) + end
            row = text.whole_numbers(line[start:stop])
            if found.is_taken(start, stop) or not row:
                continue
            found.taken.append((start, stop))
            if name == "exact" and len(row) != _count(match, text):
                found.taken.pop()
                continue
            if groups.get("count"):
                counts.add(_count(match, text))
                found.taken.append(match.span("count"))
            row = row * 2 if name == "twins" else row
            grown += sum(age >= GROWN_UP for age in row)
            ages += [age for age in row if age < GROWN_UP]
    return grown


def _years(numbers: list[int], said: str, lexicon: Lexicon) -> int:
    """The age in years of a child whose months, weeks or days are told."""
    in_months = re.search(rf"\b(?:{lexicon.classes.get('months', '(?!)')})\b", said)
    return numbers[0] // MONTHS if numbers and in_months else 0


def _end_of_ages(part: str, text: Text) -> int | None:
    """Where in a row of numbers the ages end: "3 and 4, 1200 bijstand" goes on with an amount.

    None where one of them is not a whole number ("8 en 2,5"): two ages, or a half one?
    """
    end = 0
    for mark in MARK.finditer(part):
        number = text.number(mark[0])
        if number.in_euros or number.cents is None or number.cents > OLDEST_CHILD * 100:
            break
        if number.whole is None:
            return None
        end = mark.end()
    return end


def _count(match: re.Match[str], text: Text) -> int:
    part = match.groupdict().get("count")
    return 1 if not part else text.number(part).whole or 0


def _facts(ages: list[int], counts: set[int], grown: int, has_twins: bool, is_one_of_more: bool) -> dict[str, Any]:
    if len(ages) > MAX_CHILDREN:
        return {}
    number = max(counts, default=0)
    if is_one_of_more and len(ages) < 2 and number < 2:
        return {}  # "De jongste is 4": there are others.
    if ages and number in (0, len(ages) + grown) or (grown and number == len(ages) == 1):
        return {"children_ages": sorted(ages)}
    if ages and number < len(ages) + grown and len(counts) <= 1 and grown == 0 and number <= 1:
        return {"children_ages": sorted(ages)}
    if is_one_of_more and not grown and len(counts) == 1 and len(ages) < number <= MAX_CHILDREN:
        return {"children_count": number}  # "Four, of whom the eldest is 11".
    if ages or grown:
        return {}  # Not every age was read: so what is read may be of others too.
    if has_twins and number in (0, 1, 2):
        return {"children_count": 2}
    return {"children_count": number} if 0 < number <= MAX_CHILDREN else {}


def _some(lexicon: Lexicon, name: str, line: str, even_denied: bool = False) -> bool:
    return any(True for pattern in lexicon.children[name] for _ in matches(pattern, line, lexicon, even_denied))


def _away(lexicon: Lexicon, line: str) -> bool:
    return _some(lexicon, "elsewhere", line, True) or _some(lexicon, "passing", line, True)
