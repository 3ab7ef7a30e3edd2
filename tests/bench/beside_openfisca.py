"""OpenFisca measured beside us, in turn and on the same core, so that a busy machine troubles both alike."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rules import load_policy
from tests.bench.advice import measure
from tests.bench.households import DAY, HOUSEHOLDS
from tests.bench.openfisca_probe import VARIABLES
from tests.bench.timing import WARM_UP, Figures, Sample, one_core

ROOT: Final = Path(__file__).resolve().parents[2]
PINNED: Final = ("openfisca-core==46.0.1", "openfisca-country-template==8.2.0")
RUNS: Final = 200
ROUNDS: Final = 3
INSTALL_SECONDS: Final = 600
PROBE_SECONDS: Final = 300


class Unavailable(Exception):
    """OpenFisca cannot be measured here; the text is one sentence."""


@dataclass(frozen=True, slots=True)
class Probed:
    """What the probe tells about one round."""

    sample: Sample
    steps: int
    numpy: str


def report() -> None:
    """Print both, round by round, and the ratios; one line when OpenFisca is not to be had."""
    print(f"OpenFisca beside it, {' and '.join(PINNED)}", flush=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            _compare(install(Path(folder)))
    except Unavailable as error:
        print(f"  Left out: {error}")


def install(folder: Path) -> Path:
    """Make an environment with OpenFisca in a folder; return its Python."""
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1"]
    _run([sys.executable, "-m", "venv", str(folder)], INSTALL_SECONDS, "no environment could be made for it.")
    _run([*pip, *PINNED], INSTALL_SECONDS, "it could not be installed; is there a network?")
    return python


def probe(python: Path) -> Probed:
    """One round of OpenFisca."""
    arguments = ["-m", "tests.bench.openfisca_probe", f"{DAY:%Y-%m}", str(RUNS)]
    output = _run([str(python), *arguments], PROBE_SECONDS, "it was installed, but did not run.")
    told: dict[str, Any] = json.loads(output)
    sample = Sample(Figures(**told["alone"]), Figures(**told["whole"]))
    return Probed(sample, told["steps"], told["numpy"])


def _run(command: list[str], seconds: int, complaint: str) -> str:
    """Its output. What it complains about stays out of sight: that names places on this machine."""
    try:
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=seconds).stdout
    except (OSError, subprocess.SubprocessError):
        raise Unavailable(complaint) from None


def _compare(python: Path) -> None:
    policy = load_policy()
    ours: dict[str, list[Sample]] = {name: [] for name in HOUSEHOLDS}
    theirs: list[Probed] = []
    fired: dict[str, int] = {}
    with one_core() as pinning:
        for _ in range(ROUNDS):
            for name, document in HOUSEHOLDS.items():
                measured = measure(document, policy, RUNS)
                ours[name].append(measured.sample)
                fired[name] = measured.rules_fired
            theirs.append(probe(python))
    _print_how(theirs[0], pinning)
    _print_rounds(ours, [probed.sample for probed in theirs])
    _print_ratios(ours, [probed.sample for probed in theirs], fired)


def _print_how(probed: Probed, pinning: str) -> None:
    print(f"  How: {ROUNDS} rounds of us and then OpenFisca (numpy {probed.numpy}), {pinning}; {RUNS} runs a household")
    print(f"  after {WARM_UP} to warm up. OpenFisca, with trace on, calculates {', '.join(VARIABLES)}")
    print(f"  of its country template for a single parent with two children: {probed.steps} steps in the trace.")
    print("  Its tax-benefit system is loaded once, as our policy is.")


def _print_rounds(ours: dict[str, list[Sample]], theirs: list[Sample]) -> None:
    first = next(iter(ours))
    for number, (our, their) in enumerate(zip(ours[first], theirs, strict=True), start=1):
        print(f"  Round {number}, {first.lower()}: {our.alone}.")
        print(f"  Round {number}, OpenFisca, calculating: {their.alone}.")
        print(f"  Round {number}, OpenFisca, building the simulation and calculating: {their.whole}.")


def _print_ratios(ours: dict[str, list[Sample]], theirs: list[Sample], fired: dict[str, int]) -> None:
    print(
        f"  Ratio ours / OpenFisca of the medians (the middle of {ROUNDS} rounds), as CPU time and on the wall clock;"
    )
    print("  first the advice against calculating, then reading and advice against building and calculating.")
    for name, samples in ours.items():
        alone = _ratio([sample.alone for sample in samples], [sample.alone for sample in theirs])
        whole = _ratio([sample.whole for sample in samples], [sample.whole for sample in theirs])
        print(f"  {name} ({fired[name]} rules fired): {alone}; from the document {whole}.")


def _ratio(ours: list[Figures], theirs: list[Figures]) -> str:
    cpu = _middle([figures.cpu_median for figures in ours]) / _middle([figures.cpu_median for figures in theirs])
    wall = _middle([figures.wall_median for figures in ours]) / _middle([figures.wall_median for figures in theirs])
    return f"CPU {cpu:.2f}, wall {wall:.2f}"


def _middle(values: list[float]) -> float:
    return statistics.median(values)
