"""Difficult words: each explained in easy sentences, found by name, and the only place where such words stand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest

from rules import load_policy
from tests.webapp_fixtures import Resident, make_app
from webapp import glossary
from webapp.glossary import GlossaryError, Term, find_term, load_terms

TERMS: Final = load_terms(load_policy())
FOLDER: Final = Path(glossary.__file__).parent
LONGEST: Final = 15
MUST_HAVE: Final = """
    norm, sociaal minimum, netto-inkomen, vakantiegeld, bijstand, toeslag, vermogen, schulden, beslag, bewindvoerder,
    eigen bijdrage, draagkracht, peildatum, kwijtschelding, Wijkwijzer, Stadsbank, collectieve zorgverzekering
"""


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_every_word_is_explained_in_one_to_three_easy_sentences(term: Term) -> None:
    sentences = re.split(r"(?<=[.?!])\s+", term.text)
    assert 1 <= len(sentences) <= 3
    assert max(len(sentence.split()) for sentence in sentences) <= LONGEST, term.text
    assert not re.search(r"\d", term.text), "an amount or an age is policy, and changes"
    assert not re.search(r"\b(indien|teneinde|dient te|desbetreffende|middels)\b", term.text, re.IGNORECASE)


@pytest.mark.parametrize("name", [name.strip() for name in MUST_HAVE.split(",")])
def test_the_words_that_matter_are_there(name: str) -> None:
    assert find_term(name, TERMS)


@pytest.mark.parametrize("written", ["Netto-inkomen", "  netto inkomen ", "NETTO", "nettó inkomen"])
def test_a_word_is_found_however_it_is_written(written: str) -> None:
    found = find_term(written, TERMS)
    assert found is not None and found.id == "netto"


def test_what_is_not_explained_is_not_found() -> None:
    assert find_term("fiets", TERMS) is None
    assert find_term("", TERMS) is None
    assert find_term("?!", TERMS) is None


def test_the_order_is_that_of_the_alphabet() -> None:
    names = [term.term.lower() for term in TERMS]
    assert names == sorted(names, key=lambda name: name.replace("-", " "))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_word_has_an_anchor_on_the_page(language: str) -> None:
    page = Resident(make_app()).get(f"/woorden?taal={language}")
    for term in TERMS:
        heading = page.by_id(term.id)
        assert heading is not None and heading.tag == "h3"
        assert heading.text.startswith(term.term)
        assert {f"#{id_}" for id_ in term.see} <= set(page.links)
        assert not term.scheme or f"/regels/{term.scheme}" in page.links


FAULTS: Final = {
    "no_text": ('    text: "Geld dat u nog moet betalen aan een ander."\n', "", "text"),
    "no_sentence": ("Geld dat u nog moet betalen aan een ander.", "geld", "geld"),
    "unknown_key": ("    also: [schuld]", "    alsoo: [schuld]", "alsoo"),
    "lost_link": ("see: [stadsbank]", "see: [stadbank]", "stadbank"),
    "lost_scheme": ("scheme: iit", "scheme: itt", "itt"),
    "explained_twice": ("also: [schuld]", "also: [Netto inkomen]", "netto inkomen"),
}


@pytest.mark.parametrize(("old", "new", "named"), FAULTS.values(), ids=FAULTS)
def test_a_list_with_a_fault_is_refused_by_name(old: str, new: str, named: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "glossary"))
    assert load_terms(load_policy(), folder) == TERMS
    file = folder / "terms.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(GlossaryError, match=named):
        load_terms(load_policy(), folder)
