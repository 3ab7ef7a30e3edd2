"""How texts and amounts look on paper."""

from __future__ import annotations

import re
from typing import Final

from flask_babel import gettext as _

from rules import Amount, dutch_euros
from webapp.i18n import language

_MONEY: Final = re.compile(r"€[ \u00a0]?-?\d[\d.]*(?:,\d\d)?")
_LEFT_TO_RIGHT: Final = "\u2066{}\u2069"


def plain(text: str) -> str:
    """A text on one line, with each amount in one piece; from left to right where the page runs the other way."""

    def kept(match: re.Match[str]) -> str:
        amount = match[0].replace(" ", "\u00a0")
        return _LEFT_TO_RIGHT.format(amount) if language().direction == "rtl" else amount

    return _MONEY.sub(kept, re.sub(r"[ \t\r\n]+", " ", text).strip())


def in_words(amount: Amount) -> str:
    """ "€ 123,00 tot € 234,00 per jaar" """
    low, high = dutch_euros(amount.minimum), dutch_euros(amount.maximum)
    much = low if low == high else _("%(low)s tot %(high)s", low=low, high=high)
    if amount.period == "year":
        return plain(_("%(amount)s per jaar", amount=much))
    if amount.period == "month":
        return plain(_("%(amount)s per maand", amount=much))
    return plain(_("%(amount)s, één keer", amount=much)) if amount.period == "once" else plain(much)
