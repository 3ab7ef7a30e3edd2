"""The outcome to take home: a slip of paper, without figures unless somebody asks, and a code for a phone."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import state
from webapp.journey import advice_for
from webapp.just_now import JustNow
from webapp.kiosk.blueprint import blueprint
from webapp.kiosk.slip import slip_for
from webapp.signpost import signpost
from webapp.take_along import take_along_page

ON_SLIP: Final = JustNow("slip_tells", ("kiosk.take", "kiosk.ask_for_slip"))
"""What more the slip may tell: `figures`, and `safety`, that home is not safe."""

ON_SLIP.register(blueprint)


@blueprint.get("/meenemen")
def take() -> str | Response:
    """The slip as it will be printed, and the code."""
    way = signpost()
    tells = frozenset(str(ON_SLIP.kept or "").split())
    advice = advice_for(way.answers, way.policy, way.on)
    if advice is None:
        return redirect(url_for(".result"), HTTPStatus.SEE_OTHER)  # It says why there is nothing yet.
    slip = slip_for(way.answers, way.policy, way.on, tells)
    return render_template(
        "kiosk/take.html",
        page=take_along_page(way.answers, state.heard()),
        slip=slip,
        has_printer=current_app.config["KIOSK_PRINTER"],
    )


@blueprint.post("/meenemen")
def ask_for_slip() -> Response:
    """Put on the slip what was ticked just now."""
    ON_SLIP.keep(" ".join(name for name in ("figures", "safety") if name in request.form))
    return redirect(url_for(".take", _anchor="bon"), HTTPStatus.SEE_OTHER)
