"""The result, and the Wijkwijzers by postcode: asked there only, shown once, kept nowhere."""

from __future__ import annotations

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import state
from webapp.signpost import signpost
from webapp.views import outcome_of, read_postcode, result_page
from webapp.wizard.routes import blueprint, not_here


@blueprint.get("/uitslag")
def result() -> str | Response:
    """The advice."""
    way = signpost()
    if way.advice is None:
        return not_here(way)
    state.drop_draft()
    page = result_page(way.answers, way.advice, way.policy, way.next, state.postcode(), state.last_outcome())
    state.keep_outcome(outcome_of(way.advice))
    return render_template("wizard/result.html", page=page, said=state.heard())


@blueprint.post("/uitslag/wijkwijzers")
def find_places() -> Response:
    """Keep the four digits until the next page; of what is no postcode, what was typed."""
    typed = request.form.get("postcode", "")
    digits = read_postcode(typed)
    state.keep_postcode(digits or typed)
    return redirect(url_for(".result", _anchor="wijkwijzers" if digits else "fouten"), HTTPStatus.SEE_OTHER)
