"""What goes for every page of the kiosk, beside the rules for all pages (tests/webapp_page_rules.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tests.webapp_pages import Page

ABOUT_THE_KIOSK: Final = "/kiosk/over"


def is_at_kiosk(page: Page) -> bool:
    return page.path == "/kiosk" or page.path.startswith("/kiosk/")


def a_kiosk_leads_nowhere_else(page: Page) -> Iterator[str]:
    """K09: no link, form or file outside the kiosk; no number or address to press; nothing to download."""
    if not is_at_kiosk(page):
        return
    for element, name in page.having("href", "action"):
        address = element.get(name)
        inside = address.startswith(("#", "/static/")) or re.fullmatch(r"/kiosk([/?#].*)?", address)
        if address and not inside:
            yield f"{element!r} leads out of the kiosk"
    for element, _name in page.having("download", "target"):
        yield f"{element!r} opens or keeps something"


def help_at_kiosk(page: Page, phone: str) -> Iterator[str]:
    """F13, G01 and K01: the phone number at the top, the page about the screen at the foot, and the way to wipe."""
    body = page.all("body")[0]
    order = [e.tag for e in body.children if e.tag in ("header", "main", "footer", "nav", "dialog")]
    if order != ["header", "main", "footer", "nav", "dialog"]:
        yield f"the page is put together in another way: {order}"
    if not any(phone in e.text and e.inside("header") for e in page.all("aside")):
        yield "the help contact has no phone number"
    feet = {e.get("href") for e in page.all("a") if e.inside("footer")}
    if ABOUT_THE_KIOSK not in feet and page.path != ABOUT_THE_KIOSK:
        yield "no link to the page about the screen"
    if not any(e.get("action") == "/kiosk/wissen" and e.inside("nav") for e in page.all("form")):
        yield "no way to stop and wipe"
