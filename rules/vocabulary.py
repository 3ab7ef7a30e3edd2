"""Every fact of the contract (§2): its type, its bounds, and the fact it depends on.

A fact is *absent* (not asked), *null* (asked; the resident does not know) or known. The first two are both unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from rules.money import format_cents, parse_cents

FactValue = bool | int | str | tuple[int, ...] | frozenset[str]
"""A known value: money in cents, ages in years, months as whole numbers, a list of ages, or a set of choices."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `kind` is bool, int, ages, money, choice or choices; bounds are in the fact's own unit (cents)."""

    name: str
    kind: str
    meaning: str
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()
    parent: str | None = None
    matters_when: Callable[[FactValue], bool] | None = None

    def parse(self, value: object) -> FactValue:
        """Return the typed value, or raise ValueError with one sentence that says what is expected."""
        return _PARSERS[self.kind](self, value)

    def to_json(self, value: FactValue) -> object:
        """The value as the contract writes it in JSON."""
        if self.kind == "money" and isinstance(value, int):
            return format_cents(value)
        if isinstance(value, frozenset):
            return [choice for choice in self.choices if choice in value]
        return list(value) if isinstance(value, tuple) else value


def _parse_bool(_: Fact, value: object) -> FactValue:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _parse_int(fact: Fact, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("must be a whole number")
    if (fact.minimum is not None and value < fact.minimum) or (fact.maximum is not None and value > fact.maximum):
        raise ValueError(f"must be from {fact.minimum} to {fact.maximum}")
    return value


def _parse_ages(fact: Fact, value: object) -> FactValue:
    if not isinstance(value, list):
        raise ValueError("must be a list of whole numbers")
    try:
        return tuple(_parse_int(fact, item) for item in value)
    except ValueError as error:
        raise ValueError(f"must be a list of ages; each {error}") from None


def _parse_money(fact: Fact, value: object) -> FactValue:
    cents = parse_cents(value)
    if fact.minimum is not None and cents < fact.minimum:
        raise ValueError("must not be below zero")
    return cents


def _parse_choice(fact: Fact, value: object) -> FactValue:
    if not isinstance(value, str) or value not in fact.choices:
        raise ValueError(f"must be one of {', '.join(fact.choices)}")
    return value


def _parse_choices(fact: Fact, value: object) -> FactValue:
    if not isinstance(value, list):
        raise ValueError(f"must be a list of {', '.join(fact.choices)}")
    if not all(isinstance(item, str) and item in fact.choices for item in value):
        raise ValueError(f"must be a list, each item one of {', '.join(fact.choices)}")
    return frozenset(value)


_PARSERS: Final[Mapping[str, Callable[[Fact, object], FactValue]]] = {
    "bool": _parse_bool,
    "int": _parse_int,
    "ages": _parse_ages,
    "money": _parse_money,
    "choice": _parse_choice,
    "choices": _parse_choices,
}


def _age(name: str, meaning: str, **more: object) -> Fact:
    return Fact(name, "int", meaning, 0, 120, **more)  # type: ignore[arg-type]


_SOURCES = ("work", "self_employed", "bijstand", "benefit", "state_pension", "student_finance", "alimony", "none")
_COSTS = (
    "legal_aid",
    "protective_administration",
    "furnishing",
    "appliances",
    "moving",
    "travel",
    "funeral",
    "baby",
    "medical",
    "other",
)
_THREATS = (
    "eviction",
    "energy_cutoff",
    "water_cutoff",
    "insurance_cancellation",
    "bailiff",
    "no_money_for_food",
    "homeless",
    "unsafe_at_home",
)
_TOPICS = (
    "paperwork",
    "money",
    "language",
    "loneliness",
    "care_at_home",
    "informal_care",
    "parenting",
    "work",
    "housing",
)


def _true(value: FactValue) -> bool:
    return value is True


_FACTS = (
    _age("age", "the applicant's age in years"),
    Fact("has_partner", "bool", "married, or sharing one household with a partner"),
    _age("partner_age", "the partner's age in years", parent="has_partner", matters_when=_true),
    Fact("children_ages", "ages", "ages of the children under 18 at home at least half of the time", 0, 17),
    Fact("children_ages_1_january", "ages", "their ages on 1 January of this year; -1 = not born yet", -1, 17),
    Fact("lawful_residence", "bool", "applicant, and partner if any, Dutch, EU, EEA or Swiss, or with a permit"),
    Fact("lawful_residence_5_years", "bool", "the same during the whole of the past five years"),
    Fact("separated_past_5_years", "bool", "a marriage or shared household ended in the past five years"),
    Fact("student", "bool", "applicant or partner gets studiefinanciering now"),
    Fact("student_past_5_years", "bool", "applicant or partner got it at any time in the past five years"),
    Fact(
        "medical_study_limit",
        "bool",
        "cannot earn beside the study for a structural medical reason",
        parent="student",
        matters_when=_true,
    ),
    Fact("income", "money", "net income per month of applicant and partner together, in cents", 0),
    Fact(
        "income_includes_holiday_allowance",
        "bool",
        "the income includes vakantietoeslag",
        parent="income",
        matters_when=lambda _: True,
    ),
    Fact("income_sources", "choices", "where the income comes from", choices=_SOURCES),
    Fact("wealth", "money", "savings, balances and valuables less debts, without car and home, in cents"),
    Fact("owns_home", "bool", "owns the home"),
    Fact("home_equity", "money", "value of the home less mortgage, in cents", parent="owns_home", matters_when=_true),
    Fact("car_value", "money", "value of the car, in cents; 0 = no car", 0),
    Fact(
        "car_indispensable",
        "bool",
        "the car is needed for work or because of illness or handicap",
        parent="car_value",
        matters_when=bool,
    ),
    Fact("low_income_months", "int", "months in a row, up to now, on an income at or below the norm", 0, 720),
    Fact("iit_past_12_months", "bool", "got the individuele inkomenstoeslag in the past twelve months"),
    Fact("sanction_past_12_months", "bool", "a benefit was cut for not meeting work duties in the past twelve months"),
    Fact("income_improvement_expected", "bool", "expects clearly more income within a year"),
    Fact("insurer", "choice", "current health insurance", choices=("garantverzorgd", "menzis", "other", "none")),
    Fact("premium_arrears", "bool", "behind on the health-insurance premium"),
    Fact("special_costs", "choices", "needed, one-off or unexpected costs", choices=_COSTS),
    Fact("costs_already_paid", "bool", "all of them are paid already", parent="special_costs", matters_when=bool),
    Fact("costs_covered_elsewhere", "bool", "others pay all of them", parent="special_costs", matters_when=bool),
    Fact("debts", "choice", "how far behind on bills", choices=("none", "behind", "problematic")),
    Fact("urgent_threats", "choices", "what threatens right now", choices=_THREATS),
    Fact("help_topics", "choices", "what help is wanted with", choices=_TOPICS),
)

FACTS: Final[Mapping[str, Fact]] = {fact.name: fact for fact in _FACTS}

ALWAYS_ASKED: Final = ("urgent_threats", "debts", "help_topics")
"""Asked of everyone, in every municipality (contract §3)."""

ASKING_ORDER: Final = ("urgent_threats", *(name for name in FACTS if name != "urgent_threats"))
"""`urgent_threats` first, then the order of the contract's table."""
