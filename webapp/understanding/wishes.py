"""What somebody wants of the chat itself, and words that cannot wait: danger, violence, despair."""

from __future__ import annotations

import re
from typing import Final

from webapp.understanding.lexicon import Lexicon
from webapp.understanding.text import Text

ORDER: Final = (
    "explain",
    "why",
    "stop",
    "privacy",
    "machine",
    "restart",
    "person",
    "skip",
    "back",
    "result",
    "greeting",
)
MAX_ABOUT: Final = 80


def wish_in(text: Text, lexicon: Lexicon) -> tuple[str, str]:
    """(wish, what it is about); empty where there is none."""
    for pattern in lexicon.language_wish:
        found = pattern.search(text.line)
        if found:
            code = lexicon.language_names.get(found.groupdict().get("language") or "", "")
            if code != lexicon.code:
                return "language", code
    for wish in ORDER:
        for pattern in lexicon.wishes[wish].through(text.line) if wish in lexicon.wishes else ():
            found = pattern.search(text.line)
            if found:
                about = found.groupdict().get("about") or ""
                return wish, re.sub(r"[<>~]|\d", "", about).strip()[:MAX_ABOUT]
    return "", ""


def danger_in(text: Text, lexicon: Lexicon) -> tuple[str, ...]:
    """Every kind of danger that the words tell of."""
    line = text.line
    return tuple(kind for kind, sieve in lexicon.danger.items() if any(one.search(line) for one in sieve.through(line)))
