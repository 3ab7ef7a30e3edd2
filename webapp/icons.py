"""One file with all icons. A page draws one of them by name, with the macro in templates/components/icon.html."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

ICONS: Final = {
    "aloud": "volume-2",
    "appliance": "washing-machine",
    "arrow-back": "arrow-left",
    "arrow-forward": "arrow-right",
    "bed": "bed",
    "benefit": "hand-coins",
    "bill": "receipt",
    "book": "book-open",
    "calendar": "calendar",
    "car": "car",
    "care": "hand-heart",
    "chat": "message-circle",
    "check": "circle-check",
    "child": "baby",
    "clock": "clock",
    "contrast": "contrast",
    "cross": "circle-x",
    "danger": "shield-alert",
    "document": "file-text",
    "erase": "delete",
    "euro": "euro",
    "exit": "log-out",
    "food": "utensils",
    "funeral": "flower-2",
    "furniture": "sofa",
    "home": "house",
    "info": "info",
    "insurance": "shield",
    "language": "languages",
    "law": "gavel",
    "letters": "a-large-small",
    "list": "list-checks",
    "lock": "lock",
    "mail": "mail",
    "medical": "stethoscope",
    "more": "trending-up",
    "moving": "truck",
    "pencil": "pencil",
    "pension": "piggy-bank",
    "people": "users",
    "person": "user",
    "phone": "phone",
    "place": "map-pin",
    "plus": "plus",
    "power": "zap",
    "print": "printer",
    "qr": "qr-code",
    "question": "circle-question-mark",
    "refresh": "refresh-cw",
    "scale": "scale",
    "separated": "heart-crack",
    "shop": "store",
    "smartphone": "smartphone",
    "study": "graduation-cap",
    "travel": "bus",
    "wallet": "wallet",
    "warning": "triangle-alert",
    "water": "droplet",
    "web": "globe",
    "wipe": "trash-2",
    "work": "briefcase",
}
"""What an icon is called here, by what it says; and its file among the vendored ones of Lucide."""

COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)


def draw_icons(folder: Path) -> bytes:
    """All icons as symbols in one SVG. How thick and in which colour they are drawn, the style sheet says."""
    symbols = "".join(_symbol(name, (folder / f"{file}.svg").read_text("utf-8")) for name, file in ICONS.items())
    licence = "<!-- Icons of Lucide (lucide-static), licence ISC: see vendor/lucide/LICENSE -->"
    return f'{licence}<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'.encode()


def _symbol(name: str, drawing: str) -> str:
    """The shapes of one icon, in the same 24 by 24 units."""
    shapes = re.sub(r"\s+", " ", COMMENT.sub("", drawing).partition(">")[2].rpartition("</svg>")[0])
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes.strip()}</symbol>'
