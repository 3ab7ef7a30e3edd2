"""How much of what people write in the chat is understood, fact by fact, and how long that takes."""

from __future__ import annotations

from tests.utterances import HELD, OPEN, of_language
from tests.utterances.scoring import Score, scored
from webapp.languages import published


def report() -> None:
    """A table for each language and folder. `held` was never used to make anything better."""
    for folder in (HELD, OPEN):
        for language in published():
            utterances = of_language(language.code, folder)
            if utterances:
                print(f"Understanding, {language.code}, {folder.name}: {len(utterances)} utterances")
                _table(scored(utterances, language.code))


def _table(score: Score) -> None:
    print(f"  {'fact':34} {'right':>6} {'wrong':>6} {'missed':>6}")
    for name in sorted({*score.right, *score.wrong, *score.missed}):
        print(f"  {name:34} {score.right[name]:6} {score.wrong[name]:6} {score.missed[name]:6}")
    for name, counts in (("(wishes)", score.wishes), ("(danger)", score.dangers)):
        print(f"  {name:34} {counts['right']:6} {counts['wrong']:6} {counts['missed']:6}")
    print(
        f"  precision {score.precision:.4f}, recall {score.recall:.4f}; "
        f"p99 {1000 * score.slowest:.1f} ms, slowest {1000 * max(score.seconds):.1f} ms"
    )
