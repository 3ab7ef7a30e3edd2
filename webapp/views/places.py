"""The Wijkwijzers, for who gives a postcode: those with the same four digits first. Nothing is said about distance,
which four digits do not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from rules import Wijkwijzer
from webapp.forms.notation import western_digits

_POSTCODE: Final = re.compile(r"([1-9][0-9]{3})([A-Za-z]{2})?")
_BETWEEN: Final = re.compile(r"[\s.\-–\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]+")
_COUNTRY: Final = re.compile(r"^nl(?=\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlaceSearch:
    """What was typed, the four digits it came to or one sentence about what to do, and the places in two lists."""

    typed: str
    digits: str
    mistake: str
    same: tuple[Wijkwijzer, ...]
    others: tuple[Wijkwijzer, ...]


def read_postcode(text: str) -> str:
    """The four digits of a postcode, as `7511`, `7511 AB` or `NL-7511ab`, in the digits of any script; else empty."""
    plain = _COUNTRY.sub("", _BETWEEN.sub("", western_digits(text)))
    found = _POSTCODE.fullmatch(plain)
    return found[1] if found else ""


def search_places(places: Sequence[Wijkwijzer], typed: str | None = None) -> PlaceSearch:
    """The places for what was typed; None = nothing was asked."""
    if typed is None:
        return PlaceSearch("", "", "", (), tuple(places))
    digits = read_postcode(typed)
    same = tuple(place for place in places if digits and place.postcode.startswith(digits))
    others = tuple(place for place in places if place not in same)
    return PlaceSearch(typed, digits, "" if digits else _mistake(typed), same, others)


def _mistake(typed: str) -> str:
    if not typed.strip():
        return str(_("Vul de 4 cijfers van uw postcode in. Bijvoorbeeld 7511."))
    return str(_("Dit is geen postcode. Vul 4 cijfers in, bijvoorbeeld 7511. Letters erachter mogen ook."))
