"""To the sign-on of the municipality and back. HTTP only."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Final

from flask import abort, current_app, redirect, request, session, url_for
from requests import RequestException
from werkzeug.wrappers import Response

from webapp import state
from webapp.accounts import accounts, current
from webapp.i18n import later
from webapp.session import MAX_COOKIE, cookie_size
from webapp.signin import provider
from webapp.signin.routes import blueprint, go_in, wish_in

WISH: Final = "signin_wish"
"""In the session: where somebody wanted to go, while they are away to sign in."""

_log: Final = logging.getLogger(__name__)


@blueprint.get("/werkaccount")
def to_provider() -> Response:
    """Off to the provider. A link, not a form: our own policy lets forms lead nowhere else."""
    _only_with_provider()
    is_from_elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    if is_from_elsewhere or current() is not None:  # Signing in empties the cookie: nobody else may begin it.
        return redirect(url_for(".form"), HTTPStatus.SEE_OTHER)
    try:
        address = _begin()
    except Exception:
        return _vanished()
    return redirect(address, HTTPStatus.SEE_OTHER)


@blueprint.get("/terug")
def from_provider() -> Response:
    """Back with a code: fetch the token, look at all of it, and begin the session."""
    _only_with_provider()
    wish = str(session.pop(WISH, ""))
    try:
        claims = provider.finish()
    except RequestException:
        return _vanished()
    except Exception:  # What comes from outside can be wrong in more ways than Authlib has names for.
        _log.warning("a sign-in through the provider was refused", exc_info=True)
        return _refused(later("Het inloggen met uw werkaccount is niet gelukt. Probeer het nog een keer."))
    roles = provider.roles_of(claims, current_app.config["OIDC_ROLES"], current_app.config["OIDC_GROUPS_CLAIM"])
    member = accounts().from_provider(claims["iss"], claims["sub"], roles, current_app.config["TODAY"]())
    if member is None or not roles:
        return _refused(later("Uw werkaccount geeft geen toegang tot deze site. Vraag het uw beheerder."))
    return go_in(member, wish)


def _begin() -> str:
    """The address of the provider. What this browser held stays for who comes back without, if there is room."""
    back, wish = url_for(".from_provider", _external=True), wish_in(request.args)
    address = provider.begin(back)
    session[WISH] = wish
    if cookie_size() > MAX_COOKIE:
        state.wipe()
        address = provider.begin(back)
        session[WISH] = wish
    return address


def _only_with_provider() -> None:
    if not provider.has_provider():
        abort(HTTPStatus.NOT_FOUND)


def _vanished() -> Response:
    _log.warning("the provider cannot be reached", exc_info=True)
    return _refused(later("We kunnen het inloggen van de gemeente nu niet bereiken. Probeer het straks opnieuw."))


def _refused(sentence: str) -> Response:
    state.say(sentence)
    return redirect(url_for(".form"), HTTPStatus.SEE_OTHER)
