"""The notes of each scheme (§1, §4 and §5). A note never changes a status, and a note never guesses."""

from .case import Case
from .conditions import child_of_4_to_17, plain_income
from .figures import expired

INSURER_NOTES = {"other": "enrol_before_1_january", "none": "insure_now", "garantverzorgd": "already_received"}


def common(case: Case, scheme: str) -> set[str]:
    """The notes of every scheme that has an income or wealth test: all but studietoeslag."""
    if scheme == "studietoeslag":
        return set()
    found = {"confirm_with_municipality"}
    if expired(case.on):
        found.add("figures_expired")
    if case.has("income_sources", "bijstand") and plain_income(case, 120).value is False:
        found.add("check_income")
    return found


def own(case: Case, scheme: str) -> set[str]:
    costs, insurer = case.get("special_costs"), case.get("insurer")
    wanted = {
        ("iit", "already_received"): case.get("iit_past_12_months") is True,
        ("leergeld", "not_needed_now"): child_of_4_to_17(case).value is False,
        ("bijzondere_bijstand", "not_needed_now"): costs == [],
        ("bijzondere_bijstand", "medical_costs_insurance"): case.has("special_costs", "medical"),
        ("algemene_bijstand", "already_received"): case.has("income_sources", "bijstand"),
        ("algemene_bijstand", "ask_advance"): case.has("urgent_threats", "no_money_for_food"),
        ("studietoeslag", "not_needed_now"): case.get("student") is False,
    }
    wanted |= {("garantverzorgd", note): insurer == name for name, note in INSURER_NOTES.items()}
    return {note for (owner, note), applies in wanted.items() if applies and owner == scheme}


def notes(case: Case, scheme: str) -> set[str]:
    return common(case, scheme) | own(case, scheme)
