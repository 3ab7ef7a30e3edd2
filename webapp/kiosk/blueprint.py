"""The blueprint of the kiosk, and who may see which of its pages: with nobody there, only the first ones."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, current_app, redirect, request, session, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as AnyResponse

from webapp import interview
from webapp.keys import SettingError
from webapp.kiosk import sound
from webapp.kiosk.pictograms import load_pictograms, pictogram
from webapp.kiosk.visit import DISPLAY, has_begun
from webapp.mode import AT_KIOSK, KIOSK

blueprint = Blueprint(KIOSK, __name__, url_prefix=AT_KIOSK)
interview.add_to(blueprint)
sound.add_to(blueprint)
load_pictograms()
blueprint.add_app_template_global(pictogram)

_OPEN: Final = ("start", "begin", "display", "wipe", "still_here", "lost", "about", "care", "sound_list", "sound_file")
FOR_ANYBODY: Final = frozenset(f"{KIOSK}.{page}" for page in _OPEN)
"""Pages and buttons that make sense before somebody has begun."""


@blueprint.record
def check_place(setup: BlueprintSetupState) -> None:
    """SettingError when the kiosk is said to stand somewhere that is not in the list of Wijkwijzers."""
    names = [place.name for place in setup.app.extensions["policy"].wijkwijzers]
    here = setup.app.config["KIOSK_PLACE"]
    if here and here not in names:
        raise SettingError(f"RONDKOMENWIJZER_KIOSK_PLACE must be one of {', '.join(names)}, not {here!r}")


@blueprint.before_request
def only_who_began() -> AnyResponse | None:
    """Whose answers were wiped, or never begun: to the first page."""
    is_open = request.endpoint in FOR_ANYBODY or has_begun()
    return None if is_open else redirect(url_for(".start"), HTTPStatus.SEE_OTHER)


@blueprint.after_request
def keep_out_of_search(response: Response) -> Response:
    """A kiosk is a place, not a page to find."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.app_context_processor
def for_every_page() -> dict[str, object]:
    """What the frame around a page at the kiosk needs; an error page has it too."""
    return {
        "display": session.get(DISPLAY, {}),
        "begun": has_begun(),
        "idle": current_app.config["KIOSK_IDLE"],
        "countdown": current_app.config["KIOSK_COUNTDOWN"],
    }
