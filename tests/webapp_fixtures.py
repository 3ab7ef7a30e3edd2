"""What the tests of the site share: an application, a resident who looks at every page, and four households."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from rules import Advice, load_policy
from tests.compiled_pages import COMPILED
from tests.webapp_client import CheckingClient
from tests.webapp_pages import Page
from webapp import create_app, state
from webapp.answers import Answers
from webapp.journey import advice_for, next_question
from webapp.questions import Catalogue, Question

ON: Final = date(2026, 11, 21)
KEY: Final = "a key for tests only, long enough to be taken"
NO_SOUNDS: Final = "/nonexistent"
"""A folder of recordings that nobody has: what a developer made must not change a test."""


Sent = Mapping[str, str | list[str]]
"""What a resident fills in on one page."""

UNKNOWN: Final[Mapping[str, Sent]] = {
    "choice": {"choice": "unknown"},
    "yes_no": {"choice": "unknown"},
    "boxes": {"boxes": ["unknown"]},
    "boxes_with_fields": {"boxes": ["unknown"]},
}


def make_app(on: date = ON, **settings: Any) -> Flask:
    """The real application on a fixed day, with a client that refuses every page that breaks a rule.

    Its database is in memory, and it counts nothing unless a test asks for it.
    """
    ours = {"SECRET_KEY": KEY, "TESTING": True, "TODAY": lambda: on, "AUDIO": NO_SOUNDS}
    app = create_app({**ours, "DATABASE": "sqlite://", "COUNTS": False, **settings})
    app.test_client_class = CheckingClient
    app.jinja_env.bytecode_cache = COMPILED
    return app


def client_of(app: Flask) -> CheckingClient:
    """A browser of its own on this application."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def i_do_not_know(question: Question) -> Sent:
    """ "Ik weet het niet", for any question."""
    return UNKNOWN.get(question.kind, {"unknown": "1"})


class Resident:
    """Somebody with a browser. `at`: how the addresses of the questions begin."""

    at = ""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = client_of(app)
        self.page = Page("")

    @property
    def catalogue(self) -> Catalogue:
        catalogue: Catalogue = self.app.extensions["catalogue"]
        return catalogue

    def get(self, path: str) -> Page:
        """Open a page, following redirects as a browser does."""
        response = self.client.get(path, follow_redirects=True)
        assert response.status_code == 200, (path, response.status_code)
        self.page = self.client.page
        return self.page

    def post(self, path: str, sent: Sent, token: str | None = None) -> TestResponse:
        """Send a form as the page would, with its token."""
        form: MultiDict[str, str] = MultiDict(dict(sent))
        form.setlist("csrf_token", [token if token is not None else self.page.token])
        return self.client.post(path, data=form)

    def answer(self, question_id: str, sent: Sent, back_to: str = "") -> Page:
        """Open a question, fill it in, and look at the page that comes next."""
        query = f"?terug={back_to}" if back_to else ""
        address = f"{self.at}/vraag/{question_id}"
        self.get(f"{address}{query}")
        assert self.page.path == address, self.page.path
        response = self.post(address, {**sent, **({"terug": back_to} if back_to else {})})
        assert response.status_code == 303, response.status_code
        return self.get(response.headers["Location"].split("#")[0])

    def walk(self, given: Mapping[str, Sent]) -> list[str]:
        """Answer until the check page; what is not given is not known. Returns the ids in order."""
        asked: list[str] = []
        self.get(f"{self.at}/vraag")
        while self.page.path != f"{self.at}/controleren":
            question_id = self.page.path.removeprefix(f"{self.at}/vraag/")
            assert question_id not in asked, f"{question_id} is asked twice"
            asked.append(question_id)
            question = self.catalogue.find(question_id)
            assert question is not None
            self.answer(question_id, given.get(question_id) or i_do_not_know(question))
            assert not self.page.errors, (question_id, self.page.errors)
        return asked

    def answers(self) -> Answers:
        """The answers in the cookie."""
        with self.client:
            self.client.get("/over")
            return state.answers(self.catalogue)

    def advice(self) -> Advice:
        """The advice on those answers."""
        found = advice_for(self.answers(), load_policy(), self.app.config["TODAY"]())
        assert found is not None
        return found

    def next_question(self) -> Question | None:
        """What would be asked now."""
        answers = self.answers()
        return next_question(answers, advice_for(answers, load_policy(), self.app.config["TODAY"]()))


@pytest.fixture
def resident() -> Resident:
    """A resident who has not begun."""
    return Resident(make_app())


def text_of(html: str) -> str:
    """The text of a piece of HTML, with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()
