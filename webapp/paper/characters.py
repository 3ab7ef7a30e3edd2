"""Which characters the fonts of the letter can show: an empty box says nothing, so none is ever printed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Final

from webapp.config import data_folder

FOLDER: Final = data_folder("templates") / "paper" / "fonts"


@cache
def shown() -> frozenset[int]:
    """The code points of all characters that one of our families has in each of its weights."""
    listed = tomllib.loads((FOLDER / "fonts.toml").read_text(encoding="utf-8"))["file"]
    families: dict[str, frozenset[int]] = {}
    for font in listed:
        here = frozenset(_code_points(font["characters"]))
        families[font["family"]] = families.get(font["family"], here) & here
    return frozenset().union(*families.values())


def not_shown(text: str) -> str:
    """The characters of a text that would be empty boxes, each once; empty = the text can be printed."""
    return "".join(sorted({character for character in text if ord(character) not in shown()}))


def _code_points(ranges: str) -> Iterable[int]:
    """ "20-22 2A" → 32, 33, 34, 42"""
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)
