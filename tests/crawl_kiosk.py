"""The crawl at the kiosk: every question empty and wrong, what follows on them, and every page around them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from flask import Flask

from tests.crawl_walker import Visit, Walker
from tests.kiosk_visitor import KIOSK, WELCOME, KioskVisitor, kiosk_app
from tests.webapp_fixtures import Sent
from tests.webapp_households import PENSIONER
from webapp.questions import Question

AROUND: Final = ("/welkom", "/taal?terug=/kiosk/vraag/nood", "/over", "/beheer", "/verlopen", "/niets")


@cache
def usual_kiosk() -> Flask:
    """One application for every walk at the kiosk."""
    return kiosk_app()


class KioskWalker(Walker):
    """Keeps what it saw. Not live: the cookie of a kiosk lasts five minutes, and a test may look later."""

    def __init__(self, language: str) -> None:
        super().__init__(language, usual_kiosk(), False, KioskVisitor(usual_kiosk(), language))

    def states(self, question: Question, sent: Sent) -> Iterator[Visit]:
        """The answered state differs in nothing that those at home do not show."""
        states = super().states(question, sent)
        yield next(states)
        yield next(states)
        list(states)


def at_kiosk(language: str, journeys: dict[str, dict[str, Sent]]) -> Iterator[Visit]:
    """Each page as it was served."""
    walker = KioskWalker(language)
    if language == "nl":  # The first page is the same in every language.
        yield walker.look("kiosk-start", KIOSK)
        walker = KioskWalker(language)
    for address in AROUND:
        yield walker.look(f"kiosk-{address[1:].partition('?')[0]}", f"{KIOSK}{address}")
    seen: set[tuple[str, bool]] = set()
    for name, given in journeys.items():
        walker = KioskWalker(language)
        yield from walker.journey(f"kiosk-{name}", given, seen)
        yield walker.look(f"kiosk-{name}-take", f"{KIOSK}/meenemen")
    yield from unsafe(language)


def unsafe(language: str) -> Iterator[Visit]:
    """Somebody who is not safe at home takes the slip along; and the larger letters with more contrast."""
    walker = KioskWalker(language)
    walker.resident.walk(PENSIONER.sent)
    walker.resident.get(f"{KIOSK}/meenemen")
    walker.resident.post(f"{KIOSK}/meenemen", {"figures": "1", "safety": "1"})
    yield walker.look("kiosk-unsafe-take", f"{KIOSK}/meenemen")
    walker.resident.client.post(f"{KIOSK}/weergave", data={"letters": "large", "contrast": "high"})
    yield walker.look("kiosk-large-welcome", WELCOME)
    walker.resident.get(f"{KIOSK}/uitslag")
    walker.resident.post(f"{KIOSK}/uitslag/wijkwijzers", {"postcode": "Enschede"})
    yield walker.look("kiosk-large-result", f"{KIOSK}/uitslag")
