"""Somebody at the kiosk: chooses a language, answers, and stops; every page is looked at as at home."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask

from tests.webapp_fixtures import Resident, make_app
from tests.webapp_pages import Page

KIOSK: Final = "/kiosk"
WELCOME: Final = f"{KIOSK}/welkom"
PUBLIC: Final = "http://127.0.0.1:8000"


class KioskVisitor(Resident):
    """The next one in the queue."""

    at = KIOSK

    def __init__(self, app: Flask, language: str = "nl") -> None:
        super().__init__(app)
        self.get(KIOSK)
        self.begin(language)

    def begin(self, language: str) -> Page:
        """Press a language on the first page."""
        response = self.client.post(f"{KIOSK}/begin", data={"taal": language})
        assert (response.status_code, response.headers["Location"]) == (303, WELCOME)
        return self.get(WELCOME)

    def stop(self) -> Page:
        """Press "Stop en wis"."""
        response = self.client.post(f"{KIOSK}/wissen")
        assert (response.status_code, response.headers["Location"]) == (303, KIOSK)
        return self.get(KIOSK)


def kiosk_app(**settings: Any) -> Flask:
    """The site as a kiosk in a Wijkwijzer runs it: with a QR code."""
    return make_app(**{"PUBLIC_BASE_URL": PUBLIC, **settings})
