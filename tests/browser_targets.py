"""What can be pressed, and how large it is (A09): measured in the browser, with the label that belongs to a field."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

LEAST: Final = 48
"""CSS pixels, in both directions."""

SMALL: Final = """least => {
    const inSentence = link => {
        if (link.tagName !== 'A' || getComputedStyle(link).display !== 'inline') return false;
        const block = link.parentElement.closest('p, li, dd, dt, td, th, figcaption, caption, label, legend, div');
        const around = block.cloneNode(true);
        around.querySelectorAll('a, button, svg, .visually-hidden').forEach(other => other.remove());
        return /[\\p{L}\\p{N}]/u.test(around.textContent);
    };
    const box = element => {
        const labels = /^(radio|checkbox)$/.test(element.type) ? [...element.labels] : [];
        const boxes = [element, ...labels].map(one => one.getBoundingClientRect());
        const edge = (side, pick) => pick(...boxes.map(box => box[side]));
        return [edge('right', Math.max) - edge('left', Math.min), edge('bottom', Math.max) - edge('top', Math.min)];
    };
    const things = 'a[href], button, summary, select, textarea, input:not([type=hidden]), [role=button], [tabindex]';
    const others = '.utrecht-skip-link, [role=region], [tabindex="-1"]';
    return [...document.querySelectorAll(things)]
        .filter(element => element.checkVisibility() && !element.matches(others))
        .filter(element => !inSentence(element))
        .map(element => [element, ...box(element)])
        .filter(([element, width, height]) => Math.min(width, height) < least - 0.01)
        .map(([element, width, height]) =>
            `${Math.round(width)} x ${Math.round(height)} ${element.outerHTML.replace(/\\s+/g, ' ').slice(0, 140)}`);
}"""
"""A link within a sentence may be as small as its line; a skip link is seen only while it has the focus."""


def small_targets(page: Page, least: int = LEAST) -> list[str]:
    """Everything to press on this page that is smaller than that, each in one line with its size."""
    found: list[str] = page.evaluate(SMALL, least)
    return found
