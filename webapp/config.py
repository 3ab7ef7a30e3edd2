"""Settings. Everything has a default, so that nothing has to be set to try it."""

from __future__ import annotations

import os
import secrets
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
KEY_NAMES: Final = ("RONDKOMENWIJZER_SECRET_KEY", "SECRET_KEY")
INSTANCE_NAME: Final = "RONDKOMENWIJZER_INSTANCE"
QUICK_EXIT_URL: Final = "https://www.weer.nl/"


def settings(given: dict[str, Any] | None) -> dict[str, Any]:
    """The settings of one application: defaults, then the environment, then what is given (tests do)."""
    found: dict[str, Any] = {
        "INSTANCE": Path(os.environ.get(INSTANCE_NAME, ROOT / "instance")),
        "MAX_CONTENT_LENGTH": 64 * 1024,
        "MAX_FORM_MEMORY_SIZE": 64 * 1024,
        "PERMANENT_SESSION_LIFETIME": timedelta(minutes=60),
        "SESSION_COOKIE_NAME": "rondkomenwijzer",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": os.environ.get("RONDKOMENWIJZER_HTTPS", "") == "1",
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=365),
        "WTF_CSRF_TIME_LIMIT": None,  # As long as the session: who reads slowly must not be sent back.
        "BABEL_DEFAULT_LOCALE": "nl",
        "QUICK_EXIT_URL": QUICK_EXIT_URL,
        "TODAY": date.today,
        **(given or {}),
    }
    if not found.get("SECRET_KEY"):
        found["SECRET_KEY"] = secret_key(Path(found["INSTANCE"]))
    return found


def secret_key(instance: Path) -> str:
    """The key that signs the cookie: from the environment, else made once and shared by all workers."""
    for name in KEY_NAMES:
        if os.environ.get(name):
            return os.environ[name]
    path = instance / "secret_key"
    if not path.exists():
        _make_key(path)
    return path.read_text(encoding="ascii")


def _make_key(path: Path) -> None:
    """Write the whole key elsewhere first; only one worker's link succeeds, and the others read that key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"secret_key.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
