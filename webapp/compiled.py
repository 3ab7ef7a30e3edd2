"""Catalogues compiled on install: a `.mo` beside each `.po`, which a start reads in a tenth of the time.

A compiled file holds the digest of its `.po`. One that is missing or older is passed over and the `.po`
itself is read, so nobody ever sees a text of before. Needs Babel only: `setup.py` uses it before the rest is there.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DOMAIN: Final = "messages"
ANY_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Babel writes days into the file; ours has to be the same each time."""


def catalogue_path(folder: Path, code: str) -> Path:
    """Where the texts of one language are."""
    return folder / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def compiled_path(source: Path) -> Path:
    """Where the compiled form of a catalogue is."""
    return source.with_suffix(".mo")


def compiled(source: bytes, code: str) -> bytes:
    """A `.po` file as a `.mo` file, the same each time. ValueError for one that cannot be read."""
    texts = read_po(BytesIO(source), locale=code, abort_invalid=True)
    texts.version = _digest(source)
    texts.creation_date = texts.revision_date = ANY_DAY
    made = BytesIO()
    write_mo(made, texts)
    return made.getvalue()


def up_to_date(source: Path, code: str) -> bytes:
    """The compiled catalogue: the file if it was made from just this `.po`, else made now. OSError, ValueError."""
    content = source.read_bytes()
    try:
        kept = compiled_path(source).read_bytes()
    except OSError:
        return compiled(content, code)
    return kept if _digest(content).encode() in kept else compiled(content, code)


def compile_all(folder: Path) -> list[Path]:
    """Compile every catalogue of a folder that has changed since; the files that were written."""
    written = []
    for source in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        target, content = compiled_path(source), up_to_date(source, source.parts[-3])
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
            written.append(target)
    return written


def _digest(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Compile the catalogues of one folder."""
    parser = argparse.ArgumentParser(prog="python -m webapp.compiled", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder with languages.yaml in it")
    compile_all(parser.parse_args(arguments).folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
