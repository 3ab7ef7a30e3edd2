"""What is made once for all test processes, when several run at the same time."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path
from typing import Final

FOLDERS: Final[list[Path]] = []
"""The folder of this run, that its processes share and pytest clears away; none where there is one process."""


def made_once(name: str, make: Callable[[], bytes]) -> bytes:
    """What the first process that asks for it made; the others wait for it, which takes no longer than making it."""
    if not FOLDERS:
        return make()
    kept = FOLDERS[-1] / name
    with (FOLDERS[-1] / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            half = kept.with_suffix(".half")
            half.write_bytes(make())
            half.rename(kept)
    return kept.read_bytes()
