"""The crawl of who keeps the figures right: the list whole and in part, and another day, found, wrong and unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from flask import Flask

from tests.crawl_walker import Visit, Walker
from tests.staff_accounts import working
from tests.webapp_fixtures import make_app
from webapp.accounts import Role

LIST: Final = "/waarden"
TRIAL: Final = "/waarden/proef"
PAGES: Final = {
    "list": LIST,
    "now": f"{LIST}?toon=nu",
    "confirm": f"{LIST}?toon=bevestigen",
    "trial-empty": TRIAL,
    "trial-earlier": f"{TRIAL}?op=2025-03-01&huishouden=net-boven-de-grens",
    "trial-later": f"{TRIAL}?op=2027-01-01&huishouden=paar-met-kinderen",
    "trial-same": f"{TRIAL}?op=2026-11-21&huishouden=niets-bekend",
    "trial-error": f"{TRIAL}?op=31-02-2027&huishouden=",
}
LATE: Final = date(2031, 3, 1)


def in_content(language: str) -> Iterator[Visit]:
    """Each page as it was served: the usual site has no such address."""
    walker = walker_of(make_app(STAFF=True), language)
    yield from (walker.look(f"content-{name}", address) for name, address in PAGES.items())
    yield walker_of(make_app(LATE, STAFF=True), language).look("content-list-late", LIST)


def walker_of(app: Flask, language: str) -> Walker:
    """Somebody who keeps the figures right, and reads this language."""
    resident = working(app, Role.CONTENT)
    resident.get(f"/over?taal={language}")
    return Walker(language, app, is_live=False, resident=resident)
