"""What "wat is …?" asks about: a word of our list or a scheme, also where it is not written quite right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from rules import Policy, Say, meaning
from webapp.glossary import Term
from webapp.glossary.terms import in_order

ALIKE: Final = 86
"""Of 100, how much words must be alike: "bijzondre bijstand" is, "bijstand" and "bestand" are not."""

LONG_ENOUGH: Final = 3
"""Letters of a word that is looked for amid others."""


def find_explained(words: str, terms: Sequence[Term], policy: Policy, say: Say) -> tuple[str, str] | None:
    """("term", id) or ("scheme", id); None where nothing is alike enough. `say` speaks the language of the page."""
    asked = in_order(words)
    names = dict(_names(terms, policy, say))
    if not asked:
        return None
    if asked in names:
        return names[asked]
    found = process.extractOne(asked, list(names), scorer=fuzz.ratio, score_cutoff=ALIKE)
    if found:
        return names[found[0]]
    amid = [name for name in names if len(name) >= LONG_ENOUGH and f" {name} " in f" {asked} "]
    return names[max(amid, key=len)] if amid else None


def _names(terms: Sequence[Term], policy: Policy, say: Say) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every name as it is compared; a word of the list comes last, so that it wins over a scheme of the same name."""
    for scheme in policy.schemes:
        for name in (scheme.title, meaning(scheme.title, say) or ""):
            if in_order(name):
                yield in_order(name), ("scheme", scheme.id)
    for term in terms:
        for name in (say(term.term), meaning(term.term, say) or "", *term.also, term.term):
            if in_order(name):
                yield in_order(name), ("term", term.id)
