"""About, privacy, accessibility: three short pages that are true."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

blueprint = Blueprint("pages", __name__)


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
