"""The parts of the audit that are tests: axe over the whole matrix, every language, and far more random draws."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.audit.finding import Finding
from tests.effort import AUDIT

TESTS: Final = Path(__file__).resolve().parents[1]
CRAWLS: Final = re.compile(r"\b(crawl|one_journey)\((code|language\.code)\)")
DRAWS: Final = re.compile(r"^from (hypothesis|tests\.effort) import", re.MULTILINE)


def axe() -> Iterator[Finding]:
    """Every language, width and mode."""
    yield _run("axe: every page, language, width and mode", [TESTS / "audit" / "axe_matrix.py"])


def languages() -> Iterator[Finding]:
    """Each file with tests that look at every page of a language: here of all of them."""
    for file in crawling():
        yield _run(f"every page in every language: {file.stem.removeprefix('test_')}", [file])


def crawling() -> list[Path]:
    """The files of tests that go through whole languages."""
    return [file for file in sorted(TESTS.glob("test_*.py")) if CRAWLS.search(file.read_text("utf-8"))]


def fuzzing() -> Iterator[Finding]:
    """Each file with tests that draw at random."""
    for file in drawing():
        yield _run(f"fuzzing: {file.stem.removeprefix('test_')}", [file])


def drawing() -> list[Path]:
    """The files of tests that draw more where there is more time."""
    return [file for file in sorted(TESTS.glob("test_*.py")) if DRAWS.search(file.read_text("utf-8"))]


def _run(about: str, files: list[Path]) -> Finding:
    start = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", *map(str, files)]
    done = subprocess.run(command, cwd=TESTS.parent, env={**os.environ, AUDIT: "1"}, check=False)
    minutes = (time.monotonic() - start) / 60
    word = "nothing wrong" if done.returncode == 0 else "see above"
    return Finding(about, f"{word}, {minutes:.1f} min", "nothing wrong", done.returncode == 0)
