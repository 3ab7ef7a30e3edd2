"""Reads a page as a browser would, and holds every page against the rules that go for all of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from werkzeug.test import TestResponse

VOID: Final = {"meta", "link", "input", "br", "img", "hr"}
FORBIDDEN_ATTRIBUTES: Final = {"placeholder", "required", "maxlength", "autofocus", "disabled", "style"}
MONEY: Final = re.compile(r"€\s?\d")


class Element:
    """One element: its tag, attributes, text, and the element around it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.texts: list[str] = []

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.texts)).strip()

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def inside(self, tag: str) -> bool:
        element: Element | None = self
        while element is not None:
            if element.tag == tag:
                return True
            element = element.parent
        return False


class Page(HTMLParser):
    """A parsed page; `loose_money` holds texts with an amount outside <bdi>."""

    def __init__(self, html: str, path: str = "") -> None:
        super().__init__()
        self.html = html
        self.path = path
        self.elements: list[Element] = []
        self.loose_money: list[str] = []
        self._open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open[-1] if self._open else None)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].tag == tag, f"</{tag}> closes nothing on {self.path}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.texts.append(data)
        if MONEY.search(data) and self._open and not self._open[-1].inside("bdi"):
            self.loose_money.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        return [e for e in self.elements if e.tag == tag and all(e.get(k) == v for k, v in attributes.items())]

    def by_id(self, id_: str) -> Element | None:
        return next((e for e in self.elements if e.get("id") == id_), None)

    def label_of(self, field: Element) -> str:
        return next((e.text for e in self.all("label") if e.get("for") == field.get("id")), "")

    @property
    def fields(self) -> list[Element]:
        return [e for e in self.elements if e.tag in ("input", "select", "textarea") and e.get("type") != "hidden"]

    @property
    def title(self) -> str:
        return self.all("title")[0].text

    @property
    def heading(self) -> str:
        return self.all("h1")[0].text

    @property
    def token(self) -> str:
        return next((e.get("value") for e in self.all("input", name="csrf_token")), "")

    @property
    def errors(self) -> list[str]:
        return [e.text for e in self.elements if "utrecht-form-field-error-message" in e.get("class")]

    @property
    def links(self) -> list[str]:
        return [e.get("href") for e in self.all("a")]


def check_page_rules(page: Page, response: TestResponse) -> None:
    """The rules for all pages; an assertion says which one is broken where."""
    _check_document(page)
    _check_fields(page)
    _check_headers(page, response)
    assert page.loose_money == [], (page.path, page.loose_money)
    if page.path.startswith("/vraag/"):
        _check_question(page)


def _check_document(page: Page) -> None:
    assert page._open == [], (page.path, [e.tag for e in page._open])
    html = page.all("html")[0]
    assert (html.get("lang"), html.get("dir")) == ("nl", "ltr")
    assert len(page.all("h1")) == 1, page.path
    assert page.title.endswith("– Rondkomenwijzer")
    ids = [e.get("id") for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids)), (page.path, sorted(id_ for id_ in ids if ids.count(id_) > 1))
    for element in page.elements:
        assert not FORBIDDEN_ATTRIBUTES & element.attributes.keys(), (page.path, element.tag, element.attributes)
        assert element.get("type") != "number"
        assert not element.get("tabindex") or int(element.get("tabindex")) <= 0
        assert not any(name.startswith("on") for name in element.attributes)
        for name in ("aria-describedby", "aria-labelledby"):
            assert all(page.by_id(id_) for id_ in element.get(name).split()), (page.path, element.attributes)
        if element.get("href").startswith("#"):
            assert page.by_id(element.get("href")[1:]), (page.path, element.get("href"))
    assert page.all("script") == []
    assert "053 481 78 00" in next(e.text for e in page.all("aside") if e.get("class") == "help-contact")
    assert {"/over", "/privacy", "/toegankelijkheid"} <= set(page.links)


def _check_fields(page: Page) -> None:
    for field in page.fields:
        assert page.label_of(field), (page.path, field.attributes)
        assert field.get("type") != "text" or field.get("autocomplete") == "off"
        assert "aria-label" not in field.attributes
    for form in page.all("form"):
        assert form.get("method") == "post"
        assert "question" not in form.get("class") or form.get("autocomplete") == "off"


def _check_headers(page: Page, response: TestResponse) -> None:
    headers = response.headers
    assert headers["Cache-Control"] == "no-store", page.path
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; img-src 'self'; form-")


def _check_question(page: Page) -> None:
    """F01, F02, F04, F10 and the error pattern of F05."""
    form = next(e for e in page.all("form") if "question" in e.get("class").split())
    assert "novalidate" in form.attributes
    heading = page.all("h1")[0]
    labels = [e for e in page.elements if e.tag in ("label", "legend") and e.text == heading.text]
    assert labels, (page.path, "the heading is neither a label nor a legend")
    assert any(page.label_of(field) == "Ik weet het niet" for field in page.fields), page.path
    required = [e for e in page.elements if e.get("aria-required") == "true"]
    boxes = all(field.get("type") == "checkbox" for field in page.fields)
    assert required or boxes, page.path
    assert any(e.tag == "summary" and e.text == "Waarom vragen we dit?" for e in page.elements)
    if page.errors:
        summary = page.by_id("fouten")
        assert summary is not None and summary.get("tabindex") == "-1"
        assert page.title.startswith("Fout")
        assert any(e.get("aria-invalid") == "true" for e in page.elements)
        assert all(error in summary.text for error in page.errors)
        assert all(error.endswith(".") for error in page.errors)
    else:
        assert page.by_id("fouten") is None
