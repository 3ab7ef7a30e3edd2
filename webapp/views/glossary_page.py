"""The page with difficult words, by the letter they begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from webapp.glossary import Term


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The terms under each letter, and the name of each term by its id (for the links between them)."""

    letters: tuple[tuple[str, tuple[Term, ...]], ...]
    names: Mapping[str, str]


def glossary_page(terms: Sequence[Term]) -> GlossaryPage:
    """The page for terms in the order of the alphabet."""
    letters = groupby(terms, key=lambda term: term.term[0].lower())
    return GlossaryPage(
        tuple((letter, tuple(found)) for letter, found in letters), {term.id: term.term for term in terms}
    )
