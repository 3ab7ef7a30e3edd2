"""A message as the patterns see it: small letters, one space, every number a mark, words in their usual spelling."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from webapp.forms.notation import NotationError, read_money, western_digits
from webapp.letters import INVISIBLE, without_accents
from webapp.understanding.lexicon import Lexicon

MAX_MESSAGE: Final = 1000
"""Characters of one message: a long story in a chat is some hundred."""

MAX_NUMBERS: Final = 30
"""Numbers of one message that are looked at: each is weighed against the words around it, which takes time."""

_TOKEN: Final = re.compile(
    r"(?P<other>\d+(?:[-/]\d+)+|\d+(?:ste|de|th|st|nd|rd|e)(?![^\W\d_])|\d+[.,]?\d*\s?%|<)"
    r"|(?P<number>(?P<euro>€\s*)?\d+(?:[.,']\d+)*(?:[.,]-+|,=)?(?P<thousand>\s?k(?![^\W\d_]))?)"
    r"|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)"
    r"|(?P<end>[.!?;\n]+)|(?P<pause>[,:()/+&-]+)",
)
MARK: Final = re.compile(r"<(\d+)>")
"""Where a number stood."""


@dataclass(frozen=True, slots=True)
class Number:
    """What a mark stands for. `cents` is None where an amount could mean two things ("12,345")."""

    cents: int | None
    in_euros: bool = False
    """A euro sign stood before it, or a k behind it."""

    @property
    def whole(self) -> int | None:
        """The number where it is a whole one."""
        return None if self.cents is None or self.cents % 100 else self.cents // 100


@dataclass(frozen=True)
class Text:
    """`line` is what patterns look at. Number 3 in it reads `<3>` and stands in `numbers[3]`."""

    line: str
    numbers: tuple[Number, ...] = field(default=())

    def number(self, mark: str) -> Number:
        """The number behind a mark."""
        found = MARK.search(mark)
        return self.numbers[int(found[1])] if found else Number(None)

    def whole_numbers(self, part: str) -> list[int]:
        """Every whole number in a part of the line, in its order."""
        return [whole for mark in MARK.findall(part) if (whole := self.numbers[int(mark)].whole) is not None]


def plain(text: str) -> str:
    """Small letters without accents, usual digits and quotes, nothing that cannot be seen."""
    text = western_digits(INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).casefold()
    text = text.replace("’", "'").replace("‘", "'").replace("`", "'").replace("\u20ac", "€")
    return unicodedata.normalize("NFC", without_accents(text))


def read(message: str, lexicon: Lexicon) -> Text:
    """The message in the shape that the patterns of this language expect."""
    text = plain(message[:MAX_MESSAGE])
    for pattern, instead, needed in lexicon.rewrites:
        if not needed or any(letters in text for letters in needed):
            text = pattern.sub(instead, text)
    words: list[str] = []
    numbers: list[Number] = []
    for token in _TOKEN.finditer(text):
        if token["number"] and len(numbers) >= MAX_NUMBERS:
            words.append("~")
        elif token["number"]:
            words.append(f"<{len(numbers)}>")
            numbers.append(_amount(token))
        elif token["word"]:
            words.append(lexicon.spelt(token["word"]))
        elif token["end"]:
            words.append("?" if "?" in token["end"] else ".")
        elif token["pause"]:
            words.append(",")
        else:
            words.append("~")
    return _with_words_as_numbers(words, numbers, lexicon)


def _amount(token: re.Match[str]) -> Number:
    written = token["number"].replace("€", "").replace(",=", "")
    times = 1
    if token["thousand"]:
        written, times = written[: -len(token["thousand"])], 1000
    try:
        cents = read_money(written.strip(".,'") if not written.endswith("-") else written) * times
    except NotationError:
        return Number(None, in_euros=True)
    return Number(cents, bool(token["euro"] or token["thousand"]))


def _with_words_as_numbers(words: list[str], numbers: list[Number], lexicon: Lexicon) -> Text:
    """Runs of number words become a mark too: "veertienhonderd vijftig", "thirty four"."""
    found: list[str] = []
    position = 0
    while position < len(words):
        times = lexicon.multipliers.get(words[position])
        last = MARK.fullmatch(found[-1]) if found else None
        if times and last and (cents := numbers[int(last[1])].cents) is not None and cents < times * 100 * 1000:
            numbers[int(last[1])] = Number(cents * times, in_euros=True)
            position += 1
            continue
        taken, value = lexicon.numerals.read(words, position)
        if taken and value is not None:
            found.append(f"<{len(numbers)}>")
            numbers.append(Number(value * 100))
            position += taken
        else:
            found.append(words[position])
            position += 1
    return Text(" ".join(found), tuple(numbers))
