"""Who reads with difficulty can read this: a measure of ease (T02), short sentences (T03), known words (T06)."""

# ruff: noqa: N802 (a test is named after the number of its criterion)
from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Final

import pytest
import textstat
import yaml

from tests.crawl import Visit, crawl
from tests.webapp_pages import Page
from tests.webapp_sentences import blocks, sentences, without_figures, without_names

WORDS: Final[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "forbidden_words.yaml").read_text("utf-8"))
FORBIDDEN: Final = re.compile(rf"\b({'|'.join(map(re.escape, WORDS))})\b", re.IGNORECASE)
GLOSSARY: Final = "/woorden"
EASY: Final = 65
EASY_ENOUGH: Final = 50
HEADING: Final = 15
RESULT: Final = 20
Visits = Callable[[], list[Visit]]


def questions() -> list[Visit]:
    """Each question in each of its wordings, still empty."""
    return [visit for visit in crawl("nl") if visit.state == "empty"]


def results() -> list[Visit]:
    return [visit for visit in crawl("nl") if visit.address == "/uitslag" and visit.status == 200]


@cache
def score(text: str) -> float:
    """The reading ease of Flesch for Dutch: 100 is very easy, below 50 is difficult."""
    textstat.set_lang("nl")
    return float(textstat.flesch_reading_ease(text))


def ease(visit: Visit) -> float:
    return score(" ".join(without_figures(without_names(said)) for said in sentences(Page(visit.html))))


@pytest.mark.parametrize("visits", [questions, results])
def test_T02_questions_and_results_are_easy_to_read(visits: Visits) -> None:
    eases = {visit.name: ease(visit) for visit in visits()}
    assert len(eases) > 10
    assert {name: round(found) for name, found in eases.items() if found < EASY_ENOUGH} == {}
    assert mean(eases.values()) >= EASY


def test_the_measure_tells_easy_from_difficult() -> None:
    easy = "U bent ziek. U kunt niet werken. De gemeente kan u dan geld geven."
    difficult = (
        "Belanghebbenden wier draagkracht ontoereikend is, dienen aanvragen betreffende individuele bijstandsverlening "
        "overeenkomstig de desbetreffende beleidsregels voorafgaand aan de kostenverstrekking in te dienen."
    )
    assert score(easy) > 80 > 20 > score(difficult)


def long_sentences(visit: Visit, most: int) -> list[str]:
    return [said for said in sentences(Page(visit.html)) if len(re.findall(r"\S*\w\S*", said)) > most]


@pytest.mark.parametrize(("visits", "most"), [(questions, HEADING), (results, RESULT)])
def test_T03_sentences_are_short(visits: Visits, most: int) -> None:
    found = visits()
    assert sum(len(sentences(Page(visit.html))) for visit in found) > 100
    assert [f"{visit.name}: {said}" for visit in found for said in long_sentences(visit, most)] == []


def test_T06_difficult_words_stand_in_the_glossary_only() -> None:
    found = {
        f"{visit.name}: {match.group()}: {block}"
        for visit in crawl("nl")
        if visit.address != GLOSSARY
        for block in blocks(Page(visit.html))
        for match in FORBIDDEN.finditer(without_names(block))
    }
    assert sorted(found) == []


def test_every_forbidden_word_has_an_easy_one_beside_it() -> None:
    assert len(WORDS) > 50
    assert [word for word, easy in WORDS.items() if not easy or FORBIDDEN.search(easy)] == []
    assert FORBIDDEN.search("Indien u dat wilt.") and not FORBIDDEN.search("De middelste.")
