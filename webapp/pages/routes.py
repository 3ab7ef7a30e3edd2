"""About, privacy, accessibility, and the page for programmers: short pages that are true."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, current_app, render_template, url_for

from webapp.i18n import published
from webapp.views import api_page

blueprint = Blueprint("pages", __name__)

SECURITY_TXT_HOLDS: Final = timedelta(days=180)
"""RFC 9116 asks for less than a year. The text is made from the settings in force, so it is as fresh as the site."""


@blueprint.get("/over")
def about() -> str:
    """What this is, from whom the rules come, and which version is used."""
    return render_template("pages/about.html", policy=current_app.extensions["policy"])


@blueprint.get("/privacy")
def privacy() -> str:
    """What happens with answers: nothing is stored."""
    return render_template("pages/privacy.html")


@blueprint.get("/toegankelijkheid")
def accessibility() -> str:
    """What was done so that everybody can use it, and where to report what does not work."""
    return render_template("pages/accessibility.html")


@blueprint.get("/api")
def api() -> str:
    """For programmers: how to ask for advice from a program, with an example and its real answer."""
    address = url_for("api.advice", _external=True)
    page = api_page(current_app.extensions["policy"], current_app.config["TODAY"](), address)
    return render_template("pages/api.html", page=page)


@blueprint.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Where to report a weak spot (RFC 9116): the setting SECURITY_CONTACT, else the phone of the municipality."""
    phone = current_app.extensions["policy"].contacts["gemeente"]["phone"]
    contact = current_app.config["SECURITY_CONTACT"] or "tel:+31-" + phone.replace(" ", "-").removeprefix("0")
    expires = current_app.config["TODAY"]() + SECURITY_TXT_HOLDS
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(language.code for language in published())}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
