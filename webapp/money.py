"""How euros are written for people: whole cents in, Dutch notation out."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

MAX_CENTS: Final = 10_000_000 * 100
"""The contract's bound for an amount."""


def euros(cents: int, short: bool = False) -> str:
    """139500 → "€ 1.395,00" with a no-break space; `short` leaves ",00" out."""
    return f"€\u00a0{plain_euros(cents, short)}"


def plain_euros(cents: int, short: bool = False) -> str:
    """The same without the sign of the euro, as in a text field."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    decimals = "" if short and rest == 0 else f",{rest:02d}"
    return f"{sign}{whole:,}".replace(",", ".") + decimals


def to_contract(cents: int) -> str:
    """139500 → "1395.00", the contract's way of writing money."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02d}"


def from_contract(text: str) -> int:
    """ "1395.00" → 139500."""
    return int(Decimal(text) * 100)
