"""What the cookie holds: the answers, one unfinished answer, one sentence to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import session
from werkzeug.datastructures import MultiDict

from webapp.answers import Answers, Entry
from webapp.questions import Catalogue, Question

MAX_TEXT: Final = 200
MAX_DRAFT: Final = 1200
"""Bytes of an unfinished answer in all; a cookie cannot hold much more."""

VERSION: Final = 1
"""Raise this when the shape below changes: an older cookie then starts afresh."""


def answers(catalogue: Catalogue) -> Answers:
    """The answers so far; questions that no longer exist are left out."""
    if session.get("version") != VERSION:
        return Answers(catalogue)
    entries = []
    for question_id, answer, with_partner in session.get("answers", []):
        question = catalogue.find(question_id)
        if question is not None:
            entries.append(Entry(question, answer, with_partner))
    return Answers(catalogue, tuple(entries))


def keep(answered: Answers) -> None:
    """Put the answers in the cookie."""
    _open()
    session["answers"] = [[entry.question.id, entry.answer, entry.with_partner] for entry in answered.entries]


def keep_draft(question_id: str, sent: MultiDict[str, str]) -> None:
    """Keep what was sent as it was typed, so that nothing has to be typed again. The token is no answer."""
    _open()
    fields = {name: values for name, values in sent.lists() if name != "csrf_token"}
    session["draft"] = [question_id, _cut(fields)]


def draft(question: Question) -> MultiDict[str, str] | None:
    """The unfinished answer to this question, if there is one."""
    kept = session.get("draft")
    if not kept or kept[0] != question.id:
        return None
    return MultiDict({name: list(values) for name, values in kept[1].items()})


def drop_draft() -> None:
    """The answer is given; the unfinished one is not needed any more."""
    session.pop("draft", None)


def say(text: str) -> None:
    """A sentence for the next page."""
    _open()
    session["say"] = text


def heard() -> str:
    """The sentence for this page, once."""
    return str(session.pop("say", ""))


def is_empty() -> bool:
    """Whether nothing was answered."""
    return not session.get("answers")


def is_lost() -> bool:
    """Whether the cookie is gone: an hour went by, or the browser takes no cookies."""
    return "csrf_token" not in session


def wipe() -> None:
    """Forget everything."""
    session.clear()


def _open() -> None:
    session["version"] = VERSION
    session.permanent = True  # The cookie ends an hour after the last page, not when the browser is closed.


def _cut(fields: Mapping[str, list[str]]) -> dict[str, Any]:
    room = MAX_DRAFT
    kept: dict[str, list[str]] = {}
    for name, values in list(fields.items())[:40]:
        for value in values[:20]:
            text = value.replace("\x00", "")[: MAX_TEXT + 1]
            room -= len(name) + len(text.encode("unicode_escape"))
            if room < 0:
                return kept
            kept.setdefault(name[:30], []).append(text)
    return kept
