"""About, privacy, accessibility, and the page for programmers: short pages that are true."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, abort, current_app, render_template, url_for
from flask.blueprints import BlueprintSetupState

from rules import Policy
from webapp.glossary import load_terms
from webapp.link import LIFETIME
from webapp.views.api_page import api_page
from webapp.views.glossary_page import glossary_page
from webapp.views.help_page import help_page
from webapp.views.rules_page import rules_page, scheme_rules_page

blueprint = Blueprint("pages", __name__)

STATEMENT_OF: Final = date(2026, 11, 22)
"""The day on which somebody last went over the accessibility statement."""

SECURITY_TXT_HOLDS: Final = timedelta(days=180)
"""RFC 9116 asks for less than a year. The text is made from the settings in force, so it is as fresh as the site."""


@blueprint.record
def load_glossary(setup: BlueprintSetupState) -> None:
    """Read the difficult words while the application starts, so that a fault in them shows then."""
    setup.app.extensions["glossary"] = load_terms(setup.app.extensions["policy"])


@blueprint.get("/over")
def about() -> str:
    """What this is, from whom the rules come, and which version is used."""
    source_code = current_app.config["SOURCE_CODE"]
    return render_template(
        "pages/about.html", policy=current_app.extensions["policy"], responsible=_responsible(), source_code=source_code
    )


@blueprint.get("/zo-werkt-het")
def how() -> str:
    """How the site comes to its advice, in easy words."""
    return render_template("pages/how.html", policy=current_app.extensions["policy"])


@blueprint.get("/regels")
def rules() -> str:
    """Every scheme, and every figure in force."""
    return render_template("pages/rules.html", page=rules_page(*_today()))


@blueprint.get("/regels/<scheme_id>")
def scheme_rules(scheme_id: str) -> str:
    """Every condition of one scheme."""
    policy, on = _today()
    scheme = next((scheme for scheme in policy.schemes if scheme.id == scheme_id), None)
    if scheme is None:
        abort(HTTPStatus.NOT_FOUND)
    return render_template("pages/scheme_rules.html", page=scheme_rules_page(scheme, policy, on))


@blueprint.get("/woorden")
def glossary() -> str:
    """Difficult words, each in a sentence or two."""
    return render_template("pages/glossary.html", page=glossary_page(current_app.extensions["glossary"]))


@blueprint.get("/hulp")
def places() -> str:
    """Where to go for help."""
    return render_template("pages/places.html", page=help_page(current_app.extensions["policy"]))


@blueprint.get("/privacy")
def privacy() -> str:
    """What happens with answers, and what is counted. Says what the code does; change both together."""
    contact, counts = current_app.config["PRIVACY_CONTACT"], current_app.config["COUNTS"]
    return render_template(
        "pages/privacy.html", responsible=_responsible(), contact=contact, link_days=LIFETIME.days, counts=counts
    )


@blueprint.get("/toegankelijkheid")
def accessibility() -> str:
    """The accessibility statement: what was done and tested, what is not known, and where to report."""
    contact = current_app.config["ACCESSIBILITY_CONTACT"]
    return render_template(
        "pages/accessibility.html", responsible=_responsible(), contact=contact, drawn_up=STATEMENT_OF
    )


@blueprint.get("/api")
def api() -> str:
    """For programmers: how to ask for advice from a program, with an example and its real answer."""
    address = url_for("api.advice", _external=True)
    page = api_page(*_today(), address)
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
        "Preferred-Languages: nl, en",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def _today() -> tuple[Policy, date]:
    """The policy, and the day on which it is asked."""
    return current_app.extensions["policy"], current_app.config["TODAY"]()


def _responsible() -> str:
    """The organisation that runs this site; empty when nobody filled it in."""
    return str(current_app.config["RESPONSIBLE"])
