"""The one blueprint of everything that is not a page: no cookie is read or set below it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from rules import EngineBusy
from webapp.api.problems import Refusal, problem
from webapp.security import csrf

ROOT: Final = "/api/"
PREFIX: Final = f"{ROOT}v1"
RETRY: Final = (("Retry-After", "5"),)
"""Seconds. An advice takes some thousandths of one, so whoever waits that long is no longer in a crowd."""

blueprint = Blueprint("api", __name__)
# Nothing here acts on who sends it, so that a request from another site gains nothing.
csrf.exempt(blueprint)


@blueprint.after_app_request  # Also for an address that does not exist, which belongs to no blueprint.
def open_to_all(response: Response) -> Response:
    """Let a page of any other site use the API, also after the question that its browser asks first (CORS).

    The API is public, reads no cookie and keeps nothing, so that what another site gets to see is only what it sent
    itself. No Allow-Credentials, ever. /healthz is for who runs the site, not for other pages.
    """
    if not request.path.startswith(ROOT):
        return response
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Retry-After"  # A page can read few headers by itself.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "OPTIONS" and response.status_code < HTTPStatus.BAD_REQUEST:
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers["Access-Control-Max-Age"] = "86400"
        response.headers.remove("Content-Type")  # There is no content.
    return response


@blueprint.errorhandler(Refusal)
def refuse(error: Refusal) -> Response:
    """What cannot be done, and why."""
    return problem(error.status, errors=[(error.fact, error.message)])


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> Response:  # noqa: ARG001 - Flask's way of calling
    """More than 1 MB; it has not been read."""
    return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, errors=[(None, "The document is larger than 1 MB.")])


@blueprint.errorhandler(EngineBusy)
def busy(error: EngineBusy) -> Response:  # noqa: ARG001 - Flask's way of calling
    """Others came first."""
    return problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        errors=[(None, "The rules are busy. Try again in a moment.")],
        headers=RETRY,
    )


@blueprint.errorhandler(HTTPStatus.INTERNAL_SERVER_ERROR)  # By number, so that it comes before the page for 500.
@blueprint.errorhandler(HTTPException)
def failed(error: HTTPException) -> Response:
    """Everything else that has a number, a fault of ours (500) included: what it was about is in the log, not here."""
    return problem(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
