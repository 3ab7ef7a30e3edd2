"""How often an amount comes: a week, four weeks, a month; a year or a day, which the forms do not ask."""

from __future__ import annotations

import re
from typing import Final

from webapp.understanding.lexicon import Lexicon
from webapp.understanding.text import MARK, Text

FOUR: Final = 4
WINDOW: Final = 80
"""Characters before and behind an amount in which its period may stand."""


def period_of(text: Text, line: str, mark: re.Match[str], lexicon: Lexicon) -> str:
    """How often: said behind the number before the next one, or right before it."""
    start, end = mark.span()
    following = [other.start() for other in MARK.finditer(line, end)]
    found: list[tuple[int, int, str]] = []
    for name, patterns in lexicon.periods.items():
        for pattern in patterns:
            for match in pattern.finditer(line, end, end + WINDOW):
                if not _is_rhythm(text, match[0]):
                    continue
                between = line[end : match.start()]
                words = len(between.split())
                if words <= 5 and "." not in between and not any(p < match.start() for p in following):
                    found.append((words, -(match.end() - match.start()), name))
            for match in pattern.finditer(line, max(0, start - WINDOW), start):
                between = line[match.end() : start]
                of_another = re.search(r"<\d+>(?: [\w']+){0,3} $", line[: match.start()])
                if len(between.split()) <= 2 and not re.search(r"<\d+>|[,.]", between) and not of_another:
                    found.append((3 + len(between.split()), -(match.end() - match.start()), name))
    return min(found)[2] if found else ""


def _is_rhythm(text: Text, said: str) -> bool:
    """Whether the number in it, if there is one, is four: "every two weeks" the forms do not ask."""
    return all(weeks == FOUR for weeks in text.whole_numbers(said))


def rhythm_behind(line: str, place: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The place of the number in "per 4 weken"."""
    for patterns in lexicon.periods.values():
        for pattern in patterns:
            for match in pattern.finditer(line, place):
                mark = MARK.search(match[0])
                if mark:
                    return match.start() + mark.start(), match.start() + mark.end()
    return None
