"""The place on a page where a redirect leads to, for the script that takes steps without loading (static/js/steps.js).

A browser that loads a page goes to the `#place` of a redirect by itself. A script that fetches one is not told of it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request

BY_SCRIPT: Final = "HX-Request"
"""What htmx sends along with every request."""

LEADS_TO: Final = "Leads-To"


def register(app: Flask) -> None:
    """Look at every redirect."""
    app.after_request(tell_the_place)


def tell_the_place(response: Response) -> Response:
    """Leave it to the script to follow a redirect to a place on a page. All others the browser follows."""
    is_redirect = response.status_code == HTTPStatus.SEE_OTHER
    if BY_SCRIPT in request.headers and is_redirect and "#" in response.headers["Location"]:
        response.headers[LEADS_TO] = response.headers.pop("Location")
        response.status_code = HTTPStatus.NO_CONTENT
        response.set_data(b"")
        del response.headers["Content-Type"]
    return response
