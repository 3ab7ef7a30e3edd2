"""What residents read in the policy: short sentences, known words, never a refusal (T03 and T06 for these texts)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import given

from rules import Advice, texts_of
from rules.conditions import walk
from tests.households import Drawn, advice_for, households, policy
from tests.test_cases import ALL

LONGEST: Final = 20
DIFFICULT: Final = (
    "teneinde",
    "dient te",
    "indien",
    "draagkracht",
    "peildatum",
    "desbetreffende",
    "geen recht",
    "afgewezen",
)
TEXTS: Final = list(texts_of(policy()))
NO_SENTENCES: Final = re.compile(r"[ .](title|documents\.\d+)$")
"""Names, and what to bring: they stand in a list."""


@pytest.mark.parametrize(("place", "text"), TEXTS)
def test_sentences_are_short_and_words_are_known(place: str, text: str) -> None:
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        assert len(sentence.split()) <= LONGEST, f"{place}: {sentence}"
    assert not [word for word in DIFFICULT if word in text.lower()], place


def test_every_text_is_made_of_whole_sentences() -> None:
    sentences = [(place, text) for place, text in TEXTS if not NO_SENTENCES.search(place)]
    assert len(sentences) > 200
    for place, text in sentences:
        assert text[0].isupper(), place
        assert text[-1] in ".?", place


def test_every_line_of_a_list_stands_by_itself() -> None:
    for place, text in TEXTS:
        if NO_SENTENCES.search(place):
            assert text[0].isupper(), place
            assert text[-1] not in ".:;,", place


def findings(advice: Advice) -> Iterator[str]:
    return (str(finding.text) for scheme in advice.schemes for finding in scheme.conditions)


COUNTED: Final = re.compile(r"\b1 (maanden|jaren|kinderen|dagen|weken|keren)\b")


@pytest.mark.parametrize("months", [0, 1, 2, 59, 60, 61, 720])
@pytest.mark.parametrize("age", [0, 1, 17, 18, 40])
def test_one_is_never_followed_by_a_plural(months: int, age: int) -> None:
    facts = {"age": age, "has_partner": True, "partner_age": 1, "children_ages": [1], "low_income_months": months}
    told = " ".join(findings(advice_for("enschede", facts)))
    assert not COUNTED.search(told)
    assert str(months) in told


def test_every_number_is_told_with_its_unit() -> None:
    """Money brings its own sign; a bare number of months or years would be a riddle, the more so in translation."""
    counts = {"age": "jaar", "partner_age": "jaar", "low_income_months": "maanden"}
    seen = set()
    nodes = [*policy().shared_conditions, *(node for scheme in policy().schemes for node in scheme.conditions)]
    for node in (inner for top in nodes for inner in walk(top)):
        unit = counts.get(getattr(node, "fact", ""))
        for sentence in (part for text in node.text.values() for part in re.split(r"(?<=[.?!])\s+", text)):
            if unit and "{" in sentence:
                seen.add(unit)
                assert unit in sentence, f"{node.label}: {sentence}"
            assert "%" not in sentence or "{percent}" in sentence, node.label
    assert seen == {"jaar", "maanden"}


def assert_no_partner_is_spoken_of(facts: dict[str, Any], advice: Advice) -> None:
    if facts.get("has_partner") is False:
        assert not [text for text in findings(advice) if re.search("uw partner|u allebei", text.lower())]


@pytest.mark.parametrize("case", ALL, ids=[case["name"] for case in ALL])
def test_somebody_who_is_single_reads_nothing_about_their_partner(case: dict[str, Any]) -> None:
    facts = case["given"]["facts"]
    assert_no_partner_is_spoken_of(facts, advice_for(case["given"]["municipality"], facts, case["on"]))


@given(households)
def test_nobody_who_is_single_reads_about_a_partner(drawn: Drawn) -> None:
    municipality, facts, on = drawn
    assert_no_partner_is_spoken_of(facts, advice_for(municipality, facts, on))
