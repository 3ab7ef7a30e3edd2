"""Random valid households, drawn around every limit of the contract. Never contradictory as §2 defines it."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from .case import MUNICIPALITIES
from .figures import CAR_LIMIT, FIRST_DAY, LAST_DAY, NORM_IDS, Norm, norm_amounts, share, wealth_limits

PERCENTAGES = (100, 100, 101, 101, 110, 120, 130, 150)
BOUNDARY_AGES = (17, 18, 20, 21, 27, 28, 66, 67, 68)
SOURCES = ("work", "self_employed", "bijstand", "benefit", "state_pension", "student_finance", "alimony")
COSTS = [
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
]
THREATS = [
    "eviction",
    "energy_cutoff",
    "water_cutoff",
    "insurance_cancellation",
    "bailiff",
    "no_money_for_food",
    "homeless",
    "unsafe_at_home",
]
TOPICS = [
    "paperwork",
    "money",
    "language",
    "loneliness",
    "care_at_home",
    "informal_care",
    "parenting",
    "work",
    "housing",
]
# The answer that keeps most schemes open.
FAVOURABLE: dict[str, bool] = {
    "lawful_residence": True,
    "lawful_residence_5_years": True,
    "separated_past_5_years": False,
    "student": False,
    "student_past_5_years": False,
    "medical_study_limit": True,
    "owns_home": False,
    "car_indispensable": True,
    "iit_past_12_months": False,
    "sanction_past_12_months": False,
    "income_improvement_expected": False,
    "premium_arrears": False,
    "costs_already_paid": False,
    "costs_covered_elsewhere": False,
}
HALF_YEARS = [
    (date(y, m, 1), date(y, 6, 30) if m == 1 else date(y, 12, 31)) for y in (2024, 2025, 2026) for m in (1, 7)
]
AFTERWARDS = [(date(2027, 1, 1), date(2027, 12, 31)), (date(2028, 1, 1), date(2028, 12, 31))]


def random_date(rng: random.Random) -> date:
    first, last = rng.choice(HALF_YEARS if rng.random() < 0.88 else AFTERWARDS)
    kind = rng.random()
    if kind < 0.3:
        return first if kind < 0.15 else last
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def random_municipality(rng: random.Random) -> str:
    if rng.random() < 0.8:
        return "enschede"
    return "other" if rng.random() < 0.4 else rng.choice(sorted(MUNICIPALITIES))


def figures_day(on: date) -> date:
    """After the last figures, amounts are drawn around the last ones known."""
    return min(max(on, FIRST_DAY), LAST_DAY)


def written(rng: random.Random, cents: int) -> str | int:
    """The amount as the contract lets it be written."""
    sign, euros, rest = "-" if cents < 0 else "", abs(cents) // 100, abs(cents) % 100
    if rest == 0 and rng.random() < 0.4:
        return cents // 100 if rng.random() < 0.5 else f"{sign}{euros}"
    if rest % 10 == 0 and rng.random() < 0.2:
        return f"{sign}{euros}.{rest // 10}"
    return f"{sign}{euros}.{rest:02d}"


def nearby(rng: random.Random, limit: int) -> int:
    """On the limit, a cent under or over, or some way off."""
    return limit + rng.choice((-1, 0, 0, 1, rng.randint(-20000, 20000)))


def some_of(rng: random.Random, names: list[str] | tuple[str, ...], empty: float) -> list[str]:
    if rng.random() < empty:
        return []
    return rng.sample(names, min(len(names), rng.choice((1, 1, 1, 2, 3))))


def random_age(rng: random.Random) -> int:
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(BOUNDARY_AGES)
    return rng.randint(21, 66) if kind < 0.9 else rng.randint(0, 120)


def random_children(rng: random.Random) -> list[int]:
    count = rng.choice((0, 0, 1, 1, 2, 3))
    return [rng.choice((0, 1, 3, 4, 11, 12, 13, 16, 17, rng.randint(0, 17))) for _ in range(count)]


def january_ages(rng: random.Random, children: list[int], on: date) -> list[int]:
    """Present age or one year less, in the same order; on 1 January itself the present age."""
    birthdays = (on.month, on.day) != (1, 1)
    return [age - (1 if birthdays and rng.random() < 0.5 else 0) for age in children]


def fitting_norms(facts: dict[str, Any]) -> tuple[str, ...]:
    """The norms to draw around: mostly the household's own, so that the limits are really met."""
    old = facts["age"] >= 67 or (facts["has_partner"] and facts["partner_age"] >= 67)
    kind = "couple" if facts["has_partner"] else "single"
    return tuple(name for name in NORM_IDS if name.startswith(kind) and (name.endswith("21_aow") is not old))


def random_income(rng: random.Random, facts: dict[str, Any], on: date) -> int:
    kind = rng.random()
    if kind < 0.06:
        return rng.choice((0, rng.randint(0, 1000000)))
    if kind < 0.25:
        return rng.randint(80000, 160000)
    names = fitting_norms(facts) if kind < 0.93 else NORM_IDS
    norm: Norm | None = norm_amounts(rng.choice(names), figures_day(on))
    assert norm is not None
    includes = facts["income_includes_holiday_allowance"] if rng.random() < 0.8 else rng.random() < 0.5
    limit = share(rng.choice(PERCENTAGES), norm.with_holiday if includes else norm.without)
    return max(0, nearby(rng, limit))


def random_wealth(rng: random.Random, car: int, on: date) -> int:
    limits = wealth_limits(figures_day(on))
    assert limits is not None
    limit = rng.choice((limits.alone, limits.family, 150000, 180000, 200000, limits.alone - car, limits.family - car))
    kind = rng.random()
    if kind < 0.35:
        return rng.choice((0, rng.randint(-500000, 0), rng.randint(0, 150000)))
    return nearby(rng, limit) if kind < 0.95 else rng.randint(0, 5000000)


