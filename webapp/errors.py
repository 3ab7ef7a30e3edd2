"""When something goes wrong: one page in plain Dutch, with a way on and a phone number. Never a stack trace."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from rules import EngineBusy
from webapp.wizard import state


@dataclass(frozen=True, slots=True)
class Trouble:
    """What one error page says."""

    title: str
    text: str


TROUBLES = {
    HTTPStatus.NOT_FOUND: Trouble("Deze pagina bestaat niet", "Kijk of het adres klopt. Of ga naar de eerste pagina."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Trouble(
        "Dit is te veel tekst", "Ga terug en vul minder in. Uw eerdere antwoorden zijn er nog."
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Trouble(
        "Het is even te druk", "Wacht een minuut en probeer het opnieuw. Uw antwoorden zijn er nog."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: Trouble(
        "Er ging iets mis", "Dat ligt aan ons, niet aan u. Probeer het straks opnieuw."
    ),
}
OTHERWISE = Trouble("Dit lukt niet", "Ga terug en probeer het opnieuw. Of ga naar de eerste pagina.")


def register(app: Flask) -> None:
    """Make the handlers known."""
    app.register_error_handler(CSRFError, ask_again)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(EngineBusy, lambda _: show(HTTPStatus.SERVICE_UNAVAILABLE))
    app.register_error_handler(HTTPStatus.INTERNAL_SERVER_ERROR, lambda _: show(HTTPStatus.INTERNAL_SERVER_ERROR))


def show(status: HTTPStatus) -> tuple[str, int]:
    """One error page."""
    return render_template("errors/error.html", trouble=TROUBLES.get(status, OTHERWISE)), status


def show_http_error(error: HTTPException) -> AnyResponse | tuple[str, int]:
    """The page for an error that has a number of its own; redirects pass as they are."""
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    return show(HTTPStatus(code))


def ask_again(_error: CSRFError) -> AnyResponse | tuple[str, int]:
    """A page that stood open too long: back to the same question with what was filled in, and one kind sentence.

    Where the answers themselves are gone there is a page that says so. A form sent from another site gets no such
    help: our response to it must not touch the resident's own cookie.
    """
    question_id = (request.view_args or {}).get("question_id")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return show(HTTPStatus.BAD_REQUEST)
    if question_id is None or state.is_lost():
        return redirect(url_for("wizard.lost"), HTTPStatus.SEE_OTHER)
    state.keep_draft(question_id, request.form)
    state.say("Deze pagina stond lang open. Kijk uw antwoord na en druk nog een keer op de knop.")
    return redirect(url_for("wizard.question", question_id=question_id), HTTPStatus.SEE_OTHER)
