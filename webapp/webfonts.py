"""Letters that a browser may lack: which there are, and the sheet that loads them. `make fonts` makes the files.

Only pages in a language that needs a script link its sheet, and the browser fetches a weight when it meets the first of
its characters. The files are parts of the fonts of the letter (webapp/font_files.py), so page and paper show the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from webapp.config import data_folder

FOLDER: Final = data_folder("static") / "fonts"
FONTS: Final = data_folder("templates") / "paper" / "fonts"
FAMILY: Final = "rkw-script"
"""The name in `--rkw-font` (static/css/tokens.css); where no sheet of ours is linked the browser passes it over."""


@dataclass(frozen=True, slots=True)
class Script:
    """The letters of one script. `sources`: weight → the font in the folder of the letter."""

    name: str
    characters: str
    sources: Mapping[int, str]

    @property
    def sheet(self) -> str:
        """The name of the style sheet, as an address below `/static/`."""
        return f"font-{self.name.lower()}.css"

    def file(self, weight: int) -> str:
        """The file with one weight, as an address below `/static/`."""
        return f"fonts/{self.name.lower()}-{weight}.woff2"


@cache
def scripts() -> Mapping[str, Script]:
    """{name: script}, as listed."""
    listed = tomllib.loads((FOLDER / "webfonts.toml").read_text(encoding="utf-8"))["script"]
    found = [
        Script(one["name"], " ".join(one["characters"].split()), {int(k): v for k, v in one["files"].items()})
        for one in listed
    ]
    return {script.name: script for script in found}


def code_points(ranges: str) -> Iterable[int]:
    """ "20-22 2A" → 32, 33, 34, 42"""
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def sheet(script: Script, hash_of: Callable[[str], str]) -> bytes:
    """The style sheet of a script; `hash_of` gives what stands in the address of a file."""
    ranges = ", ".join(f"U+{part}" for part in script.characters.split())
    rules = [
        f'@font-face {{\nfont-family: "{FAMILY}";\nfont-weight: {weight};\nfont-display: swap;\n'
        f'src: url("{script.file(weight)}?v={hash_of(script.file(weight))}") format("woff2");\n'
        f"unicode-range: {ranges};\n}}"
        for weight in script.sources
    ]
    return "\n".join(rules).encode()
