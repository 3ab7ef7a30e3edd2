"""Settings. Everything has a default, so that nothing has to be set to try it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from webapp.keys import SettingError, checked_keys, secret_keys
from webapp.metrics import folder_named
from webapp.signing_settings import sign_in_settings
from webapp.theme import CSS_NAME, LOGO_NAME

PACKAGE: Final = Path(__file__).resolve().parent
INSTANCE_NAME: Final = "RONDKOMENWIJZER_INSTANCE"
PUBLIC_NAME: Final = "RONDKOMENWIJZER_PUBLIC_BASE_URL"
AUDIO_NAME: Final = "RONDKOMENWIJZER_AUDIO"
DATABASE_NAME: Final = "RONDKOMENWIJZER_DATABASE"
DATABASE_FILE: Final = "rondkomenwijzer.sqlite3"
QUICK_EXIT_URL: Final = "https://www.weer.nl/"
LOOPBACK: Final = ("localhost", "127.0.0.1")
MAX_NAME: Final = 100
_HOST: Final = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")


FIXED: Final[Mapping[str, Any]] = {
    "MAX_CONTENT_LENGTH": 64 * 1024,
    "MAX_FORM_MEMORY_SIZE": 64 * 1024,
    "PERMANENT_SESSION_LIFETIME": timedelta(minutes=60),  # The pages say "een uur".
    "SECRET_KEY_FALLBACKS": (),
    "WTF_CSRF_TIME_LIMIT": None,  # As long as the session: who reads slowly must not be sent back.
    "WTF_CSRF_SSL_STRICT": False,  # Asks for a Referer; webapp.security says what guards instead.
}
"""What only a test sets otherwise."""


def data_folder(name: str) -> Path:
    """Where `templates`, `static` or `translations` is: inside the package once installed, in a checkout beside it."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def instance_folder() -> Path:
    """The folder for what is made while running: never among installed code, but where the state of a user goes.

    SettingError when there is no such place.
    """
    named = os.environ.get(INSTANCE_NAME)
    if named:
        return Path(named).absolute()
    if not (PACKAGE / "templates").is_dir():
        return PACKAGE.parent / "instance"
    state = Path(os.environ.get("XDG_STATE_HOME", ""))  # The standard says to pass over a relative one.
    try:
        return (state if state.is_absolute() else Path.home() / ".local" / "state") / "rondkomenwijzer"
    except RuntimeError:
        raise SettingError(f"There is no home folder for the key and the database: set {INSTANCE_NAME}") from None


def settings(given: dict[str, Any] | None) -> dict[str, Any]:
    """The settings of one application: defaults, then the environment, then what is given (tests do).

    SettingError for a value that cannot be used.
    """
    found: dict[str, Any] = {
        "HTTPS": _switch("RONDKOMENWIJZER_HTTPS"),
        "PROXIES": _number("RONDKOMENWIJZER_PROXIES", 0, 0, 10),
        "TRUSTED_HOSTS": _hosts("RONDKOMENWIJZER_HOSTS"),
        **FIXED,
        **_who_runs_it(),
        "QUICK_EXIT_URL": QUICK_EXIT_URL,
        "STAFF": _switch("RONDKOMENWIJZER_STAFF"),
        **sign_in_settings(),
        "METRICS": folder_named(),
        "COUNTS": _switch("RONDKOMENWIJZER_COUNTS", "1"),
        **_kiosk(),
        "PUBLIC_BASE_URL": public_address(os.environ.get(PUBLIC_NAME, "")),
        "THEME_CSS": os.environ.get(CSS_NAME),
        "THEME_LOGO": os.environ.get(LOGO_NAME),
        "TODAY": date.today,
        "NOW": time.time,  # Seconds since 1970: how old a link is.
        **(given or {}),
    }
    if not found.get("SECRET_KEY"):
        found["SECRET_KEY"], *found["SECRET_KEY_FALLBACKS"] = secret_keys(_instance(found))
    if not found.get("DATABASE"):
        found["DATABASE"] = os.environ.get(DATABASE_NAME) or f"sqlite:///{_instance(found) / DATABASE_FILE}"
    checked_keys([found["SECRET_KEY"], *found["SECRET_KEY_FALLBACKS"]], "SECRET_KEY")
    # A browser takes a cookie with this prefix only over TLS and only from this very host.
    found["SESSION_COOKIE_NAME"] = "__Host-rondkomenwijzer" if found["HTTPS"] else "rondkomenwijzer"
    found["SESSION_COOKIE_SECURE"] = found["HTTPS"]
    return found


