"""What staff write down of who does what, and when: in the cookie only, on paper line by line as it was typed."""

from __future__ import annotations

from typing import Final

from flask import session
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp import state
from webapp.paper.characters import not_shown

KEPT: Final = "talk_lines"
DRAFT: Final = "talk_lines_draft"
MOST: Final = 1500
"""Characters."""


def typed_in(sent: str) -> str:
    """What was typed. A browser sends two characters for the end of a line; that is one."""
    text = sent.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return text if text.strip() else ""


def fault_in(text: str) -> str:
    """Why these lines cannot be kept, in one sentence; empty when they can."""
    too_many = len(text) - MOST
    if too_many > 0:
        return str(
            ngettext(
                "Deze tekst is %(num)s teken te lang: maak hem korter.",
                "Deze tekst is %(num)s tekens te lang: maak hem korter.",
                too_many,
            )
        )
    strange = not_shown(text.replace("\n", ""))
    if strange:
        return str(_("Deze tekens kunnen we niet printen: %(characters)s", characters=_named(strange)))
    return ""


def keep(text: str) -> None:
    """Remember the lines. SessionTooLarge when they do not fit: those of before are then still there."""
    session.pop(DRAFT, None)
    if text:
        state.keep_in(KEPT, text)
    else:
        session.pop(KEPT, None)


def kept() -> str:
    """The lines as they were typed; empty where there are none."""
    return str(session.get(KEPT) or "")


def as_lines() -> tuple[str, ...]:
    """The lines apart, without the empty ones around them."""
    return tuple(line.rstrip() for line in kept().strip("\n").split("\n")) if kept() else ()


def keep_draft(text: str) -> None:
    """Remember what cannot be kept yet, so that it need not be typed again. SessionTooLarge when it does not fit."""
    state.keep_in(DRAFT, text)


def draft() -> str:
    """What was typed and cannot be kept yet; empty where there is nothing of the kind."""
    return str(session.get(DRAFT) or "")


def _named(characters: str) -> str:
    """Each character itself; its number where there is nothing to see."""
    return " ".join(one if one.isprintable() else f"U+{ord(one):04X}" for one in characters)
