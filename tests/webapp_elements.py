"""One element of a page that a test reads: its tag, attributes and text, and where it stands."""

from __future__ import annotations

from functools import cached_property


class Element:
    """One element: its tag, attributes, text, the element around it and the elements in it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None, page_texts: list[str]) -> None:
        """`page_texts`: the texts of the page so far, in order; those of this element come next."""
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element] = []
        self.has_own_text = False
        self._page_texts = page_texts
        self._begin = len(page_texts)
        self._end: int | None = None
        if parent is not None:
            parent.children.append(self)

    def end(self) -> None:
        """Nothing more stands in this element."""
        self._end = len(self._page_texts)

    def __repr__(self) -> str:
        attributes = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.tag}{attributes}>"

    @property
    def texts(self) -> list[str]:
        """The texts in the element and in all in it, as they came."""
        return self._page_texts[self._begin : self._end]

    @cached_property
    def text(self) -> str:
        """The text of the element and all in it, with single spaces."""
        return " ".join("".join(self.texts).split())

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
