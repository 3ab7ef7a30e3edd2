"""What somebody typed: understood, and led on to where the reply stands. HTTP only.

The message itself is kept only where nothing was understood, to be changed; never in an address, never in a log.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp import state, told
from webapp.answers import Answers, accept
from webapp.chat.finding import find_explained
from webapp.chat.pressing import pressed
from webapp.chat.routes import blueprint
from webapp.chat.turn import Turn, keep_turn
from webapp.forms import form_for
from webapp.i18n import language, speaker
from webapp.questions import UNKNOWN, Question
from webapp.session import SessionTooLarge
from webapp.signpost import Signpost, signpost
from webapp.understanding import MAX_MESSAGE, Understood, understand
from webapp.views.chat import FIELD

PLAIN: Final = ("why", "privacy", "machine", "person", "stop", "restart", "greeting")
"""Wishes with the same reply for everybody."""


@blueprint.post("/zeg")
def say() -> Response:
    """Take a message."""
    text = _typed()
    way = signpost()
    asked = _asked(way)
    if not text or len(text) > MAX_MESSAGE:
        return _back(Turn("too_long" if text else "empty", typed=text), asked)
    found = understand(text, language().code, asked.id if asked else "")
    if not found.facts:
        return _reply(way, asked, found, text)
    try:
        told.keep_pending(told.pending().with_more(found.facts, found.unclear, asked.id if asked else ""))
    except SessionTooLarge:
        return _back(Turn("too_much", typed=text, danger=found.danger), asked)
    turn = _turn(found, text) if found.wish and found.wish not in ("unknown", "skip", "back", "result") else Turn()
    return _back(Turn(turn.kind, turn.about, danger=found.danger), None)


def say_stale() -> Response:
    """A message from a page that stood open too long: nothing is taken, and what was typed is still there."""
    return _back(Turn("stale", typed=_typed()), _asked(signpost()))


def look_again() -> Response:
    """The same for a button beside what was understood."""
    keep_turn(Turn("stale"))
    return redirect(url_for(".told", _anchor="antwoord"), HTTPStatus.SEE_OTHER)


STALE: Final[Mapping[str, Callable[[], Response]]] = {
    "chat.say": say_stale,
    "chat.accept": look_again,
    "chat.remove": look_again,
}
"""What follows on a form without its token, for who still has a cookie (webapp/errors.py)."""


def _typed() -> str:
    """The message without what is no text: control characters, which no page may hold."""
    lines = request.form.get(FIELD, "").replace("\r\n", "\n")
    return "".join(" " if unicodedata.category(sign) == "Cc" and sign != "\n" else sign for sign in lines).strip()


def _asked(way: Signpost) -> Question | None:
    """The question that stood there; a message beside what was understood goes with the one of before."""
    return way.answers.catalogue.find(request.form.get("vraag", ""))


def _reply(way: Signpost, asked: Question | None, found: Understood, text: str) -> Response:
    """The way on from a message without facts."""
    answer = _pressed(way, asked, text)
    if answer is not None and asked is not None:
        return _take(way, asked, answer, Turn(danger=found.danger))
    if found.wish == "result" and way.advice is not None:
        return redirect(url_for("wizard.result"), HTTPStatus.SEE_OTHER)
    if found.wish == "back":
        return _go_back(way.answers, asked, found)
    if found.wish in ("unknown", "skip") and asked is not None and not told.pending().claims and way.allows(asked):
        return _take(way, asked, {UNKNOWN: True}, Turn(found.wish, danger=found.danger))
    return _back(_turn(found, text), asked)


def _turn(found: Understood, text: str) -> Turn:
    """What the chat says to a message."""
    kind, about, typed = "not_understood", "", text
    if found.wish == "explain":
        terms, policy = current_app.extensions["glossary"], current_app.extensions["policy"]
        kind, about = find_explained(found.about, terms, policy, speaker()) or ("no_term", "")
        typed = ""
    elif found.wish == "language":
        kind, about, typed = "language", found.about, ""
    elif found.wish in (*PLAIN, "result", "back"):
        kind, typed = found.wish, ""
    elif found.unclear:
        kind, about = "unclear", " ".join(found.unclear)
    elif found.danger and not found.wish:
        kind, typed = "", ""
    return Turn(kind, about, typed=typed, danger=found.danger)


def _pressed(way: Signpost, asked: Question | None, text: str) -> dict[str, Any] | None:
    """The answer whose button has just these words; None where there is none."""
    if asked is None or told.pending().claims or not way.allows(asked):
        return None
    has_partner = way.answers.has_partner
    data = pressed(text, asked, has_partner, speaker())
    form = form_for(asked, has_partner, data) if data is not None else None
    return form.answer() if form is not None and form.validate() else None


def _take(way: Signpost, asked: Question, answer: dict[str, Any], turn: Turn) -> Response:
    """Take an answer that needs no reading back: its button was as good as pressed."""
    outcome = accept(way.answers, asked, answer, way.policy)
    if not isinstance(outcome, Answers):
        return _back(Turn("not_understood"), asked)
    state.keep(outcome)
    told.settle(asked, outcome)
    following = signpost(outcome).next
    if following is None:
        return redirect(url_for(".go_on"), HTTPStatus.SEE_OTHER)
    return _back(turn, following)


def _go_back(answers: Answers, asked: Question | None, found: Understood) -> Response:
    """To the question before; from what was understood, to the one that stood there."""
    if told.pending().claims:
        told.keep_pending(told.Pending({}))
        before = asked
    else:
        before = answers.before(asked) if asked else None
    if before is None:
        return _back(Turn("back", danger=found.danger), asked)
    return redirect(url_for(".question", question_id=before.id), HTTPStatus.SEE_OTHER)


def _back(turn: Turn, asked: Question | None) -> Response:
    """To the page where it goes on: what was understood, the question that stood there, or the first page."""
    if turn.mistake:
        anchor: str | None = "fouten"
    else:
        anchor = "hulp-nu" if turn.danger else "antwoord" if turn.kind else None
    if told.pending().claims:
        keep_turn(turn)
        return redirect(url_for(".told", _anchor=anchor), HTTPStatus.SEE_OTHER)
    if asked is None:
        keep_turn(turn)
        return redirect(url_for(".start", _anchor=anchor), HTTPStatus.SEE_OTHER)
    keep_turn(Turn(turn.kind, turn.about, asked.id, turn.typed, turn.danger))
    return redirect(url_for(".question", question_id=asked.id, _anchor=anchor), HTTPStatus.SEE_OTHER)
