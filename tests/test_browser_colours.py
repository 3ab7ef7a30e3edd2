"""The colours of the site keep their contrast, light and dark (A10)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser_site import window

pytestmark = pytest.mark.browser

TOKENS = """() => {
    const style = getComputedStyle(document.documentElement);
    const names = ['page', 'surface', 'text', 'text-soft', 'action', 'on-action', 'link', 'chosen', 'error',
        'error-back', 'warning', 'warning-back', 'info-back', 'good-back', 'field-line'];
    return Object.fromEntries(names.map(name => [name, style.getPropertyValue('--rkw-' + name).trim()]));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_keep_their_contrast(browser: Browser, site: str, scheme: Any) -> None:
    """Text on its own background, worked out from the tokens: 4.5 for text, 3 for the lines of a field."""
    with window(browser, color_scheme=scheme) as page:
        page.goto(f"{site}/")
        style = page.evaluate(TOKENS)
    pairs = [("text", b) for b in ("page", "surface", "chosen", "error-back", "warning-back", "info-back", "good-back")]
    pairs += [("text-soft", "page"), ("text-soft", "surface"), ("on-action", "action"), ("action", "page")]
    pairs += [("link", b) for b in ("page", "surface", "error-back", "warning-back", "info-back", "good-back")]
    pairs += [("error", "page"), ("error", "surface"), ("warning", "page")]
    assert {pair: ratio for pair in pairs if (ratio := contrast(style[pair[0]], style[pair[1]])) < 4.5} == {}
    assert contrast(style["field-line"], style["surface"]) >= 3


def contrast(first: str, second: str) -> float:
    """The WCAG ratio of two colours written as #rrggbb."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
