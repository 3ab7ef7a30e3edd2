"""How money, names, dates and phone numbers are shown: money and names always as people meet them in Dutch letters."""

from __future__ import annotations

import re
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup, escape

from rules import dutch_euros, meaning, parse_cents
from webapp.i18n import language, say, speaker
from webapp.languages import source

DAY_FIRST: Final = "d MMMM y"
_WORD_AT_THE_END: Final = re.compile(r"\s*'[^']*'\.?$")
_MONEY_IN_TEXT: Final = re.compile(r"€[ \u00a0]?-?\d[\d.]*(?:,\d\d)?")


def money(amount: int | str) -> Markup:
    """Cents (or the contract's text) as `€ 1.234,50`, kept together and left to right in every language."""
    cents = parse_cents(amount) if isinstance(amount, str) else amount
    return Markup('<bdi dir="ltr">{}</bdi>').format(dutch_euros(cents))


def sentence(text: str) -> Markup:
    """A sentence with each amount in it kept together and left to right."""
    parts = []
    end = 0
    for match in _MONEY_IN_TEXT.finditer(text):
        amount = match[0].replace(" ", "\u00a0")
        parts += [escape(text[end : match.start()]), Markup('<bdi dir="ltr">{}</bdi>').format(amount)]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def whole_number(number: int) -> str:
    """A count with the marks between thousands that the language has: 12.340"""
    return str(format_decimal(number, locale=language().formats))


def long_date(day: date) -> str:
    """21 november 2026: the day first in every language, as in Dutch letters.

    Without a word for "year" behind it, whose stop would meet that of the sentence.
    """
    locale = Locale.parse(language().formats)
    usual = _WORD_AT_THE_END.sub("", locale.date_formats["long"].pattern)
    return str(format_date(day, usual if usual.startswith("d") else DAY_FIRST, locale=locale))


def dutch(name: str) -> Markup:
    """A name that stays Dutch (a scheme, an office, a street), marked as Dutch on a page in another language."""
    if language().is_source:
        return escape(name)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(source().code, source().direction, name)


def with_meaning(name: str) -> Markup:
    """The Dutch name of a scheme or an office, and what it means beside it where the page is in another language."""
    meant = meaning(name, speaker())
    if meant is None:
        return dutch(name)
    return Markup('{} <span class="meaning">({})</span>').format(dutch(name), meant)


def phone_link(number: str) -> str:
    """ "053 481 78 00" → "tel:0534817800"."""
    return "tel:" + re.sub(r"[^0-9+]", "", number)


def site_name(url: str) -> str:
    """The part of an address that people recognise: www.enschede.nl"""
    return urlsplit(url).netloc


def without_scheme(address: str) -> str:
    """An address as people write it: "mailto:info@example.nl" is info@example.nl."""
    return re.sub(r"^(https?://|mailto:|tel:)", "", address).rstrip("/")


def register(app: Flask) -> None:
    """Make the filters known to the templates."""
    for shown in (
        money,
        sentence,
        whole_number,
        long_date,
        dutch,
        with_meaning,
        say,
        phone_link,
        site_name,
        without_scheme,
    ):
        app.template_filter(shown.__name__)(shown)
