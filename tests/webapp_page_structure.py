"""Which elements may stand where: the part of the HTML standard that these pages need. Anything else is a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from tests.webapp_pages import Element, Page

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
PHRASING: Final = frozenset(
    {"a", "abbr", "b", "bdi", "br", "button", "code", "em", "i", "img", "input", "label", "meter", "output", "script"}
    | {"select", "small", "span", "strong", "sub", "sup", "svg", "textarea", "time"}
)
KNOWN: Final = (
    PHRASING
    | frozenset(HEADINGS)
    | {
        "html",
        "head",
        "meta",
        "title",
        "link",
        "body",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "section",
        "article",
    }
    | {"div", "p", "pre", "hr", "ul", "ol", "li", "dl", "dt", "dd", "form", "fieldset", "legend", "details", "summary"}
    | {"table", "caption", "thead", "tbody", "tr", "th", "td", "option", "figure", "figcaption", "dialog"}
)
DRAWING: Final = frozenset(
    {"circle", "defs", "desc", "g", "line", "linearGradient", "path", "pattern", "polygon", "polyline", "rect"}
    | {"symbol", "text", "title", "tspan", "use"}
)
"""What may stand inside <svg>, which has rules of its own: the Nu checker knows them."""


ONLY_WORDS: Final = frozenset(HEADINGS) | {"p", "span", "strong", "em", "a", "label", "button", "bdi", "code", "pre"}
"""What holds no block."""

WORDS_OR_HEADING: Final = frozenset({"legend", "summary"})
ONLY_CHILDREN: Final = {
    "html": {"head", "body"},
    "head": {"meta", "title", "link", "script"},
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "thead", "tbody", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "select": {"option"},
}
ONLY_PARENTS: Final = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "legend": {"fieldset"},
    "summary": {"details"},
    "main": {"body"},
    "title": {"head"},
    "caption": {"table"},
    "option": {"select"},
    "figcaption": {"figure"},
}
FIRST_CHILD: Final = {"fieldset": "legend", "details": "summary"}
TO_PRESS: Final = frozenset({"a", "button", "label", "summary", "input", "select", "textarea"})
NEVER_WITHIN_ITSELF: Final = frozenset({"form", "main", "header", "footer", *HEADINGS})


def faults_in(page: Page) -> Iterator[str]:
    """What the parser noted, and every element that stands where it may not."""
    yield from page.read.faults
    if page.read.declarations != ["doctype html"]:
        yield "the page does not begin with <!doctype html>"
    for tag in ("html", "head", "body", "title", "main"):
        found = [element for element in page.all(tag) if not _is_drawn(element)]
        if len(found) != 1:
            yield f"<{tag}> is there {len(found)} times"
    for element in page.elements:
        if _is_drawn(element):
            yield from _can_be_drawn(element)
            continue
        for look in _LOOKS:
            yield from look(element)


def _is_drawn(element: Element) -> bool:
    return element.parent is not None and element.parent.inside("svg")


def _can_be_drawn(element: Element) -> Iterator[str]:
    if element.tag not in {name.lower() for name in DRAWING}:
        yield f"<{element.tag}> is not an element for our pictures"


def _is_known(element: Element) -> Iterator[str]:
    if element.tag not in KNOWN:
        yield f"<{element.tag}> is not an element for these pages"


def _fits_in_parent(element: Element) -> Iterator[str]:
    parent = element.parent
    if parent is None:
        if element.tag != "html":
            yield f"{element!r} is outside <html>"
        return
    words = parent.tag in ONLY_WORDS or parent.tag in WORDS_OR_HEADING
    heading_allowed = parent.tag in WORDS_OR_HEADING and element.tag in HEADINGS
    if words and element.tag not in PHRASING and not heading_allowed:
        yield f"{element!r} is inside {parent!r}"
    if parent.tag in ONLY_CHILDREN and element.tag not in ONLY_CHILDREN[parent.tag]:
        yield f"{element!r} is no child for {parent!r}"
    if element.tag in ONLY_PARENTS and parent.tag not in ONLY_PARENTS[element.tag]:
        yield f"{parent!r} is no parent for {element!r}"
    if element.tag in ("dt", "dd") and parent.tag == "div" and (parent.parent is None or parent.parent.tag != "dl"):
        yield f"{element!r} is in no list"


def _holds_no_stray_text(element: Element) -> Iterator[str]:
    if element.has_own_text and (element.tag in ONLY_CHILDREN or element.tag in FIRST_CHILD):
        yield f"text straight in {element!r}"


def _begins_as_it_should(element: Element) -> Iterator[str]:
    wanted = FIRST_CHILD.get(element.tag)
    if wanted and [child.tag for child in element.children].count(wanted) != 1:
        yield f"{element!r} has not one <{wanted}>"
    elif wanted and element.children[0].tag != wanted:
        yield f"{element!r} does not begin with <{wanted}>"
    if element.tag == "div" and element.parent is not None and element.parent.tag == "dl":
        tags = [child.tag for child in element.children]
        if tags[:1] != ["dt"] or "dd" not in tags or set(tags) - {"dt", "dd"}:
            yield f"{element!r} in a list is no name with values"
    if element.tag in ("ul", "ol", "dl", "table") and not element.children:
        yield f"{element!r} is empty"


def _is_not_nested(element: Element) -> Iterator[str]:
    parent = element.parent
    if parent is None:
        return
    around = parent.closest(*TO_PRESS)
    if element.tag in TO_PRESS and around is not None:
        yield f"{element!r} is inside {around!r}"
    if element.tag in NEVER_WITHIN_ITSELF and parent.closest(element.tag) is not None:
        yield f"{element!r} is inside another <{element.tag}>"
    if element.tag in HEADINGS and parent.closest(*HEADINGS) is not None:
        yield f"{element!r} is inside a heading"


def _says_something(element: Element) -> Iterator[str]:
    if element.tag in (*HEADINGS, "label", "legend", "summary", "button", "title", "a", "dt", "option"):
        if not element.text:
            yield f"{element!r} says nothing"
    elif element.tag == "img" and "alt" not in element.attributes:
        yield f"{element!r} has no alt"


_LOOKS: Final[tuple[Callable[[Element], Iterator[str]], ...]] = (
    _is_known,
    _fits_in_parent,
    _holds_no_stray_text,
    _begins_as_it_should,
    _is_not_nested,
    _says_something,
)
