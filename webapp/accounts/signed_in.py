"""Who is signed in: a number, an epoch and a time in the encrypted cookie; all else is looked up at every page."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Flask, abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from webapp import state
from webapp.accounts.register import Member, Register
from webapp.i18n import IN_LINK, later
from webapp.landing import BY_SCRIPT
from webapp.roles import Role
from webapp.storage import database

IDLE: Final = 30 * 60
"""Seconds without a page, after which somebody is signed out. The pages say "een half uur"."""

BY_ITSELF: Final = "vanzelf"
"""The field that static/js/idle.js sends along where nobody was there any more. It does not count as a page."""


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the site for staff: the role that opens it, and the endpoint of its first page."""

    role: Role
    home: str


PLACES: Final = {
    "gesprek": Place(Role.STAFF, "staff.table"),
    "waarden": Place(Role.CONTENT, "content.values"),
    "cijfers": Place(Role.STATISTICS, "statistics.dashboard"),
}
"""By what their addresses begin with; also the order in which somebody is led to one after signing in."""


def register(app: Flask) -> None:
    """Let every page know who is signed in, and keep pages of staff out of the hands of others (`guard`)."""
    app.context_processor(lambda: {"signed_in": current, "places_of_staff": places_for, "idle_seconds": IDLE})


def accounts() -> Register:
    """The accounts of this application."""
    return Register(database())


def sign_in(member: Member) -> None:
    """Begin a session of this account, with nothing in it of what this browser held before."""
    kept = {IN_LINK: session[IN_LINK]} if IN_LINK in session else {}
    session.clear()
    session.update(kept)
    session[state.ACCOUNT] = [member.id, member.epoch, _now()]
    g.signed_in = member


def sign_out() -> Member | None:
    """End all sessions of this account, in every browser: whoever copied a cookie has nothing in hands.

    Also when this browser was idle for too long: a copy may have been kept alive. Gives who was signed in.
    """
    member = _in_cookie()
    if member is not None:
        accounts().end_sessions(member.name)
    _end()
    return member


def current() -> Member | None:
    """Who is signed in; None for a resident. Unreachable when the database does not answer."""
    if "signed_in" not in g:
        g.signed_in = _checked()
    found: Member | None = g.signed_in
    return found


def guard(blueprint: Blueprint, role: Role) -> None:
    """Let only who has this role reach any page of a blueprint."""

    def check() -> Response | None:
        member = current()
        if member is None:
            return _to_sign_in()
        if role not in member.roles:
            abort(HTTPStatus.FORBIDDEN)
        return None

    blueprint.before_request(check)


def places_for(member: Member) -> list[str]:
    """The endpoints of the first pages that this account may open."""
    return [place.home for place in PLACES.values() if place.role in member.roles]


def home_of(member: Member, wish: str = "") -> str:
    """The address to be led to: the part that was asked for, if it is open to this account; empty when nothing is."""
    open_to = places_for(member)
    if not open_to:
        return ""
    wished = PLACES[wish].home if wish in PLACES else ""
    return url_for(wished if wished in open_to else open_to[0])


def _checked() -> Member | None:
    kept = session.get(state.ACCOUNT)
    if not kept:
        return None
    account_id, epoch, seen = kept
    if _now() - seen > IDLE:
        _end()
        state.say(later("U deed een half uur niets. Daarom bent u uitgelogd."))
        return None
    member = _in_cookie()
    if member is None:
        _end()
        return None
    _touch(account_id, epoch)
    return member


def _in_cookie() -> Member | None:
    """The account in the cookie, if that is one of its cookies that are good; how long ago it was used is not asked."""
    kept = session.get(state.ACCOUNT)
    if not kept:
        return None
    account_id, epoch, _seen = kept
    member = accounts().member(account_id)
    return member if member is not None and member.is_active and member.epoch == epoch else None


def _touch(account_id: int, epoch: int) -> None:
    """Somebody is there: the half hour begins anew. Not with what a page did by itself, nor with the page after it."""
    if BY_ITSELF in request.form:
        session[state.UNTOUCHED] = True
    elif not session.pop(state.UNTOUCHED, False):
        session[state.ACCOUNT] = [account_id, epoch, _now()]


def _end() -> None:
    state.leave_nothing()
    g.signed_in = None


def _to_sign_in() -> Response:
    place = request.path.strip("/").split("/")[0]
    address = url_for("signin.form", verder=place if place in PLACES else None)
    if BY_SCRIPT in request.headers:
        response = Response(status=HTTPStatus.NO_CONTENT)
        response.headers["HX-Redirect"] = address
        return response
    return redirect(address, HTTPStatus.SEE_OTHER)


def _now() -> int:
    return int(current_app.config["NOW"]())
