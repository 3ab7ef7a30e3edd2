"""What the cookie holds: the answers, one unfinished answer, one sentence to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import session
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from webapp.answers import Answers, Entry, fits
from webapp.i18n import IN_LINK
from webapp.questions import Catalogue, Question
from webapp.session import MAX_COOKIE, SessionTooLarge, cookie_size

MAX_TEXT: Final = 200
MAX_DRAFT: Final = 1200
"""Bytes of an unfinished answer in all; a cookie cannot hold much more."""

SPARE: Final = 500
"""Bytes of the cookie that no answer may take: for a sentence, the language, the token, and what comes next."""

VERSION: Final = 1
"""Raise this when the shape below changes: an older cookie then starts afresh."""


def answers(catalogue: Catalogue) -> Answers:
    """The answers so far; questions and choices that no longer exist are left out."""
    if session.get("version") != VERSION:
        return Answers(catalogue)
    entries = []
    for question_id, answer, with_partner in session.get("answers", []):
        question = catalogue.find(question_id)
        if question is not None and fits(question, answer):
            entries.append(Entry(question, answer, with_partner))
    return Answers(catalogue, tuple(entries))


def keep(answered: Answers) -> None:
    """Put the answers in the cookie. SessionTooLarge when they do not fit: those of before are then still there."""
    _open()
    before = session.get("answers", [])
    session["answers"] = [[entry.question.id, entry.answer, entry.with_partner] for entry in answered.entries]
    session.pop("next", None)
    if not _fits():
        drop_draft()
        if not _fits():
            session["answers"] = before
            raise SessionTooLarge


def keep_next_fact(fingerprint: str, fact: str | None) -> None:
    """Note what the advice would ask next, and for which household, day and policy that goes."""
    session["next"] = [fingerprint, fact]


def knows_next_fact(fingerprint: str) -> bool:
    """Whether that was noted for just this household, day and policy."""
    return "next" in session and session["next"][0] == fingerprint


def next_fact() -> str | None:
    """The fact that was noted; None when nothing was left to ask."""
    fact: str | None = session["next"][1]
    return fact


def keep_draft(question_id: str, sent: MultiDict[str, str]) -> None:
    """Keep what was sent as it was typed, so that nothing has to be typed again. The token is no answer."""
    _open()
    fields = {name: values for name, values in sent.lists() if name not in ("csrf_token", IN_LINK)}
    for room in (MAX_DRAFT, MAX_DRAFT // 4):
        session["draft"] = [question_id, _cut(fields, room)]
        if _fits():
            return
        say(too_much())  # Else people would wonder where the rest of what they typed went.
    drop_draft()


def too_much() -> str:
    """The sentence for who fills in more than the cookie can hold."""
    return str(gettext("Dit is te veel om te onthouden. Vul minder in. Uw eerdere antwoorden zijn er nog."))


def draft(question: Question) -> MultiDict[str, str] | None:
    """The unfinished answer to this question, if there is one."""
    kept = session.get("draft")
    if not kept or kept[0] != question.id:
        return None
    return MultiDict({name: list(values) for name, values in kept[1].items()})


def draft_is_for(question_id: str) -> bool:
    """Whether an unfinished answer to this question is waiting."""
    return bool(session.get("draft")) and session["draft"][0] == question_id


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
    """Forget all answers. A chosen language is no answer: who wipes wants to go on reading."""
    chosen = {IN_LINK: session[IN_LINK]} if IN_LINK in session else {}
    session.clear()
    session.update(chosen)


def leave_nothing() -> None:
    """Forget everything, also the language: nobody may see who was here."""
    session.clear()


def _open() -> None:
    session["version"] = VERSION


def _fits() -> bool:
    return cookie_size() <= MAX_COOKIE - SPARE


def _cut(fields: Mapping[str, list[str]], room: int) -> dict[str, Any]:
    kept: dict[str, list[str]] = {}
    for name, values in list(fields.items())[:40]:
        for value in values[:20]:
            text = value.replace("\x00", "")[: MAX_TEXT + 1]
            room -= len(name) + len(text.encode("unicode_escape"))
            if room < 0:
                return kept
            kept.setdefault(name[:30], []).append(text)
    return kept
