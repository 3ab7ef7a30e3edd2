"""What to bring: for one scheme, and one list for several, in the order in which people gather it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules import Paper, Policy, SchemeAdvice
from webapp.questions import FactJson

Facts = Mapping[str, FactJson]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper to bring, in Dutch, and the titles of the schemes that ask for it; `for_all` = each of them does."""

    text: str
    schemes: tuple[str, ...]
    for_all: bool


def papers_for(scheme: SchemeAdvice, policy: Policy, facts: Facts) -> tuple[str, ...]:
    """The papers of one scheme, without those of a partner, a car or a business that is not there."""
    idle = {text for paper in policy.papers if not _is_needed(paper, facts) for text in paper.texts}
    return tuple(text for text in scheme.documents if text not in idle)


def merged_papers(schemes: Sequence[SchemeAdvice], policy: Policy, facts: Facts) -> tuple[PaperLine, ...]:
    """Every paper once: where schemes ask for the same one in other words, the most complete of them."""
    asked: dict[str, list[str]] = {}
    for scheme in schemes:
        for text in papers_for(scheme, policy, facts):
            asked.setdefault(text, []).append(scheme.title)
    lines = []
    for paper in policy.papers:
        texts = [text for text in paper.texts if text in asked]
        if texts:
            titles = {title for text in texts for title in asked.pop(text)}
            lines.append((texts[-1], titles))
    lines += [(text, set(titles)) for text, titles in asked.items()]
    titles_in_order = [scheme.title for scheme in schemes]
    return tuple(
        PaperLine(text, tuple(t for t in titles_in_order if t in titles), len(titles) == len(schemes))
        for text, titles in lines
    )


def _is_needed(paper: Paper, facts: Facts) -> bool:
    """Whether this paper can exist in the household. What is not known may be there."""
    if paper.fact is None or facts.get(paper.fact) is None:
        return True
    value = facts[paper.fact]
    if paper.includes is not None:
        return isinstance(value, list) and paper.includes in value
    return value not in (False, 0, "0.00", [])
