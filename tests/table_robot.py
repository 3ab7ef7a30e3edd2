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
            type: e.type || '', tag: e.tagName, checked: !!e.checked, text: e.textContent.trim(),
            leads: e.closest('#volgende-vraag') ? e.hash.slice(1).replace(/-vraag$/, '') : ''};
}"""
TIMING: Final = """() => {
    window.taken = [];
    window.underWay = 0;
    window.since = 0;
    document.addEventListener('change', () => { window.since = performance.now(); }, true);
    document.addEventListener('htmx-config-request', () => { window.underWay += 1; });
    document.addEventListener('htmx-after-swap', () => { window.taken.push(performance.now() - window.since); });
    document.addEventListener('htmx-finally-request', () => { window.underWay -= 1; });
}"""
QUIET: Final = """(most) => new Promise((quiet) => {
    const began = performance.now();
    const look = () => {
        const now = performance.now();
        const landed = !window.underWay && now - window.since > 40;
        if (landed || now - began > most) { quiet(); } else { setTimeout(look, 5); }
    };
    look();
})"""
"""Resolves when each answer has landed, or after so many milliseconds."""


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
        """Fills in what is known; a question that turned up behind the robot's back is taken in a second round."""
        left = {(q, name, one) for q, sent in story.items() for name, one in pairs(sent)}
        left = self.round(left)
        left = left and self.round(left)
        assert not left, left

    def round(self, left: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
        """From the top of the page to its end: fills in as the focus comes along, and gives what is left.

        A question that came to stand above the focus only after it had passed is reached by the link behind the
        questions, to the one that helps most now.
        """
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        stop = self.press("Tab")
        while stop["tag"] != "BODY":
            mine = {pair for pair in left if pair[0] == stop["question"] and pair[1] == stop["name"]}
            if mine:
                left = left - self.fill(stop, mine)
                self.page.evaluate(QUIET, A_KEY)
            if self.is_to_be_opened(stop, {pair[0] for pair in left}):
                self.press("Enter")
            stop = self.press("Tab")
        return left

    def is_to_be_opened(self, stop: dict[str, Any], left: set[str]) -> bool:
        """Whether this is the link to a question that is left, or another line for an income that is."""
        if stop["leads"]:
            self.page.evaluate(QUIET, 10_000)
            stop = self.page.evaluate(STOP)
        another = stop["tag"] == "SUMMARY" and stop["text"].endswith("toevoegen")
        return stop["leads"] in left or (another and "inkomen" in left)

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
