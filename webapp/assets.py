"""Styles, scripts and pictures: their address holds a hash of what is in them, so a browser may keep them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, current_app, request

FOR_GOOD: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
"""Keep it, but ask each time whether it is still the same: the address does not tell."""


def register(app: Flask) -> None:
    """Put the hash in every address of a static file, and say how long the file may be kept."""
    app.url_defaults(add_hash)
    app.after_request(say_how_long)


def add_hash(endpoint: str, values: dict[str, Any]) -> None:
    """`/static/css/base.css?v=1a2b3c4d5e`"""
    if endpoint == "static":
        values["v"] = current_hash(values["filename"])


def say_how_long(response: Response) -> Response:
    """For good with the hash of what is sent; an old or missing hash may get another content tomorrow."""
    if request.endpoint == "static" and response.status_code < HTTPStatus.BAD_REQUEST:
        right = request.args.get("v") == current_hash((request.view_args or {})["filename"])
        response.headers["Cache-Control"] = FOR_GOOD if right else ASK_AGAIN
    return response


def current_hash(filename: str) -> str:
    """The hash of a static file as it is now."""
    path = Path(current_app.static_folder or "", filename)
    return content_hash(path, path.stat().st_mtime_ns)


@cache
def content_hash(path: Path, _changed: int) -> str:
    """Ten characters are enough to tell two versions of a file apart."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
