"""The last turn of the chat as the cookie keeps it: what it answers, and what was typed where that has to come back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Final

from flask import session

from webapp import state
from webapp.session import SessionTooLarge
from webapp.state import TURN

MAX_TYPED: Final = 400
"""Characters of a message that was not understood: it comes back to be changed."""

MISTAKES: Final = ("empty", "too_long")
"""Turns that are shown as errors."""


@dataclass(frozen=True, slots=True)
class Turn:
    """`kind`: what the chat says (webapp/views/chat_reply.py), with what it is about. `asked`: the question on whose
    page it belongs; empty for a page without a question. `danger`: what cannot wait."""

    kind: str = ""
    about: str = ""
    asked: str = ""
    typed: str = ""
    danger: tuple[str, ...] = ()

    @property
    def mistake(self) -> str:
        """Which error this is; empty for a turn that is none."""
        return self.kind if self.kind in MISTAKES else ""


def keep_turn(turn: Turn) -> None:
    """Keep it for the page that follows, in place of the one before. Where it does not fit, without what was typed."""
    session.pop(TURN, None)
    short = replace(turn, typed=turn.typed[:MAX_TYPED])
    for one in (short, replace(short, typed="")):
        try:
            state.keep_in(TURN, {name: value for name, value in asdict(one).items() if value})
        except SessionTooLarge:
            continue
        return


def last_turn(asked: str = "") -> Turn:
    """The last turn, if it belongs to this question; else an empty one."""
    kept = session.get(TURN) or {}
    if kept.get("asked", "") != asked:
        return Turn()
    return Turn(**{**kept, "danger": tuple(kept.get("danger", ()))})


def drop_turn() -> None:
    """The conversation went on."""
    session.pop(TURN, None)
