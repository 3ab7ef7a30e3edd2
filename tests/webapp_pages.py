"""A page as a test looks at it: what it says, what can be filled in, and where it leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from tests.webapp_elements import Element
from tests.webapp_reading import Reading

__all__ = ["Element", "Page"]

FIELDS: Final = ("input", "select", "textarea")


class Page:
    """A page, read when something of it is asked."""

    def __init__(self, html: str, path: str = "") -> None:
        self.html = html
        self.path = path

    @cached_property
    def read(self) -> Reading:
        """The elements, and `faults` and `loose_money`: what is wrong with the tags, and with amounts."""
        return Reading(self.html)

    @property
    def elements(self) -> list[Element]:
        return self.read.elements

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        found = defaultdict(list)
        for element in self.elements:
            found[element.tag].append(element)
        return found

    @cached_property
    def attributes(self) -> dict[str, list[Element]]:
        """{name of an attribute: the elements that have it}"""
        found = defaultdict(list)
        for element in self.elements:
            for name in element.attributes:
                found[name].append(element)
        return dict(found)

    def having(self, *names: str) -> Iterator[tuple[Element, str]]:
        """(element, name of an attribute that it has), of each of these."""
        return ((element, name) for name in names for element in self.attributes.get(name, []))

    @cached_property
    def _labels(self) -> dict[str, list[Element]]:
        """{id of a field: its labels}"""
        found = defaultdict(list)
        for label in self.all("label"):
            found[label.get("for")].append(label)
        return found

    def all(self, tag: str, **attributes: str) -> list[Element]:
        found = self._by_tag.get(tag, [])
        return [e for e in found if all(e.get(k) == v for k, v in attributes.items())] if attributes else list(found)

    def by_id(self, id_: str) -> Element | None:
        return next((e for e in self.attributes.get("id", []) if e.get("id") == id_), None)

    def labels_of(self, field: Element) -> list[Element]:
        return self._labels.get(field.get("id"), []) if field.get("id") else []

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
