"""Whatever is typed or pasted: each field of each question answers in a clear sentence and keeps what can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

import pytest

from rules import load_policy
from tests.crawl import COOKIE, Visit, crawl
from tests.test_forms_criteria_errors import library_texts
from tests.visitor import filled_in, forms_of
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_pages import Page
from webapp.questions import load_catalogue

APP: Final = make_app()
QUESTIONS: Final = load_catalogue(load_policy()).questions
KEPT: Final = 200
"""Characters of a field that are shown again."""

BAD: Final = {
    "letters": "heel veel geld",
    "emoji": "😀💶🏠",
    "ten thousand characters": "7" * 10_000,
    "right-to-left marks": "\u202e\u20661.23.4\u2069\u200f",
    "markup": "<b>12</b>&amp;",
    "invisible": "\u200b\x00\u00a0x",
    "a sum": "12 + 300",
}
PASTED: Final = "€ 1.234,-"


def form_to_send(page: Page) -> dict[str, list[str]]:
    """What the form of a question holds now: texts, and what is chosen."""
    sent: dict[str, list[str]] = {}
    for field in page.fields:
        is_text = field.get("type") == "text"
        if is_text or "checked" in field.attributes:
            sent.setdefault(field.get("name"), []).append(field.get("value"))
    return sent


def texts_of(page: Page) -> list[str]:
    return [field.get("name") for field in page.fields if field.get("type") == "text"]


def answered(code: str = "nl") -> Iterator[Visit]:
    """Each question with its answer in it; in the words for two where those differ."""
    yield from (visit for visit in crawl(code) if visit.state == "answered")


def opened(visit: Visit) -> Resident:
    """Somebody who has this question before them."""
    resident = Resident(APP)
    resident.client.set_cookie(COOKIE, visit.cookie)
    resident.get(visit.address)
    return resident


def send(resident: Resident, name: str, typed: str) -> tuple[dict[str, list[str]], Page]:
    """Type this in one field, let the rest be, and look at what comes back."""
    sent = {**form_to_send(resident.page), name: [typed]}
    response = resident.post(resident.page.path, sent)
    assert response.status_code == HTTPStatus.SEE_OTHER
    return sent, resident.get(response.headers["Location"].split("#")[0])


def faults(page: Page, path: str) -> list[str]:
    """What is wrong with how an error is told."""
    found = [error for error in page.errors if not error.endswith((".", "?")) or error in library_texts()]
    if page.path != path or not page.errors:
        found.append(f"no error, but on to {page.path}")
    if not page.title.startswith("Fout: "):
        found.append(f"the title is {page.title}")
    return found


@pytest.mark.parametrize("kind", BAD)
def test_a_field_with_nonsense_says_so_and_keeps_the_rest(kind: str) -> None:
    tried = set()
    for visit in answered():
        for name in texts_of(Page(visit.html)):
            resident = opened(visit)
            before = resident.answers()
            sent, page = send(resident, name, BAD[kind])
            where = f"{visit.name}, {name}: {page.errors}"
            assert faults(page, visit.address.split("?")[0]) == [], where
            shown = form_to_send(page)
            assert BAD[kind].replace("\x00", "").startswith(shown[name][0][:KEPT]) and shown[name][0], where
            assert {key: shown.get(key) for key in sent if key != name} == {k: v for k, v in sent.items() if k != name}
            assert resident.answers() == before, where
            tried.add(visit.question)
    with_text = {q.id for q in QUESTIONS if q.kind not in ("choice", "yes_no", "boxes")}
    assert with_text <= tried


def test_an_amount_that_is_pasted_with_its_sign_is_understood_or_explained() -> None:
    """Where money is asked it is an answer; anywhere else the page says what is asked."""
    understood = set()
    for visit in answered():
        for name in texts_of(Page(visit.html)):
            resident = opened(visit)
            _, page = send(resident, name, PASTED)
            if page.path == visit.address.split("?")[0]:
                assert faults(page, page.path) == [], (visit.name, name)
            else:
                understood.add(name.partition("_")[0])
    assert {"amount", "have", "owe"} <= understood
    assert not understood & {"number", "ages", "years", "months"}


def test_a_choice_that_does_not_exist_is_asked_again() -> None:
    for visit in answered():
        page = Page(visit.html)
        for name in {field.get("name") for field in page.fields if field.get("type") in ("radio", "checkbox")}:
            resident = opened(visit)
            before = resident.answers()
            response = resident.post(page.path or visit.address.split("?")[0], {**form_to_send(page), name: ["😀"]})
            assert response.status_code == HTTPStatus.SEE_OTHER
            came_to = resident.get(response.headers["Location"].split("#")[0])
            if came_to.errors:
                assert faults(came_to, visit.address.split("?")[0]) == [], (visit.name, name)
                assert resident.answers() == before


def test_more_than_a_form_can_hold_gets_a_page_of_its_own() -> None:
    visit = next(visit for visit in answered() if texts_of(Page(visit.html)))
    resident = opened(visit)
    before = resident.answers()
    name = texts_of(resident.page)[0]
    response = resident.post(resident.page.path, {name: "😀" * 10_000})
    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    page = resident.client.page
    assert page.all("main")[0].text.count(".") >= 1
    assert any(link.startswith("/") for link in page.links)
    assert resident.answers() == before


def other_forms() -> dict[tuple[str, ...], tuple[Visit, int]]:
    """The forms with a field to type in on pages that are no question, each once: the page, and which form it is."""
    found: dict[tuple[str, ...], tuple[Visit, int]] = {}
    for visit in crawl("nl"):
        page = Page(visit.html)
        for number, form in enumerate(forms_of(page)):
            fields = [field for field in page.fields if field.closest("form") is form]
            if any(field.get("type") == "text" for field in fields) and visit.is_live and not visit.question:
                name = (form.get("action") or visit.address, *sorted(field.get("name") for field in fields))
                found.setdefault(name, (visit, number))
    return found


def test_every_other_form_with_nonsense_says_so_too() -> None:
    """The postcode, "Wat als?" and what more there may come: found by walking, not by name."""
    found = other_forms()
    assert any("postcode" in fields for fields in found)
    for visit, number in found.values():
        for typed in (*BAD.values(), PASTED):
            resident = opened(visit)
            form = forms_of(resident.page)[number]
            response = resident.post(form.get("action") or visit.address, filled_in(form, resident.page, typed))
            assert response.status_code == HTTPStatus.SEE_OTHER, (visit.name, form, typed[:20])
            page = resident.get(response.headers["Location"].split("#")[0])
            assert [e for e in page.errors if not e.endswith((".", "?")) or e in library_texts()] == []
