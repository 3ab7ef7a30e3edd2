"""Loads the list of difficult words from YAML and checks it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import jsonschema_rs

from rules import Policy
from webapp.letters import without_accents
from webapp.yaml_files import read_yaml

FOLDER: Final = Path(__file__).parent


class GlossaryError(Exception):
    """A list of words that cannot be used; says which word."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word. `also` are other words for it, `see` related ids; `scheme` where we know the rules of it."""

    id: str
    term: str
    text: str
    also: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    scheme: str = ""

    def texts(self) -> Iterator[str]:
        """What is to be translated: the word and what it means. Other words for it are words of Dutch letters."""
        yield from (self.term, self.text)


def load_terms(policy: Policy, folder: Path = FOLDER) -> tuple[Term, ...]:
    """All words, in the order of the alphabet; GlossaryError at the first fault."""
    shape = json.loads((folder / "terms.schema.json").read_text(encoding="utf-8"))
    document = read_yaml(folder / "terms.yaml")
    for error in jsonschema_rs.validator_for(shape).iter_errors(document):
        where = ".".join(str(step) for step in error.instance_path)
        raise GlossaryError(f"terms.yaml: {where}: {error.message}")
    terms = tuple(_term(id_, entry) for id_, entry in document["terms"].items())
    _check(terms, policy)
    return tuple(sorted(terms, key=lambda term: in_order(term.term)))


def find_term(words: str, terms: tuple[Term, ...]) -> Term | None:
    """The term that goes by this name, however it is written; None when there is none."""
    wanted = in_order(words)
    return next((term for term in terms if wanted in map(in_order, (term.term, *term.also))), None)


def in_order(words: str) -> str:
    """Words as they are compared: small letters without accents and signs ("Netto-inkomen" is "netto inkomen")."""
    return " ".join(re.findall(r"\w+", without_accents(words.casefold())))


def _term(id_: str, entry: Mapping[str, Any]) -> Term:
    also, see = tuple(entry.get("also", ())), tuple(entry.get("see", ()))
    return Term(id_, entry["term"], entry["text"], also, see, entry.get("scheme", ""))


def _check(terms: tuple[Term, ...], policy: Policy) -> None:
    ids, schemes = {term.id for term in terms}, {scheme.id for scheme in policy.schemes}
    names: set[str] = set()
    for term in terms:
        lost = [id_ for id_ in term.see if id_ not in ids or id_ == term.id]
        if lost:
            raise GlossaryError(f"terms.yaml: {term.id}: there is no term {lost[0]} to look at")
        if term.scheme and term.scheme not in schemes:
            raise GlossaryError(f"terms.yaml: {term.id}: there is no scheme {term.scheme}")
        own = {in_order(name) for name in (term.term, *term.also)}
        if names & own:
            raise GlossaryError(f"terms.yaml: {term.id}: {min(names & own)} is explained twice")
        names |= own
