"""The part of the crawl behind the result: "Wat als?", the Wijkwijzers by postcode, and what is taken along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tests.crawl_walker import Visit, Walker, pages_linked_in, usual_app
from tests.webapp_fixtures import Sent, make_app
from tests.webapp_households import COUPLE, FAR_ABOVE, PENSIONER, SINGLE_PARENT, Story

LINK: Final = re.compile(r"/verder/[\w.:~$*+-]+")
PUBLIC: Final = "http://127.0.0.1:8000"
MADE: Final = 1_795_000_000.0
"""Seconds since 1970: when the links of the crawl were made."""

FIFTEEN_DAYS: Final = 15 * 24 * 60 * 60
WHAT_IF: Final = "/wat-als"


def imagined(language: str) -> Iterator[Visit]:
    """Each answer that may be imagined otherwise, left empty; then the comparison with much more income, and less."""
    for name, story, other in (("one", SINGLE_PARENT, "2.250,00"), ("two", COUPLE, "1.100")):
        walker = Walker(language, usual_app())
        walker.resident.walk(story.sent)
        page = walker.look(f"imagined-{name}", WHAT_IF)
        for address in [path for path in pages_linked_in(page.html) if path.startswith(f"{WHAT_IF}/")]:
            walker.resident.get(address)
            walker.resident.post(address, {})
            yield walker.look(f"imagined-{name}{address.replace('/', '-')}-error", address)
        walker.resident.post(f"{WHAT_IF}/inkomen", income(story, other))
        yield walker.look(f"imagined-{name}-then", WHAT_IF)


def income(story: Story, amount: str) -> Sent:
    """Work as the only income, of the first of the household."""
    who = {"who_1": "self"} if story is COUPLE else {}
    return {**who, "what_1": "work", "amount_1": amount, "period_1": "month"}


def near_by(language: str) -> Iterator[Visit]:
    """The result after a postcode, after one that is none, and after one where no Wijkwijzer is."""
    walker = Walker(language, usual_app())
    walker.resident.walk(SINGLE_PARENT.sent)
    for name, typed in (("found", "7511 AB"), ("wrong", "Enschede"), ("none", "9999")):
        walker.resident.get("/uitslag")
        walker.resident.post("/uitslag/wijkwijzers", {"postcode": typed})
        yield walker.look(f"near-by-{name}-result", "/uitslag")


def taken_along(language: str) -> Iterator[Visit]:
    """The page with the code; its link here, on another device, a fortnight later, and with a letter lost."""
    app = make_app(PUBLIC_BASE_URL=PUBLIC, NOW=lambda: MADE)
    for name, story in (("unsafe", PENSIONER), ("plain", FAR_ABOVE)):
        walker = Walker(language, app, is_live=False)
        walker.resident.walk(story.sent)
        page = walker.look(f"taken-along-{name}", "/meenemen")
        yield page
    [link] = set(LINK.findall(page.html))
    there = f"{link}?taal={language}"
    yield walker.look("taken-along-here", there)
    yield Walker(language, app, is_live=False).look("taken-along-elsewhere", there)
    yield Walker(language, app, is_live=False).look("taken-along-broken", f"{link[:-3]}?taal={language}")
    later = make_app(PUBLIC_BASE_URL=PUBLIC, NOW=lambda: MADE + FIFTEEN_DAYS)
    late = Walker(language, later, is_live=False).look("taken-along-too-late", there)
    yield replace(late, address=link)
