"""Reads the tags of a page strictly, into elements: what a browser would silently mend is noted as a fault."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final

from tests.webapp_elements import Element

VOID: Final = frozenset({"meta", "link", "input", "br", "img", "hr"})
MONEY: Final = re.compile(r"€\s?-?\d")

SPACE: Final = r"[ \t\r\n]"
PLAIN: Final = re.compile(
    rf"""([^<]+)|</([a-z][a-z0-9]*)>|<([a-z][a-z0-9]*)((?:{SPACE}+[a-zA-Z][\w:.-]*(?:="[^"]*")?)*){SPACE}*(/?)>|"""
    r"<!(doctype html)>|(<)",
    re.ASCII,
)
ATTRIBUTE: Final = re.compile(rf"""{SPACE}+([a-zA-Z][\w:.-]*)(?:="([^"]*)")?""", re.ASCII)
OTHERWISE: Final = re.compile(r"<style|<script[^>]*>(?!</script>)")
"""Elements with something else than HTML in them."""


class Reading(HTMLParser):
    """What is read of one page: its elements, `texts` and faults; `loose_money`: texts with an amount outside <bdi>.

    No parser that is fast tells what it mends. So what is written as our templates write it is divided here, and
    only a page with anything else in it is left to the parser of Python, which knows all of HTML.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.faults: list[str] = []
        self.loose_money: list[str] = []
        self.declarations: list[str] = []
        self._open: list[Element] = []
        parts = plain_parts(html)
        if parts is None:
            self.feed(html)
            self.close()
        else:
            self._take(parts)
        self.faults += [f"{element!r} is never closed" for element in self._open]

    def _take(self, parts: list[tuple[str, ...]]) -> None:
        """The same as `feed`, of a page that was divided."""
        for text, end, start, attributes, slash, declaration, _stray in parts:
            if text:
                self.handle_data(unescape(text))
            elif end:
                self.handle_endtag(end)
            elif start:
                found = [(name.lower(), unescape(value)) for name, value in ATTRIBUTE.findall(attributes)]
                (self.handle_startendtag if slash else self.handle_starttag)(start, found)
            else:
                self.handle_decl(declaration)

    def handle_decl(self, decl: str) -> None:
        if self.elements:
            self.faults.append("the doctype is not the first thing")
        self.declarations.append(decl.lower())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]] | list[tuple[str, str]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if len(attributes) < len(attrs):
            names = [name for name, _value in attrs]
            self.faults += [f"<{tag}> has {name} twice" for name in set(names) if names.count(name) > 1]
        element = Element(tag, attributes, self._open[-1] if self._open else None, self.texts)
        self.elements.append(element)
        if tag in VOID:
            element.end()
        else:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]] | list[tuple[str, str]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._open and self._open[-1].inside("svg"):
            self._open.pop().end()  # In a drawing an element may close itself.
        elif tag not in VOID:
            self.faults.append(f"<{tag} /> does not close itself")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].tag == tag:
            self._open.pop().end()
        else:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.append(data)
        if not data.strip():
            return
        if not self._open:
            self.faults.append(f"text outside the document: {data.strip()[:40]}")
            return
        self._open[-1].has_own_text = True
        if "€" in data and MONEY.search(data):
            around = self._open[-1].closest("bdi", "title", "textarea")  # The last two hold text only.
            if around is None or (around.tag == "bdi" and around.get("dir") != "ltr"):
                self.loose_money.append(data.strip())


def plain_parts(html: str) -> list[tuple[str, ...]] | None:
    """(text, end tag, start tag, its attributes, its slash, doctype, "") of each part; None where there is more."""
    parts = [] if OTHERWISE.search(html) else PLAIN.findall(html)
    return parts if parts and not any(part[-1] for part in parts) else None
