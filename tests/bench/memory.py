"""How much memory the rules take, and whether that stays the same. Measured in a process of its own."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.bench.households import DAY, HOUSEHOLDS
from tests.reading import random_household

ROOT: Final = Path(__file__).resolve().parents[2]
STATUS: Final = Path("/proc/self/status")
SEED: Final = 20261121
POINTS: Final = 10


def report(evaluations: int) -> None:
    """Have a new process print the figures, so that nothing else in this one counts."""
    subprocess.run([sys.executable, "-m", "tests.bench.memory", str(evaluations)], cwd=ROOT, check=True)


def print_figures(evaluations: int) -> None:
    """Print the memory in use after each step, and at ten points of a long run."""
    bare = resident()
    from rules import advise, load_policy, parse_household

    policy = load_policy()
    loaded = resident()
    for document in HOUSEHOLDS.values():
        advise(parse_household(document, policy), DAY, policy)
    ready = resident()
    what = "resident memory" if STATUS.exists() else "the most memory resident so far"
    print("Memory")
    print(f"  How: {what} of a process of its own; random households, each another one, advice on {DAY}.")
    print(
        f"  Python before the rules {_mb(bare)}, with the policy loaded {_mb(loaded)}, after the first advice", end=" "
    )
    print(f"(rule sets made) {_mb(ready)}.", flush=True)
    rng, done, read = random.Random(SEED), 0, []
    for point in range(1, POINTS + 1):
        while done < evaluations * point // POINTS:
            municipality, facts, _ = random_household(rng)
            advise(parse_household({"municipality": municipality, "facts": facts}, policy), DAY, policy)
            done += 1
        read.append((done, resident()))
        print(f"  After {done:,} advices {_mb(read[-1][1])}.", flush=True)
    _print_growth(ready, read)


def _print_growth(ready: int, read: list[tuple[int, int]]) -> None:
    (early, first), (late, last) = read[0], read[-1]
    print(f"  Growth over the whole run {(last - ready) / 1e6:+.1f} MB;", end=" ")
    per_advice = (last - first) / (late - early) if late > early else 0.0
    print(f"from {early:,} to {late:,} advices {(last - first) / 1e6:+.1f} MB, {per_advice:+.0f} bytes an advice.")


def resident() -> int:
    """Bytes of this process in memory now; where the system does not tell, the most there have been."""
    try:
        lines = STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


if __name__ == "__main__":
    print_figures(int(sys.argv[1]))
