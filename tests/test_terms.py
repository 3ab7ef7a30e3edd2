"""The words that matter most are the same word everywhere, in each language (translations/terms.yaml)."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
import yaml

from tests.test_strings import TEXTS
from webapp import strings
from webapp.compiled import catalogue_path
from webapp.languages import FOLDER, Language, published

PATTERNS: Final[dict[str, str]] = yaml.safe_load((FOLDER / "terms.yaml").read_text("utf-8"))["terms"]
PLACEHOLDER: Final = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
MOST_EXCEPTIONS: Final = 8


def terms_of(language: Language) -> dict[str, Any]:
    path = catalogue_path(FOLDER, language.code).parents[1] / "terms.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def plain(text: str) -> str:
    """In small letters; the dot of a Turkish capital does not count."""
    return text.replace("İ", "i").lower().replace("\u0307", "")


others = pytest.mark.parametrize(
    "language", [one for one in published() if not one.is_source], ids=lambda one: str(one.code)
)


@others
def test_every_notion_has_one_word(language: Language) -> None:
    found = terms_of(language)
    assert list(found["terms"]) == list(PATTERNS)
    for term, entry in found["terms"].items():
        assert any(plain(stem) in plain(entry["word"]) for stem in entry["stems"]), term
    assert len(found["other_words"]) <= MOST_EXCEPTIONS


@others
def test_that_word_is_used_wherever_the_dutch_has_it(language: Language) -> None:
    found = terms_of(language)
    missing: list[str] = []
    used: set[str] = set()
    for message in strings.updated(language, TEXTS):
        dutch = message.id if isinstance(message.id, str) else message.id[1]
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        for term, pattern in PATTERNS.items():
            if dutch and re.search(pattern, PLACEHOLDER.sub("", dutch), re.IGNORECASE):
                stems = [plain(stem) for stem in found["terms"][term]["stems"]]
                if not all(any(stem in plain(form) for stem in stems) for form in forms):
                    used.add(dutch)
                    if term not in found["other_words"].get(dutch, []):
                        missing.append(f"{term}: {dutch}: {forms}")
    assert missing == []
    assert set(found["other_words"]) == used, "an exception that nothing needs any more"
