"""What leaves the table: what staff write down, and a letter for the resident in two languages."""

from __future__ import annotations

import random
from typing import Any, Final

import pikepdf
import pytest
from flask import Flask

from tests.pdf_text import opened, squeezed, words_of
from tests.staff_leaving import (
    IN_DANGER,
    LINES,
    NOT_IN_DANGER,
    assert_readable_aloud,
    chosen,
    errors,
    letter_of,
    lines_on_page,
    send_lines,
    told,
)
from tests.staff_talk import Talk, staff_app
from tests.webapp_fixtures import Resident, make_app, text_of
from webapp.paper import CannotShow, Printer, PrinterBusy


@pytest.fixture(scope="module")
def app() -> Flask:
    return staff_app()


ADDRESSES: Final = ("mee", "brief.pdf", "verwijzing", "verwijzing.pdf", "verwijzing/akkoord")


@pytest.mark.parametrize("path", ADDRESSES)
def test_where_it_is_switched_off_the_address_does_not_exist(path: str) -> None:
    assert Resident(make_app()).client.get(f"/gesprek/{path}").status_code == 404


def test_the_table_leads_to_it_and_before_a_municipality_there_is_no_paper(app: Flask) -> None:
    talk = Talk(app)
    assert "/gesprek/mee" in talk.page.links
    talk.get("/gesprek/mee")
    assert "Vraag eerst in welke gemeente de inwoner woont." in text_of(talk.page.html)
    assert not talk.page.all("button", value="brief")
    for path in ("brief.pdf", "verwijzing"):
        assert talk.client.get(f"/gesprek/{path}").headers["Location"] == "/gesprek/mee"


def test_lines_are_kept_as_they_were_typed_until_the_next_conversation(app: Flask) -> None:
    talk = told(app)
    response = send_lines(talk, "\r\n  Bob & <i>Ria</i>\r\n\r\nmorgen")
    assert (response.status_code, response.headers["Location"]) == (303, "/gesprek/mee")
    talk.get("/gesprek/mee")
    assert lines_on_page(talk) == "\n  Bob &amp; &lt;i&gt;Ria&lt;/i&gt;\n\nmorgen"
    talk.post("/gesprek/volgende", {})
    talk.get("/gesprek/mee")
    assert lines_on_page(talk) == ""


def test_1500_characters_fit_beside_a_whole_household_whatever_the_words(app: Flask) -> None:
    talk = told(app, "?naast=en")
    talk.get("/gesprek")  # Which notes how the outcome stands, in the same cookie.
    letters = random.Random(5).choices("abcdefghijklmnoprstuvwz      éë.,", k=1498)
    text = "".join(letters).strip().ljust(1498, "x") + "\r\nx"
    assert len(text.replace("\r\n", "\n")) == 1500
    assert send_lines(talk, text).status_code == 303
    assert send_lines(talk, text, "brief").headers["Location"] == "/gesprek/brief.pdf"
    words = words_of(opened(talk.client.get("/gesprek/brief.pdf").get_data()))
    assert squeezed(text) in words


@pytest.mark.parametrize(("too_many", "said"), [(1, "1 teken te lang"), (250, "250 tekens te lang")])
def test_what_is_too_long_is_said_with_how_much_and_is_not_lost(app: Flask, too_many: int, said: str) -> None:
    talk = told(app)
    send_lines(talk, "eerder")
    text = "a\n" * 700 + "b" * (100 + too_many)
    response = send_lines(talk, text.replace("\n", "\r\n"), "brief")
    assert (response.status_code, response.headers["Location"]) == (303, "/gesprek/mee#fouten")
    talk.get("/gesprek/mee")
    assert talk.page.title.startswith("Fout: ")
    [error] = errors(talk)
    assert said in error
    assert lines_on_page(talk) == text
    field = talk.page.by_id("afspraken")
    assert field is not None and field.get("aria-invalid") == "true"
    assert "eerder" not in words_of(letter_of(talk)), "the shorter text that was sent then took its place"
    talk.get("/gesprek/mee")
    assert errors(talk) == []


def test_what_is_too_long_to_remember_comes_back_at_once(app: Flask) -> None:
    talk = told(app)
    send_lines(talk, "eerder")
    text = "".join(random.Random(7).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9000))
    response = send_lines(talk, text)
    assert response.status_code == 200
    talk.page = talk.client.page
    assert "7500 tekens te lang" in errors(talk)[0]
    assert lines_on_page(talk) == text
    talk.get("/gesprek/mee")
    assert lines_on_page(talk) == "eerder"
    assert talk.conversation_answers()["leeftijd"] == {"number": 34}


