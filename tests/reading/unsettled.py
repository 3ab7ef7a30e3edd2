"""What a test finds, and, while that is unknown, which facts would have to be asked to settle it (§3)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .case import Case
from .kleene import all_of, any_of, opposite

PARENTS: Mapping[str, str] = {
    "partner_age": "has_partner",
    "home_equity": "owns_home",
    "car_indispensable": "car_value",
    "costs_already_paid": "special_costs",
    "costs_covered_elsewhere": "special_costs",
    "medical_study_limit": "student",
    "income_includes_holiday_allowance": "income",
}
ALWAYS_ASKED = frozenset({"urgent_threats", "debts", "help_topics"})
ORDER = [
    "urgent_threats",
    "age",
    "has_partner",
    "partner_age",
    "children_ages",
    "children_ages_1_january",
    "lawful_residence",
    "lawful_residence_5_years",
    "separated_past_5_years",
    "student",
    "student_past_5_years",
    "medical_study_limit",
    "income",
    "income_includes_holiday_allowance",
    "income_sources",
    "wealth",
    "owns_home",
    "home_equity",
    "car_value",
    "car_indispensable",
    "low_income_months",
    "iit_past_12_months",
    "sanction_past_12_months",
    "income_improvement_expected",
    "insurer",
    "premium_arrears",
    "special_costs",
    "costs_already_paid",
    "costs_covered_elsewhere",
    "debts",
    "help_topics",
]


class Finding(NamedTuple):
    """The value of a test; `asks` is empty unless the value is unknown."""

    value: bool | None
    asks: frozenset[str] = frozenset()


def leaf(value: bool | None, asks: Iterable[str]) -> Finding:
    return Finding(value, frozenset(asks) if value is None else frozenset())


def unknown(asks: Iterable[str] = ()) -> Finding:
    return Finding(None, frozenset(asks))


def merged_asks(findings: Iterable[Finding]) -> frozenset[str]:
    """What the unknown ones ask; settled ones ask nothing."""
    return frozenset(fact for finding in findings if finding.value is None for fact in finding.asks)


def every(*findings: Finding) -> Finding:
    return leaf(all_of(finding.value for finding in findings), merged_asks(findings))


def some(*findings: Finding) -> Finding:
    return leaf(any_of(finding.value for finding in findings), merged_asks(findings))


def negated(finding: Finding) -> Finding:
    return Finding(opposite(finding.value), finding.asks)


def to_ask(case: Case, fact: str) -> str:
    """The fact itself, or its parent while that is unknown."""
    parent = PARENTS.get(fact)
    return fact if parent is None or case.get(parent) is not None else parent


def missing(case: Case, *facts: str) -> frozenset[str]:
    """Those of the facts that are unknown, each replaced by its parent where needed."""
    return frozenset(to_ask(case, fact) for fact in facts if case.get(fact) is None)


def next_fact(case: Case, blocking: frozenset[str]) -> str | None:
    wanted = ALWAYS_ASKED | blocking
    for fact in ORDER:
        if fact in wanted and case.get(fact) is None and fact not in case.nulls:
            return fact
    return None
