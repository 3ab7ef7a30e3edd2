"""Whether paper may say that home is not safe: asked right before the PDF is made, and forgotten right after.

It never stands in an address. As soon as the resident opens any other page, the answer is "no" again.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, request, session

from webapp.answers import Answers
from webapp.discreet import discreet

KEPT: Final = "paper_tells_all"
LASTS_ON: Final = ("takealong.ask_for_paper", "takealong.pdf")
"""A browser may fetch the PDF again to save or print it."""


def register(blueprint: Blueprint) -> None:
    """Forget the choice on every other page of the site."""
    blueprint.before_app_request(forget_elsewhere)


def keep(tells_all: bool) -> None:
    """Remember what was ticked, for the PDF that follows."""
    session.pop(KEPT, None)
    if tells_all:
        session[KEPT] = True


def answers_for_paper(answers: Answers) -> Answers:
    """What paper may tell: all of it only if that was asked for just now."""
    return answers if session.get(KEPT) else discreet(answers)


def forget_elsewhere() -> None:
    """Back to telling nothing."""
    if request.endpoint not in LASTS_ON:
        session.pop(KEPT, None)
