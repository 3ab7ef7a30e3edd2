"""Dates, lists and names as people read them, in every language."""

from __future__ import annotations

from datetime import date

import pytest

from rules.texts import meaning
from tests.webapp_fixtures import make_app
from webapp.filters import long_date
from webapp.languages import published

APP = make_app()
SECOND = date(2026, 11, 2)


@pytest.mark.parametrize("code", [one.code for one in published()])
def test_a_date_begins_with_the_day_and_ends_with_the_year(code: str) -> None:
    with APP.test_request_context(f"/?taal={code}"):
        shown = long_date(SECOND)
    assert shown.startswith("2") and shown.endswith("2026")


@pytest.mark.parametrize(
    ("code", "shown"),
    [("nl", "2 november 2026"), ("en", "2 November 2026"), ("de", "2. November 2026"), ("uk", "2 листопада 2026")],
)
def test_these_dates(code: str, shown: str) -> None:
    with APP.test_request_context(f"/?taal={code}"):
        assert long_date(SECOND) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("AOW (state pension)", "state pension"),
        ("state pension", "state pension"),
        ("AOW", None),
        ("AOW-x (y)", "AOW-x (y)"),
    ],
)
def test_a_meaning_does_not_say_the_name_again(said: str, shown: str | None) -> None:
    assert meaning("AOW", lambda _text: said) == shown
