"""Papers that several schemes ask for in other words: which is the same paper, and who needs it at all."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rules.policy import Paper
from rules.policy_files import Place, PolicyFile
from rules.vocabulary import FACTS


def read_papers(file: PolicyFile, asked: Collection[str]) -> tuple[Paper, ...]:
    """The papers of papers.yaml, in their order; PolicyError for a text that stands twice or is not among those asked.

    `asked` holds what every scheme there is asks for, also one that this municipality does not offer.
    """
    seen: set[str] = set()
    for position, entry in enumerate(file.data["papers"]):
        for number, text in enumerate(entry["texts"]):
            place: Place = ("papers", position, "texts", number)
            if text not in asked:
                raise file.error(place, f"no scheme asks for this paper: {text}")
            if text in seen:
                raise file.error(place, f"this paper stands twice: {text}")
            seen.add(text)
        _check_need(entry.get("needs", {}), ("papers", position, "needs"), file)
    return tuple(_paper(entry) for entry in file.data["papers"])


def _check_need(needs: dict[str, str], place: Place, file: PolicyFile) -> None:
    fact = FACTS.get(needs.get("fact", ""))
    if needs and fact is None:
        raise file.error((*place, "fact"), f"{needs['fact']} is not a fact")
    if fact is not None and "includes" in needs and needs["includes"] not in fact.choices:
        raise file.error((*place, "includes"), f"{needs['includes']} is no member of {needs['fact']}")


def _paper(entry: dict[str, Any]) -> Paper:
    needs = entry.get("needs", {})
    return Paper(entry["id"], tuple(entry["texts"]), needs.get("fact"), needs.get("includes"))
