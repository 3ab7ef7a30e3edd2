"""The token that takes answers to another device: encrypted, with the time it was made, and stored nowhere.

A letter or digit is written in capitals without padding (base32), which a QR code holds in half the room of bytes.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask

from rules import HouseholdError, Policy, parse_household
from webapp.answers import Answers
from webapp.packing import NotPacked, Unpacked, packed, unpacked
from webapp.questions import Catalogue

LIFETIME: Final = timedelta(days=14)  # The pages say "14 dagen".
AHEAD: Final = 300.0
"""Seconds that the clock of the server that made a token may be ahead of ours."""

VERSION: Final = 1
"""The first byte. Raise it when what is inside is written in another way."""

MAX_TOKEN: Final = 2000
"""Characters. Longer is not ours."""

KEY_LABEL: Final = b"rondkomenwijzer link"
"""Keeps this key apart from the one of the cookie, which comes from the same secret."""

_NONCE: Final = 12
_TIME: Final = 4


class Fault(Enum):
    """Why a token does not open."""

    EXPIRED = "expired"
    DAMAGED = "damaged"
    OUTDATED = "outdated"


class UnusableLink(Exception):
    """A token that does not open; holds nothing of what was in it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token held. `made_at` and `ends_at` are seconds since 1970."""

    content: Unpacked
    made_at: float

    @property
    def ends_at(self) -> float:
        """From when it does not open any more."""
        return self.made_at + LIFETIME.total_seconds()


class Sealer:
    """Makes and opens tokens. `keys`: the current secret first, then those whose tokens are still opened."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._ciphers = [ChaCha20Poly1305(derived_key(key)) for key in keys]

    def seal(self, content: bytes, now: float) -> str:
        """The token for this content, made at this time."""
        head, nonce = bytes([VERSION]), os.urandom(_NONCE)
        hidden = self._ciphers[0].encrypt(nonce, int(now).to_bytes(_TIME, "big") + content, head)
        return base64.b32encode(head + nonce + hidden).decode().rstrip("=")

    def open(self, token: str, now: float) -> tuple[bytes, float]:
        """The content and when it was made; UnusableLink when it is too old, changed, cut, or not ours."""
        sealed = _bytes_of(token)
        if sealed[0] != VERSION:
            raise UnusableLink(Fault.OUTDATED)
        content = self._decrypted(sealed)
        made_at = float(int.from_bytes(content[:_TIME], "big"))
        if now >= made_at + LIFETIME.total_seconds():
            raise UnusableLink(Fault.EXPIRED)
        if made_at > now + AHEAD:
            raise UnusableLink(Fault.DAMAGED)
        return content[_TIME:], made_at

    def _decrypted(self, sealed: bytes) -> bytes:
        head, nonce, hidden = sealed[:1], sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(nonce, hidden, head)
            except InvalidTag:
                continue
        raise UnusableLink(Fault.DAMAGED)


def register(app: Flask) -> None:
    """Have ready what makes and opens tokens, with the same keys as the cookie."""
    app.extensions["link"] = Sealer([app.config["SECRET_KEY"], *(app.config["SECRET_KEY_FALLBACKS"] or [])])


def derived_key(secret: str) -> bytes:
    """The key for tokens that follows from a secret: 32 bytes."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=KEY_LABEL).derive(secret.encode())


def token_for(answers: Answers, language: str, sealer: Sealer, now: float) -> str:
    """The token for these answers. NotPacked when there are too many."""
    return sealer.seal(packed(answers, language), now)


def opened(token: str, sealer: Sealer, catalogue: Catalogue, policy: Policy, now: float) -> Opened:
    """What the token holds, as far as it still has meaning; UnusableLink when it cannot be used."""
    content, made_at = sealer.open(token, now)
    try:
        found = unpacked(content, catalogue)
        if found.answers.municipality is not None:
            parse_household(found.answers.document, policy)
    except (NotPacked, HouseholdError):
        raise UnusableLink(Fault.OUTDATED) from None
    if not found.answers.entries:
        raise UnusableLink(Fault.OUTDATED)
    return Opened(found, made_at)


def _bytes_of(token: str) -> bytes:
    """The bytes behind the text; UnusableLink for any text that we would not have written so."""
    if len(token) > MAX_TOKEN:
        raise UnusableLink(Fault.DAMAGED)
    try:
        found = base64.b32decode(token + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        raise UnusableLink(Fault.DAMAGED) from None
    if len(found) < 1 + _NONCE or base64.b32encode(found).decode().rstrip("=") != token:
        raise UnusableLink(Fault.DAMAGED)
    return found
