"""Puts together what the page with the ways to take the outcome along shows: the link, its code, and until when."""

from __future__ import annotations

from datetime import date, datetime

from flask import current_app, url_for

from webapp.answers import Answers
from webapp.discreet import discreet, tells_of_danger
from webapp.i18n import language
from webapp.link import LIFETIME, token_for
from webapp.packing import NotPacked
from webapp.qr import qr_code
from webapp.views import TakeAlongPage


def take_along_page(answers: Answers, said: str) -> TakeAlongPage:
    """The page for these answers. The link never says that home is not safe: who opens it may not be alone."""
    token = _token(discreet(answers)) if current_app.config["PUBLIC_BASE_URL"] else ""
    link = current_app.config["PUBLIC_BASE_URL"] + url_for("takealong.show_link", token=token) if token else ""
    return TakeAlongPage(
        asks_about_safety=tells_of_danger(answers),
        link=link,
        code=qr_code(link.removesuffix(token), token) if token else None,
        until=day_of(current_app.config["NOW"]() + LIFETIME.total_seconds()),
        said=said,
    )


def day_of(moment: float) -> date:
    """The day on which a moment falls, by the clock of the server."""
    return datetime.fromtimestamp(moment).date()


def _token(answers: Answers) -> str:
    try:
        return token_for(answers, language().code, current_app.extensions["link"], current_app.config["NOW"]())
    except NotPacked:
        return ""
