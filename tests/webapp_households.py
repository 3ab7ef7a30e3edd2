"""Four households: what they fill in on each page, and the same as facts, written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from tests.webapp_fixtures import Sent


@dataclass(frozen=True)
class Story:
    """One household: what is sent to each question, and the facts that this must come to."""

    name: str
    sent: dict[str, Sent]
    facts: dict[str, Any]


COMMON: Final[dict[str, Sent]] = {
    "gemeente": {"choice": "enschede"},
    "nood": {"boxes": ["none"]},
    "verblijf": {"choice": "five-years"},
    "studie": {"choice": "no"},
    "bezit": {"boxes": ["none"]},
    "geldt-dit": {"boxes": ["none"]},
    "rekeningen": {"boxes": ["none"]},
}
COMMON_FACTS: Final[dict[str, Any]] = {
    "urgent_threats": [],
    "student": False,
    "student_past_5_years": False,
    "premium_arrears": False,
}
LIVES_HERE: Final[dict[str, Any]] = {"lawful_residence": True, "lawful_residence_5_years": True}
NOTHING_OF_THE_SORT: Final[dict[str, Any]] = {
    "iit_past_12_months": False,
    "sanction_past_12_months": False,
    "income_improvement_expected": False,
    "separated_past_5_years": False,
}

SINGLE_PARENT = Story(
    "a single parent on bijstand with two children",
    {
        **COMMON,
        "leeftijd": {"number": "34"},
        "gezin": {"boxes": ["children"], "children_ages": "3 en 8"},
        "inkomen": {"what_1": "bijstand", "amount_1": "€ 1.348,49", "period_1": "month"},
        "vermogen": {"have": "1.200", "owe": "0"},
        "laag-inkomen": {"years": "6", "months": "2"},
        "zorgverzekering": {"choice": "other"},
        "kosten": {"boxes": ["appliances"]},
        "kosten-betaald": {"choice": "open"},
        "rekeningen": {"boxes": ["behind"]},
        "hulp": {"boxes": ["paperwork"]},
    },
    {
        **COMMON_FACTS,
        **LIVES_HERE,
        **NOTHING_OF_THE_SORT,
        "age": 34,
        "has_partner": False,
        "children_ages": [3, 8],
        "income": "1348.49",
        "income_sources": ["bijstand"],
        "wealth": "1200.00",
        "owns_home": False,
        "car_value": "0.00",
        "low_income_months": 74,
        "insurer": "other",
        "special_costs": ["appliances"],
        "costs_already_paid": False,
        "costs_covered_elsewhere": False,
        "debts": "behind",
        "help_topics": ["paperwork"],
    },
)

COUPLE = Story(
    "a couple with two part-time jobs",
    {
        **COMMON,
        "leeftijd": {"number": "41"},
        "gezin": {"boxes": ["partner", "children"], "partner_age": "39", "children_ages": "13"},
        "inkomen": {
            "who_1": "self",
            "what_1": "work",
            "amount_1": "1.100",
            "period_1": "four_weeks",
            "who_2": "partner",
            "what_2": "work",
            "amount_2": "250",
            "period_2": "week",
        },
        "vakantiegeld": {"choice": "no"},
        "vermogen": {"have": "3000", "owe": "500"},
        "bezit": {"boxes": ["car"], "car_value": "2.500,-"},
        "zorgverzekering": {"choice": "menzis"},
        "kosten": {"boxes": ["none"]},
        "hulp": {"boxes": ["work", "language"]},
    },
    {
        **COMMON_FACTS,
        **LIVES_HERE,
        "age": 41,
        "has_partner": True,
        "partner_age": 39,
        "children_ages": [13],
        "income": "2275.00",
        "income_sources": ["work"],
        "wealth": "2500.00",
        "owns_home": False,
        "car_value": "2500.00",
        "insurer": "menzis",
        "special_costs": [],
        "debts": "none",
        "help_topics": ["language", "work"],
    },
)

PENSIONER = Story(
    "a pensioner with only AOW, in need",
    {
        **COMMON,
        "nood": {"boxes": ["no_money_for_food", "unsafe_at_home"]},
        "leeftijd": {"number": "71"},
        "gezin": {"boxes": ["none"]},
        "inkomen": {"what_1": "state_pension", "amount_1": "1.400,00", "period_1": "month"},
        "vakantiegeld": {"choice": "no"},
        "vermogen": {"have": "900", "owe": "0"},
        "hulp": {"boxes": ["loneliness"]},
        "zorgverzekering": {"choice": "unknown"},
        "kosten": {"boxes": ["unknown"]},
    },
    {
        **COMMON_FACTS,
        **LIVES_HERE,
        "urgent_threats": ["no_money_for_food", "unsafe_at_home"],
        "age": 71,
        "has_partner": False,
        "children_ages": [],
        "income": "1400.00",
        "income_sources": ["state_pension"],
        "wealth": "900.00",
        "owns_home": False,
        "car_value": "0.00",
        "insurer": None,
        "special_costs": None,
        "debts": "none",
        "help_topics": ["loneliness"],
    },
)

FAR_ABOVE = Story(
    "far above every limit",
    {
        **COMMON,
        "leeftijd": {"number": "45"},
        "gezin": {"boxes": ["partner", "children"], "partner_age": "44", "children_ages": "9"},
        "inkomen": {
            "who_1": "self",
            "what_1": "work",
            "amount_1": "4500",
            "period_1": "month",
            "who_2": "partner",
            "what_2": "self_employed",
            "amount_2": "2.500,00",
            "period_2": "month",
        },
        "hulp": {"boxes": ["none"]},
    },
    {
        **COMMON_FACTS,
        "age": 45,
        "has_partner": True,
        "partner_age": 44,
        "children_ages": [9],
        "income": "7000.00",
        "income_sources": ["work", "self_employed"],
        "debts": "none",
        "help_topics": [],
    },
)

STORIES: Final = (SINGLE_PARENT, COUPLE, PENSIONER, FAR_ABOVE)
