"""Reads a page strictly: what a browser would silently mend is noted as a fault."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

VOID: Final = frozenset({"meta", "link", "input", "br", "img", "hr"})
MONEY: Final = re.compile(r"€\s?-?\d")
FIELDS: Final = ("input", "select", "textarea")


class Element:
    """One element: its tag, attributes, text, the element around it and the elements in it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element] = []
        self.texts: list[str] = []
        self.has_own_text = False
        if parent is not None:
            parent.children.append(self)

    def __repr__(self) -> str:
        attributes = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.tag}{attributes}>"

    @property
    def text(self) -> str:
        """The text of the element and all in it, with single spaces."""
        return re.sub(r"\s+", " ", "".join(self.texts)).strip()

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def closest(self, *tags: str) -> Element | None:
        """This element or the nearest one around it with such a tag."""
        element: Element | None = self
        while element is not None and element.tag not in tags:
            element = element.parent
        return element

    def inside(self, tag: str) -> bool:
        return self.closest(tag) is not None

    @property
    def language(self) -> str:
        """The language of the text in this element."""
        element: Element | None = self
        while element is not None:
            if "lang" in element.attributes:
                return element.get("lang")
            element = element.parent
        return ""


class Page(HTMLParser):
    """A parsed page. `faults` holds what is wrong with the tags; `loose_money` texts with an amount outside <bdi>."""

    def __init__(self, html: str, path: str = "") -> None:
        super().__init__()
        self.html = html
        self.path = path
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self.loose_money: list[str] = []
        self.declarations: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        self.faults += [f"{element!r} is never closed" for element in self._open]

    def handle_decl(self, decl: str) -> None:
        if self.elements:
            self.faults.append("the doctype is not the first thing")
        self.declarations.append(decl.lower())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name in set(names) if names.count(name) > 1]
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open[-1] if self._open else None)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._open and self._open[-1].inside("svg"):
            self._open.pop()  # In a drawing an element may close itself.
        elif tag not in VOID:
            self.faults.append(f"<{tag} /> does not close itself")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        else:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.texts.append(data)
        if not data.strip():
            return
        if not self._open:
            self.faults.append(f"text outside the document: {data.strip()[:40]}")
            return
        self._open[-1].has_own_text = True
        around = self._open[-1].closest("bdi", "title", "textarea")  # The last two hold text only.
        if MONEY.search(data) and (around is None or (around.tag == "bdi" and around.get("dir") != "ltr")):
            self.loose_money.append(data.strip())

    def all(self, tag: str, **attributes: str) -> list[Element]:
        return [e for e in self.elements if e.tag == tag and all(e.get(k) == v for k, v in attributes.items())]

    def by_id(self, id_: str) -> Element | None:
        return next((e for e in self.elements if e.get("id") == id_), None)

    def labels_of(self, field: Element) -> list[Element]:
        return [e for e in self.all("label") if e.get("for") and e.get("for") == field.get("id")]

    def label_of(self, field: Element) -> str:
        return next((label.text for label in self.labels_of(field)), "")

    @property
    def fields(self) -> list[Element]:
        return [e for e in self.elements if e.tag in FIELDS and e.get("type") != "hidden"]

    @property
    def language(self) -> str:
        return next((e.get("lang") for e in self.all("html")), "")

    @property
    def title(self) -> str:
        return next((e.text for e in self.all("title")), "")

    @property
    def heading(self) -> str:
        return next((e.text for e in self.all("h1")), "")

    @property
    def token(self) -> str:
        return next((e.get("value") for e in self.all("input", name="csrf_token")), "")

    @property
    def errors(self) -> list[str]:
        """The sentences at the fields; not once more those in a copy that is only to be read along."""
        found = [e for e in self.elements if "utrecht-form-field-error-message" in e.classes]
        return [e.text for e in found if e.language == self.language]

    @property
    def links(self) -> list[str]:
        return [e.get("href") for e in self.all("a")]

    @property
    def is_question(self) -> bool:
        return any("question" in form.classes for form in self.all("form"))
