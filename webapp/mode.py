"""Which way in a request came by, as far as pages differ by it: the wizard, the chat, or a kiosk with a queue."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, has_request_context, request, url_for

CHAT: Final = "chat"
KIOSK: Final = "kiosk"
WIZARD: Final = "wizard"
AT_CHAT: Final = "/chat"
AT_KIOSK: Final = "/kiosk"
"""How the address of everything there begins: an address that does not exist has no endpoint to tell by."""

IN_CHAT: Final = frozenset({"start", "go_on", "question", "answer", "told"})
"""The pages that the chat has itself. Its check page, outcome and endings are those of the wizard."""


def register(app: Flask) -> None:
    """Let pages that both modes share ask which one they are in."""
    app.jinja_env.globals.update(at_kiosk=at_kiosk, interview_url=interview_url)


def at_kiosk() -> bool:
    """Whether this page is shown at a kiosk: then it leads nowhere outside it."""
    return _is_below(AT_KIOSK)


def in_chat() -> bool:
    """Whether this page is one of the chat."""
    return _is_below(AT_CHAT)


def interview_mode() -> str:
    """The blueprint with the questions for this page: also the name of its folder of templates."""
    if at_kiosk():
        return KIOSK
    return CHAT if in_chat() else WIZARD


def interview_url(page: str, **values: Any) -> str:
    """The address of a page with questions or outcome (webapp/interview.py) in the mode of this page."""
    mode = interview_mode()
    return url_for(f"{WIZARD if mode == CHAT and page not in IN_CHAT else mode}.{page}", **values)


def _is_below(address: str) -> bool:
    return has_request_context() and (request.path == address or request.path.startswith(f"{address}/"))
