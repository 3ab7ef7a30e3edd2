"""`python -m tests.audit`: Lighthouse, axe and all pages in every language, long fuzzing. 1 if one falls short."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from tests.audit import lighthouse, suites
from tests.audit.finding import Finding, table

PARTS: Final[dict[str, Callable[[], Iterator[Finding]]]] = {
    "lighthouse": lighthouse.findings,
    "axe": suites.axe,
    "languages": suites.languages,
    "fuzzing": suites.fuzzing,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Look at every part, or the parts asked for, then print one table. 0 when all is as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(PARTS), help="one part; may be given more than once")
    options = parser.parse_args(arguments)
    found = [finding for name in options.only or PARTS for finding in PARTS[name]()]
    print(f"\n{table(found)}")
    return 0 if found and all(finding.is_good for finding in found) else 1


if __name__ == "__main__":
    sys.exit(main())
