"""The pages around the questions: languages, welcome, how it is shown, and what this screen is. HTTP only."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.i18n import IN_LINK
from webapp.kiosk import visit
from webapp.kiosk.blueprint import blueprint
from webapp.languages import published, source
from webapp.security import csrf


@blueprint.get("")
def start() -> str:
    """The languages. Who comes here is done, or is the next one: nothing is left of whoever was before."""
    visit.end()
    return render_template("kiosk/start.html", languages=published())


@blueprint.post("/begin")
@csrf.exempt  # type: ignore[untyped-decorator]
def begin() -> AnyResponse:
    """A visit begins. No token: the first page stands open all day, without a cookie."""
    visit.begin(_chosen())
    return redirect(url_for(".welcome"), HTTPStatus.SEE_OTHER)


@blueprint.get("/welkom")
def welcome() -> str:
    """What this is, before the first question."""
    return render_template("kiosk/welcome.html")


@blueprint.get("/taal")
def languages() -> str:
    """The languages once more, for who pressed the wrong one: nothing is lost."""
    back_to = visit.page_to_return_to(request.args.get("terug", ""))
    return render_template("kiosk/languages.html", languages=published(), back_to=back_to or url_for(".welcome"))


@blueprint.post("/taal")
def speak() -> AnyResponse:
    """On in another language."""
    visit.speak(_chosen())
    back_to = visit.page_to_return_to(request.form.get("terug", ""))
    return redirect(back_to or url_for(".welcome"), HTTPStatus.SEE_OTHER)


@blueprint.post("/weergave")
@csrf.exempt  # type: ignore[untyped-decorator]
def display() -> AnyResponse:
    """Larger letters or more contrast, from now on. Our script does it on the page itself and only has it kept."""
    visit.show_as(request.form)
    back_to = visit.page_to_return_to(request.form.get("terug", ""))
    return redirect(back_to or url_for(".welcome" if visit.has_begun() else ".start"), HTTPStatus.SEE_OTHER)


@blueprint.post("/nog-hier")
@csrf.exempt  # type: ignore[untyped-decorator]
def still_here() -> Response:
    """Somebody reads or listens without taking a step: the cookie goes out again, and lasts from now."""
    response = Response(status=HTTPStatus.NO_CONTENT)
    del response.headers["Content-Type"]
    return response


@blueprint.get("/over")
def about() -> str:
    """What this screen is, what happens with answers, and who can be asked."""
    found = current_app.config
    return render_template("kiosk/about.html", responsible=found["RESPONSIBLE"], counts=found["COUNTS"])


def _chosen() -> str:
    """The code of the language that was pressed; Dutch for anything that is none."""
    wish = request.form.get(IN_LINK, "")
    return wish if wish in [one.code for one in published()] else source().code
