"""A robot that uses a kiosk like a queue of people: each with an amount that nobody else has; some just walk away."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from rules import load_policy
from tests.kiosk_visitor import KIOSK, WELCOME
from tests.visitor import Visitor
from tests.webapp_fixtures import Sent, i_do_not_know
from tests.webapp_households import COUPLE, PENSIONER, SINGLE_PARENT
from webapp.languages import published
from webapp.questions import load_catalogue

QUESTIONS: Final = {question.id: question for question in load_catalogue(load_policy()).questions}
HOUSEHOLDS: Final = (SINGLE_PARENT, COUPLE, PENSIONER)
LANGUAGES: Final = [one.code for one in published()]
OWED: Final = re.compile(r"7[0-9]\.[0-9]{3},37")
"""Every canary, as a page shows it: from € 70.000,37 to € 79.999,37."""

BRANCHES: Final = ("walks away", "stops halfway", "stops at the end", "takes the slip")


def canary(number: int) -> str:
    """The debt of one person in the queue."""
    return f"7{number // 1000 % 10}.{number % 1000:03d},37"


@dataclass
class Screen:
    """One kiosk: a browser that stays, with person after person in front of it."""

    port: int
    foreign: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.browser = Visitor(self.port)

    def serve(self, number: int) -> None:
        """One person: begins, answers, and ends in one of four ways."""
        way = BRANCHES[number % len(BRANCHES)]
        story = HOUSEHOLDS[number % len(HOUSEHOLDS)]
        self._open("GET", KIOSK, number)
        self._send(f"{KIOSK}/begin", {"taal": LANGUAGES[number % len(LANGUAGES)]}, number)
        assert self.browser.page.path == WELCOME
        self._open("GET", f"{KIOSK}/vraag", number)
        while self.browser.page.path != f"{KIOSK}/controleren":
            question = self.browser.page.path.removeprefix(f"{KIOSK}/vraag/")
            self._send(self.browser.page.path, self._answer(story.sent, question, number), number)
            if way in BRANCHES[:2] and question == "vermogen":
                break
        if way == "walks away":
            self.done.append(way)
            return
        if way in BRANCHES[2:]:
            assert canary(number) in self.browser.page.html, "the robot sees its own amount"
            self._open("GET", f"{KIOSK}/uitslag", number)
        if way == "takes the slip":
            self._open("GET", f"{KIOSK}/meenemen", number)
            self._send(f"{KIOSK}/meenemen", {"figures": "1"}, number)
        self._send(f"{KIOSK}/wissen", {}, number)
        assert self.browser.cookie.endswith("="), "no cookie is left"
        for address in ("controleren", "uitslag", "meenemen"):
            assert self.browser.ask("GET", f"{KIOSK}/{address}").status == 303
        self.done.append(way)

    def _answer(self, given: dict[str, Sent], question: str, number: int) -> Sent:
        if question == "vermogen":
            return {"have": "1.200", "owe": canary(number)}
        return given.get(question) or i_do_not_know(QUESTIONS[question])

    def _open(self, method: str, path: str, number: int) -> None:
        response = self.browser.ask(method, path)
        while response.status == 303:
            response = self.browser.ask("GET", str(response.getheader("Location")).split("#")[0])
        assert response.status == 200, (path, response.status)
        self._look(number)

    def _send(self, path: str, sent: Sent, number: int) -> None:
        self.browser.send(path, sent)
        assert not self.browser.page.errors, (path, self.browser.page.errors)
        self._look(number)

    def _look(self, number: int) -> None:
        """Nothing of anybody else stands on the page."""
        seen = set(OWED.findall(self.browser.page.html))
        self.foreign += sorted(seen - {canary(number)})
