"""Styles and pictures: their address holds a hash of what is in them, so that a browser may keep them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app


def register(app: Flask) -> None:
    """Put the hash in every address of a static file."""
    app.url_defaults(add_hash)


def add_hash(endpoint: str, values: dict[str, Any]) -> None:
    """`/static/css/base.css?v=1a2b3c4d5e`"""
    if endpoint == "static" and current_app.static_folder:
        path = Path(current_app.static_folder, values["filename"])
        values["v"] = content_hash(path, path.stat().st_mtime_ns)


@cache
def content_hash(path: Path, _changed: int) -> str:
    """Ten characters are enough to tell two versions of a file apart."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
