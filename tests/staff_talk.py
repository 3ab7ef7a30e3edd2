"""Somebody at the table: fills in the page of the conversation, with the client that checks every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from rules import Advice, load_policy
from tests.staff_accounts import sign_in
from tests.webapp_fixtures import Resident, Sent, make_app
from webapp.accounts import Role
from webapp.journey import advice_for
from webapp.staff.conversation import conversation

BY_SCRIPT: Final = {"HX-Request": "true"}


def staff_app(**settings: Any) -> Flask:
    """The site with the conversation switched on."""
    return make_app(STAFF=True, **settings)


class Talk(Resident):
    """A browser with a conversation in it."""

    def __init__(self, app: Flask, query: str = "") -> None:
        super().__init__(app)
        sign_in(self.client, Role.STAFF)
        self.get(f"/gesprek{query}")

    @property
    def name(self) -> str:
        """What every form of this conversation repeats."""
        found = {field.get("value") for field in self.page.all("input", name="gesprek")}
        [name] = found
        return name

    def send(
        self, question_id: str, sent: Sent, *, by_script: bool = True, headers: Mapping[str, str] | None = None
    ) -> TestResponse:
        """One answer, as the page that is on the screen would send it."""
        form: MultiDict[str, str] = MultiDict(dict(sent))
        form["csrf_token"], form["gesprek"] = self.page.token, self.name
        extra = {**(BY_SCRIPT if by_script else {}), **(headers or {})}
        response = self.client.post(f"/gesprek/antwoord/{question_id}", data=form, headers=extra)
        if response.status_code == 200:
            self.page = self.client.page
        return response

    def tell(self, story: Mapping[str, Sent], *, by_script: bool = True) -> None:
        """Every answer of a household, in any order; then those that came up later, or have to be given again."""
        for _round in range(2):
            for question_id, sent in story.items():
                if self.waits_for(question_id):
                    self.send(question_id, sent, by_script=by_script)
                    if not by_script:
                        self.get("/gesprek")

    def waits_for(self, question_id: str) -> bool:
        """Whether the question stands on the page without an answer that counts."""
        part = self.page.by_id(f"{question_id}-deel")
        return part is not None and "talk--answered" not in part.classes

    def outcome(self) -> dict[str, str]:
        """{scheme id: group} as the page shows it."""
        found = {}
        for one in self.page.all("details"):
            section = one.closest("section")
            if "rule" in one.classes and section is not None and not one.get("id").startswith("uit-hulp"):
                found[one.get("id").removeprefix("uit-")] = section.get("aria-labelledby").removeprefix("uit-")
        return found

    def conversation_answers(self) -> dict[str, object]:
        """{question id: answer} of the conversation."""
        with self.client:
            self.client.get("/gesprek")
            return {entry.question.id: entry.answer for entry in conversation().answers.entries}

    def conversation_advice(self) -> Advice:
        """The advice on what was told."""
        with self.client:
            self.client.get("/gesprek")
            answers = conversation().answers
        found = advice_for(answers, load_policy(), self.app.config["TODAY"]())
        assert found is not None
        return found
