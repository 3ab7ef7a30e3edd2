"""Understands what somebody writes about a household, by lists of words and patterns; nothing is guessed or sent away.

What comes out are claims: facts that were said, to be shown and confirmed before any of them counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from webapp.understanding.amounts import put_amounts
from webapp.understanding.answering import begins_unknown, put_answer, put_duration
from webapp.understanding.children import put_children
from webapp.understanding.corrections import corrected
from webapp.understanding.facts import LISTS, Found, put_facts
from webapp.understanding.filling import QUESTION_OF, Claims, form_data
from webapp.understanding.lexicon import lexicon
from webapp.understanding.spans import blanked, of_now
from webapp.understanding.text import MAX_MESSAGE, read
from webapp.understanding.wishes import danger_in, wish_in

FEW_WORDS: Final = 6
"""A longer message that tells something is no command, whatever word is in it."""

__all__ = ["LISTS", "MAX_MESSAGE", "QUESTION_OF", "Claims", "Understood", "form_data", "merged", "understand"]


@dataclass(frozen=True, slots=True)
class Understood:
    """What one message says. `unclear`: amounts that were seen but not taken: gross, per_year, per_day, range,
    allowance, ambiguous. `wish`: what the writer wants of the chat; `about`: the words to explain, or a language."""

    facts: Claims = field(default_factory=dict)
    unclear: tuple[str, ...] = ()
    wish: str = ""
    about: str = ""
    danger: tuple[str, ...] = ()


def understand(text: str, language: str, asked: str = "") -> Understood:
    """What a message says, written in this language while this question (its id) stood there."""
    words = lexicon(language)
    written = read(text, words)
    wish, about = wish_in(written, words)
    message = corrected(written, words)
    line = blanked(message, words)
    now = of_now(line, words)
    found = Found()
    put_children(found, message, line, words)
    put_facts(found, message, line, now, words)
    put_duration(found, message, line, words, asked)
    unclear = put_amounts(found, message, now, words, asked)
    put_answer(found, message, line, words, asked)
    if found.facts and not _is_firm(wish, written.line):
        wish, about = "", ""
    if not wish and begins_unknown(written.line, words) and (asked or not found.facts):
        wish = "unknown"
    return Understood(found.facts, tuple(dict.fromkeys(unclear)), wish, about, danger_in(written, words))


def _is_firm(wish: str, line: str) -> bool:
    """Whether a wish stands beside a story: it asks something that nobody says by the way."""
    short = wish == "person" and len(line.split()) <= FEW_WORDS
    return short or wish in ("privacy", "machine", "language") or (wish == "why" and "?" in line)


def merged(before: Claims, new: Claims) -> dict[str, Any]:
    """Earlier claims with later ones: the later word counts; members of a list are added."""
    found = {**before, **new}
    for name in LISTS:
        if before.get(name) and new.get(name):
            found[name] = [*before[name], *(member for member in new[name] if member not in before[name])]
    if before.get("income_lines") and new.get("income_lines"):
        found["income_lines"] = _lines(before["income_lines"], new["income_lines"])
    if "children_ages" in new:
        found.pop("children_count", None)
    elif "children_count" in new:
        found.pop("children_ages", None)
    return found


def _lines(before: Sequence[Sequence[Any]], new: Sequence[Sequence[Any]]) -> list[Any]:
    """Incomes that are not told anew, and the new ones. Of the same person and kind, or of nobody: told anew."""
    told = {(who, what) for who, what, _amount, _period in new}
    if (None, None) in told:
        return list(new)
    return [*(line for line in before if (line[0], line[1]) not in told), *new]
