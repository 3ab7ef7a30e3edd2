"""axe on every page in every published language, at three widths, light, dark and in forced colours (A01, in full).

Not collected by `make test`: the name does not begin with test_. `make audit` names this file.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Browser

from tests.crawl import crawl
from tests.test_browser_axe import WIDTHS, looked_at, violations
from webapp.languages import published

MODES: Final[dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
PARTS: Final = 4
CODES: Final = [language.code for language in published()]


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("code", CODES)
def test_axe_finds_nothing(browser: Browser, site: str, code: str, mode: str, part: int) -> None:
    found: list[str] = []
    for visit, page in looked_at(browser, site, crawl(code)[part::PARTS], viewport=WIDTHS[0], **MODES[mode]):
        for size in WIDTHS:
            page.set_viewport_size(size)
            found += [f"{visit.name} at {size['width']}: {violation}" for violation in violations(page)]
    assert found == []
