"""Answers as few bytes, for the code that takes them to another device (docs/decisions/0010).

Every question and every choice goes by a short mark of what it *means*, never by its place in a list. So after the
catalogue changed, an answer is either still what it was, or its mark is unknown and the question is asked again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from webapp.answers import Answers, Entry, fits
from webapp.questions import Catalogue, Choice, Question

QUESTION_MARK: Final = 3
"""Bytes. Some thirty questions: that an unknown one is taken for a known one happens once in half a million."""

CHOICE_MARK: Final = 2
"""Bytes, within one question."""

MAX_PACKED: Final = 1500
"""Bytes of all answers. More does not fit in the cookie either."""

MAX_DEPTH: Final = 4

WORDS: Final = (
    *("unknown", "none", "choice", "boxes", "lines", "number", "ages", "amount", "have", "owe", "years", "months"),
    *("self", "partner", "week", "four_weeks", "month"),
    *("fields", "partner_age", "children_ages", "car_value", "car_indispensable", "home_equity", "owns_home"),
)
"""What answers of every kind are written with, one byte each. Only ever add at the end: codes are out there for weeks.
Other words go as they are."""

# The first byte of a value says what follows. Whole numbers up to 99 are that byte.
_SMALL: Final = 100
_TRUE, _FALSE, _NULL, _NUMBER, _NEGATIVE, _CHOICE, _TEXT = range(100, 107)
_CHOICES: Final = 107
"""Several choices: how many, then their marks."""

_LIST: Final = 110
_OBJECT: Final = 140
_WORD: Final = 160
_ONE: Final = 200
"""An object with one member, whose name is that word: what most answers are."""

_MOST: Final = 20
"""Members of a list or an object."""


class NotPacked(ValueError):
    """These bytes are not what `packed` made, or not any more."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """`lost`: how many answers are to questions or choices that no longer exist."""

    answers: Answers
    language: str
    lost: int


def packed(answers: Answers, language: str) -> bytes:
    """The answers, each with the wording in which it was given, and the language they were given in."""
    found = bytearray(_text(language))
    for entry in answers.entries:
        body = _written(entry.answer, entry.question)
        found += question_mark(entry.question) + _number(2 * len(body) + entry.with_partner) + body
    if len(found) > MAX_PACKED:
        raise NotPacked("too many answers")
    return bytes(found)


def unpacked(content: bytes, catalogue: Catalogue) -> Unpacked:
    """The answers that still exist in this catalogue; NotPacked when the bytes make no sense."""
    reading = _Reading(content)
    language = reading.text()
    by_mark = {question_mark(question): question for question in catalogue.questions}
    entries: list[Entry] = []
    lost = 0
    while not reading.is_at_end:
        mark = reading.take(QUESTION_MARK)
        size, with_partner = divmod(reading.number(), 2)
        body = reading.take(size)
        question = by_mark.get(mark)
        answer = _answer(body, question) if question else None
        if question is None or answer is None:
            lost += 1
        else:
            entries.append(Entry(question, answer, bool(with_partner)))
    return Unpacked(Answers(catalogue, tuple(entries)), language, lost)


def question_mark(question: Question) -> bytes:
    """Another one for every question, kind of answer and set of facts."""
    return _mark([question.id, question.kind, question.facts], QUESTION_MARK)


def choice_mark(choice: Choice) -> bytes:
    """Another one for every choice of a question, and for what it says."""
    return _mark([choice.value, choice.sets], CHOICE_MARK)


def _mark(meaning: Sequence[Any], size: int) -> bytes:
    return blake2b(json.dumps(meaning, sort_keys=True).encode(), digest_size=size).digest()


def _answer(body: bytes, question: Question) -> dict[str, Any] | None:
    """The answer, if it can still be one to this question."""
    reading = _Reading(body, {choice_mark(choice): choice.value for choice in question.choices})
    try:
        answer = reading.value()
        is_good = reading.is_at_end and fits(question, answer)
    except (ValueError, TypeError, KeyError):  # The shape of an answer of this kind is another one now.
        return None
    return answer if is_good else None


def _written(value: Any, question: Question) -> bytes:
    if value is True or value is False or value is None:
        return bytes([{True: _TRUE, False: _FALSE, None: _NULL}[value]])
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, str):
        choice = question.choice(value)
        return bytes([_CHOICE]) + choice_mark(choice) if choice else _word(value)
    if len(value) > _MOST:
        raise NotPacked("too long a list")
    return _object(value, question) if isinstance(value, dict) else _list(value, question)


def _object(value: dict[str, Any], question: Question) -> bytes:
    if len(value) == 1:
        [(name, inner)] = value.items()
        if name in WORDS:
            return bytes([_ONE + WORDS.index(name)]) + _written(inner, question)
    members = (_word(name) + _written(inner, question) for name, inner in value.items())
    return bytes([_OBJECT + len(value)]) + b"".join(members)


def _list(value: Sequence[Any], question: Question) -> bytes:
    choices = [question.choice(one) for one in value if isinstance(one, str)]
    known = [choice_mark(choice) for choice in choices if choice]
    if value and len(known) == len(value):
        return bytes([_CHOICES, len(known)]) + b"".join(known)
    return bytes([_LIST + len(value)]) + b"".join(_written(inner, question) for inner in value)


def _whole(value: int) -> bytes:
    if 0 <= value < _SMALL:
        return bytes([value])
    return bytes([_NUMBER]) + _number(value) if value > 0 else bytes([_NEGATIVE]) + _number(-value)


def _word(text: str) -> bytes:
    return bytes([_WORD + WORDS.index(text)]) if text in WORDS else bytes([_TEXT]) + _text(text)


def _text(text: str) -> bytes:
    written = text.encode()
    return _number(len(written)) + written


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first; the high bit says that more follows."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


class _Reading:
    """Bytes from front to back; NotPacked where they end too soon or say something impossible."""

    def __init__(self, content: bytes, choices: dict[bytes, str] | None = None) -> None:
        self._content = content
        self._at = 0
        self._choices = choices or {}

    @property
    def is_at_end(self) -> bool:
        return self._at == len(self._content)

    def take(self, size: int) -> bytes:
        found = self._content[self._at : self._at + size]
        if len(found) != size:
            raise NotPacked("ends too soon")
        self._at += size
        return found

    def number(self) -> int:
        value = shift = 0
        while True:
            [byte] = self.take(1)
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value
            if shift > 70:
                raise NotPacked("too large a number")

    def text(self) -> str:
        try:
            return self.take(self.number()).decode()
        except UnicodeDecodeError:
            raise NotPacked("no text") from None

    def value(self, depth: int = 0) -> Any:
        [tag] = self.take(1)
        if tag < _SMALL:
            return tag
        if depth > MAX_DEPTH:
            raise NotPacked("too deep")
        if tag in _PLAIN:
            return _PLAIN[tag]
        if tag in (_NUMBER, _NEGATIVE):
            return self.number() if tag == _NUMBER else -self.number()
        if _LIST <= tag <= _LIST + _MOST:
            return [self.value(depth + 1) for _ in range(tag - _LIST)]
        return self._container(tag, depth)

    def _container(self, tag: int, depth: int) -> Any:
        if tag == _CHOICES:
            return [self._said(_CHOICE) for _ in range(self.number())]
        if _OBJECT <= tag < _WORD:
            return dict(self._members(tag - _OBJECT, depth))
        if tag >= _ONE:
            return {self._said(tag - _ONE + _WORD): self.value(depth + 1)}
        return self._said(tag)

    def _members(self, count: int, depth: int) -> Iterator[tuple[str, Any]]:
        for _ in range(count):
            [tag] = self.take(1)
            yield self._said(tag), self.value(depth + 1)

    def _said(self, tag: int) -> str:
        if tag == _CHOICE:
            return self._choices[self.take(CHOICE_MARK)]
        if tag == _TEXT:
            return self.text()
        if _WORD <= tag < _WORD + len(WORDS):
            return WORDS[tag - _WORD]
        raise NotPacked("an unknown sign")


_PLAIN: Final = {_TRUE: True, _FALSE: False, _NULL: None}
