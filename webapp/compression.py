"""Smaller answers: Brotli, else gzip. On a slow phone this halves the wait.

A compressed page with a secret in it can give that secret away to a site that makes the browser ask for the page over
and over, with guesses in it, and measures the length (BREACH). That needs a page which repeats what another site sent.
Our pages with answers or a token never do: they hold what the cookie says. With SameSite=Lax the cookie does not come
along with what another site loads; and the form token is signed anew with the time in it.
"""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, Response, request
from flask_compress import Compress

SETTINGS: Final[dict[str, Any]] = {
    # Zstandard saves nothing over Brotli on pages this small.
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    # One more than Flask-Compress takes: an eighth off the styles, a twentieth off a page, in less than a millisecond.
    "COMPRESS_BR_LEVEL": 5,
    "COMPRESS_STREAMS": False,
    "COMPRESS_MIMETYPES": [
        "text/html",
        "text/css",
        "text/javascript",
        "text/plain",
        "application/json",
        "application/problem+json",
        "image/svg+xml",
    ],
    # Below this it fits in one packet either way.
    "COMPRESS_MIN_SIZE": 1000,
}


def register(app: Flask) -> None:
    """Compress what is text and not tiny, and say that the answer depends on Accept-Encoding."""
    for name, value in SETTINGS.items():
        app.config.setdefault(name, value)
    Compress(app)
    app.after_request(read_whole)  # Flask runs the last one first.


def read_whole(response: Response) -> Response:
    """Read a static file at once, and close it. They are small; as a stream they would not be compressed."""
    if request.endpoint == "static" and response.mimetype in SETTINGS["COMPRESS_MIMETYPES"] and response.is_streamed:
        response.direct_passthrough = False
        stream = response.response
        response.set_data(b"".join(response.iter_encoded()))
        getattr(stream, "close", lambda: None)()
    return response
