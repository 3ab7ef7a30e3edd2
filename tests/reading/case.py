"""A household as the contract's §2 understands it: money in cents, implied facts filled in, unknown facts left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

MONEY = ("income", "wealth", "home_equity", "car_value")
MUNICIPALITIES = frozenset(
    [
        "almelo",
        "berkelland",
        "borne",
        "bronckhorst",
        "dinkelland",
        "enschede",
        "haaksbergen",
        "hellendoorn",
        "hengelo",
        "hof-van-twente",
        "lochem",
        "losser",
        "montferland",
        "oldenzaal",
        "oost-gelre",
        "oude-ijsselstreek",
        "rijssen-holten",
        "tubbergen",
        "twenterand",
        "wierden",
        "winterswijk",
    ]
)


@dataclass(frozen=True)
class Case:
    """`known` holds what is known, implied facts included; `nulls` what was asked in vain."""

    municipality: str
    on: date
    known: Mapping[str, Any]
    nulls: frozenset[str]

    def get(self, fact: str) -> Any:
        """The fact, or None when it is unknown."""
        return self.known.get(fact)

    def has(self, fact: str, *values: str) -> bool:
        """Whether the set is known and holds one of the values."""
        return not set(values).isdisjoint(self.known.get(fact) or ())

    @property
    def in_enschede(self) -> bool:
        return self.municipality == "enschede"


def cents(money: str | int) -> int:
    """Euros with at most two decimals, as text or a whole number, in exact cents."""
    if isinstance(money, int):
        return money * 100
    euros, _, fraction = money.strip().lstrip("+-").partition(".")
    amount = int(euros or "0") * 100 + int((fraction + "00")[:2])
    return -amount if money.strip().startswith("-") else amount


def with_implied(known: Mapping[str, Any]) -> dict[str, Any]:
    """§2: an implied fact fills what is unknown; contradictions are somebody else's business."""
    filled = dict(known)
    if "student_finance" in filled.get("income_sources", ()):
        filled.setdefault("student", True)
    if filled.get("student") is True:
        filled.setdefault("student_past_5_years", True)
    if filled.get("lawful_residence") is False:
        filled.setdefault("lawful_residence_5_years", False)
    return filled


def make_case(municipality: str, facts: Mapping[str, Any], on: date) -> Case:
    known = {fact: cents(value) if fact in MONEY else value for fact, value in facts.items() if value is not None}
    filled = with_implied(known)
    nulls = frozenset(fact for fact, value in facts.items() if value is None and fact not in filled)
    return Case(municipality, on, filled, nulls)
