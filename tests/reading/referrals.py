"""The table of referrals of §5. Unknown facts trigger none, except where the contract says so."""

from collections.abc import Mapping
from typing import Any

from .case import MUNICIPALITIES, Case
from .conditions import income_at_most, income_below_norm, someone_at_aow
from .figures import expired

URGENT_MONEY = ("eviction", "energy_cutoff", "water_cutoff", "insurance_cancellation")
MONEY_THREATS = (*URGENT_MONEY, "bailiff", "no_money_for_food")
Schemes = Mapping[str, Mapping[str, Any]]


def money_trouble(case: Case) -> bool:
    in_debt = case.get("debts") in ("behind", "problematic")
    return in_debt or case.has("urgent_threats", *MONEY_THREATS) or case.get("premium_arrears") is True


def low_income(case: Case) -> bool:
    return income_at_most(case, 130).value is True


def unanswered(case: Case, schemes: Schemes) -> bool:
    """A scheme is unknown, and one of its blocking facts was asked in vain."""
    return any(not case.nulls.isdisjoint(scheme["blocking_facts"]) for scheme in schemes.values())


def wijkwijzer(case: Case, schemes: Schemes) -> bool:
    age = case.get("age")
    return case.in_enschede and (
        bool(case.get("help_topics"))
        or money_trouble(case)
        or low_income(case)
        or any(scheme["status"] == "possible" for scheme in schemes.values())
        or unanswered(case, schemes)
        or case.has("urgent_threats", "homeless", "unsafe_at_home")
        or (age is not None and age < 18)
        or expired(case.on)
    )


def juridisch_loket(case: Case) -> bool:
    unlawful = case.get("lawful_residence") is False
    return unlawful or case.has("special_costs", "legal_aid") or case.has("urgent_threats", "bailiff")


def bbz(case: Case) -> bool:
    in_need = money_trouble(case) or income_below_norm(case).value is True
    return case.in_enschede and case.has("income_sources", "self_employed") and in_need


def geldfit(case: Case) -> bool:
    return case.get("debts") == "behind" or (case.municipality == "other" and money_trouble(case))


def jongerencoach(case: Case) -> bool:
    age = case.get("age")
    return case.in_enschede and money_trouble(case) and age is not None and 18 <= age <= 27


def triggered(case: Case, schemes: Schemes) -> dict[str, bool]:
    """Every referral in the order of the table, and whether it applies."""
    here, trouble = case.in_enschede, money_trouble(case)
    return {
        "veilig_thuis": case.has("urgent_threats", "unsafe_at_home"),
        "homeless_shelter": here and case.has("urgent_threats", "homeless"),
        "voedselbank": here and case.has("urgent_threats", "no_money_for_food"),
        "stadsbank": case.municipality in MUNICIPALITIES and trouble,
        "jongerencoach": jongerencoach(case),
        "own_municipality": not here,
        "wijkwijzer": wijkwijzer(case, schemes),
        "geldfit": geldfit(case),
        "toeslagen": low_income(case),
        "svb_aio": someone_at_aow(case).value is True and income_below_norm(case).value is True,
        "bbz": bbz(case),
        "juridisch_loket": juridisch_loket(case),
        "wijkteam": here and case.has("help_topics", "care_at_home", "informal_care", "parenting"),
        "werk": here and case.has("help_topics", "work"),
    }


def urgent_ids(case: Case) -> set[str]:
    """The referrals that are urgent if they apply at all."""
    urgent = {"veilig_thuis", "homeless_shelter", "voedselbank"}
    if case.has("urgent_threats", *URGENT_MONEY):
        urgent |= {"stadsbank", "jongerencoach"}
    if case.get("urgent_threats"):
        urgent.add("own_municipality")
    if case.has("urgent_threats", "no_money_for_food"):
        urgent.add("wijkwijzer")
    return urgent


def referrals(case: Case, schemes: Schemes) -> list[tuple[str, str]]:
    """Urgent first, then as in the table."""
    ids = [name for name, applies in triggered(case, schemes).items() if applies]
    urgent = urgent_ids(case)
    first = [(name, "urgent") for name in ids if name in urgent]
    return first + [(name, "normal") for name in ids if name not in urgent]
