"""Bodies of unannounced length: what is no call to the API is refused before anything reads it."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.exceptions import LengthRequired

from webapp.api.blueprint import ROOT


def register(app: Flask) -> None:
    """Look at every request, before the form token is looked for: that reads the form."""
    app.before_request(refuse_unannounced)


def refuse_unannounced() -> None:
    """411 for a body that comes in pieces; no browser sends a form like that, and the API guards its own.

    Werkzeug cuts such a body off at its maximum and says nothing: half a form would count as a whole answer.
    """
    if "Transfer-Encoding" in request.headers and not request.path.startswith(ROOT):
        raise LengthRequired
