"""What a parameter asks of who keeps the figures right: it ends, nobody confirmed it, or nobody looked for long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from rules import ParameterOnDay

SOON: Final = 60
"""Days before its last day that a figure asks to be looked at: finding and entering a new one takes time."""

A_YEAR: Final = 365
"""Days after which a source is looked at again. The page says "een jaar"."""

QUIET: Final = 4


@dataclass(frozen=True, slots=True)
class Attention:
    """`days_left`: up to the last day with a known value, below zero after it; None = no end known.

    `checked_ago`: days since somebody looked at the source; None where there is no value yet.
    """

    is_missing: bool
    days_left: int | None
    checked_ago: int | None
    confirm: bool

    @property
    def is_expired(self) -> bool:
        """Whether the last known value is over."""
        return self.days_left is not None and self.days_left < 0

    @property
    def expires_soon(self) -> bool:
        """Whether the last known value ends within SOON days."""
        return self.days_left is not None and 0 <= self.days_left <= SOON

    @property
    def is_old(self) -> bool:
        """Whether the source was looked at more than a year ago."""
        return self.checked_ago is not None and self.checked_ago > A_YEAR

    @property
    def is_now(self) -> bool:
        """Whether somebody has to look at it now."""
        return self.is_missing or self.is_expired or self.expires_soon or self.is_old

    @property
    def urgency(self) -> tuple[int, int]:
        """To sort by: the most urgent first, and of those the one that ended, or ends, first."""
        causes = (self.is_missing or self.is_expired, self.expires_soon, self.is_old, self.confirm)
        first = next((place for place, holds in enumerate(causes) if holds), QUIET)
        return first, self.days_left if self.days_left is not None and first < QUIET else 0


def attention_to(figure: ParameterOnDay, on: date) -> Attention:
    """How things stand with a parameter on a day; a value that is written down for later counts."""
    parameter, source = figure.parameter, figure.source
    last = parameter.last_day
    return Attention(
        figure.state == "missing",
        None if last is None else (last - on).days,
        (on - source.checked_on).days if source else None,
        figure.confirm or any(value.confirm for value in parameter.values if value.start > on),
    )


def end_in_words(days_left: int | None) -> str:
    """ "verloopt over 40 dagen", "vandaag is de laatste dag", "verlopen sinds 12 dagen", "geen einddatum"."""
    if days_left is None:
        return str(_("geen einddatum"))
    if days_left == 0:
        return str(_("vandaag is de laatste dag"))
    if days_left > 0:
        return str(ngettext("verloopt over %(num)s dag", "verloopt over %(num)s dagen", days_left))
    return str(ngettext("verlopen sinds %(num)s dag", "verlopen sinds %(num)s dagen", -days_left))


def checked_in_words(days: int | None) -> str:
    """How long ago somebody looked at the source; empty where there is none."""
    if days is None:
        return ""
    if days <= 0:
        return str(_("vandaag nagekeken"))
    return str(ngettext("%(num)s dag geleden nagekeken", "%(num)s dagen geleden nagekeken", days))
