"""The Dutch beside the chosen language, on any page, for the person who helps: the same page again, only to be read.

The view runs a second time, in Dutch and on the cookie of before the first time, and what it shows as its main part is
put beside that of the page. All that can be pressed or filled in is taken out of the copy: there is one form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, Response, current_app, g, make_response, render_template, request, session
from flask_babel import force_locale
from lxml import html
from markupsafe import Markup

from webapp.i18n import is_page, language, same_page
from webapp.languages import source

IN_ADDRESS: Final = "naast"
"""`?naast=nl` puts the Dutch beside a page and those after it, any other word takes it away."""

SHOWN: Final = "beside"
BEFORE: Final = "session_before"
HERE: Final = "<!-- beside -->"
"""Where the copy goes: at the end of the main part (templates/layouts/base.html)."""

_MAIN: Final = re.compile(r'<main [^>]*id="main"[^>]*>(.*?)</main>', re.DOTALL)
_KEPT: Final = frozenset(
    {"class", "lang", "dir", "alt", "src", "width", "height", "open", "colspan", "rowspan", "scope"}
)
_DRAWN: Final = frozenset({"svg", "use", "path", "g", "rect", "line", "text", "circle", "title", "desc", "polyline"})
_GONE: Final = (
    ".//script | .//template | .//*[@hidden] | .//input[@type='hidden']"
    " | .//*[contains(concat(' ', @class, ' '), ' not-beside ')]"
)
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "legend")
_PLAIN: Final[Mapping[str, str]] = {
    **dict.fromkeys(("form", "fieldset", "nav", "section", "article", "header"), "div"),
    **dict.fromkeys(("a", "label", "button", "output"), "span"),
    **dict.fromkeys(_HEADINGS, "div"),
}
"""What becomes of elements that lead somewhere, take something, or give a page its structure."""


def register(app: Flask) -> None:
    """Remember the choice, keep what the cookie was, and add the copy."""
    app.before_request(choose)
    app.after_request(add_copy)
    app.context_processor(lambda: {"beside": is_shown(), "beside_link": link})


def choose() -> None:
    """Take the choice from the address."""
    if not _is_for_readers():
        return
    wish = request.args.get(IN_ADDRESS)
    if wish is not None:
        session.pop(SHOWN, None)
        if wish == source().code:
            session[SHOWN] = 1
    if is_shown():
        setattr(g, BEFORE, deepcopy(dict(session)))


def is_shown() -> bool:
    """Whether this page has the Dutch beside it."""
    return _is_for_readers() and SHOWN in session and not language().is_source


def _is_for_readers() -> bool:
    """Whether this is a page that can have it. The conversation of staff has a second language of its own; at a kiosk
    somebody stands alone."""
    return is_page() and request.blueprint not in ("staff", "kiosk")


def link() -> str:
    """The address of this page with the Dutch beside it, or without; empty where that cannot be."""
    if not _is_for_readers() or language().is_source:
        return ""
    return same_page(**{IN_ADDRESS: "geen" if is_shown() else source().code})


def add_copy(response: Response) -> Response:
    """Put the Dutch beside a page that was asked for and found."""
    is_found = request.method == "GET" and response.status_code == HTTPStatus.OK and response.mimetype == "text/html"
    if is_found and g.get(BEFORE) is not None and is_shown():
        shown = response.get_data(as_text=True)
        copy = render_template("components/beside.html", copy=only_to_read(_in_dutch()), dutch=source())
        response.set_data(shown.replace(HERE, copy, 1))
    return response


def _in_dutch() -> str:
    """The main part of this page in Dutch; the cookie is then again as the page left it."""
    after = dict(session)
    session.clear()
    session.update(g.pop(BEFORE))
    try:
        with force_locale(source().code):
            view = current_app.view_functions[request.endpoint or ""]
            again = make_response(view(**(request.view_args or {}))).get_data(as_text=True)
    finally:
        session.clear()
        session.update(after)
    found = _MAIN.search(again)
    return found[1].replace(HERE, "") if found else ""


def only_to_read(main: str) -> Markup:
    """A part of a page without anything that can be pressed, filled in, linked to or found by its id."""
    whole = html.fragment_fromstring(main, create_parent="div")
    for element in whole.xpath(_GONE):
        element.drop_tree()
    for element in list(whole.iter()):
        if isinstance(element.tag, str):
            _make_plain(element)
    inside = "".join(html.tostring(part, encoding="unicode") for part in whole)
    return Markup((whole.text or "") + inside)  # noqa: S704 -- rendered by us, escaped, and written by lxml


def _make_plain(element: Any) -> None:
    """Nothing but how it looks and what it says. A drawing stays as it is: it leads nowhere."""
    tag = element.tag
    if tag in _DRAWN:
        element.attrib.pop("id", None)
        return
    kept = {name: value for name, value in element.attrib.items() if name in _KEPT}
    if tag in ("input", "textarea", "select"):
        box = element.get("type") if element.get("type") in ("radio", "checkbox") else None
        on = " beside__box--on" if "checked" in element.attrib else ""
        kept = {"class": f"beside__box beside__box--{box}{on}" if box else "beside__typed"}
        element.tag, element.text = "span", None if box else element.get("value") or element.text
    elif tag in _PLAIN:
        element.tag = _PLAIN[tag]
        if tag in _HEADINGS:
            kept["class"] = f"{kept.get('class', '')} beside__heading".strip()
    element.attrib.clear()
    element.attrib.update(kept)
