"""How money, dates and phone numbers are shown: always the way people meet them in Dutch letters."""

from __future__ import annotations

import re
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from babel.dates import format_date
from flask import Flask
from markupsafe import Markup, escape

from rules import dutch_euros, parse_cents

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


def dutch_date(day: date) -> str:
    """21 november 2026"""
    return format_date(day, "d MMMM y", locale="nl")


def phone_link(number: str) -> str:
    """ "053 481 78 00" → "tel:0534817800"."""
    return "tel:" + re.sub(r"[^0-9+]", "", number)


def site_name(url: str) -> str:
    """The part of an address that people recognise: www.enschede.nl"""
    return urlsplit(url).netloc


def register(app: Flask) -> None:
    """Make the filters known to the templates."""
    for shown in (money, sentence, dutch_date, phone_link, site_name):
        app.template_filter(shown.__name__)(shown)
