"""The audit itself: it reads a report of Lighthouse rightly, and falls when something falls short."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.audit import __main__ as audit
from tests.audit.finding import Finding, table
from tests.audit.lighthouse import MEASURES
from tests.audit.suites import crawling, drawing
from tests.test_browser_axe import WIDTHS

GOOD = Finding("a page", "1.00", "≥ 0.95", True)
BAD = Finding("another page", "0.94", "≥ 0.95", False)


def report(score: float | None, milliseconds: float, shift: float) -> dict[str, Any]:
    """As Lighthouse writes it, as far as it is read."""
    categories = {name: {"score": score} for name in ("accessibility", "best-practices", "performance")}
    paint = {name: {"numericValue": milliseconds} for name in ("largest-contentful-paint", "total-blocking-time")}
    return {"categories": categories, "audits": {**paint, "cumulative-layout-shift": {"numericValue": shift}}}


def judged(found: dict[str, Any]) -> dict[str, Finding]:
    return {measure.name: measure.judged("x", measure.read(found)) for measure in MEASURES}


def test_the_figures_of_a_report_are_held_against_the_criterion() -> None:
    """A04: 1.00; 0.95; 0.95; 1.5 s; 50 ms; 0.02."""
    at_the_limit = judged(report(0.95, 50, 0.02))
    assert [name for name, finding in at_the_limit.items() if not finding.is_good] == ["accessibility"]
    over = judged(report(0.94, 1501, 0.021))
    assert not any(finding.is_good for finding in over.values())
    assert (over["largest contentful paint"].found, over["largest contentful paint"].wanted) == ("1501 ms", "≤ 1500 ms")
    assert all(finding.is_good for finding in judged(report(1, 49, 0)).values())
    assert judged(report(None, 0, 0))["performance"].is_good is False


@pytest.mark.parametrize(("found", "code"), [([GOOD], 0), ([GOOD, BAD], 1), ([], 1)])
def test_the_audit_falls_when_one_thing_falls_short(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], found: list[Finding], code: int
) -> None:
    def findings() -> Iterator[Finding]:
        yield from found

    monkeypatch.setitem(audit.PARTS, "axe", findings)
    assert audit.main(["--only", "axe"]) == code
    assert f"{len(found)} looked at, {len(found) - found.count(GOOD)} fell short." in capsys.readouterr().out


def test_every_file_that_goes_through_whole_languages_is_found() -> None:
    names = {file.stem for file in crawling()}
    assert {"test_pages_html", "test_browser_reflow", "test_forms_criteria", "test_every_language"} <= names


def test_the_table_says_what_falls_short() -> None:
    lines = table([GOOD, BAD]).splitlines()
    assert lines[1].split("  ")[0] == "a page" and lines[1].endswith("ok")
    assert lines[2].endswith("TOO BAD")
    assert lines[1].index("≥") == lines[2].index("≥")


def test_the_audit_knows_what_draws_at_random_and_all_widths() -> None:
    assert {"test_oracle.py", "test_wizard_random_posts.py", "test_properties.py"} <= {file.name for file in drawing()}
    assert [size["width"] for size in WIDTHS] == [320, 768, 1080]
