"""Styles, scripts and pictures: their address holds a hash of what is in them, so a browser may keep them for good.

All styles go out as one file, and all icons as another: on a slow line each request costs more than its bytes.
"""

from __future__ import annotations

import hashlib
import re
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, current_app, request

from webapp.icons import draw_icons
from webapp.theme import read_theme
from webapp.webfonts import scripts, sheet

HASHES: Final = "static_hashes"
MADE: Final = "static_made"
FOR_GOOD: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
"""Keep it, but ask each time whether it is still the same: the address does not tell."""

COMPONENTS: Final = (
    "document",
    "page-header",
    "page-content",
    "page-footer",
    "heading-1",
    "heading-2",
    "heading-3",
    "heading-4",
    "paragraph",
    "link",
    "link-list",
    "unordered-list",
    "skip-link",
    "button",
    "form-field",
    "form-label",
    "form-fieldset",
    "form-field-description",
    "form-field-error-message",
    "textbox",
    "radio-button",
    "checkbox",
    "alert",
    "data-list",
)
"""Of NL Design System, as published. They come first, so that ours add to them."""

OWN: Final = (
    "tokens",
    "base",
    "layout",
    "languages",
    "form",
    "steps",
    "result",
    "whatif",
    "takealong",
    "pages",
    "print",
)
APART: Final = ("signed-in", "table", "chat", "kiosk", "readaloud", "content", "statistics")
"""What only one way in needs has a sheet of its own: who fills in at home does not wait for it."""

SHEETS: Final = (*(f"vendor/utrecht/{name}.css" for name in COMPONENTS), *(f"css/{name}.css" for name in OWN))
"""Every style sheet of the site, in the order in which the browser reads them."""

MIME_TYPES: Final = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}


def register(app: Flask) -> None:
    """Put the hash in every address of a static file, and say how long the file may be kept.

    The files are listed and read once, here: no address can make the site read another file. SettingError for a theme
    that cannot be used.
    """
    folder = Path(app.static_folder or "")
    made = {"site.css": join_sheets(folder), "icons.svg": draw_icons(folder / "vendor" / "lucide")}
    theme = read_theme(app.config.get("THEME_CSS"), app.config.get("THEME_LOGO"))
    made.update(theme)
    app.extensions[MADE] = made
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    hashes = {name: short_hash(path.read_bytes()) for name, path in files.items()}
    made.update({script.sheet: sheet(script, hashes.__getitem__) for script in scripts().values()})
    app.extensions[HASHES] = {**hashes, **{name: short_hash(content) for name, content in made.items()}}
    app.view_functions["static"] = send
    app.url_defaults(add_hash)
    app.before_request(send_whole)
    app.after_request(say_how_long)
    logo = next((name for name in theme if name.startswith("theme-logo")), "icon.svg")
    app.context_processor(lambda: {"has_theme": "theme.css" in theme, "site_logo": logo})


def short_hash(content: bytes) -> str:
    """Ten characters are enough to tell two versions of a file apart."""
    return hashlib.sha256(content).hexdigest()[:10]


def join_sheets(folder: Path) -> bytes:
    """Every style sheet, one after the other."""
    return "\n".join(compact((folder / name).read_text("utf-8")) for name in SHEETS).encode()


def compact(css: str) -> str:
    """Without indents, and without comments but those that begin with two stars: who made it, and the licence.

    That takes an eighth off what a visitor waits for, compressed; what the sheet says stays as it is.
    """
    lines = re.sub(r"/\*(?!\*).*?\*/", "", css, flags=re.DOTALL).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def send(filename: str) -> Response:
    """A file that was made at the start, else one of the folder."""
    content = current_app.extensions[MADE].get(filename)
    if content is None:
        return current_app.send_static_file(filename)
    response = Response(content, mimetype=MIME_TYPES[Path(filename).suffix])
    response.set_etag(short_hash(content))
    response.make_conditional(request)
    return response


def add_hash(endpoint: str, values: dict[str, Any]) -> None:
    """`/static/site.css?v=1a2b3c4d5e`"""
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
