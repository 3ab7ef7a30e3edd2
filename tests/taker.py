"""Somebody with answers who takes the outcome along: the answers are put in the cookie, without twenty pages before."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask

from tests.webapp_answers import answers_to
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import Story
from webapp import state
from webapp.answers import Answers

BASE: Final = "https://rondkomen.example"
LINK: Final = re.compile(r"https?://[^\s<>\"]+/verder/([A-Z2-7]+)")


def app_with_link(**settings: Any) -> Flask:
    """The site with a public address, so that it makes links."""
    return make_app(PUBLIC_BASE_URL=BASE, **settings)


def somebody(app: Flask, story: Story | None = None) -> Resident:
    """A browser with the answers of a household; without any when none is given."""
    resident = Resident(app)
    if story:
        with app.test_request_context():
            keep(resident, answers_to(story.sent, app.extensions["catalogue"], app.extensions["policy"]))
    return resident


def keep(resident: Resident, answers: Answers) -> None:
    """Put answers in the cookie of a browser."""
    with resident.client.session_transaction() as session:
        session["version"] = state.VERSION
        session["answers"] = [[entry.question.id, entry.answer, entry.with_partner] for entry in answers.entries]


def link_of(resident: Resident) -> str:
    """The path of the link that the page shows."""
    resident.get("/meenemen")
    found = LINK.search(resident.page.html)
    assert found is not None
    return urlsplit(found[0]).path


def token_of(resident: Resident) -> str:
    """The token in that link."""
    return link_of(resident).removeprefix("/verder/")
