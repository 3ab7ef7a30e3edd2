"""To the sign-on of the municipality and back. HTTP only."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Final

from flask import abort, current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from webapp import state
from webapp.accounts import accounts
from webapp.i18n import later
from webapp.signin.provider import CANNOT_REACH, LEEWAY, NOT_TRUSTED, has_provider, provider, roles_of
from webapp.signin.routes import blueprint, go_in

WISH: Final = "signin_wish"
"""In the session: where somebody wanted to go, while they are away to sign in."""

_log: Final = logging.getLogger(__name__)


@blueprint.get("/werkaccount")
def to_provider() -> Response:
    """Off to the provider. A link, not a form: our own policy lets forms lead nowhere else."""
    if not has_provider():
        abort(HTTPStatus.NOT_FOUND)
    session[WISH] = request.args.get("verder", "")[:20]
    try:
        found: Response = provider().authorize_redirect(url_for(".from_provider", _external=True))
    except (*CANNOT_REACH, *NOT_TRUSTED):
        return _vanished()
    return found


@blueprint.get("/terug")
def from_provider() -> Response:
    """Back with a code: fetch the token, look at all of it, and begin the session."""
    if not has_provider():
        abort(HTTPStatus.NOT_FOUND)
    wish = str(session.pop(WISH, ""))
    try:
        claims = provider().authorize_access_token(leeway=LEEWAY).get("userinfo")
        subject, issuer = str(claims["sub"]), str(claims["iss"])
    except CANNOT_REACH:
        return _vanished()
    except (*NOT_TRUSTED, TypeError):
        _log.warning("a sign-in through the provider was refused", exc_info=True)
        state.say(later("Het inloggen met uw werkaccount is niet gelukt. Probeer het nog een keer."))
        return redirect(url_for(".form"), HTTPStatus.SEE_OTHER)
    roles = roles_of(claims, current_app.config["OIDC_ROLES"], current_app.config["OIDC_GROUPS_CLAIM"])
    member = accounts().from_provider(issuer, subject, roles, current_app.config["TODAY"]())
    if member is None or not roles:
        state.say(later("Uw werkaccount geeft geen toegang tot deze site. Vraag het uw beheerder."))
        return redirect(url_for(".form"), HTTPStatus.SEE_OTHER)
    return go_in(member, wish)


def _vanished() -> Response:
    _log.warning("the provider cannot be reached", exc_info=True)
    state.say(later("We kunnen het inloggen van de gemeente nu niet bereiken. Probeer het straks opnieuw."))
    return redirect(url_for(".form"), HTTPStatus.SEE_OTHER)
