"""What follows from the facts by plain arithmetic, before any matching: the norm, limits, ages and counts.

Every reading is either a value, or says which facts are missing, or that the figure it needs has expired.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from rules.household import Household
from rules.money import Cents
from rules.vocabulary import FACTS, FactValue

NORMS: Final = ("single_21_aow", "single_aow", "couple_21_aow", "couple_aow")
"""The contract's four norms (§4)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value, or None with the facts that could settle it, or None because a figure has expired."""

    value: FactValue | None
    missing: frozenset[str] = frozenset()
    expired: bool = False


@dataclass(frozen=True, slots=True)
class NormAmounts:
    """Net euros per month in cents (Participatiewet art. 21-22)."""

    id: str
    with_holiday_allowance: Cents
    without_holiday_allowance: Cents


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the household: the municipality whose policy this is, and the figures in force on the day."""

    served: str
    stadsbank: frozenset[str]
    figures: Mapping[str, int | None]
    figures_expired: bool


class Situation:
    """Reads facts and derived values of one household in one setting; each value is worked out once."""

    def __init__(self, household: Household, setting: Setting) -> None:
        self.household = household
        self.setting = setting
        self.outcomes: dict[str, bool] = {}
        self._cache: dict[str, Reading] = {}

    def read(self, name: str) -> Reading:
        """Read a fact of the contract, a derived value, or an outcome of the schemes."""
        reading = self._cache.get(name)
        if reading is None:
            reading = self._cache[name] = self._work_out(name)
        return reading

    def _work_out(self, name: str) -> Reading:
        if name in FACTS:
            return read_fact(self.household, name)
        if name in OUTCOMES:
            return Reading(self.outcomes[name])
        return DERIVED[name].work_out(self)

    def figure(self, name: str) -> Reading:
        """A parameter's value on the day."""
        value = self.setting.figures[name]
        return Reading(value, expired=value is None)

    def norm_id(self) -> Reading:
        """Which of the contract's four norms applies (§4): by partner and AOW age; children make no difference."""
        partner = self.read("has_partner")
        own = self.read("below_state_pension_age")
        if partner.value is None:
            return Reading(None, partner.missing | own.missing)
        if partner.value is False:
            if own.value is None:
                return Reading(None, own.missing)
            return Reading("single_21_aow" if own.value else "single_aow")
        other = self.read("partner_below_state_pension_age")
        if own.value is False or other.value is False:
            return Reading("couple_aow")
        if own.value is None or other.value is None:
            return Reading(None, own.missing | other.missing)
        return Reading("couple_21_aow")

    def norm(self) -> NormAmounts | None:
        """The amounts of the norm; None while it is unknown or expired."""
        norm_id = self.norm_id().value
        if norm_id is None:
            return None
        amounts = [self.setting.figures[f"norm.{norm_id}.{kind}_holiday_allowance"] for kind in ("with", "without")]
        if amounts[0] is None or amounts[1] is None:
            return None
        return NormAmounts(str(norm_id), amounts[0], amounts[1])

    def norm_expired(self) -> bool:
        """Whether the norm, or while it is unknown which one applies every norm, is past its last known day."""
        norm_id = self.norm_id().value
        names = NORMS if norm_id is None else (str(norm_id),)
        return all(self.setting.figures[f"norm.{name}.without_holiday_allowance"] is None for name in names)

    def household_limit(self, name: str) -> Reading:
        """A limit in cents that depends on the household: `wealth_limit` or `small_savings_limit` (contract §5)."""
        key = f"limit {name}"
        if key not in self._cache:
            self._cache[key] = self._work_out_limit(HOUSEHOLD_LIMITS[name])
        return self._cache[key]

    def _work_out_limit(self, limit: LimitFigures) -> Reading:
        if any(self.setting.figures[name] is None for name in (limit.couple, limit.single_parent, limit.single)):
            return Reading(None, expired=True)
        partner = self.read("has_partner")
        if partner.value is True:
            return self.figure(limit.couple)
        children = self.read("children_ages")
        if partner.value is None:
            return Reading(None, partner.missing | children.missing)
        if children.value is None:
            return children
        return self.figure(limit.single_parent if children.value else limit.single)


def read_fact(household: Household, name: str) -> Reading:
    """A fact's value, or the fact to ask for: the parent of a dependent fact while that is not known yet."""
    value = household.known.get(name)
    if value is not None:
        return Reading(value)
    fact = FACTS[name]
    if fact.parent is None or fact.matters_when is None:
        return Reading(None, frozenset({name}))
    parent = household.known.get(fact.parent)
    if parent is None:
        return Reading(None, read_fact(household, fact.parent).missing)
    return Reading(None, frozenset({name}) if fact.matters_when(parent) else frozenset())


@dataclass(frozen=True, slots=True)
class LimitFigures:
    """The parameters behind a limit for a couple, a single parent and a single person."""

    couple: str
    single_parent: str
    single: str


HOUSEHOLD_LIMITS: Final[Mapping[str, LimitFigures]] = {
    "wealth_limit": LimitFigures("wealth.household", "wealth.household", "wealth.single"),
    "small_savings_limit": LimitFigures("small_savings.couple", "small_savings.single_parent", "small_savings.single"),
}

