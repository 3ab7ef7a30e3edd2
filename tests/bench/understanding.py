"""How much of what people write in the chat is understood, fact by fact, and how long that takes."""

from __future__ import annotations

from tests.utterances import HELD, OPEN, Utterance, language_of, of_language, read
from tests.utterances.scoring import Score, scored
from webapp.languages import published


def report() -> None:
    """A table for each part that is held apart, and for all of each language that was used to make it better."""
    for path in sorted(HELD.glob("*.yaml")):
        _about(f"{path.stem}, held", read(path), language_of(path))
    for language in published():
        _about(f"{language.code}, open", of_language(language.code, OPEN), language.code)


def _about(part: str, utterances: list[Utterance], language: str) -> None:
    print(f"Understanding, {part}: {len(utterances)} utterances")
    _table(scored(utterances, language))


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
