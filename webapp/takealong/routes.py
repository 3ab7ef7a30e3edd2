"""The pages to take the outcome along. HTTP only."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from webapp import state
from webapp.discreet import discreet
from webapp.i18n import later
from webapp.just_now import JustNow
from webapp.mishaps import STOOD_OPEN
from webapp.paper import CannotShow, PrinterBusy, letter, print_letter
from webapp.signpost import signpost
from webapp.take_along import take_along_page

blueprint = Blueprint("takealong", __name__)
TELLS_ALL: Final = JustNow("paper_tells_all", ("takealong.ask_for_paper", "takealong.pdf"))
"""Whether paper may say that home is not safe."""

TELLS_ALL.register(blueprint)

FILE_NAME = "uitslag.pdf"


@blueprint.get("/meenemen")
def choose() -> str | AnyResponse:
    """The ways to take the outcome along."""
    way = signpost()
    if way.advice is None:
        return redirect(url_for("wizard.result"), HTTPStatus.SEE_OTHER)  # It says why there is nothing yet.
    page = take_along_page(way.answers, state.heard())
    return render_template("takealong/choose.html", page=page)


@blueprint.post("/meenemen")
def ask_for_paper() -> AnyResponse:
    """Make the PDF; with what is not safe at home only where that was ticked now."""
    TELLS_ALL.keep("veiligheid" in request.form)
    return redirect(url_for(".pdf"), HTTPStatus.SEE_OTHER)


@blueprint.get("/uitslag.pdf")
def pdf() -> AnyResponse:
    """The outcome as a letter."""
    answers = signpost().answers
    answers = answers if TELLS_ALL.kept else discreet(answers)
    written = letter(answers, current_app.extensions["policy"], current_app.config["TODAY"]())
    if written is None:
        return redirect(url_for("wizard.result"), HTTPStatus.SEE_OTHER)  # It says why there is nothing yet.
    try:
        content = b"" if request.method == "HEAD" else print_letter(written)
    except CannotShow:
        state.say(later("In deze taal kunnen we nog geen brief maken. Open uw uitslag en print die pagina."))
        return redirect(url_for(".choose"), HTTPStatus.SEE_OTHER)
    except PrinterBusy:
        abort(HTTPStatus.SERVICE_UNAVAILABLE)
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
    return response


@blueprint.errorhandler(CSRFError)
def ask_again(_error: CSRFError) -> AnyResponse:
    """A page that stood open too long: the same page once more, where that has a meaning. Nothing is done yet.

    A link holds its answers itself, so it opens as before; but not for a browser that keeps no cookies.
    """
    token = (request.view_args or {}).get("token")
    keeps_cookies = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    if token is not None and keeps_cookies:
        return redirect(url_for(".show_link", token=token), HTTPStatus.SEE_OTHER)
    if token is not None or state.is_empty():
        return redirect(url_for("wizard.lost"), HTTPStatus.SEE_OTHER)
    state.say(STOOD_OPEN)
    return redirect(url_for(".choose"), HTTPStatus.SEE_OTHER)
