"""Styles, scripts and pictures: their address holds a hash of what is in them, so a browser may keep them for good."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, current_app, request

HASHES: Final = "static_hashes"
FOR_GOOD: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
"""Keep it, but ask each time whether it is still the same: the address does not tell."""


def register(app: Flask) -> None:
    """Put the hash in every address of a static file, and say how long the file may be kept.

    The files are listed and read once, here: no address can make the site read another file.
    """
    folder = Path(app.static_folder or "")
    app.extensions[HASHES] = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:10]
        for path in folder.rglob("*")
        if path.is_file()
    }
    app.url_defaults(add_hash)
    app.before_request(send_whole)
    app.after_request(say_how_long)


def add_hash(endpoint: str, values: dict[str, Any]) -> None:
    """`/static/css/base.css?v=1a2b3c4d5e`: ten characters are enough to tell two versions of a file apart."""
    if endpoint == "static" and values["filename"] in current_app.extensions[HASHES]:
        values["v"] = current_app.extensions[HASHES][values["filename"]]


def send_whole() -> None:
    """A part of a file that is then compressed is a part of nothing: they are small, so they are sent whole."""
    if request.endpoint == "static":
        request.environ.pop("HTTP_RANGE", None)


def say_how_long(response: Response) -> Response:
    """For good with the hash of what is sent; an old or missing hash may get another content tomorrow."""
    if request.endpoint == "static" and response.status_code < HTTPStatus.BAD_REQUEST:
        known = current_app.extensions[HASHES].get((request.view_args or {})["filename"])
        right = known is not None and request.args.get("v") == known
        response.headers["Cache-Control"] = FOR_GOOD if right else ASK_AGAIN
    return response
