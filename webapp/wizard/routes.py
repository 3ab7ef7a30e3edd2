"""The first page of the wizard, and the questions and the outcome that it shares with the kiosk."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp import interview, state

blueprint = Blueprint("wizard", __name__)
interview.add_to(blueprint)


@blueprint.get("/")
def start() -> str:
    """The first page."""
    return render_template("wizard/start.html", has_answers=not state.is_empty(), said=state.heard())
