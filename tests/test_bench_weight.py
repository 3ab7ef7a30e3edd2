"""P01: the first page is light, each step lighter, and nothing comes from elsewhere (K05). `make bench` prints more."""

# ruff: noqa: N802 (a test is named after the number of its criterion)
from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.bench.weight import KB, Weight, a_site, first_page, steps
from tests.webapp_households import COUPLE

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def light_site() -> Iterator[str]:
    with a_site() as address:
        yield address


def test_P01_the_first_page_is_light(browser: Browser, light_site: str) -> None:
    weight = first_page(browser, light_site)
    assert 5 * KB < weight.total <= 60 * KB, weight
    assert 3 <= weight.requests <= 10, weight
    assert weight.outside == []


def test_P01_every_next_question_is_lighter(browser: Browser, light_site: str) -> None:
    *taken, outcome = steps(browser, light_site, COUPLE)
    assert len(taken) > 8
    assert [f"{weight.name}: {weight}" for weight in taken if not KB < weight.total <= 12 * KB] == []
    assert [weight.name for weight in [*taken, outcome] if weight.outside or weight.requests > 10] == []
    assert outcome.total <= 25 * KB, outcome


def test_a_weight_tells_what_it_is_made_of() -> None:
    weight = Weight("x")
    weight.add("Document", 1500)
    weight.add("Stylesheet", 0)
    weight.add("Script", 500)
    assert str(weight) == "2.0 KB in 2 requests (document 1.5, script 0.5)"
