"""The sentences that a page says, as its reader meets them, and without the names that stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tests.webapp_dutch_names import DUTCH_NAMES
from tests.webapp_pages import Element, Page

WITHIN: Final = frozenset({"a", "abbr", "b", "bdi", "button", "code", "em", "i", "small", "span", "strong", "time"})
"""What stands within a sentence."""

_NAMES: Final = re.compile("|".join(sorted(map(re.escape, DUTCH_NAMES), key=len, reverse=True)))
_ADDRESSES: Final = re.compile(r"https?://\S+|\b[\w-]+(\.[\w-]+)+\b(?<![0-9])")
_FIGURES: Final = re.compile(r"€?\s?-?\d[\d .,:%-]*\d|€?\s?\d")
_END: Final = re.compile(r"(?<=[.?!])\s+")


def blocks(page: Page) -> Iterator[str]:
    """The text of each paragraph, heading, item, label and cell in the main part, in order."""
    waiting: list[Element] = [*page.all("main")[0].children]
    while waiting:
        element = waiting.pop(0)
        if element.tag == "svg":
            continue
        if element.has_own_text or element.children and all(child.tag in WITHIN for child in element.children):
            yield element.text
        else:
            waiting[:0] = element.children


def sentences(page: Page) -> list[str]:
    """Every whole sentence; what has no end of its own (a choice, a name, a figure in a cell) is none."""
    return [
        sentence
        for block in blocks(page)
        for sentence in _END.split(block)
        if sentence.endswith((".", "?", "!")) and re.search(r"\w", sentence)
    ]


def without_names(text: str) -> str:
    """Without names of schemes, offices, streets and sources, and without web addresses."""
    return re.sub(r"\s+", " ", _ADDRESSES.sub("", _NAMES.sub("", text))).strip()


def without_figures(text: str) -> str:
    """With "5" for every figure: the points in an amount would be read as ends of sentences."""
    return _FIGURES.sub(" 5", text)
