"""The conversation of this browser: its answers, apart from those of the wizard, and a name that every form repeats.

The name changes with each conversation. A page of an earlier one, still open in another tab, can so be told apart: what
it sends is not kept, or two people would be mixed.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import current_app, request, session

from webapp import state
from webapp.answers import Answers
from webapp.i18n import language
from webapp.languages import Language, published
from webapp.session import SessionTooLarge
from webapp.signpost import Signpost, signpost

NAME: Final = "talk"
FIELD: Final = "gesprek"
ANSWERS: Final = "talk_answers"
SEEN: Final = "talk_seen"
BESIDE: Final = "talk_beside"
DRAFT: Final = "talk_draft"
BYTES: Final = 6


@dataclass(frozen=True, slots=True)
class Conversation:
    """The conversation that is going on: its name, its answers and the way on from them."""

    name: str
    way: Signpost

    @property
    def answers(self) -> Answers:
        """What was said so far."""
        return self.way.answers


def conversation() -> Conversation:
    """The conversation of this browser; a new one where there is none. Needs a request."""
    if NAME not in session:
        begin()
    catalogue = current_app.extensions["catalogue"]
    return Conversation(session[NAME], signpost(Answers(catalogue, state.entries_in(ANSWERS, catalogue))))


def begin(answers: Answers | None = None) -> None:
    """A new conversation, without a trace of what this browser held before; perhaps with answers from elsewhere.

    SessionTooLarge when those do not fit: then everything is as it was.
    """
    before = dict(session)
    beside = session.get(BESIDE)
    state.wipe()
    state.keep_in(NAME, secrets.token_urlsafe(BYTES))
    if beside:
        session[BESIDE] = beside
    try:
        keep(answers or Answers(current_app.extensions["catalogue"]))
    except SessionTooLarge:
        session.clear()
        session.update(before)
        raise


def is_another() -> bool:
    """Whether what is sent now belongs to a conversation that is over."""
    return request.form.get(FIELD) != session.get(NAME)


def keep(answers: Answers) -> None:
    """Put the answers in the cookie. SessionTooLarge when they do not fit: those of before are then still there."""
    state.keep_in(ANSWERS, state.as_kept(answers.entries))
    state.drop_draft(DRAFT)


def last_outcome() -> Mapping[str, str]:
    """{scheme id: group} before the last answer; empty where there was none."""
    return dict(session.get(SEEN) or {})


def keep_outcome(outcome: Mapping[str, str]) -> None:
    """Note how the outcome is now."""
    session[SEEN] = dict(outcome)


def choose_beside(code: str | None) -> None:
    """Put a published language beside that of the page; any other word takes it away."""
    if code is not None:
        codes = [one.code for one in published()]
        session.pop(BESIDE, None)
        if code in codes:
            session[BESIDE] = code


def beside() -> Language | None:
    """The language beside that of the page, if one was chosen and it is another."""
    found = next((one for one in published() if one.code == session.get(BESIDE)), None)
    return found if found != language() else None
