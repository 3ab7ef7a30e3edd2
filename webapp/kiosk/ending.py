"""How a visit ends: somebody presses "Stop en wis", or nobody is there any more."""

from __future__ import annotations

from http import HTTPStatus

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import state
from webapp.kiosk.blueprint import blueprint
from webapp.security import csrf


@blueprint.post("/wissen")
@csrf.exempt  # type: ignore[untyped-decorator]
def wipe() -> Response:
    """Forget everything, also the language and the letters. No token: it must always work, also hours later."""
    state.leave_nothing()
    return redirect(url_for(".start"), HTTPStatus.SEE_OTHER)


@blueprint.get("/verlopen")
def lost() -> str:
    """The answers are gone while somebody was there: the page stood open too long."""
    return render_template("kiosk/lost.html")
