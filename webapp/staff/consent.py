"""What was ticked right before paper is made: that it may tell all, or that the resident agrees. Forgotten right after.

It never stands in an address. As soon as any other page is opened, the answer is "no" again. The resident's own letter
does the same with a choice of its own (webapp/takealong/choice.py).
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, request, session

from webapp.answers import Answers
from webapp.discreet import discreet

TELLS_ALL: Final = "talk_paper_tells_all"
AGREED: Final = "talk_note_agreed"
LASTS_ON: Final = {
    TELLS_ALL: ("staff.keep_lines", "staff.letter_pdf"),
    AGREED: ("staff.agree_to_note", "staff.note_pdf"),
}
"""A browser may fetch a PDF again to save or print it."""


def register(blueprint: Blueprint) -> None:
    """Forget what was ticked on every other page of the site."""
    blueprint.before_app_request(forget_elsewhere)


def tell_all(wished: bool) -> None:
    """Remember whether the letter that follows may say that home is not safe."""
    session.pop(TELLS_ALL, None)
    if wished:
        session[TELLS_ALL] = True


def answers_for_paper(answers: Answers) -> Answers:
    """What paper may tell: all of it only if that was ticked just now."""
    return answers if session.get(TELLS_ALL) else discreet(answers)


def agree(fingerprint: str) -> None:
    """Remember that the resident agrees with the note that was shown."""
    session[AGREED] = fingerprint


def is_agreed(fingerprint: str) -> bool:
    """Whether the resident agreed, just now, with this very note."""
    return bool(session.get(AGREED) == fingerprint)


def forget_elsewhere() -> None:
    """Back to no."""
    for place, endpoints in LASTS_ON.items():
        if request.endpoint not in endpoints:
            session.pop(place, None)
