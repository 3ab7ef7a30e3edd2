"""Texts as sentences: on the server and in the browser the very same ones, for every text that we have."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_site import window
from webapp import strings
from webapp.languages import Language, published
from webapp.sentences import readable, sentences, spoken

SCRIPT: Final = Path(__file__).resolve().parent.parent / "static" / "js" / "readaloud.js"
CUT: Final = "texts => texts.map(text => readAloud.sentences(text).map(one => [one, readAloud.spoken(one)]))"
PIECES: Final = (
    *("a", "B", "7", "12", "ا", "ስ", "é", "e\u0301", "İ", "ß", "Januar", "Juli", "Geburtstag", "ΑΣ", "Ǆ", "𝐀", "é"),
    *(".", ":", "!", "?", "…", "؟", "።", "。", ",", "€ 1.234,50", "’", "“", "”", "»", "«", "‘", "„", "(", ")", "–"),
    *(" ", " ", "\u00a0", "\n", "\t", "\u200c", "\u2067", "\u2069", "\u00ad", "\ufeff", "\u202f", "\u3000", "\x85"),
)
"""Of what the random texts consist: all that the rule looks at, and what Python and browsers may see differently."""

TEXTS: Final = strings.template()


def texts_of(language: Language) -> Iterator[str]:
    """Every text of a language, as its catalogue has it, with its own name."""
    yield language.name
    for message in TEXTS if language.is_source else strings.updated(language, TEXTS):
        forms = (message.id if language.is_source else message.string) or ()
        yield from [forms] if isinstance(forms, str) else forms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" – ", []),
        ("Ik weet het niet", ["Ik weet het niet"]),
        ("U vult niets in. Klopt dat? Ja!  Goed", ["U vult niets in.", "Klopt dat?", "Ja!", "Goed"]),
        ("U hebt € 1.234,50. Dat is veel.", ["U hebt € 1.234,50.", "Dat is veel."]),
        ("De licentie is EUPL-1.2. Iedereen mag", ["De licentie is EUPL-1.2.", "Iedereen mag"]),
        ("Vul in, bijvoorbeeld 34. Of kruis aan.", ["Vul in, bijvoorbeeld 34.", "Of kruis aan."]),
        ("Kies ‘Ik weet het niet.’ Of ‘Ja.’", ["Kies ‘Ik weet het niet.’", "Of ‘Ja.’"]),
        ("Kies „Nein.“ „Ja“ geht auch.", ["Kies „Nein.“", "„Ja“ geht auch."]),
        ("Op de pagina ‘Wat als?’ staat het.", ["Op de pagina ‘Wat als?’ staat het."]),
        ("Дайте ел. листа. Тоді", ["Дайте ел. листа.", "Тоді"]),
        ("Es gilt am 1. Januar und ab Ihrem 18. Geburtstag.", ["Es gilt am 1. Januar und ab Ihrem 18. Geburtstag."]),
        ("Es gilt seit 2026. Januar ist vorbei.", ["Es gilt seit 2026.", "Januar ist vorbei."]),
        ("هل أنتم متأكدون؟ نعم.", ["هل أنتم متأكدون؟", "نعم."]),
        ("Dit weet u nog niet… Straks wel.", ["Dit weet u nog niet…", "Straks wel."]),
        ("bijstand (uitkering). In het kort", ["bijstand (uitkering).", "In het kort"]),
    ],
)
def test_a_text_in_sentences(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ik weet het niet.", "ik weet  het\u00a0niet"),
        ("U moet zich in\u00adschrijven", "U moet zich inschrijven."),
        ("\u2068Nederlands\u2069", "nederlands"),
        ("نمی\u200cدانم.", "نمیدانم"),
        ("Waarschijnlijk wel:", "Waarschijnlijk wel"),
        ("Caf\u00e9", "cafe\u0301"),
    ],
)
def test_what_sounds_the_same_is_looked_up_as_the_same(one: str, other: str) -> None:
    assert spoken(one) == spoken(other)


def test_a_question_does_not_sound_like_a_statement() -> None:
    assert spoken("Weet u het niet?") != spoken("Weet u het niet.")


def test_who_reads_it_out_gets_it_as_it_was_written() -> None:
    assert readable(" U\u00a0krijgt \u2068€ 12\u2069 per\nmaand. ") == "U krijgt € 12 per maand."
    assert readable("نمی\u200cدانم") == "نمی\u200cدانم"


def test_nothing_of_a_text_is_lost() -> None:
    for language in published():
        for text in texts_of(language):
            assert "".join("".join(sentences(text)).split()) == "".join(text.split()), text


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """A page with nothing but our script."""
    with window(browser) as page:
        page.set_content("<main id='main'></main>")
        page.add_script_tag(path=SCRIPT)
        yield page


@pytest.mark.browser
@pytest.mark.parametrize("language", published(), ids=lambda language: str(language.code))
def test_the_browser_cuts_every_text_as_the_server_does(script: Page, language: Language) -> None:
    texts = list(texts_of(language))
    assert len(texts) > 1000
    assert script.evaluate(CUT, texts) == [[[one, spoken(one)] for one in sentences(text)] for text in texts]


@pytest.mark.browser
def test_the_browser_cuts_any_text_as_the_server_does(script: Page) -> None:
    chance = random.Random(20260101)
    texts = ["".join(chance.choices(PIECES, k=chance.randint(1, 12))) for _ in range(20_000)]
    for text, found in zip(texts, script.evaluate(CUT, texts), strict=True):
        assert found == [[one, spoken(one)] for one in sentences(text)], ascii(text)
