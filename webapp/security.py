"""Headers on every answer, and the token on every form."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()


def register(app: Flask) -> None:
    """Switch both on."""
    csrf.init_app(app)
    app.after_request(add_headers)


def content_policy(quick_exit: str) -> str:
    """Nothing but our own styles and pictures. "Snel weg" is a form that ends at another site, so that is named."""
    exit_site = urlsplit(quick_exit)
    return (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        f"form-action 'self' {exit_site.scheme}://{exit_site.netloc}; base-uri 'none'; frame-ancestors 'none'"
    )


def add_headers(response: Response) -> Response:
    """No page is kept by the browser, but for styles and pictures."""
    headers = response.headers
    headers["Content-Security-Policy"] = content_policy(current_app.config["QUICK_EXIT_URL"])
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if request.endpoint != "static":
        headers["Cache-Control"] = "no-store"
    return response
