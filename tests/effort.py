"""How much the tests draw and look at: little while somebody writes, more in CI, most in `make audit`."""

from __future__ import annotations

import os
from typing import Final

AUDIT: Final = "AUDIT"
"""The name of the variable that `make audit` sets."""

LEVEL: Final = "audit" if os.environ.get(AUDIT) else "ci" if os.environ.get("CI") else "writing"


def draws(writing: int, ci: int, audit: int) -> int:
    """How many, at the level of this run."""
    return {"writing": writing, "ci": ci, "audit": audit}[LEVEL]
