"""How near an amount and a telling word stand to each other, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from webapp.understanding.lexicon import Lexicon
from webapp.understanding.text import MARK, Number

NEAR: Final = 4
"""Words between an amount and the word that says what it is, at most."""

ACROSS: Final = 3
"""A comma between them counts for so many words."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One number that may be money: its place in the line."""

    number: Number
    start: int
    end: int
    says_euro: bool
    period: str
    """`month`, `week`, `four_weeks`; `year`, `day`; empty when not said."""


def distance(amount: Amount, span: tuple[int, int], line: str, lexicon: Lexicon) -> float:
    """Words between an amount and a telling word. Another amount in between: that one is meant."""
    if span[1] <= amount.start:
        between, extra = line[span[1] : amount.start], 0.0
    elif span[0] >= amount.end:
        between, extra = line[amount.end : span[0]], 0.4
    else:
        return 0.0
    words = [
        word for word in between.split() if not any(pattern.fullmatch(word) for pattern in lexicon.amounts["euro"])
    ]
    joined = sum(any(pattern.fullmatch(word) for pattern in lexicon.joints) for word in words)
    crossed = sum(word in (",", ".", "?") for word in words)
    others = sum(bool(MARK.fullmatch(word)) for word in words)
    return len(words) + joined + crossed * ACROSS + others * 4 + extra