def test_lines_that_do_not_fit_in_the_cookie_are_not_lost_either(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = told(app)
    monkeypatch.setattr("webapp.state.MAX_COOKIE", 300)
    assert send_lines(talk, "kort").status_code == 200
    talk.page = talk.client.page
    assert "te lang om te onthouden" in errors(talk)[0]
    assert lines_on_page(talk) == "kort"


@pytest.mark.parametrize(("typed", "named"), [("belt ☎😀 Ria 😀", "☎ 😀"), ("a\x07b", "U+0007"), ("ትግርኛ", "ር ት ኛ ግ")])
def test_characters_that_we_cannot_print_are_named_at_the_field(app: Flask, typed: str, named: str) -> None:
    talk = told(app)
    send_lines(talk, typed)
    talk.get("/gesprek/mee")
    [error] = errors(talk)
    assert "kunnen we niet printen" in error
    assert set(named.split()) == set(error.rpartition(": ")[2].split())
    assert lines_on_page(talk) == typed


@pytest.mark.parametrize("path", ["mee", "verwijzing", "verwijzing/akkoord"])
def test_a_second_tab_of_an_earlier_conversation_changes_nothing(app: Flask, path: str) -> None:
    talk = told(app)
    seen, old = chosen(talk), talk.name
    talk.post("/gesprek/volgende", {})
    talk.get("/gesprek")
    form = {"afspraken": "Ria", "kantoor": "stadsbank", "gezien": seen, "akkoord": "1", "gesprek": old}
    assert talk.post(f"/gesprek/{path}", form).headers["Location"] == "/gesprek"
    talk.get("/gesprek")
    assert "hoorde bij een gesprek dat gewist is" in text_of(talk.page.html)
    with talk.client.session_transaction() as session:
        assert not {"talk_lines", "talk_office", "talk_note_agreed"} & session.keys()


def test_the_letter_is_in_both_languages_with_the_lines_as_they_were_typed(app: Flask) -> None:
    talk = told(app, "?naast=en")
    send_lines(talk, LINES, "brief")
    response = talk.client.get("/gesprek/brief.pdf")
    assert response.headers["Content-Disposition"] == 'inline; filename="uitslag.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    pdf = opened(response.get_data())
    assert_readable_aloud(pdf, titles=2)
    assert {str(it.Lang) for it in pdf.objects if isinstance(it, pikepdf.Dictionary) and "/Lang" in it} == {"nl", "en"}
    words = words_of(pdf)
    dutch, english = words.index("Uwuitslag"), words.index("Yourresult")
    assert dutch < words.index("Waarschijnlijkwel") < english < words.index("Probablyyes")
    assert words.count(squeezed(LINES)) == 2, "each letter is whole by itself"
    assert "Afspraken" in words


def test_without_a_second_language_there_is_one_letter_in_dutch(app: Flask) -> None:
    pdf = letter_of(told(app))
    assert_readable_aloud(pdf, titles=1)
    assert "Yourresult" not in words_of(pdf)
    assert "Afspraken" not in words_of(pdf), "nothing was agreed"


def test_staff_who_read_another_language_print_dutch_first_all_the_same(app: Flask) -> None:
    talk = told(app)
    talk.get("/gesprek/mee?taal=en")
    words = words_of(letter_of(talk))
    assert words.index("Uwuitslag") < words.index("Yourresult")


def test_a_long_word_does_not_leave_the_page(app: Flask) -> None:
    talk = told(app)
    send_lines(talk, "w" * 900, "brief")
    pdf = opened(talk.client.get("/gesprek/brief.pdf").get_data())
    assert "w" * 900 in words_of(pdf)
    shown = [
        str(line)
        for page in pdf.pages
        for line in pikepdf.parse_content_stream(page)
        if str(line.operator) in ("Tj", "TJ")
    ]
    assert len(shown) > 12


def test_paper_tells_of_danger_only_when_that_was_ticked_for_this_very_letter(app: Flask) -> None:
    quiet, unsafe = told(app, nood=NOT_IN_DANGER), told(app, nood=IN_DANGER)
    assert quiet.page.by_id("veiligheid") is None
    assert unsafe.page.by_id("veiligheid") is not None
    assert "VeiligThuis" not in words_of(letter_of(unsafe))
    silent = unsafe.client.get("/gesprek/brief.pdf").get_data()
    letter_of(quiet)
    assert silent == quiet.client.get("/gesprek/brief.pdf").get_data()
    assert "VeiligThuis" in words_of(letter_of(unsafe, veiligheid="1"))
    assert "VeiligThuis" in words_of(opened(unsafe.client.get("/gesprek/brief.pdf").get_data())), "to save it"
    unsafe.get("/gesprek/mee")
    assert unsafe.client.get("/gesprek/brief.pdf").get_data() == silent


def test_the_tick_for_the_resident_s_own_letter_is_another_one(app: Flask) -> None:
    talk = told(app, nood=IN_DANGER)
    send_lines(talk, "", "verwijzing", veiligheid="1")
    assert "VeiligThuis" not in words_of(opened(talk.client.get("/gesprek/brief.pdf").get_data()))
    with talk.client.session_transaction() as session:
        session["paper_tells_all"] = True
    assert "VeiligThuis" not in words_of(opened(talk.client.get("/gesprek/brief.pdf").get_data()))


@pytest.mark.parametrize("error", [CannotShow("ص"), PrinterBusy()], ids=["cannot", "busy"])
def test_a_letter_that_cannot_be_made_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    talk = told(app)

    def refuse(*_: Any, **__: Any) -> bytes:
        raise error

    monkeypatch.setattr(Printer, "pdf", refuse)
    send_lines(talk, "", "brief")
    response = talk.client.get("/gesprek/brief.pdf")
    if isinstance(error, PrinterBusy):
        assert response.status_code == 503
    else:
        talk.get("/gesprek/mee")
        assert "kunnen we nog geen brief maken" in text_of(talk.page.html)
