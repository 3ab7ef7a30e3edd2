"""What every test shares: the site and the browser, and how many random examples Hypothesis draws."""

from __future__ import annotations

import os

from hypothesis import settings

from tests.browser_fixtures import browser, phone, site, without_script

__all__ = ["browser", "phone", "site", "without_script"]

# Nothing on disk: examples are households, and a failure prints how to repeat it.
settings.register_profile("default", max_examples=200, deadline=None, database=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("default"), max_examples=1000)
settings.load_profile("ci" if os.environ.get("CI") else "default")
