"""Contract §1, `python -m rules policy`: every parameter in force with its source, and exit 1 when one is not."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from rules.__main__ import main
from tests.households import TODAY, policy
from tests.reading.figures import NORM_IDS

YEARLY: Final = {f"norm.{norm}.{kind}_holiday_allowance" for norm in NORM_IDS for kind in ("with", "without")} | {
    *("wealth.single", "wealth.household", "wealth.home_equity"),
}


def listed(capsys: pytest.CaptureFixture[str], *arguments: str, on: date = TODAY) -> tuple[int, dict[str, str]]:
    """The exit code, and what is printed about each parameter: its line and the indented ones below it."""
    code = main(["policy", *arguments, "--on", on.isoformat()])
    out, err = capsys.readouterr()
    assert err == ""
    blocks: dict[str, str] = {}
    name = ""
    for line in out.splitlines(keepends=True):
        name = name if line.startswith(" ") else line.partition(":")[0].strip()
        blocks[name] = blocks.get(name, "") + line
    return code, blocks


@pytest.mark.parametrize("arguments", [(), ("enschede",)], ids=["", "enschede"])
def test_every_parameter_is_listed_with_its_source(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    code, blocks = listed(capsys, *arguments)
    assert code == 0
    for name, parameter in policy().parameters.items():
        value = parameter.at(TODAY)
        assert value is not None
        assert value.source.url in blocks[name]
        assert value.source.checked_on.isoformat() in blocks[name]
        assert value.end is None or f"valid_until {value.end}" in blocks[name]
        assert ("CONFIRM" in blocks[name]) is value.confirm
    assert f"policy_version {policy().version}" in blocks


def test_what_must_be_confirmed_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """The limits of contract §5 that are ours (°), beside one that is not."""
    _, blocks = listed(capsys)
    for scheme in ("iit", "bijzondere_bijstand", "kwijtschelding"):
        assert "CONFIRM" in blocks[f"{scheme}.outer_income_percent"]
    assert "CONFIRM" in blocks["applies_kostendelersnorm"]
    assert "CONFIRM" not in blocks["iit.income_percent"]


def test_values_are_shown_in_their_unit(capsys: pytest.CaptureFixture[str]) -> None:
    _, blocks = listed(capsys)
    assert "101 %" in blocks["iit.outer_income_percent"]
    assert "1348.49" in blocks["norm.single_21_aow.without_holiday_allowance"]
    assert "1419.46" in blocks["norm.single_21_aow.with_holiday_allowance"]
    assert "60 months" in blocks["iit.low_income_months"]


@pytest.mark.parametrize("on", [date(2024, 1, 1), date(2026, 7, 1), TODAY, date(2026, 12, 31)], ids=str)
def test_all_is_well_while_the_figures_last(capsys: pytest.CaptureFixture[str], on: date) -> None:
    code, blocks = listed(capsys, on=on)
    assert code == 0
    assert not any("EXPIRED" in block or "MISSING" in block for name, block in blocks.items() if name in YEARLY)


def test_what_has_expired_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, blocks = listed(capsys, on=date(2027, 1, 1))
    assert code == 1
    expired = {name for name, block in blocks.items() if "EXPIRED" in block}
    assert expired >= YEARLY
    assert all(name.startswith(("norm.", "wealth.")) for name in expired)


def test_what_is_missing_before_the_first_figures_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, blocks = listed(capsys, on=date(2023, 12, 31))
    assert code == 1
    assert all("MISSING" in blocks[name] for name in YEARLY)
