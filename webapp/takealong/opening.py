"""A link from another device: first a page that says what it is, then the answers go into this device's cookie."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Response, current_app, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import state
from webapp.counting import do_not_count
from webapp.i18n import IN_LINK, language, link_to_start
from webapp.languages import published
from webapp.link import Fault, Opened, UnusableLink, opened
from webapp.session import SessionTooLarge
from webapp.take_along import day_of
from webapp.takealong.routes import blueprint
from webapp.views import OpenPage

STATUS: Final = {
    Fault.EXPIRED: HTTPStatus.GONE,
    Fault.OUTDATED: HTTPStatus.GONE,
    Fault.DAMAGED: HTTPStatus.NOT_FOUND,
}


@blueprint.get("/verder/<token>")
def show_link(token: str) -> AnyResponse:
    """What is in the link, and whether to go on with it. Nothing is kept yet."""
    try:
        found = _opened(token)
    except UnusableLink as unusable:
        return _cannot_open(unusable.fault)
    if _is_other_language(found.content.language):
        return redirect(url_for(".show_link", token=token, taal=found.content.language))
    page = OpenPage(
        token=token,
        made_on=day_of(found.made_at),
        until=day_of(found.ends_at),
        count=len(found.content.answers.entries),
        lost=found.content.lost,
        replaces=not state.is_empty(),
    )
    return _not_for_search_engines(render_template("takealong/open.html", page=page), HTTPStatus.OK)


@blueprint.post("/verder/<token>")
def take_over(token: str) -> AnyResponse:
    """Put the answers in this device's cookie, in the place of what was there."""
    try:
        found = _opened(token)
    except UnusableLink:
        return redirect(url_for(".show_link", token=token), HTTPStatus.SEE_OTHER)  # Says what is wrong.
    before = dict(session)
    state.wipe()
    try:
        state.keep(found.content.answers)
    except SessionTooLarge:
        session.clear()
        session.update(before)
        raise
    do_not_count()
    return redirect(url_for("wizard.result"), HTTPStatus.SEE_OTHER)


def _opened(token: str) -> Opened:
    found = current_app.extensions
    return opened(token, found["link"], found["catalogue"], found["policy"], current_app.config["NOW"]())


def _is_other_language(code: str) -> bool:
    """Whether the link was made in a language that this browser is not in, and did not choose itself."""
    chosen = IN_LINK in request.args or IN_LINK in session
    return not chosen and code != language().code and code in [one.code for one in published()]


def _cannot_open(fault: Fault) -> AnyResponse:
    link_to_start()  # The token is of no use to anybody: no link of the page repeats it.
    page = render_template("takealong/unusable.html", fault=fault.value, has_answers=not state.is_empty())
    return _not_for_search_engines(page, STATUS[fault])


def _not_for_search_engines(page: str, status: HTTPStatus) -> Response:
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
