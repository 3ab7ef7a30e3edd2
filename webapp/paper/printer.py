"""Sets a letter in type, in this process: no browser, no file. A few at a time, and none that takes too long.

typst reads one template, our fonts and one text with JSON. Its root folder is empty, so there is nothing else to read,
whatever a text might ask for. Texts are only ever data: no markup is put together here.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import typst

from webapp.config import data_folder
from webapp.paper.characters import not_shown
from webapp.webfonts import FONTS

TEMPLATE: Final = data_folder("templates") / "paper" / "result.typ"
NOTE: Final = TEMPLATE.with_name("note.typ")
AT_ONCE: Final = 2
"""Letters being set at the same time in one worker. Each takes some 30 milliseconds of one processor."""

SIZES: Final = (11.0, 10.4, 9.9, 9.4, 9.0)
"""Points. The first one is used with which the letter fits: who reads with difficulty reads this too."""

FITS: Final = 2
"""Pages."""

_PAGES: Final = re.compile(rb"/Type/Pages/Count (\d+)")

PATIENCE: Final = 0.5
"""Seconds to wait for a turn: who waits keeps a thread of the worker from everybody else."""

LONGEST: Final = 5.0
"""Seconds that one letter may take."""

Written = Mapping[str, Any] | Sequence[Mapping[str, Any]]
"""What the template gets: one letter, or more of them for one document."""


class CannotShow(Exception):
    """A text has characters that no font of ours has; `characters` are those."""

    def __init__(self, characters: str) -> None:
        super().__init__("a text cannot be shown with our fonts")
        self.characters = characters


class PrinterBusy(Exception):
    """Too many letters at once, or one that takes too long."""


class PrinterBroke(Exception):
    """The compiler stopped in a way that no letter should make it stop."""


class Printer:
    """Makes PDFs. Shared by all requests of a worker."""

    def __init__(self, template: Path = TEMPLATE, at_once: int = AT_ONCE) -> None:
        self._template = template.read_bytes()
        self._fonts = typst.Fonts(False, False, [str(FONTS)])
        if not self._fonts.families():
            raise FileNotFoundError(f"no fonts in {FONTS}")  # Else letters would be made without a single word.
        empty_folder()
        self._turns = threading.BoundedSemaphore(at_once)

    def pdf(
        self,
        letter: Written,
        day: date,
        patience: float = PATIENCE,
        longest: float = LONGEST,
        sizes: Sequence[float] = SIZES,
    ) -> bytes:
        """The letter as a tagged PDF (PDF/UA-1); the same letter gives the same bytes.

        Of the sizes the first with which it fits; with one size it may take as many pages as it needs.
        CannotShow for a text with characters that we have no letters for; PrinterBusy when it cannot be made now.
        """
        written = json.dumps(letter, ensure_ascii=False)
        missing = not_shown(written)
        if missing:
            raise CannotShow(missing)
        if not self._turns.acquire(timeout=patience):
            raise PrinterBusy
        done: Future[bytes] = Future()
        # In a thread of its own: nothing can stop a letter halfway, but nobody has to wait for it either.
        try:
            threading.Thread(target=self._set, args=(written, day, sizes, done), daemon=True).start()
        except RuntimeError:  # The machine has no thread left.
            self._turns.release()
            raise PrinterBusy from None
        try:
            return done.result(timeout=longest)
        except TooLate:
            raise PrinterBusy from None

    def _set(self, written: str, day: date, sizes: Sequence[float], done: Future[bytes]) -> None:
        """One letter; then the turn is free again."""
        try:
            tries: list[tuple[int, bytes]] = []
            for size in sizes:
                found = self._pdf(written, day, size)
                pages = _PAGES.search(found)
                tries.append((int(pages[1]) if pages else 0, found))
                if tries[-1][0] <= FITS:
                    break
            # Where none fits, small letters help nobody but to save a page: of those with the fewest the largest.
            done.set_result(min(tries, key=lambda one: one[0])[1])
        except BaseException as error:  # noqa: BLE001 -- it belongs to who waits for it
            # A panic in the compiler is no Exception, and would go past the page that says what to do now.
            done.set_exception(error if isinstance(error, Exception) else PrinterBroke(type(error).__name__))
        finally:
            self._turns.release()

    def _pdf(self, written: str, day: date, size: float) -> bytes:
        found, _warnings = self._compiler().compile_with_warnings(
            input=self._template,
            format="pdf",
            sys_inputs={"letter": written, "size": str(size)},
            pdf_standards="ua-1",
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
        return found if isinstance(found, bytes) else b""

    def _compiler(self) -> typst.Compiler:
        """A compiler for one letter: they cannot be shared between threads, and cost next to nothing."""
        empty = empty_folder()
        return typst.Compiler(
            root=empty,
            font_paths=self._fonts,
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
        )


def empty_folder() -> str:
    """A folder of this process with nothing in it, which goes away with the process."""
    return _empty_folder_of(os.getpid())


@cache
def _empty_folder_of(process: int) -> str:
    folder = Path(mkdtemp(prefix="rondkomenwijzer-paper-"))
    atexit.register(_remove, folder, process)
    return str(folder)


def _remove(folder: Path, process: int) -> None:
    """Only by who made it: a worker that was forked off ends with the same list of things to do."""
    if os.getpid() == process:
        with suppress(OSError):
            folder.rmdir()
