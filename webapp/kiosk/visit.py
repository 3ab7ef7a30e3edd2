"""One visit at the kiosk, as the cookie keeps it: that it began, how pages are shown, and nothing of it after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from flask import session

from webapp import state
from webapp.i18n import IN_LINK
from webapp.session import KIOSK_VISIT

DISPLAY: Final = "display"
SHOWN_AS: Final[Mapping[str, frozenset[str]]] = {
    "letters": frozenset({"large", "usual"}),
    "contrast": frozenset({"high", "usual"}),
}
"""How a page can be shown, by what is chosen."""

_PAGE: Final = re.compile(r"/kiosk/(welkom|controleren|uitslag|meenemen|over|vraag/[a-z-]{1,40})")


def has_begun() -> bool:
    """Whether somebody is here."""
    return KIOSK_VISIT in session


def begin(code: str) -> None:
    """Somebody is here who reads this language; nothing is left of whoever was before."""
    shown = session.get(DISPLAY)
    session.clear()
    session[KIOSK_VISIT] = 1
    session[IN_LINK] = code
    if shown:
        session[DISPLAY] = shown


def speak(code: str) -> None:
    """Another language; the answers stay."""
    session[IN_LINK] = code


def end() -> None:
    """Nothing is left of this visit, but what the next person may choose before beginning."""
    if has_begun() or state.is_empty():
        shown = None if has_begun() else session.get(DISPLAY)
        state.leave_nothing()
        if shown:
            session[DISPLAY] = shown


def show_as(wish: Mapping[str, str]) -> None:
    """Keep how pages are shown. Anything that is no choice of ours is left out."""
    shown = dict(session.get(DISPLAY, {}))
    shown.update({name: wish[name] for name in SHOWN_AS if wish.get(name) in SHOWN_AS[name]})
    session[DISPLAY] = {name: chosen for name, chosen in shown.items() if chosen != "usual"}
    if not session[DISPLAY]:
        del session[DISPLAY]


def page_to_return_to(address: str) -> str:
    """The address of a page of the kiosk that somebody was on; empty for anything else."""
    return address if _PAGE.fullmatch(address) else ""
