"""The two fields of the site that are not for residents: those to sign in with."""

from __future__ import annotations

from typing import Final

from tests.webapp_elements import Element
from tests.webapp_pages import Page

SIGN_IN: Final = "/inloggen"
OF_STAFF: Final = {"account": "username", "wachtwoord": "current-password"}
"""The fields of the page to sign in, where no resident comes; a browser may fill them in (WCAG 1.3.5, 3.3.8)."""


def is_of_staff(page: Page, field: Element) -> bool:
    """Whether this is a field to sign in with, and says so to the browser."""
    name = field.get("name")
    return page.path == SIGN_IN and name in OF_STAFF and field.get("autocomplete") == OF_STAFF[name]
