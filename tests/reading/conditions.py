"""The single conditions of §4 and §5, each as a Finding."""

from .case import Case
from .figures import (
    CAR_LIMIT,
    SMALL_SAVINGS_ALONE,
    SMALL_SAVINGS_COUPLE,
    SMALL_SAVINGS_PARENT,
    at_aow_age,
    expired,
    norm_amounts,
    share,
    wealth_limits,
)
from .unsettled import Finding, every, leaf, missing, negated, some, unknown


def yes(case: Case, fact: str) -> Finding:
    return leaf(case.get(fact), missing(case, fact))


def no(case: Case, fact: str) -> Finding:
    return negated(yes(case, fact))


def at_least(case: Case, fact: str, bound: int) -> Finding:
    value = case.get(fact)
    return leaf(None if value is None else value >= bound, missing(case, fact))


def source(case: Case, name: str) -> Finding:
    sources = case.get("income_sources")
    return leaf(None if sources is None else name in sources, {"income_sources"})


def income_regular(case: Case) -> Finding:
    return negated(source(case, "self_employed"))


# Ages


def aow(case: Case, fact: str) -> Finding:
    """Whether the person of that age fact has reached the AOW age."""
    age = case.get(fact)
    return leaf(None if age is None else at_aow_age(age, case.on), missing(case, fact))


def age_21(case: Case) -> Finding:
    return every(
        at_least(case, "age", 21),
        some(no(case, "has_partner"), at_least(case, "partner_age", 21)),
    )


def both_working_age(case: Case) -> Finding:
    """21 or older and below the AOW age, and so is the partner if any."""

    def one(fact: str) -> Finding:
        return every(at_least(case, fact, 21), negated(aow(case, fact)))

    return every(one("age"), some(no(case, "has_partner"), one("partner_age")))


def someone_below_aow(case: Case) -> Finding:
    partner_below = every(yes(case, "has_partner"), negated(aow(case, "partner_age")))
    return some(negated(aow(case, "age")), partner_below)


def someone_at_aow(case: Case) -> Finding:
    return some(aow(case, "age"), every(yes(case, "has_partner"), aow(case, "partner_age")))


def lawful_or_couple(case: Case) -> Finding:
    return some(yes(case, "lawful_residence"), yes(case, "has_partner"))


# Norm and income


def norm_id(case: Case) -> str | None:
    """The norm of the household; None while unknown, and when the figures have expired."""
    partner = case.get("has_partner")
    if expired(case.on) or partner is None:
        return None
    mine = aow(case, "age").value
    if partner is False:
        return None if mine is None else ("single_aow" if mine else "single_21_aow")
    theirs = aow(case, "partner_age").value
    if mine or theirs:
        return "couple_aow"
    return None if mine is None or theirs is None else "couple_21_aow"


def norm_asks(case: Case) -> frozenset[str]:
    """The facts because of which the norm is unknown."""
    if norm_id(case) is not None:
        return frozenset()
    if case.get("has_partner") is True:
        return missing(case, "age", "partner_age")
    return missing(case, "age", "has_partner")


def plain_income(case: Case, percentage: int, strictly: bool = False) -> Finding:
    """Income at most (or strictly below) a percentage of the norm."""
    if expired(case.on):
        return unknown()
    income, norm = case.get("income"), norm_id(case)
    amounts = None if norm is None else norm_amounts(norm, case.on)
    if income is None or amounts is None:
        return unknown(missing(case, "income") | norm_asks(case))
    higher, lower = share(percentage, amounts.with_holiday), share(percentage, amounts.without)
    includes = case.get("income_includes_holiday_allowance")
    limits = (higher, lower) if includes is None else ((higher,) if includes else (lower,))
    answers = {income < limit if strictly else income <= limit for limit in limits}
    return Finding(answers.pop()) if len(answers) == 1 else unknown({"income_includes_holiday_allowance"})


def income_at_most(case: Case, percentage: int) -> Finding:
    return some(plain_income(case, percentage), source(case, "bijstand"))


def income_below_norm(case: Case) -> Finding:
    return plain_income(case, 100, strictly=True)


# Wealth


def family_asks(case: Case) -> frozenset[str]:
    """What leaves it open whether somebody is alone, a single parent or in a couple."""
    if case.get("has_partner") is True:
        return frozenset()
    return missing(case, "has_partner", "children_ages")


def family_limit(case: Case, alone: int, parent: int, couple: int) -> int | None:
    """§5: unknown while has_partner is, or children_ages without a partner."""
    partner, children = case.get("has_partner"), case.get("children_ages")
    if partner is True:
        return couple
    if partner is None or children is None:
        return None
    return parent if children else alone


def at_most(case: Case, limit: int | None, *facts: str) -> Finding:
    """The sum of some amounts against a limit that depends on the family."""
    amounts = [case.get(fact) for fact in facts]
    if limit is None or None in amounts:
        return unknown(missing(case, *facts) | (family_asks(case) if limit is None else frozenset()))
    return Finding(sum(amounts) <= limit)


def wealth_within(case: Case, *facts: str) -> Finding:
    """The amounts together within the wealth limit of the year; expired limits ask nothing."""
    year = wealth_limits(case.on)
    if year is None:
        return unknown()
    return at_most(case, family_limit(case, year.alone, year.family, year.family), *facts)


def wealth_ok(case: Case) -> Finding:
    year = wealth_limits(case.on)
    if year is None:
        return unknown()
    home = some(no(case, "owns_home"), at_most(case, year.home, "home_equity"))
    return every(wealth_within(case, "wealth"), home)


def small_savings(case: Case) -> Finding:
    limit = family_limit(case, SMALL_SAVINGS_ALONE, SMALL_SAVINGS_PARENT, SMALL_SAVINGS_COUPLE)
    return at_most(case, limit, "wealth")


def car_ok(case: Case) -> Finding:
    return some(at_most(case, CAR_LIMIT, "car_value"), yes(case, "car_indispensable"))


# Children and costs


def child_of_4_to_17(case: Case) -> Finding:
    ages = case.get("children_ages")
    return leaf(None if ages is None else any(4 <= age <= 17 for age in ages), {"children_ages"})


def other_than_medical(case: Case) -> Finding:
    costs = case.get("special_costs")
    return leaf(None if costs is None else any(cost != "medical" for cost in costs), {"special_costs"})


def costs_still_open(case: Case, fact: str) -> Finding:
    """Not paid or covered yet; without special costs the two facts count as false."""
    return Finding(True) if case.get("special_costs") == [] else no(case, fact)


def insurer_is_not(case: Case, name: str) -> Finding:
    insurer = case.get("insurer")
    return leaf(None if insurer is None else insurer != name, {"insurer"})
