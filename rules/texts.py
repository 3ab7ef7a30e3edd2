"""Texts for residents: written in Dutch, said in any language where they are shown. No translation happens here."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

Say = Callable[[str], str]
"""A Dutch text (with its `{placeholders}`) in, the same text in the reader's language out."""

READABLE_KEYS: Final = ("text", "hours", "phone_text", "deadline", "duration", "without_internet", "caution")
"""What is said to a reader about an office or an application."""

NAME_KEYS: Final = ("name", "phone", "address", "postcode", "city", "email", "url")
"""What stays as it is in every language: people must find it on a door, a letter or a website."""


def as_written(text: str) -> str:
    """Say a text in Dutch."""
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A Dutch text with named `{placeholders}`, and the words for them. It becomes one string only when it is said."""

    template: str
    words: Mapping[str, str] = field(default_factory=dict)

    def said(self, say: Say = as_written) -> str:
        """The template in a language, filled in; KeyError when a translation asks for words that the Dutch does not."""
        template = say(self.template)
        return template.format_map(self.words) if self.words else template

    def __str__(self) -> str:
        return self.said()

    def __hash__(self) -> int:
        return hash((self.template, frozenset(self.words.items())))


def say_readable(details: Mapping[str, str], say: Say) -> dict[str, str]:
    """How to reach an office or apply, in a language: sentences are said, names and numbers stay."""
    return {key: say(text) if key in READABLE_KEYS else text for key, text in details.items()}


def meaning(title: str, say: Say) -> str | None:
    """What the Dutch name of a scheme or office means to the reader; None where the name says it already."""
    said = say(title)
    if said.startswith(f"{title} (") and said.endswith(")"):  # As an answer the same text has the name in it.
        return said[len(title) + 2 : -1]
    return said if said != title else None


@lru_cache(maxsize=4096)
def placeholders(template: str) -> frozenset[str]:
    """The names between braces in a text; ValueError for a broken brace or anything but a plain name."""
    found = set()
    for _, name, form, conversion in string.Formatter().parse(template):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(f"only a plain name may stand between braces, not {{{name}}}")
        found.add(name)
    return frozenset(found)
