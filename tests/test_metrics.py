"""Figures for who watches the site: of all workers together, and of nobody in particular."""

from __future__ import annotations

import re
from http import HTTPStatus
from pathlib import Path
from typing import Final

import pytest

from tests.live_site import clean_environment, live_site
from tests.visitor import Visitor
from tests.webapp_fixtures import make_app
from webapp.config import settings
from webapp.keys import SettingError

ROOT: Final = Path(__file__).resolve().parent.parent
FIGURE: Final = re.compile(r"^(rondkomenwijzer_\w+(?:\{[^}]*\})?) ([0-9.e+]+)$", re.MULTILINE)
NAMES: Final = {
    "rondkomenwijzer_requests_total",
    "rondkomenwijzer_request_seconds_sum",
    "rondkomenwijzer_request_seconds_count",
    "rondkomenwijzer_request_seconds_bucket",
    "rondkomenwijzer_figures_days_left",
    "rondkomenwijzer_can_advise",
}


def figures(visitor: Visitor) -> dict[str, float]:
    """All that is told."""
    response = visitor.ask("GET", "/metrics")
    assert response.status == HTTPStatus.OK and str(response.getheader("Content-Type")).startswith("text/plain")
    assert response.getheader("Set-Cookie") is None
    return {name: float(number) for name, number in FIGURE.findall(visitor.body.decode("utf-8"))}


def environment(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "figures"
    folder.mkdir(exist_ok=True)
    ours = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "RONDKOMENWIJZER_METRICS": str(folder)}
    return clean_environment(tmp_path, ours)


@pytest.mark.slow
def test_the_figures_of_all_workers_are_added_up_and_begin_afresh(tmp_path: Path) -> None:
    with live_site(tmp_path, environment(tmp_path), 2) as port:
        visitor = Visitor(port)
        before = figures(visitor).get('rondkomenwijzer_requests_total{status="2xx"}', 0)
        for number in range(40):
            visitor.ask("GET", f"/regels?nummer={number}")
        for _again in range(3):
            visitor.ask("GET", "/geheim-adres")
        found = figures(visitor)
        # The 40 pages, and the look before this one; a look does not count itself.
        assert found['rondkomenwijzer_requests_total{status="2xx"}'] - before == 41
        assert found['rondkomenwijzer_requests_total{status="4xx"}'] == 3
        assert found["rondkomenwijzer_can_advise"] == 1
        assert found["rondkomenwijzer_request_seconds_count"] >= 44
        assert {name.partition("{")[0] for name in found} == NAMES
        assert set(re.findall(r'(\w+)="', visitor.body.decode("utf-8"))) == {"status", "le"}
        assert b"geheim" not in visitor.body and b"regels" not in visitor.body
    with live_site(tmp_path, environment(tmp_path), 1) as port:
        again = figures(Visitor(port))
        assert again.get('rondkomenwijzer_requests_total{status="4xx"}', 0) == 0


def test_without_a_folder_there_are_no_figures() -> None:
    assert make_app().test_client().get("/metrics").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("value", ["relative", "/nowhere/at/all", "/etc/hostname"])
def test_a_folder_that_cannot_be_used_stops_the_start(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RONDKOMENWIJZER_METRICS", value)
    with pytest.raises(SettingError, match="RONDKOMENWIJZER_METRICS"):
        settings({"SECRET_KEY": "x" * 32})
