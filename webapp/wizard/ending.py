"""How people stop: wipe the answers, or leave in a hurry."""

from __future__ import annotations

from http import HTTPStatus

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import state
from webapp.security import csrf
from webapp.wizard.routes import blueprint


@blueprint.post("/wissen")
@csrf.exempt  # type: ignore[untyped-decorator]
def wipe() -> Response:
    """Forget the answers and say so. No token: who wants them gone must never keep them because a page stood open too
    long. Forms of other sites are refused before, or come without the cookie and take nothing away."""
    state.wipe()
    return redirect(url_for(".wiped"), HTTPStatus.SEE_OTHER)


@blueprint.get("/gewist")
def wiped() -> str:
    """The answers are gone."""
    return render_template("wizard/wiped.html")


@blueprint.get("/verlopen")
def lost() -> str:
    """The answers are gone because an hour went by, or were never kept because the browser takes no cookies."""
    return render_template("wizard/lost.html")


@blueprint.post("/snel-weg")
@csrf.exempt  # type: ignore[untyped-decorator]
def leave() -> Response:
    """Forget the answers and go to a site that tells nothing. No token: it must work from a page that stood open for
    hours, and it can only clear the cookie of who sends it."""
    state.leave_nothing()
    return redirect(current_app.config["QUICK_EXIT_URL"], HTTPStatus.SEE_OTHER)
