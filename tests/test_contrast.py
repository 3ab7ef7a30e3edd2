"""Every pair of colours that the pages put together keeps its contrast, light and dark, in every theme (A10).

With RONDKOMENWIJZER_THEME_CSS set, that theme is looked at too: docs/theming.md.
"""

from __future__ import annotations

import os
import re
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from tests.theme_colours import Colours, colours, contrast
from webapp.assets import OWN
from webapp.theme import CSS_NAME

ROOT: Final = Path(__file__).resolve().parent.parent
SHEETS: Final = ROOT / "static" / "css"
TOKENS: Final = SHEETS / "tokens.css"
GIVEN: Final = [Path(os.environ[CSS_NAME])] if os.environ.get(CSS_NAME) else []
THEMES: Final = {
    "ours": [TOKENS],
    **{path.stem: [TOKENS, path] for path in [*sorted((ROOT / "docs").glob("theme-*.css")), *GIVEN]},
}

GROUNDS: Final = ("page", "surface", "sunken", "chosen", "error-back", "warning-back", "info-back", "good-back")
PLAIN: Final = ("page", "surface")
TEXT: Final = [
    *product(("text", "link"), GROUNDS),
    *product(("text-soft",), (*PLAIN, "sunken", "chosen")),
    *product(("action", "error", "warning", "info", "good"), PLAIN),
    *((name, f"{name}-back") for name in ("error", "warning", "info", "good")),
    *product(("on-action",), ("action", "action-strong")),
    ("action", "chosen"),
    ("on-brand", "brand"),
    ("focus-line", "focus"),
]
"""4.5 to 1: what is read, on what lies below it."""

PARTS: Final = [
    *product(("field-line", "quiet", "focus-line"), PLAIN),
    ("field-line", "chosen"),
    *product(("action", "error"), ("page", "surface", "chosen")),
]
"""3 to 1: the edge of a field, an icon, a bar that says how something is meant, the ring of the focus."""

RING_ON_BRAND: Final = ("focus", "focus-line")
"""Of the two colours of the ring, one stands out on the bar at the top."""

NEEDS_NONE: Final = {"line"}
"""Only sets apart what is apart already."""


@pytest.fixture(params=product(THEMES, ("light", "dark")), ids="-".join)
def theme(request: pytest.FixtureRequest) -> Colours:
    name, scheme = request.param
    return colours(THEMES[name], scheme)


def test_A10_text_can_be_read(theme: Colours) -> None:
    assert {pair: ratio for pair in TEXT if (ratio := contrast(theme[pair[0]], theme[pair[1]])) < 4.5} == {}


def test_A10_parts_can_be_told_apart(theme: Colours) -> None:
    assert {pair: ratio for pair in PARTS if (ratio := contrast(theme[pair[0]], theme[pair[1]])) < 3} == {}
    assert max(contrast(theme[name], theme["brand"]) for name in RING_ON_BRAND) >= 3


def test_every_colour_is_looked_at(theme: Colours) -> None:
    looked_at = {name for pair in (*TEXT, *PARTS) for name in pair}
    assert theme.keys() - looked_at - NEEDS_NONE == set()
    assert looked_at <= theme.keys()


@pytest.mark.parametrize("name", [*THEMES])
def test_a_theme_gives_values_only_to_tokens_that_are_there(name: str) -> None:
    known = set(re.findall(r"(--(?:rkw|utrecht)-[a-z0-9-]+):", TOKENS.read_text("utf-8")))
    for path in THEMES[name][1:]:
        given = set(re.findall(r"(--rkw-[a-z0-9-]+)\s*:", path.read_text("utf-8")))
        assert given and given <= known, given - known


@pytest.mark.parametrize("name", [name for name in OWN if name not in ("tokens", "print")])
def test_a_colour_is_never_written_outside_the_tokens(name: str) -> None:
    """Else a theme, or the dark, would leave it as it is. On paper black is black."""
    css = re.sub(r"/\*.*?\*/", "", (SHEETS / f"{name}.css").read_text("utf-8"), flags=re.DOTALL)
    values = " ".join(re.findall(r":\s([^;{}]+);", css))
    assert (
        re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(|\b(?:white|black|red|green|blue|gr[ae]y)\b", values)
        == []
    )


def test_the_ratio_is_that_of_the_guidelines() -> None:
    """The examples that WCAG and its explanations give."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#123456", "#123456") == 1
