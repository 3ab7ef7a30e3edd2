"""What an audit found beside what it wanted, and the table of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, what was found and what was wanted, as they are printed."""

    about: str
    found: str
    wanted: str
    is_good: bool


def table(findings: Sequence[Finding]) -> str:
    """Lines with columns of equal width, and in the end how many fell short."""
    rows = [("", "found", "wanted", "")]
    rows += [(one.about, one.found, one.wanted, "ok" if one.is_good else "TOO BAD") for one in findings]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    short = sum(not one.is_good for one in findings)
    return "\n".join([*lines, f"{len(findings)} looked at, {short} fell short."])
