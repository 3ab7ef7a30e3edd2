"""The crawl at the table: the conversation while it is empty, full, in two languages, and with a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tests.crawl_walker import COOKIE, Visit, seen_as
from tests.staff_talk import Talk, staff_app
from tests.webapp_households import COUPLE, PENSIONER, SINGLE_PARENT
from webapp.languages import published

TABLE: Final = "/gesprek"


def at_table(language: str) -> Iterator[Visit]:
    """Each page as it was served: the usual site has no such address."""
    app, other = staff_app(), next(one.code for one in published() if one.code != language)
    for name, story in (("one", SINGLE_PARENT), ("urgent", PENSIONER)):
        talk = Talk(app, f"?taal={language}")
        if story is SINGLE_PARENT:
            yield seen_by(talk, "table-empty")
        talk.tell(dict(story.sent))
        yield seen_by(talk, f"table-{name}")
    talk = Talk(app, f"?taal={language}&naast={other}")
    talk.tell(dict(COUPLE.sent))
    yield seen_by(talk, "table-two")
    talk.send("vermogen", {"have": "veel"}, by_script=False)
    yield seen_by(talk, "table-error")
    yield from beyond(talk)


def beyond(talk: Talk) -> Iterator[Visit]:
    """What the table leads to: variants, each change with a mistake, what leaves the table, and a note."""
    talk.get("/gesprek/wat-als")
    for path in [link for link in talk.page.links if link.startswith("/gesprek/wat-als/")]:
        talk.get(path)
        talk.post(path, {"gesprek": talk.name})
        yield seen_by(talk, f"table{path.replace('/', '-')}-error", path)
    savings = "/gesprek/wat-als/nieuw/spaargeld"
    for amount in ("30.000", "100"):
        talk.get(savings)
        talk.post(savings, {"gesprek": talk.name, "have": amount, "owe": "0"})
    yield seen_by(talk, "table-variants", "/gesprek/wat-als")
    yield seen_by(talk, "table-leaving", "/gesprek/mee")
    referral = "/gesprek/verwijzing"
    yield seen_by(talk, "table-referral", referral)
    [first, *_others] = [field.get("value") for field in talk.page.all("input", name="kantoor")]
    talk.post(referral, {"gesprek": talk.name, "kantoor": first})
    yield seen_by(talk, "table-note", referral)


def seen_by(talk: Talk, name: str, address: str = TABLE) -> Visit:
    """What somebody at the table sees at an address."""
    cookie = talk.client.get_cookie(COOKIE)
    visit = seen_as(name, address, cookie.value if cookie else "", talk.client.get(address))
    talk.page = talk.client.page
    return replace(visit, is_live=False)
