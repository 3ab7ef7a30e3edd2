"""The stopwatch, the same for us and for OpenFisca: wall clock and CPU time of each single run."""

from __future__ import annotations

import math
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

WARM_UP: Final = 50

T = TypeVar("T")
Clock = tuple[int, int]
"""Nanoseconds on the wall clock, and of CPU time that this process used."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds per run, and how many runs fit in a second of the wall clock."""

    wall_median: float
    wall_p99: float
    cpu_median: float
    cpu_p99: float
    per_second: float

    def __str__(self) -> str:
        wall = f"wall median {self.wall_median:.2f} ms, p99 {self.wall_p99:.2f} ms"
        return f"{wall}; CPU median {self.cpu_median:.2f} ms, p99 {self.cpu_p99:.2f} ms"


@dataclass(frozen=True, slots=True)
class Sample:
    """Many runs of one thing: the work alone, and the work with its preparation."""

    alone: Figures
    whole: Figures


def take_sample(prepare: Callable[[], T], work: Callable[[T], object], runs: int) -> Sample:
    """Time `work(prepare())` one run at a time, after a warm-up. The garbage collector stays on."""
    for _ in range(WARM_UP):
        work(prepare())
    alone: list[Clock] = []
    whole: list[Clock] = []
    for _ in range(runs):
        start = _now()
        prepared = prepare()
        ready = _now()
        work(prepared)
        end = _now()
        alone.append(_between(ready, end))
        whole.append(_between(start, end))
    return Sample(_figures(alone), _figures(whole))


@contextmanager
def one_core() -> Iterator[str]:
    """Keep this process and those it starts on one core, where the system lets us; yields in words what happened."""
    try:
        allowed = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {max(allowed)})
    except (AttributeError, OSError):
        yield "not pinned to a core"
        return
    try:
        yield "pinned to one core"
    finally:
        os.sched_setaffinity(0, allowed)


def _now() -> Clock:
    return time.perf_counter_ns(), time.process_time_ns()


def _between(start: Clock, end: Clock) -> Clock:
    return end[0] - start[0], end[1] - start[1]


def _figures(clocks: list[Clock]) -> Figures:
    wall = sorted(clock[0] / 1e6 for clock in clocks)
    cpu = sorted(clock[1] / 1e6 for clock in clocks)
    last = math.ceil(len(clocks) * 0.99) - 1
    return Figures(statistics.median(wall), wall[last], statistics.median(cpu), cpu[last], 1000 * len(wall) / sum(wall))