OUTCOMES: Final = ("scheme_possible", "scheme_unsettled_by_unknown_answer")
"""Known only after the schemes have been settled; referrals may test them."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived value: its kind (bool, int or money) and how it is worked out."""

    kind: str
    work_out: Callable[[Situation], Reading]


def _below_pension_age(age_fact: str) -> Callable[[Situation], Reading]:
    """Ages are whole years, so an AOW age with months leaves one year in which only the office can tell."""

    def work_out(situation: Situation) -> Reading:
        age, limit = situation.read(age_fact), situation.figure("state_pension_age")
        if not isinstance(age.value, int) or not isinstance(limit.value, int):
            return Reading(None, age.missing, limit.expired)
        youngest, oldest = age.value * 12, age.value * 12 + 11
        if oldest < limit.value:
            return Reading(True)
        return Reading(False) if youngest >= limit.value else Reading(None)

    return work_out


def _school_age_children(situation: Situation) -> Reading:
    ages = situation.read("children_ages")
    lowest, highest = situation.figure("leergeld.child_age_min"), situation.figure("leergeld.child_age_max")
    if not isinstance(lowest.value, int) or not isinstance(highest.value, int):
        return Reading(None, expired=True)
    if not isinstance(ages.value, tuple):
        return ages
    return Reading(sum(lowest.value <= age <= highest.value for age in ages.value))


def _count(fact: str, without: str | None = None) -> Callable[[Situation], Reading]:
    def work_out(situation: Situation) -> Reading:
        chosen = situation.read(fact)
        return Reading(len(chosen.value - {without})) if isinstance(chosen.value, frozenset) else chosen

    return work_out


def _wealth_with_car(situation: Situation) -> Reading:
    wealth, car = situation.read("wealth"), situation.read("car_value")
    if not isinstance(wealth.value, int) or not isinstance(car.value, int):
        return Reading(None, wealth.missing | car.missing)
    return Reading(wealth.value + car.value)


DERIVED: Final[Mapping[str, Derived]] = {
    "lives_here": Derived("bool", lambda s: Reading(s.household.municipality == s.setting.served)),
    "stadsbank_municipality": Derived("bool", lambda s: Reading(s.household.municipality in s.setting.stadsbank)),
    "other_municipality": Derived("bool", lambda s: Reading(s.household.municipality == "other")),
    "below_state_pension_age": Derived("bool", _below_pension_age("age")),
    "partner_below_state_pension_age": Derived("bool", _below_pension_age("partner_age")),
    "school_age_children": Derived("int", _school_age_children),
    "special_costs_count": Derived("int", _count("special_costs")),
    "special_costs_other_than_medical": Derived("int", _count("special_costs", without="medical")),
    "urgent_threats_count": Derived("int", _count("urgent_threats")),
    "help_topics_count": Derived("int", _count("help_topics")),
    "wealth_with_car": Derived("money", _wealth_with_car),
    "figures_expired": Derived("bool", lambda s: Reading(s.setting.figures_expired)),
}

SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "lives_here": ("municipality",),
    "stadsbank_municipality": ("municipality",),
    "other_municipality": ("municipality",),
    "below_state_pension_age": ("age",),
    "partner_below_state_pension_age": ("partner_age",),
    "school_age_children": ("children_ages",),
    "special_costs_count": ("special_costs",),
    "special_costs_other_than_medical": ("special_costs",),
    "urgent_threats_count": ("urgent_threats",),
    "help_topics_count": ("help_topics",),
    "wealth_with_car": ("wealth", "car_value"),
    "figures_expired": ("on",),
    "scheme_possible": ("schemes",),
    "scheme_unsettled_by_unknown_answer": ("schemes",),
}
"""What stands behind a derived value, for explanations: facts, `municipality`, `on` (the day) or `schemes`."""


FIGURES_BEHIND: Final[Mapping[str, Mapping[str, str]]] = {
    "below_state_pension_age": {"state_pension_age": "months"},
    "partner_below_state_pension_age": {"state_pension_age": "months"},
    "school_age_children": {"leergeld.child_age_min": "years", "leergeld.child_age_max": "years"},
}
"""The parameters that derived values rest on, with their unit."""

_UNITS: Final = {"age": "years", "partner_age": "years", "low_income_months": "months"}


def unit_of(name: str) -> str:
    """The unit of a number: euro, years, months or count. A parameter it is compared with must have the same."""
    return "euro" if kind_of(name) == "money" else _UNITS.get(name, "count")


def kind_of(name: str) -> str | None:
    """The kind of a fact, derived value or outcome; None when there is no such name."""
    if name in FACTS:
        return FACTS[name].kind
    if name in OUTCOMES:
        return "bool"
    return DERIVED[name].kind if name in DERIVED else None


def subjects_of(name: str) -> tuple[str, ...]:
    """What a fact or derived value speaks about (see SUBJECTS)."""
    return SUBJECTS.get(name, (name,))
