"""The fixed households and the fixed day of the benchmark: change them, and older figures no longer compare."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

DAY: Final = date(2026, 11, 21)

_SETTLED: Final[Mapping[str, Any]] = {
    "lawful_residence": True,
    "lawful_residence_5_years": True,
    "separated_past_5_years": False,
    "student": False,
    "student_past_5_years": False,
    "income_includes_holiday_allowance": False,
    "owns_home": False,
    "car_value": "0.00",
    "iit_past_12_months": False,
    "sanction_past_12_months": False,
    "income_improvement_expected": False,
    "premium_arrears": False,
    "urgent_threats": [],
}

_SINGLE_PARENT: Final[Mapping[str, Any]] = {
    **_SETTLED,
    "age": 34,
    "has_partner": False,
    "children_ages": [6, 13],
    "children_ages_1_january": [5, 12],
    "income": "1348.49",
    "income_sources": ["bijstand"],
    "wealth": "900.00",
    "low_income_months": 72,
    "insurer": "other",
    "special_costs": ["furnishing"],
    "costs_already_paid": False,
    "costs_covered_elsewhere": False,
    "debts": "none",
    "help_topics": ["paperwork"],
}

_PART_TIME_COUPLE: Final[Mapping[str, Any]] = {
    **_SETTLED,
    "age": 41,
    "has_partner": True,
    "partner_age": 39,
    "children_ages": [3, 9],
    "children_ages_1_january": [2, 8],
    "income": "2250.00",
    "income_sources": ["work"],
    "wealth": "1200.00",
    "low_income_months": 48,
    "insurer": "menzis",
    "special_costs": ["appliances"],
    "costs_already_paid": False,
    "costs_covered_elsewhere": False,
    "debts": "behind",
    "help_topics": [],
}

_PENSIONER: Final[Mapping[str, Any]] = {
    **_SETTLED,
    "age": 71,
    "has_partner": False,
    "children_ages": [],
    "income": "1581.55",
    "income_sources": ["state_pension"],
    "wealth": "1200.00",
    "low_income_months": 50,
    "insurer": "other",
    "special_costs": [],
    "debts": "none",
    "help_topics": ["loneliness"],
}

_FAR_ABOVE: Final[Mapping[str, Any]] = {
    **_SETTLED,
    "age": 45,
    "has_partner": True,
    "partner_age": 44,
    "children_ages": [10],
    "children_ages_1_january": [9],
    "income": "6200.00",
    "income_sources": ["work"],
    "wealth": "90000.00",
    "owns_home": True,
    "home_equity": "200000.00",
    "car_value": "18000.00",
    "car_indispensable": False,
    "low_income_months": 0,
    "insurer": "other",
    "special_costs": [],
    "debts": "none",
    "help_topics": [],
}

# Half of the questions asked; a null is a question that the resident could not answer.
_HALF_ANSWERED: Final[Mapping[str, Any]] = {
    "age": 29,
    "has_partner": False,
    "children_ages": [4],
    "lawful_residence": True,
    "income": "1400.00",
    "income_includes_holiday_allowance": None,
    "income_sources": ["work", "benefit"],
    "wealth": None,
    "car_value": "2500.00",
    "insurer": None,
    "urgent_threats": [],
    "debts": "behind",
}

HOUSEHOLDS: Final[Mapping[str, Mapping[str, Any]]] = {
    name: {"municipality": "enschede", "facts": facts}
    for name, facts in {
        "Single parent on bijstand": _SINGLE_PARENT,
        "Couple in part-time work": _PART_TIME_COUPLE,
        "Pensioner with AOW only": _PENSIONER,
        "Couple far above the limits": _FAR_ABOVE,
        "Half answered, with unknowns": _HALF_ANSWERED,
    }.items()
}
"""Household documents as the contract has them, decoded."""
