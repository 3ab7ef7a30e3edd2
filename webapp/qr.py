"""A link as a QR code: an SVG of black squares on white, without any style of its own."""

from __future__ import annotations

from typing import Any, Final

import segno
from markupsafe import Markup
from segno.consts import MODE_ALPHANUMERIC, MODE_BYTE
from segno.encoder import DataOverflowError

LARGEST: Final = 15
"""Version: 77 squares wide. Cameras of old phones do not read finer ones from a screen."""

CORRECTION: Final = ("m", "l")
"""How much of the code may be unreadable: 15 percent, else 7 percent."""

QUIET_ZONE: Final = 4
"""Squares of white around it, which a camera needs to find it."""


def qr_code(before: str, token: str) -> Markup | None:
    """The SVG for the address `before` + `token`, where the token is in capitals; None when it would be too fine."""
    for correction in CORRECTION:
        try:
            # Two parts: capitals and digits take half the room that other characters take.
            parts: Any = [(before, MODE_BYTE), (token, MODE_ALPHANUMERIC)]  # Its types know of one part only.
            code = segno.make(parts, error=correction, micro=False)
        except DataOverflowError:
            return None
        if isinstance(code.version, int) and code.version <= LARGEST:
            drawn = code.svg_inline(border=QUIET_ZONE, dark="#000", light="#fff", svgclass="qr__code", omitsize=True)
            return Markup(drawn)  # noqa: S704 -- made of numbers by segno; nothing of the address is in it
    return None
