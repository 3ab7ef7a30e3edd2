"""What the cookie holds: the answers, the imagined ones, one unfinished answer of each, one sentence to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from flask import session
from werkzeug.datastructures import MultiDict

from webapp.answers import Answers, Entry, fits
from webapp.i18n import IN_LINK
from webapp.i18n import say as say_in_page_language
from webapp.mishaps import TOO_MUCH
from webapp.questions import Catalogue, Question
from webapp.session import MAX_COOKIE, SessionTooLarge, cookie_size

MAX_TEXT: Final = 200
MAX_DRAFT: Final = 1200
"""Bytes of an unfinished answer in all; a cookie cannot hold much more."""

MAX_POSTCODE: Final = 40
"""Characters of a postcode that are kept to show them once more."""

SPARE: Final = 500
"""Bytes of the cookie that no answer may take: for a sentence, the language, the token, and what comes next."""

DRAFT: Final = "draft"
IMAGINED_DRAFT: Final = "imagined_draft"
"""Where an unfinished answer is kept: to a question of the wizard, or to one of "Wat als?"."""

PENDING: Final = "pending"
NOTED: Final = "noted"
TURN: Final = "turn"
"""Where the chat keeps what it understood, what was confirmed and is no answer yet, and its last words."""

ACCOUNT: Final = "account"
UNTOUCHED: Final = "untouched"
"""Where the sign-in of who works with the site is kept: no answer, so it stays when answers go."""

STAYS: Final = (IN_LINK, ACCOUNT, UNTOUCHED)
"""What is no answer."""

VERSION: Final = 1
"""Raise this when the shape below changes: an older cookie then starts afresh."""


def answers(catalogue: Catalogue) -> Answers:
    """The answers so far; questions and choices that no longer exist are left out."""
    return Answers(catalogue, entries_in("answers", catalogue))


def imagined(catalogue: Catalogue) -> tuple[Entry, ...]:
    """The answers that are only imagined ("Wat als?"): kept apart, so that none of them counts as a real one."""
    return entries_in("imagined", catalogue)


def entries_in(place: str, catalogue: Catalogue) -> tuple[Entry, ...]:
    """The answers that are kept under a name."""
    if session.get("version") != VERSION:
        return ()
    entries = []
    for question_id, answer, with_partner in session.get(place, []):
        question = catalogue.find(question_id)
        if question is not None and fits(question, answer):
            entries.append(Entry(question, answer, with_partner))
    return tuple(entries)


def keep(answered: Answers) -> None:
    """Put the answers in the cookie. SessionTooLarge when they do not fit: those of before are then still there."""
    _open()
    before = session.get("answers", [])
    session["answers"] = as_kept(answered.entries)
    session.pop("next", None)
    for less_needed in (drop_draft, drop_imagined, drop_told):
        if not _fits():
            less_needed()
    if not _fits():
        session["answers"] = before
        raise SessionTooLarge


def keep_imagined(entries: Sequence[Entry]) -> None:
    """Put the imagined answers in the cookie. SessionTooLarge when they do not fit: those of before are still there."""
    _open()
    before = session.get("imagined", [])
    session["imagined"] = as_kept(entries)
    drop_draft(IMAGINED_DRAFT)
    if not _fits():
        drop_draft()
        if not _fits():
            session["imagined"] = before
            raise SessionTooLarge
    if not entries:
        drop_imagined()


def keep_in(place: str, content: object) -> None:
    """Keep something under a name of its own. SessionTooLarge when it does not fit: that of before is still there."""
    _open()
    before = session.get(place)
    session[place] = content
    if not _fits():
        session[place] = before
        if before is None:
            del session[place]
        raise SessionTooLarge


def as_kept(entries: Iterable[Entry]) -> list[list[object]]:
    """Answers in the shape in which the cookie keeps them; `entries_in` reads them."""
    return [[entry.question.id, entry.answer, entry.with_partner] for entry in entries]


def drop_told() -> None:
    """Forget what was told in the chat and is no answer yet: it can be asked."""
    for place in (TURN, PENDING, NOTED):
        session.pop(place, None)


def drop_imagined() -> None:
    """Back to how it is."""
    session.pop("imagined", None)
    drop_draft(IMAGINED_DRAFT)


def keep_next(fingerprint: str, question: Question | None) -> None:
    """Note which question comes next, and for which household, day, policy and catalogue that goes."""
    session["next"] = [fingerprint, question.id if question else None]


def knows_next(fingerprint: str) -> bool:
    """Whether that was noted for just this household, day, policy and catalogue."""
    return "next" in session and session["next"][0] == fingerprint


def next_question(catalogue: Catalogue) -> Question | None:
    """The question that was noted; None when nothing was left to ask."""
    question_id: str | None = session["next"][1]
    return catalogue.find(question_id) if question_id else None


def keep_draft(question_id: str, sent: MultiDict[str, str], place: str = DRAFT) -> None:
    """Keep what was sent as it was typed, so that nothing has to be typed again. The token is no answer."""
    _open()
    fields = {name: values for name, values in sent.lists() if name not in ("csrf_token", IN_LINK)}
    for room in (MAX_DRAFT, MAX_DRAFT // 4):
        session[place] = [question_id, _cut(fields, room)]
        if _fits():
            return
        say(TOO_MUCH)  # Else people would wonder where the rest of what they typed went.
    drop_draft(place)


def draft(question: Question, place: str = DRAFT) -> MultiDict[str, str] | None:
    """The unfinished answer to this question, if there is one."""
    kept = session.get(place)
    if not kept or kept[0] != question.id:
        return None
    return MultiDict({name: list(values) for name, values in kept[1].items()})


def draft_is_for(question_id: str) -> bool:
    """Whether an unfinished answer to this question is waiting."""
    return bool(session.get(DRAFT)) and session[DRAFT][0] == question_id


def draft_back_to() -> str:
    """Where the page with the unfinished answer would have led back to; empty when nowhere."""
    kept = session.get("draft")
    return str(kept[1].get("terug", [""])[0]) if kept else ""


def drop_draft(place: str = DRAFT) -> None:
    """The answer is given; the unfinished one is not needed any more."""
    session.pop(place, None)


def say(text: str) -> None:
    """A sentence for the next page, in Dutch (`later`): it is said in the language that page has."""
    _open()
    session["say"] = text


def heard() -> str:
    """The sentence for this page, once."""
    return say_in_page_language(str(session.pop("say", "")))


def keep_postcode(typed: str) -> None:
    """What was typed to find help in the neighbourhood, for the next page only."""
    _open()
    session["postcode"] = typed[:MAX_POSTCODE]


def postcode() -> str | None:
    """What was typed, once; None when nothing was."""
    typed = session.pop("postcode", None)
    return None if typed is None else str(typed)


def keep_outcome(outcome: Mapping[str, str]) -> None:
    """Note how the outcome looked, to tell next time what an answer changed."""
    session["outcome"] = dict(outcome)


def last_outcome() -> dict[str, str] | None:
    """{scheme id: group} as the resident last saw it; None when they did not."""
    found: dict[str, str] | None = session.get("outcome")
    return found


def is_empty() -> bool:
    """Whether nothing was answered."""
    return not session.get("answers")


def is_lost() -> bool:
    """Whether the cookie is gone: an hour went by, or the browser takes no cookies."""
    return "csrf_token" not in session


def wipe() -> None:
    """Forget all answers. A chosen language is no answer: who wipes wants to go on reading."""
    kept = {name: session[name] for name in STAYS if name in session}
    session.clear()
    session.update(kept)


def leave_nothing() -> None:
    """Forget everything, also the language: nobody may see who was here."""
    session.clear()


def _open() -> None:
    if session.get("version", VERSION) != VERSION:
        kept = {name: session[name] for name in (*STAYS, "csrf_token") if name in session}
        session.clear()
        session.update(kept)  # The rest has the shape of then.
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
