"""The secret that the cookie and the form token hang on: from outside, else made once and shared by all workers."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

KEY_NAMES: Final = ("RONDKOMENWIJZER_SECRET_KEY", "SECRET_KEY")
MIN_KEY: Final = 32
"""Characters. What people think up themselves is shorter, and can be guessed."""


class SettingError(RuntimeError):
    """A setting that cannot be used; says which and what it should be. Holds nothing about a resident."""


def secret_keys(instance: Path) -> list[str]:
    """The key now in use, then older ones whose cookies are still read. SettingError when one is too short.

    From the environment, else from the file `secret_key` in this folder, which is made when it is not there.
    """
    for name in KEY_NAMES:
        if os.environ.get(name):
            return checked_keys(os.environ[name].split(), f"The environment variable {name}")
    path = instance / "secret_key"
    try:
        if not path.exists():
            _make_key(path)
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"The key file {path} cannot be made or read: {error}") from None
    return checked_keys(text.split(), f"The key file {path}")


def checked_keys(keys: list[str], where: str) -> list[str]:
    """The same keys, if each is long enough to be safe."""
    if not keys or min(map(len, keys)) < MIN_KEY:
        wish = f"one or more keys of at least {MIN_KEY} characters, the current one first, with spaces between"
        raise SettingError(f"{where} must hold {wish}")
    return keys


def _make_key(path: Path) -> None:
    """Write the whole key elsewhere first; only one worker's link succeeds, and the others read that key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"secret_key.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(descriptor)  # A power cut must not leave an empty key behind.
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
