"""Texts as sentences, and a sentence as it is looked up among the recordings.

A page in the browser is cut by the very same rule (static/js/readaloud.js): what differs there is found nowhere here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WHITE: Final = "\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNSEEN: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Marks for the direction of letters, joiners, and places where a word may break: nobody hears them."""

_EDGES: Final = re.compile(rf"\A[{_WHITE}]+|[{_WHITE}]+\Z")
_FULL_STOPS: Final = ".۔።。"
_STOP: Final = re.compile(f"([{_FULL_STOPS}!?…؟፧܀]+[’”“‘»«\"')\\]{_UNSEEN}]*)[{_WHITE}]+")
_OPENING: Final = re.compile(f"[‘’“”„‚«»\"'(\\[¿¡{_UNSEEN}]*")
_DAY: Final = re.compile(r"(?:^|[^0-9.,])[0-9]{1,2}\.$")
_AFTER_A_DAY: Final = re.compile(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Geburtstag)\b"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order and as written; what holds no letter or digit is none.

    A sentence ends with . ! ? … or what other scripts have for them, perhaps a closing quote or bracket, and white
    space; so not within € 1.234,50 or EUPL-1.2. Not before a small letter ("ел. листа", "‘Wat als?’ op deze pagina"),
    and not after the stop of a German date ("am 1. Januar", "vor Ihrem 18. Geburtstag").
    """
    found = []
    start = 0
    for stop in _STOP.finditer(text):
        if not _goes_on(text[start : stop.end(1)], text[stop.end() :]):
            found.append(text[start : stop.end(1)])
            start = stop.end()
    return [_EDGES.sub("", piece) for piece in (*found, text[start:]) if any(map(str.isalnum, piece))]


def spoken(sentence: str) -> str:
    """What two sentences that sound alike have in common; by this a recording is found.

    Composed characters, small letters, one space for white space, nothing that is not seen, and no full stop or colon
    at the end: "Ik weet het niet." is heard as "ik weet het niet".
    """
    seen = re.sub(f"[{_UNSEEN}]", "", unicodedata.normalize("NFC", sentence))
    words = re.sub(f"[{_WHITE}]+", " ", seen).strip(" ").lower()
    return re.sub(f" ?[:{_FULL_STOPS}]$", "", words)


def readable(sentence: str) -> str:
    """A sentence for who reads it aloud, person or machine: one line, without marks for the direction of letters.

    The joiners of Persian stay: without them it would be read as other words.
    """
    kept = re.sub(f"[{_UNSEEN}]", lambda mark: mark[0] if mark[0] in "\u200c\u200d" else "", sentence)
    return re.sub(f"[{_WHITE}]+", " ", unicodedata.normalize("NFC", kept)).strip(" ")


def _goes_on(before: str, after: str) -> bool:
    """Whether a stop between these two is not the end of a sentence."""
    opening = _OPENING.match(after)
    first = after[opening.end() if opening else 0 :][:1]
    if first and unicodedata.category(first) == "Ll":
        return True
    return bool(_DAY.search(before) and _AFTER_A_DAY.match(after))
