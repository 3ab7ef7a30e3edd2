"""A real browser in which somebody is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from playwright.sync_api import Browser
from playwright.sync_api import Page as Window

from tests.browser_site import window
from tests.staff_accounts import COOKIE, cookie_of
from webapp.accounts import Role


def sign_in_window(window: Window, site: str, app: Flask, *roles: Role) -> None:
    """Let a real browser be signed in on a site that serves this application."""
    window.context.add_cookies([{"name": COOKIE, "value": cookie_of(app, *roles), "url": site}])


@contextmanager
def staff_window(browser: Browser, site: str, app: Flask, role: Role, **options: Any) -> Iterator[Window]:
    """A page of a browser in which somebody with this role is signed in."""
    with window(browser, **options) as page:
        sign_in_window(page, site, app, role)
        yield page
