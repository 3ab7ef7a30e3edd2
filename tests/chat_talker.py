"""Somebody in the chat: tells in words, taps answers, says yes or takes a line away; every page is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, session

from tests.webapp_fixtures import Resident, Sent, i_do_not_know
from tests.webapp_pages import Page
from webapp.state import NOTED, PENDING

CHAT: Final = "/chat"


class Talker(Resident):
    """A resident who would rather tell."""

    at = CHAT

    def __init__(self, app: Flask, language: str = "nl") -> None:
        super().__init__(app)
        self.get(f"{CHAT}?taal={language}")

    def send(self, path: str, sent: Sent) -> str:
        """Press a button of the page; where it leads to."""
        response = self.post(path, sent)
        assert response.status_code == HTTPStatus.SEE_OTHER, (path, response.status_code)
        return response.headers["Location"]

    def tell(self, text: str) -> Page:
        """Type something and send it."""
        asked = [field.get("value") for field in self.page.all("input", name="vraag")]
        led_to = self.send(f"{CHAT}/zeg", {"verhaal": text, **({"vraag": asked[0]} if asked else {})})
        return self.get(led_to.partition("#")[0])

    def yes(self) -> Page:
        """ "Ja, dit klopt"."""
        return self.get(self.send(f"{CHAT}/klopt", {}).partition("#")[0])

    def take_away(self, key: str) -> Page:
        """ "Haal weg"."""
        assert key in [button.get("value") for button in self.page.all("button", name="weg")], key
        return self.get(self.send(f"{CHAT}/weg", {"weg": key}).partition("#")[0])

    def tap(self, given: Mapping[str, Sent]) -> list[str]:
        """Answer what is asked until the check page, which is that of the wizard. Returns the ids in order."""
        asked: list[str] = []
        self.get(f"{CHAT}/vraag")
        while self.page.path != "/controleren":
            question = self.catalogue.find(self.page.path.removeprefix(f"{CHAT}/vraag/"))
            assert question is not None and question.id not in asked, self.page.path
            asked.append(question.id)
            self.answer(question.id, given.get(question.id) or i_do_not_know(question))
            assert not self.page.errors, (question.id, self.page.errors)
        return asked

    @property
    def lines(self) -> list[str]:
        """What was understood, as the page says it back."""
        return [one.text for one in self.page.elements if "told__text" in one.classes]

    @property
    def reply(self) -> str:
        """The last words of the chat; empty where it says nothing."""
        found = self.page.by_id("antwoord-tekst")
        return found.text if found else ""

    def waiting(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What waits for a yes, and what is noted."""
        with self.client:
            self.client.get("/over")
            said = session.get(PENDING)
            return (dict(said[0]) if said else {}), dict(session.get(NOTED) or {})
