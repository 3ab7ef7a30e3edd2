"""The table of schemes of §5: per scheme its hard and soft conditions."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from . import conditions as c
from .case import Case
from .unsettled import Finding, negated, some


class SchemeConditions(NamedTuple):
    """The conditions of one scheme for one household."""

    hard: list[Finding]
    soft: list[Finding]
    at_most_possible: bool = False


def adult_here(case: Case) -> list[Finding]:
    return [Finding(case.in_enschede), c.at_least(case, "age", 18)]


def iit(case: Case) -> SchemeConditions:
    hard = [
        Finding(case.in_enschede),
        c.both_working_age(case),
        c.yes(case, "lawful_residence_5_years"),
        c.no(case, "student"),
        c.no(case, "student_past_5_years"),
        c.income_at_most(case, 101),
        c.at_least(case, "low_income_months", 60),
        c.wealth_ok(case),
        c.no(case, "iit_past_12_months"),
        c.no(case, "sanction_past_12_months"),
    ]
    soft = [
        c.income_at_most(case, 100),
        c.at_least(case, "low_income_months", 61),
        c.wealth_within(case, "wealth", "car_value"),
        c.no(case, "income_improvement_expected"),
        c.no(case, "separated_past_5_years"),
        c.income_regular(case),
    ]
    return SchemeConditions(hard, soft)


def garantverzorgd(case: Case) -> SchemeConditions:
    hard = [c.lawful_or_couple(case), c.income_at_most(case, 120), c.insurer_is_not(case, "garantverzorgd")]
    soft = [c.yes(case, "lawful_residence"), c.no(case, "premium_arrears"), c.income_regular(case), c.age_21(case)]
    return SchemeConditions(adult_here(case) + hard, soft)


def leergeld(case: Case) -> SchemeConditions:
    hard = [c.child_of_4_to_17(case), c.income_at_most(case, 130)]
    return SchemeConditions(adult_here(case) + hard, [c.income_regular(case), c.age_21(case)])


def bijzondere_bijstand(case: Case) -> SchemeConditions:
    hard = [
        c.lawful_or_couple(case),
        c.other_than_medical(case),
        c.costs_still_open(case, "costs_already_paid"),
        c.costs_still_open(case, "costs_covered_elsewhere"),
        c.income_at_most(case, 150),
    ]
    soft = [
        c.yes(case, "lawful_residence"),
        c.income_at_most(case, 110),
        c.wealth_ok(case),
        c.income_regular(case),
        c.age_21(case),
    ]
    return SchemeConditions(adult_here(case) + hard, soft)


def kwijtschelding(case: Case) -> SchemeConditions:
    hard = [c.income_at_most(case, 120), c.wealth_ok(case), c.car_ok(case)]
    soft = [c.income_at_most(case, 100), c.small_savings(case), c.income_regular(case), c.age_21(case)]
    return SchemeConditions(adult_here(case) + hard, soft)


def algemene_bijstand(case: Case) -> SchemeConditions:
    hard = [
        c.someone_below_aow(case),
        c.lawful_or_couple(case),
        some(c.no(case, "student"), c.yes(case, "has_partner")),
        c.income_below_norm(case),
        c.wealth_within(case, "wealth"),
        negated(c.source(case, "bijstand")),
    ]
    return SchemeConditions(adult_here(case) + hard, [], at_most_possible=True)


def studietoeslag(case: Case) -> SchemeConditions:
    hard = [Finding(case.in_enschede), c.yes(case, "student"), c.yes(case, "medical_study_limit")]
    return SchemeConditions(hard, [], at_most_possible=True)


SCHEMES: Mapping[str, Callable[[Case], SchemeConditions]] = {
    "iit": iit,
    "garantverzorgd": garantverzorgd,
    "leergeld": leergeld,
    "bijzondere_bijstand": bijzondere_bijstand,
    "kwijtschelding": kwijtschelding,
    "algemene_bijstand": algemene_bijstand,
    "studietoeslag": studietoeslag,
}