def _instance(found: dict[str, Any]) -> Path:
    return Path(found["INSTANCE"]) if found.get("INSTANCE") else instance_folder()


def public_address(value: str) -> str:
    """Where people reach the site from another device, without a slash at the end; empty when there is no such place.

    Answers go through it, so it must be TLS; plain http only to try it on this machine itself.
    """
    found = re.fullmatch(r"(https?)://([^/?#@\s]+)/?", value)
    host = found[2] if found else ""
    is_safe = found is not None and (found[1] == "https" or host.partition(":")[0] in LOOPBACK or host[:5] == "[::1]")
    if value and not (is_safe and _HOST.fullmatch(host)):
        wish = "https:// and a host name, such as https://www.example.nl"
        raise SettingError(f"{PUBLIC_NAME} must be {wish}, not {value!r}")
    return value.rstrip("/")


def _kiosk() -> dict[str, Any]:
    """How a touch screen for anybody behaves: after how long it wipes, and what it can give to take home."""
    return {
        "KIOSK_IDLE": 120,
        "KIOSK_COUNTDOWN": 60,  # Seconds, both: what acceptance criterion K01 asks. The pages say "3 minuten".
        "KIOSK_LIFETIME": timedelta(minutes=5),  # Of the cookie, when the browser itself does not wipe.
        "KIOSK_PRINTER": _switch("RONDKOMENWIJZER_KIOSK_PRINTER", "1"),
        "KIOSK_PLACE": os.environ.get("RONDKOMENWIJZER_KIOSK_PLACE", "").strip(),
        "AUDIO": os.environ.get(AUDIO_NAME),
    }


def _switch(name: str, default: str = "") -> bool:
    value = os.environ.get(name) or default
    if value not in ("", "0", "1"):
        raise SettingError(f"{name} must be 1 or 0, not {value!r}")
    return value == "1"


def _contact(name: str) -> str:
    """An address for security.txt (RFC 9116 wants a URI) or for a link on a page."""
    value = os.environ.get(name, "")
    if value and not re.fullmatch(r"(https://|mailto:|tel:\+)[!-~]+", value):
        raise SettingError(f"{name} must begin with https://, mailto: or tel:+, not {value!r}")
    return value


def _who_runs_it() -> dict[str, str]:
    """What the pages about the site say of the organisation behind it; they say so when nobody filled it in."""
    name = os.environ.get("RONDKOMENWIJZER_RESPONSIBLE", "").strip()
    if len(name) > MAX_NAME or not name.isprintable():
        raise SettingError(f"RONDKOMENWIJZER_RESPONSIBLE must be a name of at most {MAX_NAME} characters")
    contacts = ("SECURITY_CONTACT", "PRIVACY_CONTACT", "ACCESSIBILITY_CONTACT", "SOURCE_CODE")
    return {"RESPONSIBLE": name, **{setting: _contact(f"RONDKOMENWIJZER_{setting}") for setting in contacts}}


def _number(name: str, default: int, least: int, most: int) -> int:
    value = os.environ.get(name) or str(default)
    if not re.fullmatch("[0-9]{1,6}", value) or not least <= int(value) <= most:
        raise SettingError(f"{name} must be a whole number from {least} to {most}, not {value!r}")
    return int(value)


def _hosts(name: str) -> list[str] | None:
    """Names separated by spaces or commas; a dot in front stands for every name under it."""
    hosts = os.environ.get(name, "").replace(",", " ").split()
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise SettingError(f"{name} must hold host names such as www.example.nl, not {host!r}")
    return hosts or None
