"""The letter: all of the outcome, readable for everybody, on two pages, and the same for the same answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

import pikepdf
import pytest

from rules import dutch_euros
from tests.crawl import EXPIRED, JOURNEYS
from tests.pdf_text import opened, plain_words, squeezed, structure, words_from_right, words_of
from tests.taker import somebody
from tests.webapp_answers import answers_to
from tests.webapp_fixtures import ON, make_app
from tests.webapp_households import COUPLE, SINGLE_PARENT, STORIES, Story
from webapp.discreet import discreet
from webapp.journey import advice_for
from webapp.languages import published
from webapp.paper import Letter, letter, print_letter
from webapp.views.cards import ABOUT_TIME

APP: Final = make_app()
LANGUAGES: Final = [language.code for language in published()]
SOME: Final = ("single-parent", "couple", "elsewhere")
NOT_PRINTED: Final = ("language", "direction", "id", "unchecked", "name")
"""What is about a text, or stands in the letter in another way."""


@cache
def made(name: str, language: str = "nl", on: date = ON) -> tuple[Letter, bytes]:
    """The letter of a journey, as what is said and as PDF."""
    with APP.test_request_context(f"/?taal={language}"):
        answers = answers_to(JOURNEYS[name], APP.extensions["catalogue"], APP.extensions["policy"])
        found = letter(discreet(answers), APP.extensions["policy"], on)
        assert found is not None
        return found, print_letter(found)


def texts_in(value: Any, name: str = "") -> Iterator[str]:
    """Every text that must stand on paper."""
    if isinstance(value, str) and value and name not in NOT_PRINTED:
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key != "words":
                yield from texts_in(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner, name)


@pytest.mark.parametrize(
    ("language", "name"),
    [(code, name) for code in LANGUAGES for name in JOURNEYS if code in ("nl", "en", "ar") or name in SOME],
)
def test_every_text_of_the_outcome_stands_in_the_letter(language: str, name: str) -> None:
    said, content = made(name, language)
    texts = list(texts_in(said.as_json()))
    if said.direction == "rtl":  # A line in two directions has no order that a program can follow: word by word then.
        words, other = words_from_right(opened(content))
        # A word with a joiner in it, or a vowel sign behind it, is drawn in parts that lie apart.
        asked = {word for text in texts for word in plain_words(re.sub(r"\S*[\u200c\u064b]\S*", " ", text))}
        assert {word for word in asked - words if word not in other} == set()
    else:
        whole = words_of(opened(content))
        if language == "pl":  # Where a line ends in a hyphen, Polish begins the next one with it too; no address does.
            whole += whole.replace("e--mail", "e-mail")
        assert [text for text in texts if squeezed(text) not in whole] == []


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_letter_says_what_the_advice_says(story: Story) -> None:
    with APP.test_request_context():
        answers = discreet(answers_to(story.sent, APP.extensions["catalogue"], APP.extensions["policy"]))
        policy = APP.extensions["policy"]
        advice = advice_for(answers, policy, ON)
        said = letter(answers, policy, ON)
        assert advice is not None and said is not None
        words = words_of(opened(print_letter(said)))
    for scheme in advice.schemes:
        assert squeezed(scheme.title) in words
        if scheme.amount:
            assert squeezed(dutch_euros(scheme.amount.maximum)) in words
        if scheme.status in ("likely", "possible"):
            for key in ("text", "without_internet", "duration", "phone"):
                assert squeezed(scheme.apply.get(key, "")) in words, (scheme.id, key)
            own = next((note.text for note in scheme.notes if note.id == ABOUT_TIME), "")
            assert squeezed(own or scheme.apply.get("deadline", "")) in words, (
                scheme.id,
                "the time of the result page",
            )
        for finding in scheme.conditions:
            if scheme.status == "unlikely" and finding.hard and finding.holds is False and finding.over_by:
                assert squeezed(finding.text.said()) in words, (scheme.id, finding.id)
    for referral in advice.referrals:
        assert squeezed(referral.title) in words
        assert squeezed(referral.contact.get("phone", "")) in words
    assert advice.policy_version in words
    assert squeezed("Dit is geen aanvraag en geen besluit.") in words
    assert squeezed("De bedragen gelden tot en met 31 december 2026.") in words
    assert squeezed("21 november 2026") in words


def test_urgent_help_comes_before_all_schemes() -> None:
    words = words_of(opened(made("pensioner")[1]))
    assert words.index("Voedselbank") < words.index("Waarschijnlijkwel")


def test_papers_to_bring_can_be_ticked_and_stand_there_once() -> None:
    said, _ = made("single-parent")
    texts = [text for text, _ in said.papers]
    assert len(texts) > 5
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["single-parent", "couple", "pensioner", "far-above"])
def test_two_pages_are_enough(name: str, language: str) -> None:
    """In Dutch and English; other languages need more words, and then readable letters count for more."""
    most = 2 if language in ("nl", "en") else 3
    assert len(opened(made(name, language)[1]).pages) <= most


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_can_read_it(language: str) -> None:
    said, content = made("pensioner", language)
    pdf = opened(content)
    assert str(pdf.Root.Lang) == language
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == f"{said.title} – Rondkomenwijzer"
    kinds = structure(pdf)
    headings = [kind for kind in kinds if kind in ("H1", "H2", "H3")]
    assert headings[:3] == ["H1", "H2", "H3"]
    assert headings.count("H1") == 1
    assert {"P", "L", "LI", "LBody"} <= set(kinds)
    assert not {"Table", "Figure"} & set(kinds), "columns are no table, and nothing is a picture"


def test_dutch_names_are_marked_as_dutch_in_another_language() -> None:
    pdf = opened(made("pensioner", "en")[1])
    languages = {str(item.Lang) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Lang" in item}
    assert languages == {"en", "nl"}


def test_only_our_own_fonts_are_used_and_they_are_in_the_file() -> None:
    pdf = opened(made("couple")[1])
    names = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert names
    assert all("+NotoSans-" in name for name in names)


def test_nothing_in_it_runs_or_leads_elsewhere() -> None:
    pdf = opened(made("couple")[1])
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(pdf.Root.keys())
    assert all("/Annots" not in page and "/AA" not in page for page in pdf.pages)


def test_the_same_answers_give_the_same_bytes() -> None:
    said, content = made("couple")
    with APP.test_request_context():
        assert print_letter(said) == content


@pytest.mark.parametrize("story", [SINGLE_PARENT, COUPLE], ids=lambda story: story.name)
def test_the_address_of_the_letter_tells_nothing_and_it_is_not_kept(story: Story) -> None:
    response = somebody(APP, story).client.get("/uitslag.pdf")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="uitslag.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.get_data().startswith(b"%PDF-1.7")


def test_after_the_last_known_figures_the_letter_says_so() -> None:
    said, content = made("single-parent", "nl", EXPIRED)
    words = words_of(opened(content))
    assert squeezed("We kennen de nieuwe bedragen nog niet.") in words
    assert said.version in words


def test_who_lives_elsewhere_gets_no_list_of_refusals() -> None:
    said, content = made("elsewhere")
    assert said.groups == () and said.places == ()
    assert squeezed("We kennen alleen de regelingen van Enschede.") in words_of(opened(content))


def test_who_is_too_young_reads_so_first_as_on_the_page() -> None:
    sent = {**SINGLE_PARENT.sent, "leeftijd": {"number": "16"}, "gezin": {"boxes": ["none"]}}
    with APP.test_request_context():
        said = letter(
            answers_to(sent, APP.extensions["catalogue"], APP.extensions["policy"]), APP.extensions["policy"], ON
        )
    assert said is not None
    assert said.lead == ("U bent nog te jong om een regeling zelf aan te vragen. Er is wel hulp voor u.",)
