"""When something goes wrong: one page in plain Dutch, with a way on and a phone number. Never a stack trace.

Programs that call the API get `application/problem+json` instead, in English.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, current_app, redirect, render_template, request
from flask.globals import request_ctx
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from rules import EngineBusy
from webapp import state
from webapp.api.problems import problem
from webapp.chat.telling import STALE
from webapp.i18n import IN_LINK, link_to_start
from webapp.interview import BACK_TO, find_places
from webapp.mishaps import STOOD_OPEN, TOO_MUCH
from webapp.mode import interview_mode, interview_url
from webapp.session import FOR_PROGRAMS, SessionTooLarge
from webapp.storage import Unreachable

WAIT: Final = "60"
"""Seconds in Retry-After, as the page says in words."""

KEPT_HEADERS: Final = ("Allow", "Retry-After")
"""What an error of HTTP itself has to say beside its page."""

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What one error page says."""

    title: LazyString
    text: LazyString


TROUBLES: Final = {
    HTTPStatus.BAD_REQUEST: Trouble(
        lazy_gettext("Dit ging niet goed"),
        lazy_gettext("We begrijpen niet wat uw browser stuurde. Ga terug en probeer het opnieuw."),
    ),
    HTTPStatus.FORBIDDEN: Trouble(
        lazy_gettext("Uw account geeft geen toegang tot deze pagina"),
        lazy_gettext("Ga terug naar uw eigen werk. Of vraag uw beheerder om toegang."),
    ),
    HTTPStatus.NOT_FOUND: Trouble(
        lazy_gettext("Deze pagina bestaat niet"), lazy_gettext("Kijk of het adres klopt. Of ga naar de eerste pagina.")
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: Trouble(
        lazy_gettext("Zo kunt u deze pagina niet openen"),
        lazy_gettext("Ga naar de eerste pagina en druk daar op de knop."),
    ),
    HTTPStatus.LENGTH_REQUIRED: Trouble(
        lazy_gettext("Uw antwoord kwam niet goed aan"),
        lazy_gettext("Ga terug en probeer het opnieuw. Lukt het weer niet? Gebruik dan een andere browser."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Trouble(
        lazy_gettext("Dit is te veel tekst"),
        lazy_gettext("Ga terug en vul minder in. Uw eerdere antwoorden zijn er nog."),
    ),
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: Trouble(
        lazy_gettext("Er staan te veel cookies in uw browser"),
        lazy_gettext("Wis de cookies in uw browser en begin opnieuw. Of gebruik een andere browser."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Trouble(
        lazy_gettext("Het is even te druk"),
        lazy_gettext("Wacht een minuut en probeer het opnieuw. Uw antwoorden zijn er nog."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: Trouble(
        lazy_gettext("Er ging iets mis"), lazy_gettext("Dat ligt aan ons, niet aan u. Probeer het straks opnieuw.")
    ),
}
OTHERWISE: Final = Trouble(
    lazy_gettext("Dit lukt niet"), lazy_gettext("Ga terug en probeer het opnieuw. Of ga naar de eerste pagina.")
)


def register(app: Flask) -> None:
    """Make the handlers known, and have one page ready for when making a page is what goes wrong."""
    last_resort = app.jinja_env.get_template("errors/last_resort.html")
    app.extensions["last_resort"] = last_resort.render(contact=app.extensions["policy"].contacts["gemeente"])
    app.register_error_handler(CSRFError, ask_again)
    app.register_error_handler(SessionTooLarge, ask_for_less)
    app.register_error_handler(HTTPException, show_http_error)
    for passes_by in (EngineBusy, Unreachable):
        app.register_error_handler(passes_by, lambda _: show(HTTPStatus.SERVICE_UNAVAILABLE))


def show(status: HTTPStatus) -> Response:
    """The answer for one kind of error: a problem for a program, a page for people."""
    for_program = request.path.startswith(FOR_PROGRAMS)
    response = problem(status) if for_program else Response(_page(status), status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = WAIT
    return response


def show_http_error(error: HTTPException) -> AnyResponse:
    """The answer for an error that has a number of its own; what somebody made ready themselves passes as it is."""
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if error.response is not None or code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    response = show(HTTPStatus(code))
    for name, value in error.get_headers():
        if name in KEPT_HEADERS:
            response.headers[name] = value
    return response


def ask_again(_error: CSRFError) -> AnyResponse:
    """A page that stood open too long: back to the same question with what was filled in, and one kind sentence.

    Where the answers themselves are gone there is a page that says so. A postcode changes no answer and is not kept:
    the token it came without protects nothing.
    """
    if request.endpoint == f"{interview_mode()}.find_places" and not state.is_empty():
        return find_places()
    if not state.is_lost() and (look_again := STALE.get(request.endpoint or "")):
        return look_again()
    question_id = (request.view_args or {}).get("question_id", "")
    is_known = current_app.extensions["catalogue"].find(question_id) is not None
    if not is_known or state.is_lost() or state.is_empty():
        # The form says in which language it was: the cookie that knew is gone.
        return redirect(interview_url("lost", taal=request.form.get(IN_LINK) or None), HTTPStatus.SEE_OTHER)
    return _same_question(question_id, STOOD_OPEN)


def ask_for_less(_error: SessionTooLarge) -> AnyResponse:
    """An answer that does not fit in the cookie beside the others: those are kept, and this one is asked again."""
    question_id = (request.view_args or {}).get("question_id")
    if question_id is None:
        return show(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return _same_question(question_id, TOO_MUCH)


def _same_question(question_id: str, sentence: str) -> AnyResponse:
    state.keep_draft(question_id, request.form)
    state.say(sentence)
    back_to = request.form.get("terug")
    wish = back_to if back_to in BACK_TO else None
    return redirect(interview_url("question", question_id=question_id, terug=wish), HTTPStatus.SEE_OTHER)


def _page(status: HTTPStatus) -> str:
    """The page; the one that was made ready at the start if the templates, the session or a text is what is broken."""
    link_to_start()
    if request_ctx.url_adapter is None:  # A host that is not ours: no address can be made, so no page with links.
        return str(current_app.extensions["last_resort"])
    try:
        return render_template("errors/error.html", trouble=TROUBLES.get(status, OTHERWISE))
    except Exception:
        _log.exception("no error page")
        last_resort: str = current_app.extensions["last_resort"]
        return last_resort
