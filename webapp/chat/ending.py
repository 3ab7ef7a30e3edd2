"""Beginning anew: everything that was told is gone, and the chat is back at its first page."""

from __future__ import annotations

from http import HTTPStatus

from flask import redirect, url_for
from werkzeug.wrappers import Response

from webapp import state
from webapp.chat.routes import blueprint
from webapp.i18n import later
from webapp.security import csrf


@blueprint.post("/opnieuw")
@csrf.exempt  # type: ignore[untyped-decorator]
def begin_anew() -> Response:
    """Forget the answers, and begin. No token: who wants them gone must never keep them (as in the wizard)."""
    state.wipe()
    state.say(later("Uw antwoorden zijn gewist"))
    return redirect(url_for(".start"), HTTPStatus.SEE_OTHER)
