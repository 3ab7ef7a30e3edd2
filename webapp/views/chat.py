"""What the pages of the chat show: the first one, the conversation with its question, and what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from webapp.answers import Answers
from webapp.views.chat_reply import Danger, Reply
from webapp.views.check import Row, rows_as_given
from webapp.views.claims import ClaimLine
from webapp.views.question import Mistake, QuestionPage

FIELD = "verhaal"
"""The name and id of the field to tell something in."""


@dataclass(frozen=True, slots=True)
class Said:
    """What every page of the chat has: the last words of the chat, and the field with what was typed before."""

    reply: Reply | None = None
    danger: Danger | None = None
    typed: str = ""
    mistake: str = ""

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """The error of the field, for the summary above the page."""
        return (Mistake(FIELD, self.mistake),) if self.mistake else ()

    def title(self, heading: str) -> str:
        """The title of the window; it says first what went wrong."""
        return str(_("Fout: %(heading)s", heading=heading)) if self.mistake else heading


@dataclass(frozen=True, slots=True)
class ChatPage:
    """The conversation: the turns before, the last one apart, and the question of now with its ordinary form."""

    asked: QuestionPage
    earlier: tuple[Row, ...]
    last: Row | None
    said: Said


@dataclass(frozen=True, slots=True)
class ToldPage:
    """What was understood and does not count yet. `changeable`: the ids of the questions that can be opened now."""

    lines: tuple[ClaimLine, ...]
    changeable: frozenset[str]
    unclear: tuple[str, ...]
    asked: str
    said: Said


def chat_page(answers: Answers, asked: QuestionPage, said: Said) -> ChatPage:
    """The page for one question; the question itself is no turn before it."""
    rows = [row for row in rows_as_given(answers) if row.question.id != asked.question.id]
    whole = replace(asked, mistakes=(*asked.mistakes, *said.mistakes), read_back="")
    return ChatPage(whole, tuple(rows[:-1]), rows[-1] if rows else None, said)


def told_page(
    lines: Sequence[ClaimLine], changeable: frozenset[str], unclear: Sequence[str], asked: str, said: Said
) -> ToldPage:
    """The page with what was understood."""
    return ToldPage(tuple(lines), changeable, tuple(unclear), asked, said)
