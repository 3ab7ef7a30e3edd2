"""The colours of a theme, read from its style sheets as a browser would: light, and dark on top of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

TOKEN: Final = re.compile(r"(--rkw-[a-z0-9-]+):\s*([^;]+);")
COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
ROOT_RULE: Final = re.compile(r":root\s*\{([^}]*)\}")
DARK: Final = "@media (prefers-color-scheme: dark)"

Colours = dict[str, str]
"""{"text": "#15212b"}: the tokens that are colours, without --rkw-."""


def colours(sheets: Sequence[Path], scheme: str) -> Colours:
    """What the tokens are on a screen with this scheme ("light" or "dark"), when these sheets are loaded in turn."""
    found: Colours = {}
    for sheet in sheets:
        outside, blocks = split_media(sheet.read_text("utf-8"))
        parts = [outside, *(body for query, body in blocks if query == DARK and scheme == "dark")]
        for part in parts:
            for rule in ROOT_RULE.findall(part):
                found |= {n.removeprefix("--rkw-"): v for n, v in TOKEN.findall(rule) if COLOUR.fullmatch(v)}
    return found


def split_media(css: str) -> tuple[str, list[tuple[str, str]]]:
    """The rules outside of every @media, and [(query, rules)] of each."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    outside, blocks = [], []
    while "@media" in css:
        before, css = css.split("@media", 1)
        query, css = css.split("{", 1)
        end = _closing_brace(css)
        outside.append(before)
        blocks.append((f"@media {query.strip()}", css[:end]))
        css = css[end + 1 :]
    return "".join([*outside, css]), blocks


def _closing_brace(css: str) -> int:
    """Where the block ends that is open at the start."""
    depth = 1
    for place, character in enumerate(css):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if not depth:
            return place
    raise ValueError("a block is never closed")


def contrast(first: str, second: str) -> float:
    """The WCAG ratio of two colours written as #rrggbb: 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG has it: 0 for black, 1 for white."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
