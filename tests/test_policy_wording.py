"""What residents read in the policy: short sentences, known words, never a refusal (T03 and T06 for these texts)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest

from rules.conditions import walk
from tests.households import policy

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


def texts() -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text."""
    for scheme in policy().schemes:
        yield f"{scheme.id} summary", scheme.summary
        yield from ((f"{scheme.id} apply {key}", scheme.apply[key]) for key in ("text", "without_internet"))
        yield from ((f"{scheme.id} apply {key}", scheme.apply.get(key, "")) for key in ("deadline", "duration"))
        yield from ((f"{scheme.id} note {note.id}", note.text) for note in scheme.notes)
        for condition in scheme.conditions:
            for node in walk(condition):
                yield from ((f"{node.label} {state}", text) for state, text in node.text.items())
    yield from ((f"referral {rule.id}", rule.text) for rule in policy().referrals)
    yield from ((f"note {name}", text) for name, text in policy().notes.items())
    yield from ((f"contact {name}", contact.get("text", "")) for name, contact in policy().contacts.items())


@pytest.mark.parametrize(("place", "text"), list(texts()))
def test_sentences_are_short_and_words_are_known(place: str, text: str) -> None:
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        assert len(sentence.split()) <= LONGEST, f"{place}: {sentence}"
    assert not [word for word in DIFFICULT if word in text.lower()], place


def test_every_text_is_made_of_whole_sentences() -> None:
    for place, text in texts():
        if text:
            assert text[0].isupper(), place
            assert text[-1] in ".?", place
