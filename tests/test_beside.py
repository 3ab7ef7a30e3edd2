"""The Dutch beside any page: the same page once more, only to be read, and it changes nothing."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.crawl import crawl
from tests.crawl_walker import COOKIE
from tests.webapp_fixtures import Resident, make_app, resident
from tests.webapp_households import COUPLE, SINGLE_PARENT
from tests.webapp_pages import Element, Page
from webapp.beside import only_to_read

__all__ = ["resident"]

APP: Final = make_app()
PRESSED: Final = {"a", "button", "input", "select", "textarea", "label", "form", "fieldset"}


def copy_on(page: Page) -> Element | None:
    """The Dutch copy, if there is one."""
    found = [e for e in page.all("aside") if "beside__copy" in e.classes]
    assert len(found) <= 1
    return found[0] if found else None


def inside(element: Element) -> list[Element]:
    return [element, *(deeper for child in element.children for deeper in inside(child))]


def test_it_is_there_when_asked_for_and_stays_until_it_is_taken_away(resident: Resident) -> None:
    assert copy_on(resident.get("/?taal=tr")) is None
    copy = copy_on(resident.get("/?naast=nl"))
    assert copy is not None
    assert "Welke hulp met geld past bij u?" in copy.text
    assert resident.page.heading != "Welke hulp met geld past bij u?"
    later = copy_on(resident.get("/vraag"))
    assert later is not None and "In welke gemeente woont u?" in later.text
    assert copy_on(resident.get("/vraag/gemeente?naast=geen")) is None
    assert copy_on(resident.get("/over")) is None


def test_on_a_dutch_page_there_is_nothing_to_put_beside(resident: Resident) -> None:
    resident.get("/?taal=de&naast=nl")
    page = resident.get("/?taal=nl")
    assert copy_on(page) is None
    assert not [link for link in page.links if "naast" in link]


@pytest.mark.parametrize("code", ["ar", "de"])
def test_every_page_has_its_copy_and_nothing_in_it_can_be_pressed(code: str) -> None:
    client = APP.test_client()
    visits = [
        visit for visit in crawl("de") if visit.is_live and visit.status == 200 and visit.address[:9] != "/gesprek"
    ]
    assert len(visits) > 40
    for visit in visits:
        client.set_cookie(COOKIE, visit.cookie)
        address = f"{visit.address}{'&' if '?' in visit.address else '?'}naast=nl&taal={code}"
        page = Page(client.get(address).get_data(as_text=True), visit.address.split("?")[0])
        copy = copy_on(page)
        assert copy is not None, visit.name
        parts = inside(copy)
        assert not PRESSED & {part.tag for part in parts}, visit.name
        assert not [part for part in parts[1:] if part.get("id") or part.get("href") and part.tag != "use"], visit.name
        box = next(part for part in parts if part.get("lang"))
        assert (box.get("lang"), box.get("dir")) == ("nl", "ltr")


def test_what_the_copy_says_is_what_the_dutch_page_says(resident: Resident) -> None:
    resident.walk(SINGLE_PARENT.sent)
    for address in ("/controleren", "/uitslag", "/wat-als", "/vraag/inkomen", "/regels/iit"):
        dutch = resident.get(f"{address}?taal=nl").all("main")[0]
        copy = copy_on(resident.get(f"{address}?taal=pl&naast=nl"))
        assert copy is not None
        said = re.sub(r"\W+", " ", copy.text)
        missing = [line for line in texts_of(dutch) if re.sub(r"\W+", " ", line).strip() not in said]
        assert missing == [], address


def texts_of(element: Element) -> list[str]:
    """What each element says itself, but what is in fields or only a step back."""
    return [e.text for e in inside(element) if e.has_own_text and e.tag not in ("option", "textarea")]


def test_a_sentence_that_is_said_once_is_said_in_both_and_then_gone(resident: Resident) -> None:
    resident.walk(COUPLE.sent)
    resident.get("/uitslag?taal=de&naast=nl")
    response = resident.post("/vraag/leeftijd", {"number": "35", "terug": "uitslag"})
    page = resident.get(response.headers["Location"].split("#")[0])
    copy = copy_on(page)
    assert copy is not None and "Uw antwoord is bewaard." in copy.text
    assert page.all("main")[0].text.count("Uw antwoord is bewaard.") == 1
    again = copy_on(resident.get("/uitslag"))
    assert again is not None and "Uw antwoord is bewaard." not in again.text


def test_an_error_stands_in_both_and_nothing_is_lost(resident: Resident) -> None:
    resident.get("/?taal=uk&naast=nl")
    resident.answer("gemeente", {"choice": "enschede"})
    resident.answer("nood", {"boxes": ["none"]})
    resident.answer("leeftijd", {"number": "vierendertig"})
    copy = copy_on(resident.page)
    assert copy is not None
    assert "Vul de leeftijd in hele jaren in, in cijfers. Bijvoorbeeld 34." in copy.text
    assert "vierendertig" in copy.text
    assert resident.page.all("input", name="number")[0].get("value") == "vierendertig"


def test_the_copy_changes_nothing_of_what_is_kept() -> None:
    plain, both = Resident(APP), Resident(APP)
    plain.get("/?taal=ro")
    both.get("/?taal=ro&naast=nl")
    assert plain.walk(COUPLE.sent) == both.walk(COUPLE.sent)
    assert plain.answers() == both.answers()
    assert plain.advice() == both.advice()


def test_what_somebody_typed_is_text_in_the_copy_too() -> None:
    typed = "&lt;script&gt;x&lt;/script&gt;&lt;img src=x onerror=y&gt;"
    shown = str(only_to_read(f'<p>{typed}</p><input type="text" value="{typed}"><a href="/x" onclick="y">z</a>'))
    assert "<script" not in shown and "<img" not in shown and "onclick" not in shown and "href" not in shown
    assert shown.count(typed) == 2


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/schemes", "/uitslag.pdf", "/nergens"])
def test_what_is_no_page_is_left_alone(resident: Resident, path: str) -> None:
    resident.get("/?taal=ar&naast=nl")
    assert "beside__copy" not in resident.client.get(path, follow_redirects=True).get_data(as_text=True)[:200_000] or (
        path == "/uitslag.pdf"
    )
