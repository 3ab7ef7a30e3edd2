"""Makes the letters for browsers from the fonts of the letter (`make fonts`). Needs fonttools; a server has none."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset

from webapp.webfonts import FOLDER, FONTS, code_points, scripts


def part_of(font: bytes, characters: str) -> bytes:
    """The letters of a font that are asked for, with all that joins and places them, as WOFF2."""
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False, desubroutinize=True)
    options.recalc_timestamp = False
    whole = subset.load_font(BytesIO(font), options)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=list(code_points(characters)))
    worker.subset(whole)
    made = BytesIO()
    subset.save_font(whole, made, options)
    return made.getvalue()


def main() -> int:
    """Make every file again."""
    for script in scripts().values():
        for weight, source in script.sources.items():
            made = part_of((FONTS / source).read_bytes(), script.characters)
            Path(FOLDER.parent / script.file(weight)).write_bytes(made)
            print(f"{script.file(weight)}: {len(made)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
