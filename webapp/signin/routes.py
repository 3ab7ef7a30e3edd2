"""The page to sign in with an account of here, and signing out. HTTP only."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from webapp import state
from webapp.accounts import BY_ITSELF, PLACES, Member, Throttle, accounts, current, home_of, sign_in, sign_out
from webapp.i18n import later
from webapp.security import csrf
from webapp.signin.provider import has_provider, sign_out_address
from webapp.storage import database

blueprint = Blueprint("signin", __name__, url_prefix="/inloggen")

TYPED: Final = "signin_typed"
"""In the session: the account that was typed, for the page that says what went wrong."""

MISTAKE: Final = "signin_mistake"
LEFT: Final = "signin_left"
"""In the session: that the one who just signed out came through the municipality."""

MAX_TYPED: Final = 100
MINUTE: Final = 60


@blueprint.get("")
def form() -> str | Response:
    """The page to sign in. Who is signed in already goes on to where they work."""
    wish = wish_in(request.args)
    member = current()
    if member is not None and home_of(member):
        return redirect(home_of(member, wish), HTTPStatus.SEE_OTHER)
    has_left = session.pop(LEFT, False)
    return render_template(
        "signin/form.html",
        has_left=has_left,
        left_for=sign_out_address(url_for(".form", _external=True)) if has_left else "",
        wish=wish,
        typed=session.pop(TYPED, ""),
        mistake=_mistake(session.pop(MISTAKE, None)),
        said=state.heard(),
        has_provider=has_provider(),
        has_local=current_app.config["LOCAL_ACCOUNTS"],
    )


@blueprint.post("")
def take() -> Response:
    """Sign in, or say in one sentence why not; that sentence never tells which accounts exist."""
    if not current_app.config["LOCAL_ACCOUNTS"]:
        abort(HTTPStatus.NOT_FOUND)
    name, password = request.form.get("account", "")[:MAX_TYPED], request.form.get("wachtwoord", "")
    throttle = Throttle(database(), current_app.config["SECRET_KEY"], current_app.config["NOW"]())
    if not name.strip() or not password:
        return _again(name, "empty")
    wait = throttle.admit(name.strip().casefold())
    if wait:
        return _again(name, wait)
    member = accounts().with_password(name, password)
    if member is None:
        return _again(name, "wrong")
    throttle.forget(name.strip().casefold())
    return go_in(member, wish_in(request.form))


@blueprint.post("/uit")
def leave() -> Response:
    """Sign out, everywhere at once."""
    by_itself = BY_ITSELF in request.form
    member = sign_out()
    if member is not None and member.is_of_municipality:
        session[LEFT] = True
    state.say(later("U deed een half uur niets. Daarom bent u uitgelogd.") if by_itself else later("U bent uitgelogd."))
    return redirect(url_for(".form"), HTTPStatus.SEE_OTHER)


@blueprint.post("/nog-hier")
@csrf.exempt  # type: ignore[untyped-decorator]
def still_here() -> Response:
    """Somebody reads or types without opening a page: the half hour begins anew. 401 when it was over already."""
    member = current()
    response = Response(status=HTTPStatus.NO_CONTENT if member else HTTPStatus.UNAUTHORIZED)
    del response.headers["Content-Type"]
    return response


@blueprint.errorhandler(CSRFError)
def stood_open(_error: CSRFError) -> Response:
    """The page was older than the session: sign in once more, or out once more."""
    if request.endpoint == "signin.leave":
        return redirect(url_for(".form"), HTTPStatus.SEE_OTHER)
    state.say(later("Deze pagina stond lang open. Log nog een keer in."))
    return redirect(url_for(".form"), HTTPStatus.SEE_OTHER)


def wish_in(sent: Mapping[str, str]) -> str:
    """The part of the site that somebody wanted to go to; empty when there is no such part."""
    wish = sent.get("verder", "")
    return wish if wish in PLACES else ""


def go_in(member: Member, wish: str) -> Response:
    """Begin the session, and lead on to where this account works."""
    sign_in(member)
    address = home_of(member, wish)
    if not address:
        sign_out()
        state.say(later("Uw account geeft nog nergens toegang toe. Vraag het uw beheerder."))
    return redirect(address or url_for(".form"), HTTPStatus.SEE_OTHER)


def _again(name: str, mistake: str | int) -> Response:
    session[TYPED], session[MISTAKE] = name, mistake
    return redirect(url_for(".form", verder=wish_in(request.form) or None, _anchor="fouten"), HTTPStatus.SEE_OTHER)


def _mistake(kept: str | int | None) -> str:
    """What went wrong, in words."""
    if kept == "empty":
        return str(_("Vul uw account en uw wachtwoord in."))
    if kept == "wrong":
        return str(_("Dit account en dit wachtwoord horen niet bij elkaar. Kijk of u alles goed hebt getypt."))
    if not isinstance(kept, int):
        return ""
    if kept < MINUTE:
        text = ngettext(
            "Het ging te vaak mis. Wacht %(num)s seconde en probeer het dan opnieuw.",
            "Het ging te vaak mis. Wacht %(num)s seconden en probeer het dan opnieuw.",
            kept,
        )
        return str(text)
    text = ngettext(
        "Het ging te vaak mis. Wacht %(num)s minuut en probeer het dan opnieuw.",
        "Het ging te vaak mis. Wacht %(num)s minuten en probeer het dan opnieuw.",
        -(-kept // MINUTE),
    )
    return str(text)
