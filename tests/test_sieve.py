"""A pattern is tried only where it can stand; what is left untried could not have stood there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.utterances import OPEN, of_language
from webapp.languages import published
from webapp.understanding.lexicon import lexicon
from webapp.understanding.sieve import Sieve, needles
from webapp.understanding.text import read


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("huur", {"huur"}),
        ("geen (?:huur|lening)", {"geen "}),
        ("(?:de )?(?:huur|lening)", {"huur", "lening"}),
        ("(?:huur|een?) betaald", {" betaald"}),
        ("(?:huur|lening)?", set()),
        ("(?:huur|)", set()),
        (r"\w+", set()),
        ("(?!huur)lening", {"lening"}),
        ("(?:huur)+", {"huur"}),
        ("(?:huur)*", set()),
        ("(?:lening){2,}", {"lening"}),
        ("ab~cdef", {"cdef"}),
        ("(?P<age><\\d+>) jaar", {" jaar"}),
    ],
)
def test_the_letters_that_a_pattern_cannot_do_without(pattern: str, wanted: set[str]) -> None:
    assert needles(re.compile(pattern)) == wanted


@pytest.mark.parametrize("language", [language.code for language in published()])
def test_no_pattern_that_stands_in_a_message_is_left_out(language: str) -> None:
    words = lexicon(language)
    sieves: list[Sieve[Any]] = [words.patterns, words.voids, *words.wishes.values(), *words.danger.values()]
    tried = 0
    for utterance in of_language(language, OPEN)[:400]:
        line = read(utterance.say, words).line
        for sieve in sieves:
            let_through = {id(item) for item in sieve.through(line)}
            everything = list(sieve)
            for item in everything:
                if getattr(item, "regex", item).search(line):
                    tried += 1
                    assert id(item) in let_through, (item, line)
    assert tried >= 20


PARTS = st.sampled_from(
    ["a", "ab", "abc", "b", "(?:ab|c)", "(?:a|bc)?", "c*", "(?:ab)+", "(?:a|b)", r"\w", "(?!ab)", ""]
)


@settings(deadline=None)
@given(
    st.lists(st.lists(PARTS, min_size=1, max_size=4).map("".join), min_size=1, max_size=6), st.text("abc~", max_size=8)
)
def test_any_pattern_that_stands_in_any_line_is_let_through_in_its_order(patterns: list[str], line: str) -> None:
    sieve = Sieve((re.compile(pattern), place) for place, pattern in enumerate(patterns))
    found = list(sieve.through(line))
    assert found == sorted(found)
    assert {place for place, pattern in enumerate(patterns) if re.search(pattern, line)} <= set(found)


def test_a_message_has_few_of_the_patterns_tried() -> None:
    words = lexicon("nl")
    utterances = of_language("nl", OPEN)[:200]
    tried = sum(len(list(words.patterns.through(read(one.say, words).line))) for one in utterances)
    assert tried < 0.1 * len(utterances) * len(list(words.patterns))
