"""The benchmark runs and tells something sane. No test looks at how fast anything is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from rules import load_policy
from tests.bench import beside_openfisca, memory
from tests.bench.__main__ import main
from tests.bench.advice import measure
from tests.bench.households import HOUSEHOLDS
from tests.bench.timing import Figures


def assert_sane(figures: Figures) -> None:
    assert 0 < figures.wall_median <= figures.wall_p99 < 60_000
    assert 0 < figures.cpu_median <= figures.cpu_p99 < 60_000
    assert figures.per_second > 0


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_an_advice_is_measured(name: str) -> None:
    measured = measure(HOUSEHOLDS[name], load_policy(), runs=3)
    assert_sane(measured.sample.alone)
    assert_sane(measured.sample.whole)
    assert measured.sample.whole.wall_median >= measured.sample.alone.wall_median
    assert measured.rules_fired > 10
    assert (measured.unsettled > 0) is (name == "Half answered, with unknowns")


def test_the_advice_part_prints_a_line_for_each_household(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "advice", "--runs", "3"]) == 0
    printed = capsys.readouterr().out
    for name in HOUSEHOLDS:
        assert re.search(rf"^  {name}: wall median [\d.]+ ms, p99 .* a second; \d+ rules fired", printed, re.MULTILINE)


def test_memory_is_read_at_ten_points(capsys: pytest.CaptureFixture[str]) -> None:
    assert memory.resident() > 1_000_000
    memory.print_figures(20)
    assert len(re.findall(r"^  After [\d,]+ advices [\d.]+ MB\.$", capsys.readouterr().out, re.MULTILINE)) == 10


def test_without_openfisca_the_benchmark_says_so_and_goes_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> Path:
        raise beside_openfisca.Unavailable("it could not be installed.")

    monkeypatch.setattr(beside_openfisca, "install", refuse)
    assert main(["--only", "openfisca"]) == 0
    assert capsys.readouterr().out.endswith("  Left out: it could not be installed.\n")


def test_a_failing_command_tells_nothing_of_this_machine(tmp_path: Path) -> None:
    with pytest.raises(beside_openfisca.Unavailable, match=r"^it was installed, but did not run\.$"):
        beside_openfisca.probe(tmp_path / "python")
