"""Euros as whole cents. Nothing in the project touches money through a binary float."""

from __future__ import annotations

import re
from decimal import Decimal

Cents = int

MAX_CENTS: Cents = 10_000_000 * 100
"""The contract's bound: an amount over € 10,000,000 (either side of zero) is bad input."""

_MONEY_TEXT = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,2})?")


def parse_cents(value: object) -> Cents:
    """Read a JSON string, integer or exact decimal number of euros; raise ValueError with one clear sentence."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise ValueError('must be an amount in euros, such as "1395.00"')
    if isinstance(value, str) and not _MONEY_TEXT.fullmatch(value):
        raise ValueError('must be euros with a point and at most two decimals, such as "1395.00"')
    amount = Decimal(value)
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError("must be a finite amount")
    if amount.copy_abs() > MAX_CENTS // 100:
        raise ValueError("must not be over 10,000,000 euros")
    if exponent < -2:
        raise ValueError("must have at most two decimals")
    return int(amount * 100)


def format_cents(cents: Cents) -> str:
    """Plain machine form with two decimals, as the contract writes money: 139500 → "1395.00"."""
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros}.{rest:02d}"


def dutch_euros(cents: Cents, short: bool = False) -> str:
    """The way people meet amounts in Dutch letters: 134849 → "€ 1.348,49" (no-break space); `short` drops ",00"."""
    return f"€\u00a0{dutch_number(cents, short)}"


def dutch_number(cents: Cents, short: bool = False) -> str:
    """The same without the sign of the euro, as in a text field."""
    euros, rest = divmod(abs(cents), 100)
    grouped = f"{euros:,}".replace(",", ".")
    return f"{'-' if cents < 0 else ''}{grouped}" + ("" if short and rest == 0 else f",{rest:02d}")


def percentage_of(cents: Cents, percent: int) -> Cents:
    """`percent` % of an amount, rounded half up to the cent (norms.md §1c: this reproduces the published tables)."""
    return (cents * percent * 2 + 100) // 200
