"""`python -m tests.bench`: how fast an advice and a question are, how heavy a page, what a start and memory cost."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable

from tests.bench import advice, beside_openfisca, cold_start, memory, steps, table, understanding, weight

PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "advice": lambda options: advice.report(options.runs),
    "steps": lambda options: steps.report(options.rounds, options.seconds),
    "weight": lambda _: weight.report(),
    "table": lambda _: table.report(),
    "understanding": lambda _: understanding.report(),
    "start": lambda _: cold_start.report(),
    "memory": lambda options: memory.report(options.evaluations),
    "openfisca": lambda _: beside_openfisca.report(),
}


def main(arguments: list[str] | None = None) -> int:
    """Print every part, or the parts asked for."""
    options = _parser().parse_args(arguments)
    load = f"load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    print(f"{platform.python_implementation()} {platform.python_version()} on {os.cpu_count()} cores, {load}.")
    print("ms is a thousandth of a second, MB a million bytes; p99 is what 99 of 100 runs stay within.")
    for name in options.only or PARTS:
        print(flush=True)
        PARTS[name](options)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(PARTS), help="one part; may be given more than once")
    parser.add_argument("--runs", type=_positive, default=500, help="advices timed per household (default: 500)")
    parser.add_argument(
        "--evaluations", type=_positive, default=2000, help="advices between which memory is read (default: 2000)"
    )
    parser.add_argument("--rounds", type=_positive, default=5, help="rounds of question steps (default: 5)")
    parser.add_argument("--seconds", type=_positive, default=5, help="seconds that a round lasts (default: 5)")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a whole number above zero")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
