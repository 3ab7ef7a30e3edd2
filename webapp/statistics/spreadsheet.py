"""A table as CSV that a Dutch spreadsheet opens without questions: semicolons, and a mark that says UTF-8."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Final

from webapp.views.statistics import Grid

MARK: Final = "\ufeff"
SEPARATOR: Final = ";"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet would work out instead of show."""


def as_csv(grid: Grid) -> str:
    """A line with the names of the columns, and one for each row."""
    out = StringIO()
    lines = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    lines.writerow([as_text(words) for words in (*grid.headings, *grid.columns)])
    for row in grid.rows:
        lines.writerow([*(as_text(name) for name in row.names), *row.numbers])
    return MARK + out.getvalue()


def as_text(words: str) -> str:
    """The words as a spreadsheet shows them, never as a formula."""
    return f"'{words}" if words.lstrip(" ").startswith(FORMULA) else words
