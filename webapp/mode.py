"""Which way in a request came by, as far as pages differ by it: at home, or at a kiosk with a queue behind you."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, has_request_context, request, url_for

KIOSK: Final = "kiosk"
WIZARD: Final = "wizard"
AT_KIOSK: Final = "/kiosk"
"""How the address of everything at a kiosk begins: an address that does not exist has no endpoint to tell by."""


def register(app: Flask) -> None:
    """Let pages that both modes share ask which one they are in."""
    app.jinja_env.globals.update(at_kiosk=at_kiosk, interview_url=interview_url)


def at_kiosk() -> bool:
    """Whether this page is shown at a kiosk: then it leads nowhere outside it."""
    return has_request_context() and (request.path == AT_KIOSK or request.path.startswith(f"{AT_KIOSK}/"))


def interview_mode() -> str:
    """The blueprint with the questions for this page: also the name of its folder of templates."""
    return KIOSK if at_kiosk() else WIZARD


def interview_url(page: str, **values: Any) -> str:
    """The address of a page with questions or outcome (webapp/interview.py) in the mode of this page."""
    return url_for(f"{interview_mode()}.{page}", **values)
