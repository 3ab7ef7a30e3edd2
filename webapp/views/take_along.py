"""What the page shows on which people choose how to take the outcome along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class TakeAlongPage:
    """`asks_about_safety`: the resident said not to be safe at home, so paper may say so only when they wish.

    `link` is empty where the site has no public address, or no link can hold the answers; `code` is None where the
    link is too long for a QR code that phones can read. `until` is the last day on which the link works.
    """

    asks_about_safety: bool
    link: str
    code: Markup | None
    until: date
    said: str


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A link that can be opened. `lost`: answers to questions that are not asked any more."""

    token: str
    made_on: date
    until: date
    count: int
    lost: int
    replaces: bool
