"""The page for who looks after the kiosk: does it work, how long do the figures hold, what is switched on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus

from flask import Response, current_app, make_response, render_template

from rules import EngineError, HouseholdError, Policy, advise, parse_household
from webapp.kiosk.blueprint import blueprint
from webapp.languages import Language, published
from webapp.recordings import recordings_of


@dataclass(frozen=True, slots=True)
class Care:
    """How the kiosk stands. `until`: the last day of the figures; None when no advice can be made.

    `sounds`: how many sentences of each language can be heard from a file. Nothing here is about a visitor.
    """

    works: bool
    until: date | None
    days_left: int | None
    policy_version: str
    moment: datetime
    sounds: tuple[tuple[Language, int], ...]
    place: str
    has_printer: bool
    address: str


@blueprint.get("/beheer")
def care() -> Response:
    """How it stands; 503 when no advice can be made."""
    found = care_now()
    status = HTTPStatus.OK if found.works else HTTPStatus.SERVICE_UNAVAILABLE
    return make_response(render_template("kiosk/care.html", page=found), status)


def care_now() -> Care:
    """Make a real advice, and look at what is set."""
    policy: Policy = current_app.extensions["policy"]
    settings = current_app.config
    today: date = settings["TODAY"]()
    try:
        advice = advise(parse_household({"municipality": policy.served, "facts": {}}, policy), today, policy)
    except (EngineError, HouseholdError):
        advice = None
    until = advice.valid_until if advice else None
    return Care(
        works=advice is not None and not advice.figures_expired,
        until=until,
        days_left=(until - today).days if until else None,
        policy_version=policy.version,
        moment=datetime.fromtimestamp(settings["NOW"]()),
        sounds=tuple((one, len(recordings_of(one.code))) for one in published()),
        place=settings["KIOSK_PLACE"],
        has_printer=settings["KIOSK_PRINTER"],
        address=settings["PUBLIC_BASE_URL"],
    )
