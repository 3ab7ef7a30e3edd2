"""Reads amounts, ages and whole numbers in the many ways people write them. Never guesses: what has two meanings
is refused with a cause, and the catalogue has one sentence for each cause."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, Literal

from rules import MAX_CENTS
from webapp.languages import published
from webapp.letters import INVISIBLE

MAX_TEXT: Final = 200
MAX_CHILDREN: Final = 10
MAX_CHILD_AGE: Final = 17
BIRTH_YEARS: Final = range(1900, 2101)


class NotationError(ValueError):
    """`cause` names the error text in the catalogue."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


_SPACES: Final = "\u00a0\u2000-\u200a\u202f\u3000\\s"
_NO_CENTS: Final = re.compile(rf"[{_SPACES}]*[.,][{_SPACES}]*[-–—=_]+$")
_MINUS: Final = "-−–—"
_ARABIC_MARKS: Final = str.maketrans({"٫": ",", "٬": ".", "،": ",", "’": "'", "‘": "'", "`": "'"})
_WHOLE: Final = re.compile(r"\d+")
_GROUPED: Final = re.compile(r"([1-9]\d{0,2})(?:([.,' ])\d{3})(?:\2\d{3})*")
_WITH_DECIMALS: Final = re.compile(r"(?P<whole>.*?)[.,](?P<cents>\d{1,2})")
_COMMA_AND_THREE: Final = re.compile(r"[0-9]{1,3},[0-9]{3}")
"""12,345: twelve thousand as the English write it, or a slip in a Dutch amount."""

_TOO_FINE: Final = re.compile(r"\d+[.,]\d{4,}|[1-9]\d{0,2}(?:\.\d{3})+,\d{3,}|[1-9]\d{0,2}(?:,\d{3})+\.\d{3,}")
_HALF: Final = re.compile(
    r"^[0-9]{1,2},[0-9](?: ?[^\W\d_]+)*[. ]*$"
    r"|(?<![0-9,])[0-9]{1,2},5(?![0-9]|,[0-9])"
    r"|(?<![0-9/])[13]/[24](?![0-9/])",
    re.IGNORECASE,
)
"""1,5 or 1 1/2: one child of a year and a half, or more children? Nobody can tell. 1,5,8 is a row, 1,5, 8 is not."""

_BABY: Final = re.compile(r"(?:0\s*)?\(?\bbaby\b\)?|(?<!\d)0\s*\([^\W\d_]+\)", re.IGNORECASE)
"""As the example beside the question has it, in any language: 0 (bebek)."""

_MONTHS: Final = ("maanden", "maand", "mnd", "months", "month")
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<![^\W\d_])", r"(?![^\W\d_])"


@cache
def _euro() -> re.Pattern[str]:
    """The sign, or the word in one of our languages, also right behind the digits."""
    return re.compile(rf"€|{_words('euro')}(?:'?s)?{_NO_LETTER_AFTER}", re.IGNORECASE)


@cache
def _between_ages() -> re.Pattern[str]:
    return re.compile(rf"(?:[,;/+&{_SPACES}]|{_words('ages')}{_NO_LETTER_AFTER}\.?)+", re.IGNORECASE)


@cache
def _units() -> re.Pattern[str]:
    """What may stand behind one age: "34 jaar oud", "6 mnd."."""
    return re.compile(rf"(?:{_words('ages', *_MONTHS)}{_NO_LETTER_AFTER}\.?[{_SPACES}]*)+$", re.IGNORECASE)


def _words(kind: Literal["ages", "euro"], *more: str) -> str:
    """The words of all published languages, the longest first, none of them as a part of a longer word."""
    known = {word for language in published() for word in getattr(language, kind)} | set(more)
    return f"{_NO_LETTER_BEFORE}(?:{'|'.join(sorted(map(re.escape, known), key=len, reverse=True))})"


def western_digits(text: str) -> str:
    """Digits of any script (Arabic, Persian, full width, …) as 0–9; everything else unchanged."""
    return "".join(
        str(unicodedata.decimal(character)) if unicodedata.decimal(character, None) is not None else character
        for character in text
    )


def read_money(raw: str) -> int:
    """An amount of euros in cents. Causes: too_long, not_money, negative, decimals, ambiguous, too_high."""
    if len(raw) > MAX_TEXT:
        raise NotationError("too_long")
    text = western_digits(INVISIBLE.sub("", raw)).translate(_ARABIC_MARKS)
    text = _NO_CENTS.sub("", _euro().sub(" ", text).strip())
    text = re.sub(rf"[{_SPACES}]+", " ", text).strip()
    if text[:1] and text[0] in _MINUS and _has_digit(text):
        raise NotationError("negative")
    if not _has_digit(text) or not re.fullmatch(r"[0-9., ']+", text):
        raise NotationError("not_money")
    cents = _cents(text)
    if cents > MAX_CENTS:
        raise NotationError("too_high")
    return cents


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _cents(text: str) -> int:
    if _COMMA_AND_THREE.fullmatch(text):
        raise NotationError("ambiguous")
    whole = _whole_euros(text)
    if whole is not None:
        return whole * 100
    if _TOO_FINE.fullmatch(text):
        raise NotationError("decimals")
    match = _WITH_DECIMALS.fullmatch(text)
    if match is None:
        raise NotationError("ambiguous")
    before, decimals = match["whole"], match["cents"]
    separator = text[len(before)]
    whole = 0 if before == "" else _whole_euros(before)
    if whole is None or separator in before:
        raise NotationError("ambiguous")
    return whole * 100 + int(decimals.ljust(2, "0"))


def _whole_euros(text: str) -> int | None:
    """Digits only, or groups of three with one kind of separator; None for anything else."""
    if _WHOLE.fullmatch(text) or _GROUPED.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    return None


def read_whole(raw: str, highest: int) -> int:
    """A whole number from 0 to `highest`; a unit behind it is fine ("34 jaar"). Causes: too_long, not_a_number,
    year (a year of birth instead of an age), too_high."""
    if len(raw) > MAX_TEXT:
        raise NotationError("too_long")
    text = _units().sub("", western_digits(INVISIBLE.sub("", raw)).strip()).strip()
    if not re.fullmatch(r"[0-9]+", text):
        raise NotationError("not_a_number")
    number = int(text)
    if number > highest:
        raise NotationError("year" if number in BIRTH_YEARS else "too_high")
    return number


def read_ages(raw: str) -> list[int]:
    """The ages of children in a row ("3, 8 en 14"). Causes: too_long, ambiguous, not_a_number, too_many, year (years of
    birth instead of ages), too_high."""
    if len(raw) > MAX_TEXT:
        raise NotationError("too_long")
    text = western_digits(INVISIBLE.sub("", raw)).translate(_ARABIC_MARKS)
    if _HALF.search(text.strip()):
        raise NotationError("ambiguous")
    parts = [part for part in _between_ages().split(_BABY.sub(" 0 ", text).rstrip(". ")) if part]
    if not parts or not all(re.fullmatch(r"[0-9]+", part) for part in parts):
        raise NotationError("not_a_number")
    if len(parts) > MAX_CHILDREN:
        raise NotationError("too_many")
    ages = [int(part) for part in parts]
    if any(age > MAX_CHILD_AGE for age in ages):
        raise NotationError("year" if any(age in BIRTH_YEARS for age in ages) else "too_high")
    return ages
