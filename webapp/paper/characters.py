"""Which characters the fonts of the letter can show: an empty box says nothing, so none is ever printed."""

from __future__ import annotations

import tomllib
from functools import cache

from webapp.webfonts import FONTS, code_points


@cache
def shown() -> frozenset[int]:
    """The code points of all characters that one of our families has in each of its weights."""
    listed = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))["file"]
    families: dict[str, frozenset[int]] = {}
    for font in listed:
        here = frozenset(code_points(font["characters"]))
        families[font["family"]] = families.get(font["family"], here) & here
    return frozenset().union(*families.values())


def not_shown(text: str) -> str:
    """The characters of a text that would be empty boxes, each once; empty = the text can be printed."""
    return "".join(sorted({character for character in text if ord(character) not in shown()}))
