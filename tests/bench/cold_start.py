"""The command line from nothing: a new process, the policy loaded, one advice printed."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from tests.bench.households import DAY, HOUSEHOLDS

ROOT: Final = Path(__file__).resolve().parents[2]
RUNS: Final = 10
NAME: Final = "Single parent on bijstand"
ADVISE: Final = ("-m", "rules", "advise", "-", "--on", DAY.isoformat())
NOTHING: Final = ("-c", "pass")

Times = list[tuple[float, float]]
"""Milliseconds on the wall clock and of CPU time, per run."""


def report() -> None:
    """Print how long the command line takes, beside a Python that does nothing."""
    document = json.dumps(HOUSEHOLDS[NAME]).encode()
    times: dict[tuple[str, ...], Times] = {ADVISE: [], NOTHING: []}
    for run in range(RUNS + 1):
        for command, taken in times.items():
            latest = _time(command, document)
            if run:  # The first fills the disk cache and writes the byte code.
                taken.append(latest)
    print("The command line from nothing")
    print(f"  How: each a new process, {RUNS} times in turn after one to warm up, not pinned; {NAME.lower()}.")
    print(f"  python {' '.join(ADVISE)}: {_told(times[ADVISE])}.")
    print(f"  python {' '.join(NOTHING)}: {_told(times[NOTHING])}.")


def _time(command: tuple[str, ...], document: bytes) -> tuple[float, float]:
    before, start = _children_cpu(), time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=ROOT, input=document, check=True, capture_output=True)
    return (time.perf_counter() - start) * 1000, (_children_cpu() - before) * 1000


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _told(times: Times) -> str:
    wall = statistics.median(wall for wall, _ in times)
    cpu = statistics.median(cpu for _, cpu in times)
    return f"wall median {wall:.0f} ms, CPU median {cpu:.0f} ms"
