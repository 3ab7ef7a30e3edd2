"""The look of a municipality: its own colours and measures, and its logo, from files outside the project."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from webapp.keys import SettingError

CSS_NAME: Final = "RONDKOMENWIJZER_THEME_CSS"
LOGO_NAME: Final = "RONDKOMENWIJZER_THEME_LOGO"
LOGOS: Final = (".svg", ".png")
MAX_BYTES: Final = 50_000
"""Of one file. Every visitor loads it, also those on an old phone."""


def read_theme(css: str | Path | None, logo: str | Path | None) -> dict[str, bytes]:
    """{"theme.css": content, "theme-logo.svg": content}, or fewer; {} = our own look.

    SettingError when a file is not there, cannot be read, is too large or is of another kind.
    """
    theme = {}
    if css:
        theme["theme.css"] = _content(CSS_NAME, Path(css), (".css",))
        _check_text(Path(css), theme["theme.css"])
    if logo:
        theme[f"theme-logo{Path(logo).suffix.lower()}"] = _content(LOGO_NAME, Path(logo), LOGOS)
    return theme


def _content(name: str, path: Path, kinds: tuple[str, ...]) -> bytes:
    if path.suffix.lower() not in kinds:
        raise SettingError(f"{name} must be a file that ends in {' or '.join(kinds)}, not {path}")
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise SettingError(f"{name} cannot be read: {path}: {fault.strerror}") from None
    if len(content) > MAX_BYTES:
        raise SettingError(f"{name} must be at most {MAX_BYTES} bytes, and {path} has {len(content)}")
    return content


def _check_text(path: Path, content: bytes) -> None:
    """Refuse what is no style sheet, and what would load a file of another site: the browser would refuse that too."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise SettingError(f"{CSS_NAME} must be text in UTF-8: {path}") from None
    for loaded in ("@import", "url("):
        if loaded in text.lower():
            raise SettingError(f"{CSS_NAME} must load no other file, and {path} has {loaded}")
