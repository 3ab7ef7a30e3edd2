"""What people write, and what may be taken from it: see README.md. Read and checked here, scored in scoring.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from rules.vocabulary import FACTS
from webapp.understanding import LISTS

FOLDER: Final = Path(__file__).parent
OPEN: Final = FOLDER / "open"
HELD: Final = FOLDER / "held"

TRUTHS: Final = frozenset(
    [
        "has_partner",
        "income_includes_holiday_allowance",
        "premium_arrears",
        "costs_already_paid",
        "costs_covered_elsewhere",
        "lawful_residence",
        "lawful_residence_5_years",
        "student",
        "student_past_5_years",
        "medical_study_limit",
        "has_debts",
        "owns_home",
        "has_car",
        "car_indispensable",
        "iit_past_12_months",
        "sanction_past_12_months",
        "income_improvement_expected",
        "separated_past_5_years",
    ]
)
NUMBERS: Final = frozenset({"age", "partner_age", "children_count", "low_income_months"})
MONEY: Final = frozenset({"savings", "debt_total", "home_value", "mortgage", "car_value"})
UNSAID: Final = frozenset({"other"})
"""What nobody can say in so many words."""

ONE_OF: Final[Mapping[str, frozenset[str]]] = {name: frozenset(FACTS[name].choices) for name in ("insurer", "debts")}
MEMBERS: Final[Mapping[str, frozenset[str]]] = {name: frozenset(FACTS[name].choices) - UNSAID for name in LISTS}
WISHES: Final = frozenset(
    [
        "explain",
        "why",
        "privacy",
        "machine",
        "stop",
        "restart",
        "language",
        "unknown",
        "person",
        "skip",
        "back",
        "result",
        "greeting",
    ]
)
DANGERS: Final = frozenset({"suicide", "violence", "emergency"})
_EUROS: Final = re.compile(r"\d+\.\d\d")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message and what it says."""

    say: str
    facts: Mapping[str, Any]
    asked: str = ""
    wish: str = ""
    danger: frozenset[str] = field(default_factory=frozenset)


def read(path: Path) -> list[Utterance]:
    """Every utterance of a file; ValueError names the first that is not as the README says."""
    found = []
    for number, entry in enumerate(yaml.safe_load(path.read_text("utf-8")), start=1):
        strange = entry.keys() - {"say", "facts", "asked", "wish", "danger"}
        fault = f"strange {sorted(strange)}" if strange else fault_of(entry)
        if fault:
            raise ValueError(f"{path.name} #{number}: {fault}")
        danger = frozenset(entry.get("danger", ()))
        found.append(Utterance(entry["say"], entry["facts"], entry.get("asked", ""), entry.get("wish", ""), danger))
    return found


def language_of(path: Path) -> str:
    """The code that the name of a file begins with: `en_second.yaml`."""
    return path.stem.split("_")[0]


def of_language(language: str, folder: Path) -> list[Utterance]:
    """Every utterance in a language, in one of the two folders."""
    paths = sorted(path for path in folder.glob("*.yaml") if language_of(path) == language)
    return [utterance for path in paths for utterance in read(path)]


def fault_of(entry: Mapping[str, Any]) -> str:
    """What is wrong with an utterance; empty when nothing is."""
    if not isinstance(entry.get("say"), str) or not 0 < len(entry["say"]) <= 400:
        return "say"
    if entry.get("wish", "greeting") not in WISHES or not DANGERS.issuperset(entry.get("danger", ())):
        return "wish or danger"
    for name, value in entry["facts"].items():
        if not _fits(name, value):
            return f"{name}: {value!r}"
    return "both ages and a number of children" if {"children_ages", "children_count"} <= entry["facts"].keys() else ""


def _fits(name: str, value: Any) -> bool:
    if name in TRUTHS:
        return isinstance(value, bool)
    if name in NUMBERS:
        return type(value) is int
    if name in MONEY:
        return isinstance(value, str) and bool(_EUROS.fullmatch(value))
    if name in ONE_OF:
        return value in ONE_OF[name]
    if name in MEMBERS:
        return MEMBERS[name].issuperset(value)
    if name == "children_ages":
        return value == sorted(value) and all(0 <= age < 18 for age in value)
    if name == "income_lines":
        return all(_is_line(*line) for line in value)
    return name == "municipality" and isinstance(value, str)


def _is_line(who: str | None, what: str | None, amount: str, period: str | None) -> bool:
    return (
        who in ("self", "partner", None)
        and (what is None or what in MEMBERS["income_sources"])
        and bool(_EUROS.fullmatch(amount))
        and period in ("week", "four_weeks", "month", None)
    )
