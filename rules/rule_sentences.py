"""How each test of each fact reads as a rule, for who wants to check the rules: data, checked when it is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rules.conditions import COMPARISONS, Figure, HouseholdLimit, Leaf, Literal, PercentOfNorm
from rules.derived import DERIVED, FIGURES_BEHIND, HOUSEHOLD_LIMITS, NORMS, OUTCOMES, kind_of
from rules.money import dutch_euros
from rules.policy_files import Place, PolicyFile
from rules.texts import Say, as_written, placeholders
from rules.vocabulary import FACTS

Figures = Callable[[str], int | None]
"""The figure in force by the name of its parameter (cents, whole number or 0/1); None = missing or expired."""

NOT_KNOWN: Final = "…"
"""Stands for a figure that is not known on the day; the page says so in words."""

OPPOSITE: Final[Mapping[str, str]] = {
    "at_least": "less_than",
    "less_than": "at_least",
    "at_most": "more_than",
    "more_than": "at_most",
    "is": "is_not",
    "is_not": "is",
    "includes": "includes_not",
}
PATTERNS: Final = tuple(f"{test}{kind}" for kind in ("", "_percent", "_limit") for test in COMPARISONS)
_BY_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "bool": ("yes", "no"),
    "choice": ("is", "is_not", "choices"),
    "choices": ("includes", "includes_not", "choices"),
}
_NAMES: Final = frozenset({"fact", "limit", "percent", "choice", "table", "municipality", "figure_1", "figure_2"})


@dataclass(frozen=True, slots=True)
class RuleSentence:
    """A Dutch text with `{placeholders}`; `words` go into it as they are, `spoken` in the reader's language."""

    template: str
    words: Mapping[str, str] = field(default_factory=dict)
    spoken: Mapping[str, str] = field(default_factory=dict)

    def said(self, say: Say = as_written) -> str:
        """The sentence in a language, filled in."""
        return say(self.template).format_map({**self.words, **{name: say(text) for name, text in self.spoken.items()}})


@dataclass(frozen=True, eq=False)
class RuleSentences:
    """Dutch sentences about a test, a negated test, the norms and the kinds of households."""

    facts: Mapping[str, Mapping[str, Any]]
    patterns: Mapping[str, str]
    norms: Mapping[str, str]
    households: Mapping[str, str]
    household_limits: Mapping[str, str]
    municipality: str

    def of(self, leaf: Leaf, figure: Figures, negated: bool = False) -> RuleSentence:
        """One test as a whole sentence, or its opposite; `figure` gives the figures of the day."""
        entry, kind = self.facts[leaf.fact], str(kind_of(leaf.fact))
        if kind in ("int", "money"):
            return self._comparison(leaf, figure, OPPOSITE[leaf.test] if negated else leaf.test)
        wanted = leaf.operand.value if isinstance(leaf.operand, Literal) else None
        if kind == "bool":
            template = entry["yes" if bool(wanted) is not negated else "no"]
            return RuleSentence(template, {"municipality": self.municipality})
        template = entry[OPPOSITE[leaf.test] if negated else leaf.test]
        return RuleSentence(template, spoken={"choice": entry["choices"][str(wanted)]})

    def _comparison(self, leaf: Leaf, figure: Figures, test: str) -> RuleSentence:
        entry = self.facts[leaf.fact]
        words = {f"figure_{n}": _shown(figure(name)) for n, name in enumerate(FIGURES_BEHIND.get(leaf.fact, ()), 1)}
        key, spoken = test, {}
        match leaf.operand:
            case PercentOfNorm(name):
                key, words["percent"] = f"{test}_percent", _shown(figure(name))
            case HouseholdLimit(name):
                key, spoken = f"{test}_limit", {"table": self.household_limits[name]}
            case Figure(name):
                words["limit"] = _shown(figure(name), kind_of(leaf.fact) == "money")
            case Literal(value):
                words["limit"] = str(value)
        if key in entry:
            return RuleSentence(entry[key], words, spoken)
        return RuleSentence(self.patterns[key], words, {**spoken, "fact": entry["name"]})

    def texts(self) -> Iterator[tuple[str, str]]:
        """(place, text) of all that is to be translated."""
        for fact, entry in self.facts.items():
            for key, text in entry.items():
                inner = text.items() if isinstance(text, Mapping) else [("", text)]
                yield from ((".".join(filter(None, (fact, key, choice))), said) for choice, said in inner)
        for part in ("patterns", "norms", "households", "household_limits"):
            yield from ((f"{part}.{key}", text) for key, text in getattr(self, part).items())


def read_rule_sentences(file: PolicyFile, municipality: str) -> RuleSentences:
    """The sentences of a file that fits its schema; PolicyError names a fact or choice that has none."""
    data = file.data
    for name in (*FACTS, *DERIVED, *OUTCOMES):
        _check_fact(name, file)
    for part, wanted in (("patterns", PATTERNS), ("norms", NORMS), ("household_limits", HOUSEHOLD_LIMITS)):
        for name in wanted:
            if name not in data[part]:
                raise file.error((part,), f"{part} has no text for {name}")
    found = RuleSentences(**data, municipality=municipality)
    for where, text in found.texts():
        place: Place = tuple(where.split("."))
        place = place if place[0] in data else ("facts", *place)
        try:
            strange = placeholders(text) - _NAMES
        except ValueError as error:
            raise file.error(place, f"broken placeholder ({error}) in {text!r}") from None
        if strange:
            raise file.error(place, f"a rule cannot use {{{min(strange)}}}")
    return found


def _check_fact(name: str, file: PolicyFile) -> None:
    entry = file.data["facts"].get(name)
    if entry is None:
        raise file.error(("facts",), f"the fact {name} has no sentences")
    missing = [key for key in _BY_KIND.get(str(kind_of(name)), ("name",)) if key not in entry]
    if name in FACTS and "choices" in entry:
        missing += [choice for choice in FACTS[name].choices if choice not in entry["choices"]]
    if missing:
        raise file.error(("facts", name), f"the fact {name} has no text for {missing[0]}")


def _shown(value: int | None, money: bool = False) -> str:
    if value is None:
        return NOT_KNOWN
    return dutch_euros(value) if money else str(value)
