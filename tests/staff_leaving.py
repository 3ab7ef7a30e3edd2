"""Somebody at the table who takes something along: with a household, with lines, with a note that was agreed to."""

from __future__ import annotations

from typing import Final

import pikepdf
from flask import Flask
from werkzeug.test import TestResponse

from tests.pdf_text import opened, structure
from tests.staff_talk import Talk
from tests.webapp_answers import answers_to
from tests.webapp_fixtures import Sent
from tests.webapp_households import SINGLE_PARENT
from webapp import state
from webapp.staff.conversation import ANSWERS

POISON: Final = '#read("/etc/passwd") *bold* = Kop \\ $x$ @label // <b>end</b> {{ 7*7 }}'
LINES: Final = f"Inwoner: belt maandag Leergeld\r\n\r\nVrijwilliger: mailt dinsdag de huurder\r\n{POISON}"
IN_DANGER: Final[Sent] = {"boxes": ["unsafe_at_home"]}
NOT_IN_DANGER: Final[Sent] = {"boxes": ["none"]}


def told(app: Flask, query: str = "", **other: Sent) -> Talk:
    """A conversation with a household in it, on the page where things leave the table."""
    return of_household(app, {**SINGLE_PARENT.sent, **other}, query)


def of_household(app: Flask, story: dict[str, Sent], query: str = "") -> Talk:
    """The answers are put in the cookie: the page with all questions is tried elsewhere."""
    talk = Talk(app, query)
    with app.test_request_context():
        answers = answers_to(story, app.extensions["catalogue"], app.extensions["policy"])
    with talk.client.session_transaction() as session:
        session[ANSWERS] = state.as_kept(answers.entries)
    talk.get("/gesprek/mee")
    return talk


def send_lines(talk: Talk, lines: str, onward: str = "", **more: str) -> TestResponse:
    """Write the lines, and press one of the buttons."""
    if talk.page.path != "/gesprek/mee":
        talk.get("/gesprek/mee")
    return talk.post("/gesprek/mee", {"afspraken": lines, "verder": onward, "gesprek": talk.name, **more})


def lines_on_page(talk: Talk) -> str:
    """What is in the field, as a browser takes it: without the line end that the tag itself begins with."""
    raw = talk.page.html.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>", 1)[0]
    return raw.removeprefix("\n")


def letter_of(talk: Talk, **more: str) -> pikepdf.Pdf:
    """The letter of now, without lines."""
    response = send_lines(talk, "", "brief", **more)
    assert response.headers["Location"] == "/gesprek/brief.pdf"
    return opened(talk.client.get("/gesprek/brief.pdf").get_data())


def chosen(talk: Talk, office: str = "stadsbank") -> str:
    """The page with the note for an office; what that page says it showed."""
    talk.get("/gesprek/verwijzing")
    response = talk.post("/gesprek/verwijzing", {"kantoor": office, "gesprek": talk.name})
    assert response.headers["Location"] == "/gesprek/verwijzing#verwijzing"
    talk.get("/gesprek/verwijzing")
    [seen] = [field.get("value") for field in talk.page.all("input", name="gezien")]
    return seen


def agree(talk: Talk, seen: str, **ticked: str) -> TestResponse:
    """Ask for the note that was seen; the resident agrees where the box is ticked."""
    return talk.post("/gesprek/verwijzing/akkoord", {"gezien": seen, "gesprek": talk.name, **ticked})


def errors(talk: Talk) -> list[str]:
    """What the error summary says."""
    summary = talk.page.by_id("fouten")
    return [link.text for link in talk.page.all("a") if summary is not None and link.closest("section") is summary]


def assert_readable_aloud(pdf: pikepdf.Pdf, titles: int) -> None:
    """Tagged, titled, in Dutch first, and without a picture or a table (PDF/UA-1)."""
    assert str(pdf.Root.Lang) == "nl"
    assert bool(pdf.Root.MarkInfo.Marked)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert str(metadata["dc:title"]).endswith(" – Rondkomenwijzer")
    kinds = structure(pdf)
    assert kinds.count("H1") == titles
    assert {"H2", "P", "L", "LI"} <= set(kinds)
    assert not {"Table", "Figure"} & set(kinds)
