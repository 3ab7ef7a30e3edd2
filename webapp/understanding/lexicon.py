"""The words of one language, from its file in `words/`: classes of words, patterns, and how they are spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from webapp.understanding.numerals import Numerals
from webapp.understanding.sieve import Sieve, needles

FOLDER: Final = Path(__file__).parent / "words"
SHORTEST: Final = 5
"""Shorter words are never put right: too many others look like them."""

LONG: Final = 8
"""From this length two slips are allowed."""

PARTS: Final = {
    "children": ("ages", "months", "baby", "twins", "count", "none", "elsewhere", "passing", "several"),
    "amounts": (
        *("income", "savings", "debt_total", "car_value", "home_value", "mortgage", "ignored"),
        *("worth", "allowance", "gross", "range", "euro", "not_money", "year", "shared"),
    ),
    "corrections": ("outright", "perhaps", "between", "filler", "ends", "added", "reason", "kinds"),
    "who": ("partner", "self", "together", "self_behind", "partner_behind", "together_behind"),
}
"""Lists that a language may do without; then nothing of that kind is understood in it."""

SIEVED: Final = ("wishes", "danger")
"""Lists with many patterns, each of which is looked for in every message."""

WHOLE: Final = (
    *("questions", "others", "self_again", "goes_on"),
    *("was", "not_now", "breaks", "on_behalf", "plainly_self", "strangers", "at_home", "beside"),
    *("joints", "denied_behind", "language_wish"),
)
"""Lists that are not divided."""

SHORT: Final = ("yes", "no", "unknown", "filler")
_CLASS: Final = re.compile(r"\{([a-z_]+)\}")
_UP_TO: Final = re.compile(r"\{up(\d)\}")
_WORD: Final = re.compile(r"(?<!\\)[^\W\d_]{4,}")
_N: Final = r"<\d+>"


@dataclass(frozen=True)
class Pattern:
    """A way to say something. `facts` are said outright; a group named after a fact holds its value."""

    regex: re.Pattern[str]
    facts: Mapping[str, Any]
    even_denied: bool
    """The words mean this also behind a "no": they have their own one."""

    source: str
    """The kind of income that these words name; an amount near them comes from it."""

    is_raw: bool = False
    """It is looked for also in what does not count otherwise: what is to come, what was."""

    is_place: bool = False
    """A name of a town: it counts only where no word before it says that somebody merely goes or works there."""

    is_rest: bool = False
    """It speaks of all that the message does not name: "the others no"."""


class Lexicon:
    """Everything that is known of one language; compiled once in each process."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.code: str = document["language"]
        self.classes = {name: _alternatives(words) for name, words in document.get("classes", {}).items()}
        rewrites = [(re.compile(given), instead) for given, instead in document.get("rewrites", [])]
        self.rewrites = [(pattern, instead, needles(pattern)) for pattern, instead in rewrites]
        numbers = document.get("numbers", {})
        self.numerals = Numerals(
            numbers.get("values", {}),
            frozenset(numbers.get("between", ())),
            frozenset(numbers.get("alone", ())),
            bool(numbers.get("joined")),
        )
        self.multipliers: Mapping[str, int] = numbers.get("multipliers", {})
        self.asked = {
            question: [pattern for entry in entries for pattern in self._patterns(entry)]
            for question, entries in document.get("asked", {}).items()
        }
        self._compile_lists()
        self.periods = {name: self.regexes("amounts", "periods", name) for name in self.names("amounts", "periods")}
        self.short = {name: frozenset(document.get("short", {}).get(name, ())) for name in SHORT}
        self._compile_classes()
        self.language_names: Mapping[str, str] = document.get("language_names", {})
        self.known = frozenset(self._vocabulary())
        self._targets = sorted({word for text in document.get("corrects", ()) for word in str(text).split()})

    def _compile_classes(self) -> None:
        """Classes that single words are held against; a language without one has no such word."""
        self.denials = re.compile(self.classes.get("no", "(?!)"))
        self.lives = re.compile(self.classes.get("lives", "(?!)"))
        self.lives_self = re.compile(self.classes.get("lives_self", "(?!)"))
        self.third = re.compile(self.classes.get("third", "(?!)"))
        self.self = re.compile(self.classes.get("i", "(?!)"))
        self.not_home = re.compile(self.classes.get("not_home", "(?!)"))
        self.unsure = re.compile(rf"\b(?:{self.classes.get('unsure', '(?!)')})\b")

    def _compile_lists(self) -> None:
        facts = (pattern for entry in self.document.get("facts", []) for pattern in self._patterns(entry))
        self.patterns = Sieve((pattern.regex, pattern) for pattern in facts)
        self.voids = Sieve((pattern, pattern) for pattern in self.regexes("voids"))
        for name in WHOLE:
            setattr(self, name, self.regexes(name))
        for name, parts in PARTS.items():
            known = {*parts, *self.names(name)}
            setattr(self, name, {part: self.regexes(name, part) for part in sorted(known)})
        for name in SIEVED:
            sieves = {part: Sieve((one, one) for one in self.regexes(name, part)) for part in sorted(self.names(name))}
            setattr(self, name, sieves)

    questions: list[re.Pattern[str]]
    others: list[re.Pattern[str]]
    strangers: list[re.Pattern[str]]
    at_home: list[re.Pattern[str]]
    beside: list[re.Pattern[str]]
    self_again: list[re.Pattern[str]]
    goes_on: list[re.Pattern[str]]
    was: list[re.Pattern[str]]
    not_now: list[re.Pattern[str]]
    breaks: list[re.Pattern[str]]
    on_behalf: list[re.Pattern[str]]
    plainly_self: list[re.Pattern[str]]
    joints: list[re.Pattern[str]]
    denied_behind: list[re.Pattern[str]]
    language_wish: list[re.Pattern[str]]
    children: dict[str, list[re.Pattern[str]]]
    amounts: dict[str, list[re.Pattern[str]]]
    corrections: dict[str, list[re.Pattern[str]]]
    who: dict[str, list[re.Pattern[str]]]
    wishes: dict[str, Sieve[re.Pattern[str]]]
    danger: dict[str, Sieve[re.Pattern[str]]]

    def regex(self, text: str) -> re.Pattern[str]:
        """A pattern as the file writes it: {class}, {n} for a number, {up3} for at most three words between."""
        text = _UP_TO.sub(lambda found: rf"(?:[\w'<>-]+ ){{0,{found[1]}}}?", text)
        and_ = self.classes.get("and", ",")
        between = f"(?:{self.classes.get('years', '(?!)')}|{and_}|,)"
        text = text.replace("{n}", _N).replace("{list}", rf"{_N}(?: (?:{between} )*{_N})*")
        text = _CLASS.sub(lambda found: f"(?:{self.classes[found[1]]})", text)
        return re.compile(rf"(?<![\w<'-])(?:{text})(?![\w>'-])")

    def regexes(self, *path: str) -> list[re.Pattern[str]]:
        """The patterns in one list of the file; none where the language has no such list."""
        found: Any = self.document
        for name in path:
            found = found.get(name, {}) if isinstance(found, Mapping) else {}
        return [self.regex(text) for text in (found if isinstance(found, list) else ())]

    def names(self, *path: str) -> list[str]:
        """What the lists under a heading are called."""
        found: Any = self.document
        for name in path:
            found = found.get(name, {})
        return [str(name) for name in found]

    def _patterns(self, entry: Mapping[str, Any]) -> Iterator[Pattern]:
        for text in entry["match"]:
            even_denied = "{no}" in text or bool(entry.get("even_denied"))
            says, source, is_raw = entry.get("says", {}), entry.get("source", ""), bool(entry.get("raw"))
            kinds = (is_raw, bool(entry.get("place")), bool(entry.get("rest")))
            yield Pattern(self.regex(text), says, even_denied, source, *kinds)

    def _vocabulary(self) -> Iterator[str]:
        yield from self._looked_for()
        yield from str(self.document.get("common", "")).split()
        yield from self.numerals.values

    def _looked_for(self) -> Iterator[str]:
        """Every word of the file: none of them is a slip."""
        for text in _strings(self.document, skip=("common", "rewrites", "numbers")):
            yield from _WORD.findall(re.sub(r"\{[a-z_0-9]+\}|\(\?P<\w+>", " ", text))

    @lru_cache(maxsize=20_000)  # noqa: B019 (one object for each language, for as long as the process lives)
    def spelt(self, word: str) -> str:
        """The word that was meant: itself, or the only known one that it is a slip of."""
        if word in self.known or len(word) < SHORTEST or self.numerals.read([word], 0)[0]:
            return word
        slips = 2 if len(word) >= LONG else 1
        found = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=slips, limit=2)
        near = [name for name, distance, _place in found if distance == found[0][1] and name[0] == word[0]]
        return near[0] if len(near) == 1 else word


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(sorted((str(word) for word in words), key=len, reverse=True))


def _strings(found: Any, skip: Sequence[str] = ()) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, Mapping):
        for name, value in found.items():
            if name not in skip:
                yield from _strings(value)
    elif isinstance(found, Sequence):
        for value in found:
            yield from _strings(value)


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language; of Dutch where there are none."""
    path = FOLDER / f"{language}.yaml"
    if not path.is_file():
        path = FOLDER / "nl.yaml"
    return Lexicon(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
