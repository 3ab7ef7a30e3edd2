"""Which language a page is in; a switch loses nothing (F07); no Dutch is left on an English page (L01, L03)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Final

import pytest

from rules import dutch_euros
from tests.webapp_fixtures import Resident, make_app, resident
from tests.webapp_households import COUPLE, PENSIONER, SINGLE_PARENT, Story
from tests.webapp_pages import Element, Page
from webapp.languages import FOLDER, LanguageError, languages, published

__all__ = ["resident"]

DUTCH_WORD: Final = re.compile(
    r"\b(de|het|een|en|u|uw|wij|niet|geen|voor|van|bij|naar|hebt|krijgt|wordt|bent|kunt|weet|alleen|waar|vraag)\b",
    re.IGNORECASE,
)
PAGES: Final = (
    "/",
    "/over",
    "/privacy",
    "/toegankelijkheid",
    "/api",
    "/gewist",
    "/verlopen",
    "/controleren",
    "/uitslag",
)


def said_in_page_language(page: Page) -> list[str]:
    """The text of each element that says something itself, without what is marked as another language."""
    language = page.all("html")[0].get("lang")
    return [
        own_text(e) for e in page.elements if e.has_own_text and e.language == language and e.tag not in ("code", "pre")
    ]


def own_text(element: Element) -> str:
    text = element.text.replace("EN 301 549", "")  # The name of a standard, and "en" is Dutch for "and".
    for part in sorted(foreign_parts(element), key=len, reverse=True):
        text = text.replace(part, " ")
    return text


def foreign_parts(element: Element) -> Iterator[str]:
    """The texts inside an element that are marked as another language."""
    for child in element.children:
        yield from [child.text] if child.get("lang") else foreign_parts(child)


def dutch_left_on(page: Page) -> list[str]:
    names = {place.text for place in page.all("label") if place.get("for").startswith("choice-")}
    if page.path == "/vraag/andere-gemeente":
        return [text for text in said_in_page_language(page) if DUTCH_WORD.search(text) and text not in names]
    return [text for text in said_in_page_language(page) if DUTCH_WORD.search(text)]


def test_dutch_comes_first_and_every_published_language_is_offered_by_its_own_name(resident: Resident) -> None:
    assert [language.code for language in languages()][0] == "nl"
    page = resident.get("/")
    links = {link.get("hreflang"): link for link in page.all("a") if link.get("hreflang")}
    assert set(links) == {language.code for language in published()} - {"nl"}
    assert links["en"].text == "English"
    assert links["en"].get("lang") == "en"


@pytest.mark.parametrize(
    ("link", "chosen_before", "browser", "expected"),
    [
        ("", "", "", "nl"),
        ("", "", "fr, syr;q=0.8", "nl"),
        ("", "", "en-GB, nl;q=0.5", "en"),
        ("", "", "nl, en;q=0.5", "nl"),
        ("", "nl", "en", "nl"),
        ("en", "nl", "nl", "en"),
        ("xx", "en", "nl", "en"),
        ("syr", "", "", "nl"),
    ],
)
def test_the_link_decides_then_what_was_chosen_then_the_browser(
    resident: Resident, link: str, chosen_before: str, browser: str, expected: str
) -> None:
    if chosen_before:
        resident.get(f"/?taal={chosen_before}")
    response = resident.client.get(f"/over?taal={link}" if link else "/over", headers={"Accept-Language": browser})
    html = Page(response.get_data(as_text=True)).all("html")[0]
    assert (html.get("lang"), html.get("dir")) == (expected, "ltr")
    assert response.headers["Content-Language"] == expected


def test_a_language_once_chosen_stays_also_after_wiping_but_not_after_leaving_in_a_hurry(resident: Resident) -> None:
    resident.get("/?taal=en")
    assert resident.get("/vraag").heading == "Which municipality do you live in?"
    resident.post("/wissen", {})
    assert resident.get("/gewist").all("html")[0].get("lang") == "en"
    resident.client.post("/snel-weg")
    assert resident.get("/").all("html")[0].get("lang") == "nl"


def test_F07_answers_place_and_errors_survive_a_switch_of_language(resident: Resident) -> None:
    resident.answer("gemeente", {"choice": "enschede"})
    resident.answer("nood", {"boxes": ["none"]})
    resident.answer("leeftijd", {"number": "vierendertig"})
    assert resident.page.title.startswith("Fout: vraag 3: Hoe oud bent u?")
    page = resident.get("/vraag/leeftijd?taal=en")
    assert page.title.startswith("Error: question 3: How old are you?")
    assert page.errors == ["Fill in the age in whole years, in numbers. For example 34."]
    assert page.all("input", name="number")[0].get("value") == "vierendertig"
    assert [entry.question.id for entry in resident.answers().entries] == ["gemeente", "nood"]
    back = resident.get("/vraag/leeftijd?taal=nl")
    assert back.errors == ["Vul de leeftijd in hele jaren in, in cijfers. Bijvoorbeeld 34."]


def test_the_switch_leads_to_the_same_page_and_keeps_the_way_back(resident: Resident) -> None:
    resident.answer("gemeente", {"choice": "enschede"})
    page = resident.get("/vraag/gemeente?terug=controleren")
    [link] = [link.get("href") for link in page.all("a") if link.get("hreflang") == "en"]
    assert link == "/vraag/gemeente?terug=controleren&taal=en"
    other = resident.get(link)
    assert other.all("input", name="terug")[0].get("value") == "controleren"


@pytest.mark.parametrize(
    "path", ["/vraag/gemeente?terug=%22%3Ex&extra=1", "/vraag/gemeente?terug=leeftijd", "/nergens/123"]
)
def test_nothing_of_a_strange_address_comes_back_in_the_page(resident: Resident, path: str) -> None:
    resident.answer("gemeente", {"choice": "enschede"})
    page = resident.client.get(path)
    [link] = [e.get("href") for e in resident.client.page.all("a") if e.get("hreflang") == "en"]
    assert link in ("/vraag/gemeente?taal=en", "/?taal=en")
    assert page.status_code in (200, 404)


@pytest.mark.parametrize("story", [SINGLE_PARENT, COUPLE, PENSIONER], ids=lambda story: story.name)
def test_no_dutch_is_left_on_an_english_page_and_the_advice_is_the_same(story: Story) -> None:
    dutch, english = Resident(make_app()), Resident(make_app())
    dutch.walk(story.sent)
    english.get("/?taal=en")
    assert english.walk(story.sent) == [entry.question.id for entry in dutch.answers().entries]
    assert english.advice() == dutch.advice()
    left = {}
    for entry in english.answers().entries:
        for page in (english.get(f"/vraag/{entry.question.id}"), wrong(english, entry.question.id)):
            left[page.path] = dutch_left_on(page)
    for path in PAGES:
        left[path] = dutch_left_on(english.get(path))
    assert {path: texts for path, texts in left.items() if texts} == {}
    result, other = english.get("/uitslag"), dutch.get("/uitslag")
    assert amounts_on(result) == amounts_on(other)


def wrong(resident: Resident, question_id: str) -> Page:
    """The same page with an error on it."""
    resident.post(f"/vraag/{question_id}", {})
    page = resident.get(f"/vraag/{question_id}")
    assert page.errors
    return page


def amounts_on(page: Page) -> list[str]:
    """Money is written the Dutch way in every language."""
    found = [element.text for element in page.all("bdi")]
    assert all(re.fullmatch(r"€\s-?\d{1,3}(\.\d{3})*,\d\d", text) for text in found if text.startswith("€")), found
    assert dutch_euros(0).startswith("€")
    return found


def test_error_pages_speak_the_language_too(resident: Resident) -> None:
    resident.get("/?taal=en")
    response = resident.client.get("/bestaat-niet")
    assert response.status_code == 404
    assert dutch_left_on(resident.client.page) == []


def test_a_translation_that_nobody_checked_says_so(resident: Resident) -> None:
    assert "native speaker" in resident.get("/?taal=en").all("footer")[0].text
    assert "nagekeken" not in resident.get("/?taal=nl").all("footer")[0].text


def test_a_list_of_languages_with_a_fault_is_refused(tmp_path: Path) -> None:
    copy(FOLDER / "languages.schema.json", tmp_path)
    text = (FOLDER / "languages.yaml").read_text(encoding="utf-8")
    for fault in (text.replace("direction: rtl", "direction: up", 1), text.replace("source: nl", "source: fr")):
        (tmp_path / "languages.yaml").write_text(fault, encoding="utf-8")
        languages.cache_clear()
        with pytest.raises(LanguageError):
            languages(tmp_path)
    languages.cache_clear()


PHYSICAL: Final = re.compile(
    r"^\s*((margin|padding|border|inset)-(left|right|top|bottom)\b[\w-]*|left|right|top|bottom|(min-|max-)?(width|height)"
    r"|border-(top|bottom)-(left|right)-radius|overflow-[xy])\s*:|(text-align|float|clear)\s*:\s*(left|right)",
    re.MULTILINE,
)


def test_L03_only_logical_properties_so_that_a_page_can_be_mirrored() -> None:
    sheets = sorted((FOLDER.parent / "static" / "css").glob("*.css"))
    assert len(sheets) >= 5
    found = {sheet.name: PHYSICAL.findall(sheet.read_text(encoding="utf-8")) for sheet in sheets}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("line", ["  margin-left: 0", "  width: 3rem;", "left: 0;", "p { }\n  text-align: right;"])
def test_a_physical_property_would_be_seen(line: str) -> None:
    assert PHYSICAL.search(line)
