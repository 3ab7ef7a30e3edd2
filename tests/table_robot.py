"""A robot that fills in the conversation with the keyboard alone: how many keys, how long, and how soon it shows."""

from __future__ import annotations

import time
from typing import Any, Final

from playwright.sync_api import Page

from tests.webapp_fixtures import Sent
from tests.webapp_households import Story

A_KEY: Final = 200
"""Milliseconds that somebody who types takes for a key."""

STOP: Final = """() => {
    const e = document.activeElement;
    const form = e.closest('form[data-live]');
    return {question: form ? form.id.replace(/-vraag$/, '') : '', name: e.name || '', value: e.value || '',
            type: e.type || '', tag: e.tagName, checked: !!e.checked, text: e.textContent.trim()};
}"""
TIMING: Final = """() => {
    window.taken = [];
    let since = 0;
    document.addEventListener('change', () => { since = performance.now(); }, true);
    document.addEventListener('htmx-after-swap', () => { window.taken.push(performance.now() - since); });
}"""


class Robot:
    """Types a whole household with the keyboard alone, and counts the keys."""

    def __init__(self, page: Page, wait: int = A_KEY) -> None:
        """`wait`: milliseconds after each key; what that is less than a person takes is added to the time."""
        self.page, self.wait, self.keys = page, wait, 0
        page.evaluate(TIMING)

    def seconds_for(self, story: Story) -> float:
        """How long somebody takes for a whole household, who asks about the family first."""
        began = time.perf_counter()
        self.tell({"gezin": story.sent["gezin"]})
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        self.tell({id_: sent for id_, sent in story.sent.items() if id_ != "gezin"})
        return time.perf_counter() - began + self.keys * (A_KEY - self.wait) / 1000

    @property
    def taken(self) -> list[float]:
        """Milliseconds from each answer until the outcome that follows was on the screen, the shortest first."""
        found: list[float] = self.page.evaluate("window.taken")
        return sorted(found)

    def press(self, key: str) -> dict[str, Any]:
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(self.wait)
        self.keys += 1
        stop: dict[str, Any] = self.page.evaluate(STOP)
        return stop

    def tell(self, story: dict[str, Sent]) -> None:
        """From the top of the page to its end: what is known is filled in as the focus comes along."""
        left = {(q, name, one) for q, sent in story.items() for name, one in pairs(sent)}
        stop = self.press("Tab")
        while stop["tag"] != "BODY":
            mine = {pair for pair in left if pair[0] == stop["question"] and pair[1] == stop["name"]}
            left -= self.fill(stop, mine) if mine else set()
            if stop["tag"] == "SUMMARY" and stop["text"].endswith("toevoegen") and any(p[0] == "inkomen" for p in left):
                self.press("Enter")
            stop = self.press("Tab")
        assert not left, left

    def fill(self, stop: dict[str, Any], mine: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
        if stop["type"] == "text":
            [(_q, _name, typed)] = mine
            self.page.keyboard.type(typed, delay=self.wait)
            self.keys += len(typed)
            return mine
        if stop["type"] == "checkbox":
            ticked = {pair for pair in mine if pair[2] == stop["value"]}
            if ticked and not stop["checked"]:
                self.press("Space")
            return ticked
        [wanted] = mine
        stop = self.press("Space")
        for _ in range(12):
            if stop["value"] == wanted[2] and stop["checked"]:
                return mine
            stop = self.press("ArrowDown")
        raise AssertionError(wanted)


def pairs(sent: Sent) -> list[tuple[str, str]]:
    return [(name, one) for name, value in sent.items() for one in ([value] if isinstance(value, str) else value)]
