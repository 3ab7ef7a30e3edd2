"""Numbers in words, in any language whose words are listed: "vierendertig", "two thousand"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

HUNDRED: Final = 100
THOUSAND: Final = 1000
HIGHEST: Final = 1_000_000
MAX_PARTS: Final = 12


@dataclass(frozen=True)
class Numerals:
    """The number words of one language. `joined`: several of them are written as one ("vierendertig")."""

    values: Mapping[str, int]
    between: frozenset[str] = frozenset()
    """What may stand between two of them: "en", "and"."""

    alone: frozenset[str] = frozenset()
    """Words that are a number only beside another number word: "een" is mostly an article."""

    joined: bool = False

    def __hash__(self) -> int:
        return id(self)

    def read(self, words: Sequence[str], start: int) -> tuple[int, int | None]:
        """(how many words from `start` make one number, its value); (0, None) where none begins."""
        parts = self._parts(words[start])
        if not parts or (words[start] in self.alone and not self._goes_on(words, start)):
            return 0, None
        taken, pending = 1, 0
        while start + taken + pending < len(words):
            word = words[start + taken + pending]
            more = self._parts(word)
            if more and _may_follow(parts, more, bool(pending)):
                parts, taken, pending = (*parts, *more), taken + pending + 1, 0
            elif word in self.between and not pending:
                pending = 1
            else:
                break
        return taken, _sum(parts)

    def _goes_on(self, words: Sequence[str], start: int) -> bool:
        following = self._parts(words[start + 1]) if start + 1 < len(words) else ()
        return bool(following) and following[0] >= HUNDRED

    @lru_cache(maxsize=4096)  # noqa: B019 (one object for each language, for as long as the process lives)
    def _parts(self, word: str) -> tuple[int, ...]:
        """The values in one written word; empty when it is no number word."""
        if word in self.values:
            return (self.values[word],)
        if not self.joined or len(word) > 60:
            return ()
        return self._split(word, MAX_PARTS) or ()

    def _split(self, word: str, depth: int) -> tuple[int, ...] | None:
        if not word:
            return ()
        if not depth:
            return None
        for name in sorted(self.values, key=len, reverse=True):
            if word.startswith(name) and len(name) > 1:
                rest = word[len(name) :]
                for joint in ("", *self.between):
                    if rest.startswith(joint) and (joint == "" or len(rest) > len(joint)):
                        more = self._split(rest[len(joint) :], depth - 1)
                        if more is not None:
                            return (self.values[name], *more)
        return None


def _may_follow(parts: Sequence[int], more: Sequence[int], joined: bool) -> bool:
    """Whether two number words are one number: "twee honderd", "honderd vijftig", not "vijf acht"."""
    last, following = parts[-1], more[0]
    if following in (HUNDRED, THOUSAND):
        return last < following and not joined
    if last in (HUNDRED, THOUSAND):
        return following < last
    if HUNDRED > last >= 20 > following > 0 and last % 10 == 0 and following < 10:
        return True  # thirty four
    return joined and 0 < last < 10 and HUNDRED > following >= 20 and following % 10 == 0  # vier en dertig


def _sum(parts: Sequence[int]) -> int | None:
    total, current = 0, 0
    for value in parts:
        if value == THOUSAND:
            total, current = total + max(current, 1) * THOUSAND, 0
        elif value == HUNDRED:
            current = max(current, 1) * HUNDRED
        else:
            current += value
    whole = total + current
    return whole if whole < HIGHEST else None
