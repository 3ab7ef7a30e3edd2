"""The crawl of the pages with counts: with made-up numbers, and with nothing to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from flask import Flask

from rules import STATUSES
from tests.crawl_walker import COOKIE, Visit, seen_as
from tests.staff_accounts import sign_in
from tests.webapp_fixtures import client_of, make_app
from webapp.accounts import Role
from webapp.languages import published
from webapp.storage import JourneysByLanguage, JourneysByMode, OutcomesByScheme, StopsByTopic

DASHBOARD: Final = "/cijfers"
LAST_WEEK: Final = date(2026, 11, 9)
"""The Monday of the last week that is over on the day of the tests."""

WEEKS: Final = 13


def counting_app(counts: bool = True) -> Flask:
    """The site with what shows the counts, and with counting on or off."""
    return make_app(STAFF=True, COUNTS=counts)


def make_up_counts(app: Flask) -> None:
    """Numbers of every size in the thirteen weeks that the page shows first."""
    modes, languages = ("wizard", "chat", "kiosk", "staff"), [one.code for one in published()]
    schemes = [scheme.id for scheme in app.extensions["policy"].schemes]
    topics = [*(id_ for id_, _title in app.extensions["catalogue"].topics), "controleren"]
    with app.extensions["database"].transaction() as rows:
        for number in range(WEEKS):
            week, size = LAST_WEEK - timedelta(weeks=number), 40 + 13 * (number % 5)
            rows.add_all(JourneysByMode(week=week, mode=key, number=8 * size // (n + 1)) for n, key in enumerate(modes))
            rows.add_all(
                JourneysByLanguage(week=week, language=key, number=9 * size // (n * n + 1))
                for n, key in enumerate(languages)
            )
            rows.add_all(
                OutcomesByScheme(week=week, scheme=key, status=status, number=size * (n + 2) // (7 * m + 5))
                for n, key in enumerate(schemes)
                for m, status in enumerate(STATUSES)
            )
            rows.add_all(StopsByTopic(week=week, topic=key, number=size // (n + 1)) for n, key in enumerate(topics))


def with_counts(language: str) -> Iterator[Visit]:
    """The page with numbers, over a year, and where nothing was counted or counting is off."""
    full = counting_app()
    make_up_counts(full)
    for name, app in (("full", full), ("empty", counting_app()), ("off", counting_app(counts=False))):
        client = client_of(app)
        sign_in(client, Role.STATISTICS)
        for weeks in ("13", "52") if name == "full" else ("13",):
            address = f"{DASHBOARD}?weken={weeks}&taal={language}"
            cookie = client.get_cookie(COOKIE)
            seen = seen_as(f"statistics-{name}-{weeks}", address, cookie.value if cookie else "", client.get(address))
            yield replace(seen, is_live=False)
