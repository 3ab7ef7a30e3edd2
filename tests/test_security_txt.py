"""S05: a valid security.txt that expires within a year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.webapp_fixtures import ON, make_app
from webapp.config import settings
from webapp.keys import SettingError


def fields(**given: Any) -> dict[str, str]:
    response = make_app(**given).test_client().get("/.well-known/security.txt")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.get_data(as_text=True).splitlines()
    found = dict(line.split(": ", 1) for line in lines)
    assert len(found) == len(lines), "a field stands twice"
    return found


def test_S05_contact_and_expiry_are_there_and_within_a_year() -> None:
    found = fields()
    assert set(found) == {"Contact", "Expires", "Preferred-Languages"}
    assert found["Contact"] == "tel:+31-53-481-78-00"
    assert found["Preferred-Languages"] == "nl, en"
    expires = datetime.fromisoformat(found["Expires"])
    assert expires.tzinfo == UTC
    assert timedelta(days=30) < expires.date() - ON < timedelta(days=365)


def test_the_organisation_that_runs_the_site_can_name_its_own_address() -> None:
    assert fields(SECURITY_CONTACT="mailto:security@example.nl")["Contact"] == "mailto:security@example.nl"


@pytest.mark.parametrize(
    "wrong", ["security@example.nl", "mailto:a@example.nl\nExpires: 2040-01-01", "http://example.nl"]
)
def test_an_address_that_is_no_address_stops_the_start(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RONDKOMENWIJZER_SECURITY_CONTACT", wrong)
    with pytest.raises(SettingError, match="RONDKOMENWIJZER_SECURITY_CONTACT"):
        settings({"SECRET_KEY": "a key for tests only, long enough to be taken"})
