"""Letters as they are compared: without what cannot be seen, and without accents."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u061c\u00ad]")
"""Signs that are typed or pasted along and that nobody sees."""


def without_accents(text: str) -> str:
    """The same letters without the signs above and below them."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