def random_equity(rng: random.Random, on: date) -> int:
    limits = wealth_limits(figures_day(on))
    assert limits is not None
    return nearby(rng, limits.home) if rng.random() < 0.6 else rng.randint(-2000000, 9000000)


def random_sources(rng: random.Random) -> list[str]:
    kind = rng.random()
    if kind < 0.1:
        return ["none"]
    if kind < 0.45:
        return ["work"]
    return rng.sample(SOURCES, rng.choice((1, 1, 2, 3)))


def family(rng: random.Random, on: date) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "age": random_age(rng),
        "has_partner": rng.random() < 0.45,
        "partner_age": random_age(rng),
        "children_ages": random_children(rng),
    }
    facts["children_ages_1_january"] = january_ages(rng, facts["children_ages"], on)
    return facts


def money(rng: random.Random, facts: dict[str, Any], on: date) -> dict[str, Any]:
    car = rng.choice((0, 0, 0, 100000, nearby(rng, CAR_LIMIT), nearby(rng, CAR_LIMIT), rng.randint(0, 2000000)))
    return {
        "income": written(rng, random_income(rng, facts, on)),
        "income_sources": random_sources(rng),
        "wealth": written(rng, random_wealth(rng, max(0, car), on)),
        "home_equity": written(rng, random_equity(rng, on)),
        "car_value": written(rng, max(0, car)),
    }


def circumstances(rng: random.Random, kindness: float) -> dict[str, Any]:
    """The rest; the kinder, the fewer conditions fail."""
    calm = rng.random() < 0.4
    months = (59, 60, 61, 61, 72, rng.randint(0, 720)) if rng.random() > kindness else (60, 61, 61, 120)
    return {
        "low_income_months": rng.choice(months),
        "insurer": rng.choice(("garantverzorgd", "menzis", "other", "none")),
        "special_costs": some_of(rng, COSTS, 0.35),
        "debts": rng.choice(("none",) if calm else ("none", "behind", "problematic")),
        "urgent_threats": some_of(rng, THREATS, 1.0 if calm else 0.5),
        "help_topics": some_of(rng, TOPICS, 0.9 if calm else 0.5),
    }


def without(facts: dict[str, Any], applies: bool, *names: str) -> None:
    if applies:
        for name in names:
            facts.pop(name, None)


def drop_leftovers(facts: dict[str, Any], rng: random.Random) -> None:
    """Drop what has no meaning beside the other answers; facts whose parent is unknown stay now and then."""
    stray = rng.random() < 0.15
    parents: dict[str, Callable[[Any], bool]] = {
        "has_partner": lambda value: value is False,
        "owns_home": lambda value: value is False,
        "car_value": lambda value: value is not None and float(value) == 0,
        "special_costs": lambda value: value == [],
    }
    children = {
        "has_partner": ("partner_age",),
        "owns_home": ("home_equity",),
        "car_value": ("car_indispensable",),
        "special_costs": ("costs_already_paid", "costs_covered_elsewhere"),
    }
    for parent, meaningless in parents.items():
        value = facts.get(parent)
        without(facts, meaningless(value) or (value is None and not stray), *children[parent])
    without(facts, facts.get("children_ages") is None, "children_ages_1_january")


def respect_implied(facts: dict[str, Any]) -> None:
    """Drop the opposite of an implied fact; the implied fact itself may stand there, be null or be absent."""
    studying = "student_finance" in (facts.get("income_sources") or ())
    without(facts, studying and facts.get("student") is False, "student")
    studying = studying or facts.get("student") is True
    without(facts, studying and facts.get("student_past_5_years") is False, "student_past_5_years")
    unlawful = facts.get("lawful_residence") is False
    without(facts, unlawful and facts.get("lawful_residence_5_years") is True, "lawful_residence_5_years")
    without(facts, facts.get("student") is False and facts.get("medical_study_limit") is True, "medical_study_limit")


def hide(rng: random.Random, facts: dict[str, Any]) -> dict[str, Any]:
    """Leave some facts out (not asked yet) and make some null (asked; not known)."""
    absent = rng.choice((0.0, 0.0, 0.0, 0.0, 0.03, 0.1, 0.4, 0.9))
    null = rng.choice((0.0, 0.0, 0.0, 0.0, 0.02, 0.06, 0.4))
    seen: dict[str, Any] = {}
    for name, value in facts.items():
        own_absent = max(absent, 0.4) if name == "children_ages_1_january" else absent
        if rng.random() >= own_absent:
            seen[name] = None if rng.random() < null else value
    return seen


def random_household(rng: random.Random) -> tuple[str, dict[str, Any], date]:
    """A municipality, the decoded `facts` object, and a day."""
    on = random_date(rng)
    kindness = rng.choice((0.5, 0.8, 0.97, 1.0))
    facts = family(rng, on)
    facts["income_includes_holiday_allowance"] = rng.random() < 0.5
    facts |= money(rng, facts, on)
    facts |= {name: good if rng.random() < kindness else not good for name, good in FAVOURABLE.items()}
    if rng.random() < 0.12:
        facts["student"] = True
    facts |= circumstances(rng, kindness)
    seen = hide(rng, facts)
    if "income_includes_holiday_allowance" in seen and rng.random() < 0.2:
        del seen["income_includes_holiday_allowance"]
    drop_leftovers(seen, rng)
    respect_implied(seen)
    return random_municipality(rng), seen, on
