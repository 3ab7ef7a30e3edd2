"""Headers on every answer, the token on every form, and what is refused before anything is done with it.

No `Referer` is ever sent, not even to ourselves, so nothing can be read from it, in no log on the way either. That
takes away the check of the Referer that Flask-WTF adds under TLS, which also shuts out everybody whose browser sends
none. In its place: the `__Host-` cookie, which no other host can plant, and `Sec-Fetch-Site`, which no page can forge.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request, session
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import RequestHeaderFieldsTooLarge

from webapp.mode import at_kiosk
from webapp.session import WITHOUT_SESSION

csrf = CSRFProtect()

MAX_COOKIE_HEADER: Final = 8000
"""Bytes of all cookies together. Many servers on the way stop there, and say so in English."""

DATA_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
"""For what is no page: nothing in it may be run or loaded, should a browser show it as one."""

# Only what the browsers of today know: they complain in the console about any other name.
NEVER_USED: Final = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "compute-pressure",
    "digital-credentials-get",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "interest-cohort",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)

EVERYWHERE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NEVER_USED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONLY_TLS: Final = "max-age=31536000"
"""A year. Not for subdomains: those may be of somebody else in the same organisation."""


def register(app: Flask) -> None:
    """Switch all of it on."""
    app.before_request(refuse_large_cookies)
    app.before_request(refuse_other_sites)
    csrf.init_app(app)
    app.after_request(add_headers)


def content_policy(quick_exit: str, at_kiosk: bool = False) -> str:
    """Only our own styles, scripts, pictures and pages. "Snel weg" is a form that ends elsewhere: that is named.

    At a kiosk nothing leads elsewhere; there a page can be read aloud from files of ours.
    """
    exit_site = urlsplit(quick_exit)
    forms = "'self'" if at_kiosk else f"'self' {exit_site.scheme}://{exit_site.netloc}"
    media = "media-src 'self'; " if at_kiosk else ""
    return (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
        f"{media}form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
    )


def add_headers(response: Response) -> Response:
    """What goes for every answer; a part of the site that needs another value has set that already."""
    is_page = response.mimetype == "text/html"
    policy = content_policy(current_app.config["QUICK_EXIT_URL"], at_kiosk()) if is_page else DATA_POLICY
    response.headers.setdefault("Content-Security-Policy", policy)
    for name, value in EVERYWHERE.items():
        response.headers.setdefault(name, value)
    if current_app.config["HTTPS"]:
        response.headers.setdefault("Strict-Transport-Security", ONLY_TLS)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def refuse_large_cookies() -> None:
    """Ask to clear the cookies, and clear ours, where their sum is more than the servers on the way let through."""
    if request.path.startswith(WITHOUT_SESSION):
        return  # The page that says so must get its styles.
    if len(request.headers.get("Cookie", "")) > MAX_COOKIE_HEADER:
        session.clear()
        raise RequestHeaderFieldsTooLarge


def refuse_other_sites() -> None:
    """No form of another site changes anything here. Browsers that do not send this header still need the token."""
    if request.method != "POST" or request.path.startswith(WITHOUT_SESSION):
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(HTTPStatus.BAD_REQUEST)
