"""Which sentences can be recorded: what the kiosk shows, in each language; not what is made when it is shown."""

from __future__ import annotations

import re
from functools import cache

import pytest

from rules import load_policy
from webapp.i18n import catalogue
from webapp.languages import Language, published, source
from webapp.questions import load_catalogue
from webapp.sentences import readable, sentences, spoken
from webapp.spoken_texts import identity, spoken_texts
from webapp.strings import template

every_language = pytest.mark.parametrize("language", published(), ids=lambda language: str(language.code))


@cache
def texts_of(language: Language) -> dict[str, str]:
    return spoken_texts(language)


def said(text: str, language: Language) -> str:
    return text if language.is_source else str(catalogue(language.code).gettext(text))


@every_language
def test_each_has_its_name_every_question_and_every_title(language: Language) -> None:
    found = texts_of(language)
    assert [*found.values()][0] == language.name
    policy = load_policy()
    texts = [text for question in load_catalogue(policy).questions for text in question.texts()]
    for text in filter(None, texts):
        for sentence in sentences(said(text, language)):
            assert "{" in sentence or identity(sentence) in found, sentence
    for scheme in policy.schemes:
        assert any(text.startswith(scheme.title) for text in found.values())


@every_language
def test_each_is_one_line_that_can_be_read_out_and_stands_there_once(language: Language) -> None:
    found = texts_of(language)
    for id_, text in found.items():
        assert text == readable(text)
        assert re.fullmatch(r"[0-9a-f]{12}", id_) and id_ == identity(text)
        assert not re.search(r"[{}]|%\(|\n", text), text
    assert len({spoken(text) for text in found.values()}) == len(found)


def test_of_a_text_only_the_sentence_with_a_placeholder_is_left_out() -> None:
    found = {spoken(text) for text in texts_of(source()).values()}
    assert spoken("Daar denken mensen met u mee.") in found
    assert spoken("Wacht niet te lang.") in found
    assert not [text for text in found if text.startswith("bij een %")]


def test_what_the_kiosk_never_shows_is_left_out() -> None:
    found = texts_of(source())
    only_there = [
        str(message.id)
        for message in template()
        if message.locations
        and all(place.startswith(("templates/staff/", "webapp/api/")) for place, _ in message.locations)
    ]
    sentences_there = [one for text in only_there for one in sentences(text)]
    assert len(sentences_there) > 50
    elsewhere = {one for one in sentences_there if identity(one) in found}
    assert len(elsewhere) < 5, elsewhere  # A sentence of such a text may stand in a text of the kiosk too.


def test_the_same_each_time() -> None:
    assert list(spoken_texts(source()).items()) == list(texts_of(source()).items())
