"""What every test shares: the site and the browser, and how many random examples Hypothesis draws."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.browser_fixtures import browser, phone, site, without_script
from tests.effort import LEVEL
from tests.shared import FOLDERS

__all__ = ["browser", "phone", "site", "without_script"]

# Nothing on disk: examples are households, and a failure prints how to repeat it.
settings.register_profile("writing", max_examples=200, deadline=None, database=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("writing"), max_examples=1000)
settings.register_profile("audit", settings.get_profile("writing"), max_examples=10_000)
settings.load_profile(LEVEL)


@pytest.fixture(scope="session", autouse=True)
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each process of xdist has a folder in one of the whole run."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        FOLDERS.append(tmp_path_factory.getbasetemp().parent)
