"""The whole policy of one municipality as frozen values: parameters, schemes, referrals, notes, offices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules.conditions import Figure, HouseholdLimit, Leaf, Node, PercentOfNorm, leaves
from rules.derived import FIGURES_BEHIND, HOUSEHOLD_LIMITS, NORMS
from rules.parameters import Parameters, Source
from rules.rule_sentences import RuleSentences

COST_SHARERS: Final = "applies_kostendelersnorm"


@dataclass(frozen=True, slots=True)
class NoteRule:
    """A note under a scheme: shown when its tree holds; it never changes a status."""

    id: str
    when: Node
    text: str


@dataclass(frozen=True, slots=True)
class AmountBand:
    """A supplement per child from `from_age` (included) to `below_age` (not included) on 1 January."""

    from_age: str | int
    below_age: str | int
    amount: str


@dataclass(frozen=True, slots=True)
class AmountRule:
    """How an amount is put together; the names are parameters."""

    period: str
    without_partner: str
    with_partner: str
    per_child: tuple[AmountBand, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme: conditions in order (hard and soft), notes, how to apply and what to bring."""

    id: str
    title: str
    summary: str
    max_status: str | None
    sources: tuple[Source, ...]
    conditions: tuple[Node, ...]
    notes: tuple[NoteRule, ...]
    amount: AmountRule | None
    apply: Mapping[str, str]
    documents: tuple[str, ...]

    def parameter_names(self) -> frozenset[str]:
        """Every parameter that the scheme's conditions and amount rest on."""
        names = {name for node in self.conditions for leaf in leaves(node) for name in leaf_parameters(leaf)}
        if self.amount:
            bands = self.amount.per_child
            names |= {self.amount.without_partner, self.amount.with_partner, *(band.amount for band in bands)}
            names |= {age for band in bands for age in (band.from_age, band.below_age) if isinstance(age, str)}
        return frozenset(names)


@dataclass(frozen=True, slots=True)
class ReferralRule:
    """When to point somebody to an office; `urgent_when` False = never urgent, True = always.

    `need` is its group on the page with all help.
    """

    id: str
    title: str
    text: str
    contact: Mapping[str, str]
    need: str
    when: Node
    urgent_when: Node | bool
    source: Source


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality a resident can name; `stadsbank` = takes part in Stadsbank Oost Nederland."""

    slug: str
    name: str
    stadsbank: bool


@dataclass(frozen=True, slots=True)
class Wijkwijzer:
    """A walk-in point for questions on daily life and money."""

    name: str
    address: str
    postcode: str
    city: str


@dataclass(frozen=True, slots=True)
class ReachGoal:
    """What the municipality says of a scheme: how many of `group` it reached and wants to reach, in percent.

    A year is None where the source does not say it.
    """

    scheme_id: str
    group: str
    reached_percent: int
    reached_year: int | None
    goal_percent: int
    goal_year: int | None
    notes: str
    source: Source


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper in the words of several schemes, `texts` from the least to the most complete.

    Only for a household where `fact` is not known to be false, empty or nothing (and holds `includes`, if given).
    """

    id: str
    texts: tuple[str, ...]
    fact: str | None = None
    includes: str | None = None


@dataclass(frozen=True, eq=False)
class Policy:
    """Everything `advise` needs; `version` is a hash of the content of every file it was made from."""

    version: str
    served: str
    municipalities: tuple[Municipality, ...]
    parameters: Parameters
    shared_conditions: tuple[Node, ...]
    schemes: tuple[Scheme, ...]
    referrals: tuple[ReferralRule, ...]
    notes: Mapping[str, str]
    contacts: Mapping[str, Mapping[str, str]]
    wijkwijzers: tuple[Wijkwijzer, ...]
    reach_goals: tuple[ReachGoal, ...]
    papers: tuple[Paper, ...]
    sentences: RuleSentences
    first_figures: date
    last_figures: date

    def needed_parameters(self) -> frozenset[str]:
        """The parameters that schemes, notes and referrals rest on."""
        nodes = [*self.shared_conditions, *(note.when for scheme in self.schemes for note in scheme.notes)]
        for rule in self.referrals:
            nodes += [rule.when] if isinstance(rule.urgent_when, bool) else [rule.when, rule.urgent_when]
        names = {name for node in nodes for leaf in leaves(node) for name in leaf_parameters(leaf)}
        return frozenset(names.union(*(scheme.parameter_names() for scheme in self.schemes)))


def leaf_parameters(leaf: Leaf) -> Iterator[str]:
    """The parameters one test rests on, those behind derived values included."""
    match leaf.operand:
        case Figure(name):
            yield name
        case PercentOfNorm(name):
            yield name
            yield COST_SHARERS
            yield from norm_parameters()
        case HouseholdLimit(name):
            limits = HOUSEHOLD_LIMITS[name]
            yield from (limits.couple, limits.single_parent, limits.single)
    yield from FIGURES_BEHIND.get(leaf.fact, ())


def norm_parameters() -> Iterator[str]:
    """The parameters behind the contract's four norms."""
    yield "state_pension_age"
    for norm in NORMS:
        yield from (f"norm.{norm}.with_holiday_allowance", f"norm.{norm}.without_holiday_allowance")
