"""Passwords: kept as argon2id, so that a stolen database does not tell them."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_PASSWORD: Final = 15
"""Characters: what NIST SP 800-63B-4 asks where a password stands alone."""

MAX_PASSWORD: Final = 200
"""Characters: longer is no password, but work for our processor."""

GENERATED_BYTES: Final = 15

_hasher: Final = PasswordHasher()
"""Argon2id with the parameters that RFC 9106 gives for little memory: 64 MiB, three times over."""


def fault_in(password: str, name: str) -> str:
    """Why this cannot be a password; empty when it can."""
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        return f"A password has {MIN_PASSWORD} to {MAX_PASSWORD} characters"
    if len(set(password.casefold())) < MIN_PASSWORD // 3 or name.casefold() in password.casefold():
        return "That password is easy to guess: take some words that do not belong together"
    return ""


def generated() -> str:
    """A password that nobody can guess."""
    return secrets.token_urlsafe(GENERATED_BYTES)


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(_as_typed(password))


def fits(password: str, kept: str) -> bool:
    """Whether it is the password of which this was kept. Takes as long when nothing was kept, as for no account."""
    if len(password) > MAX_PASSWORD:
        return False
    try:
        return _hasher.verify(kept or _of_nobody(), _as_typed(password)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether it was kept with other parameters than those of now."""
    return _hasher.check_needs_rehash(kept)


@cache
def _of_nobody() -> str:
    return _hasher.hash(generated())


def _as_typed(password: str) -> str:
    """The same signs, however a keyboard puts them together."""
    return unicodedata.normalize("NFKC", password)
