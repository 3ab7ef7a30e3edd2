"""Questions back: each gets its answer from our own texts, with a link, and then the chat goes on with its question."""

from __future__ import annotations

import pytest
from flask import Flask

from rules import as_written, load_policy
from tests.chat_talker import CHAT, Talker
from tests.webapp_fixtures import make_app
from webapp.chat.finding import find_explained
from webapp.glossary import load_terms
from webapp.views.chat_reply import _SAID, _UNCLEAR


@pytest.fixture(scope="module")
def app() -> Flask:
    return make_app()


@pytest.fixture
def talker(app: Flask) -> Talker:
    found = Talker(app)
    found.get(f"{CHAT}/vraag")
    found.answer("gemeente", {"choice": "enschede"})
    found.answer("nood", {"boxes": ["none"]})
    return found


@pytest.mark.parametrize(
    ("said", "words", "link"),
    [
        ("wat is bijzondere bijstand?", "Geld van de gemeente", "/woorden#bijzondere-bijstand"),
        ("wat is flubberstof?", "Dat woord ken ik niet", "/hulp"),
        ("waarom vraag je dat?", "telt uw leeftijd", ""),
        ("wie ziet dit?", "eigen browser", "/privacy"),
        ("ben je een mens?", "computerprogramma", "/hulp"),
        ("ik wil iemand spreken", "met iemand praten", "/hulp"),
        ("stop", "Wis dan uw antwoorden", ""),
        ("opnieuw beginnen", "opnieuw beginnen", ""),
        ("in het Arabisch", "andere taal", "/chat/vraag/leeftijd?taal=ar"),
        ("hallo", "Fijn dat u er bent", ""),
    ],
)
def test_it_answers_and_goes_on_with_the_question(talker: Talker, said: str, words: str, link: str) -> None:
    page = talker.tell(said)
    assert page.path == f"{CHAT}/vraag/leeftijd", "the same question stands there"
    assert words in talker.reply
    assert not link or link in page.links, [one for one in page.links if one.startswith("/")]
    assert talker.answers().facts == {"urgent_threats": []}
    talker.answer("leeftijd", {"number": "34"})
    assert talker.reply == "", "it is said once"


def test_stop_and_restart_bring_the_button(talker: Talker) -> None:
    page = talker.tell("stop")
    assert "/wissen" in [form.get("action") for form in page.all("form")]
    page = talker.tell("opnieuw beginnen")
    assert f"{CHAT}/opnieuw" in [form.get("action") for form in page.all("form")]
    assert talker.answers().entries, "not before the button is pressed"
    response = talker.post(f"{CHAT}/opnieuw", {})
    assert response.headers["Location"] == CHAT and not talker.answers().entries


@pytest.mark.parametrize("said", ["weet ik niet", "sla over"])
def test_not_knowing_is_an_answer(talker: Talker, said: str) -> None:
    page = talker.tell(said)
    assert page.path != f"{CHAT}/vraag/leeftijd" and "Ik weet het niet" in talker.reply
    assert talker.answers().facts["age"] is None


def test_back_and_the_outcome(talker: Talker) -> None:
    assert talker.tell("vorige vraag").path == f"{CHAT}/vraag/nood"
    assert talker.tell("laat de uitslag zien").path == "/uitslag"
    fresh = Talker(talker.app)
    fresh.get(f"{CHAT}/vraag")
    page = fresh.tell("laat de uitslag zien")
    assert page.path == f"{CHAT}/vraag/gemeente" and "nog te weinig" in fresh.reply
    fresh.tell("vorige vraag")
    assert "eerste vraag" in fresh.reply


def test_an_amount_that_cannot_be_used_is_asked_for_in_another_way(talker: Talker) -> None:
    talker.tell("ik verdien 30000 euro per jaar")
    assert "per jaar" in talker.page.html and "per maand" in talker.page.html
    assert not any("30" in line for line in talker.lines)


def found_by(words: str) -> tuple[str, str] | None:
    policy = load_policy()
    return find_explained(words, load_terms(policy), policy, as_written)


def test_words_are_found_where_they_are_nearly_right() -> None:
    for words in ("bijzondere bijstand", "de bijzondre bijstand", "Bijzondere  Bijstand?"):
        assert found_by(words) == ("term", "bijzondere-bijstand"), words
    assert found_by("Bijstand") == ("term", "bijstand")


@pytest.mark.parametrize("words", ["", "?", "bestand", "fiets", "zzz", "هل"])
def test_what_a_word_means_is_never_guessed(words: str) -> None:
    assert found_by(words) is None


def test_every_scheme_and_every_word_can_be_asked_about() -> None:
    policy = load_policy()
    terms = load_terms(policy)
    names = [
        *(scheme.title for scheme in policy.schemes),
        *(name for term in terms for name in (term.term, *term.also)),
    ]
    assert [name for name in names if find_explained(name, terms, policy, as_written) is None] == []


@pytest.mark.parametrize("text", [text for texts in (*_SAID.values(), tuple(_UNCLEAR.values())) for text in texts])
def test_T03_short_sentences(text: str) -> None:  # noqa: N802
    for sentence in text.replace("!", ".").replace("?", ".").split("."):
        assert len(sentence.split()) <= 15, sentence
