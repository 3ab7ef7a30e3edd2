"""The note for an office: shown in full first, made only with the consent of the resident, never about home."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.pdf_text import opened, squeezed, words_of
from tests.staff_leaving import (
    IN_DANGER,
    LINES,
    NOT_IN_DANGER,
    POISON,
    agree,
    assert_readable_aloud,
    chosen,
    errors,
    of_household,
    send_lines,
    told,
)
from tests.staff_talk import staff_app
from tests.webapp_fixtures import Sent, text_of
from tests.webapp_households import COUPLE, PENSIONER
from webapp.staff.conversation import conversation
from webapp.staff.handing import note_on_paper


@pytest.fixture(scope="module")
def app() -> Flask:
    return staff_app()


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_in(inner) if key not in ("language", "direction", "page") else []
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


def test_the_offices_are_those_of_the_advice_the_stadsbank_first(app: Flask) -> None:
    talk = told(app, nood={"boxes": ["eviction", "unsafe_at_home"]})
    advised = [one.id for one in talk.conversation_advice().referrals]
    assert "veilig_thuis" in advised
    talk.get("/gesprek/verwijzing")
    offered = [field.get("value") for field in talk.page.all("input", name="kantoor")]
    assert offered[0] == "stadsbank"
    assert sorted(offered) == sorted(set(advised) - {"veilig_thuis"})


def test_without_money_trouble_the_stadsbank_is_not_offered(app: Flask) -> None:
    talk = of_household(app, dict(COUPLE.sent))
    talk.get("/gesprek/verwijzing")
    assert "stadsbank" not in [field.get("value") for field in talk.page.all("input", name="kantoor")]
    talk.post("/gesprek/verwijzing", {"kantoor": "stadsbank", "gesprek": talk.name})
    talk.get("/gesprek/verwijzing")
    assert errors(talk) == ["Kies een organisatie."]
    [link] = [link for link in talk.page.all("a") if link.text == "Kies een organisatie."]
    first = talk.page.by_id(link.get("href").removeprefix("#"))
    assert first is not None and first.get("type") == "radio", "it leads to where the choice is made"
    assert not talk.page.all("input", name="gezien")


@pytest.mark.parametrize("query", ["", "?naast=en", "?taal=en"])
def test_the_page_shows_the_note_word_for_word_as_it_is_on_paper(app: Flask, query: str) -> None:
    talk = told(app, query, nood={"boxes": ["eviction"]})
    send_lines(talk, LINES)
    seen = chosen(talk)
    with talk.client:
        talk.client.get("/gesprek/verwijzing")
        note = note_on_paper(conversation())
    assert note is not None
    page = squeezed(next(one.text for one in talk.page.all("article") if "note-sheet" in one.classes))
    agree(talk, seen, akkoord="1")
    pdf = opened(talk.client.get("/gesprek/verwijzing.pdf").get_data())
    assert_readable_aloud(pdf, titles=1)
    words = words_of(pdf)
    texts = [squeezed(text) for text in texts_in(note.as_json())]
    assert [text for text in texts if text not in words] == []
    assert [text for text in texts if text not in page] == []
    for part in (
        *("Stadsbank Oost Nederland", "088 766 36 66", "21 november 2026", "Er is haast.", "Partner en kinderen"),
        *("2 kinderen: 3 en 8 jaar", "€ 1.348,49", "Ik moet misschien mijn huis uit", "Waarschijnlijk wel"),
        *("Individuele inkomenstoeslag", "€ 244,00", POISON, "geen aanvraag en geen besluit", note.version),
    ):
        assert squeezed(part) in words, part
    beside = [one for one in talk.page.all("article") if one.get("lang") == "en"]
    assert len(beside) == (1 if query == "?naast=en" else 0), "the resident reads along"


def test_the_note_never_says_that_home_is_not_safe(app: Flask) -> None:
    notes = []
    for danger in (IN_DANGER, NOT_IN_DANGER):
        talk = told(app, nood=danger)
        chosen(talk)
        send_lines(talk, "", "verwijzing", veiligheid="1")
        with talk.client:
            talk.client.get("/gesprek/verwijzing")
            notes.append(note_on_paper(conversation()))
    assert notes[0] == notes[1]
    assert "Snel hulp nodig" not in str(notes[0]), "“none” would be untrue"


def test_without_the_tick_there_is_no_note_and_nothing_is_lost(app: Flask) -> None:
    talk = told(app)
    send_lines(talk, "Bob belt")
    seen = chosen(talk)
    assert agree(talk, seen).headers["Location"] == "/gesprek/verwijzing#fouten"
    talk.get("/gesprek/verwijzing")
    assert talk.page.title.startswith("Fout: ")
    assert errors(talk) == ["Vraag of de inwoner het goed vindt. Kruis het dan aan."]
    box = talk.page.by_id("akkoord")
    assert box is not None and box.get("aria-invalid") == "true" and "checked" not in box.attributes
    assert "Bob belt" in talk.page.all("article")[0].text
    response = talk.client.get("/gesprek/verwijzing.pdf")
    assert (response.status_code, response.headers["Location"]) == (303, "/gesprek/verwijzing")
    talk.get("/gesprek/verwijzing")
    assert errors(talk) == [], "said once"


def test_agreeing_counts_for_one_download(app: Flask) -> None:
    talk = told(app)
    seen = chosen(talk)
    assert agree(talk, seen, akkoord="1").headers["Location"] == "/gesprek/verwijzing.pdf"
    for _again in range(2):
        response = talk.client.get("/gesprek/verwijzing.pdf")
        assert response.mimetype == "application/pdf"
        assert response.headers["Content-Disposition"] == 'inline; filename="verwijzing.pdf"'
        assert response.headers["Cache-Control"] == "no-store"
    talk.get("/over")
    assert talk.client.get("/gesprek/verwijzing.pdf").status_code == 303


def test_who_agrees_agrees_to_what_was_shown(app: Flask) -> None:
    talk = told(app)
    seen = chosen(talk)
    send_lines(talk, "Iets anders, uit een andere tab")
    assert agree(talk, seen, akkoord="1").headers["Location"] == "/gesprek/verwijzing"
    talk.get("/gesprek/verwijzing")
    assert "Er is iets veranderd." in text_of(talk.page.html)
    assert talk.client.get("/gesprek/verwijzing.pdf").status_code == 303


def test_who_lives_elsewhere_is_referred_without_a_list_of_refusals(app: Flask) -> None:
    elsewhere: dict[str, Sent] = {"gemeente": {"choice": "elsewhere"}, "andere-gemeente": {"choice": "hengelo"}}
    talk = of_household(app, {**elsewhere, "rekeningen": {"boxes": ["behind"]}})
    chosen(talk)
    note = text_of(talk.page.html)
    assert "We kennen alleen de regelingen van Enschede." in note
    assert "Regelingen die we nakeken" not in note


def test_a_pensioner_with_a_partner_can_be_referred_too(app: Flask) -> None:
    talk = of_household(app, dict(PENSIONER.sent))
    talk.get("/gesprek/verwijzing")
    for office in [field.get("value") for field in talk.page.all("input", name="kantoor")]:
        agree(talk, chosen(talk, office), akkoord="1")
        assert talk.client.get("/gesprek/verwijzing.pdf").mimetype == "application/pdf", office
