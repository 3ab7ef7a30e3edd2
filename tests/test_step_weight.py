"""P01: a step is light. What goes over the line for the next page, measured on every question of the crawl."""

from __future__ import annotations

import gzip
from typing import Final

import brotli  # type: ignore[import-not-found,import-untyped,unused-ignore]
import pytest

from tests.crawl import JOURNEYS
from tests.webapp_fixtures import Resident, i_do_not_know, make_app

MAX_STEP: Final = 12 * 1024
"""Bytes, compressed (P01)."""

MAX_SCRIPTS: Final = 20 * 1024
"""Bytes of all scripts together, compressed with gzip (P02)."""


def weight(resident: Resident, path: str, encoding: str) -> int:
    """Bytes of the page and its headers as sent."""
    response = resident.client.get(path, headers={"Accept-Encoding": encoding})
    assert response.status_code == 200 and response.content_encoding == encoding
    unpacked = brotli.decompress(response.data) if encoding == "br" else gzip.decompress(response.data)
    assert b"</html>" in unpacked
    return len(response.data) + len(str(response.headers))


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_P01_no_step_is_heavier_than_12_kilobytes(encoding: str) -> None:  # noqa: N802
    weights: dict[str, int] = {}
    for given in (JOURNEYS["couple"], JOURNEYS["student"]):
        resident = Resident(make_app())
        page = resident.get("/vraag")
        while page.path != "/controleren":
            question_id = page.path.removeprefix("/vraag/")
            question = resident.catalogue.find(question_id)
            assert question is not None
            resident.post(page.path, {})
            weights[f"{question_id} with an error"] = weight(resident, page.path, encoding)
            page = resident.answer(question_id, given.get(question_id) or i_do_not_know(question))
            weights[question_id] = weight(resident, page.path, encoding)
    assert len(weights) > 24
    heaviest = max(weights, key=lambda name: weights[name])
    assert weights[heaviest] <= MAX_STEP, f"{heaviest}: {weights[heaviest]} bytes"


def test_P02_the_scripts_together_are_light() -> None:  # noqa: N802
    resident = Resident(make_app())
    scripts = [e.get("src") for e in resident.get("/").all("script")]
    assert any("htmx" in address for address in scripts)
    together = sum(len(gzip.compress(resident.client.get(address).data, 9)) for address in scripts)
    assert together <= MAX_SCRIPTS
