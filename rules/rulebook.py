"""The rules of one scheme written out for who wants to check them: generated from its condition tree, on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from rules.conditions import HouseholdLimit, Leaf, Node, PercentOfNorm, leaves
from rules.derived import HOUSEHOLD_LIMITS, NORMS
from rules.money import Cents, percentage_of
from rules.overview import ParameterOnDay, compared_with, conditions_of, parameters_on
from rules.parameters import Source
from rules.policy import Policy, ReferralRule, Scheme
from rules.rule_sentences import RuleSentence

Kind = Literal["test", "all", "any"]
FiguresOnDay = Mapping[str, ParameterOnDay]

WHOLE: Final = 100
"""Percent."""


@dataclass(frozen=True, slots=True)
class RuleStep:
    """One test with its sentence, or a group of steps of which all or any must hold. A `not` is worked in below it."""

    kind: Kind
    sentence: RuleSentence | None
    steps: tuple[RuleStep, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleCondition:
    """A condition of a scheme: what it asks, the figures it uses on the day, and where it can be checked."""

    id: str
    hard: bool
    step: RuleStep
    figures: tuple[ParameterOnDay, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class NormLimit:
    """A percentage of one norm in cents, net per month; None = not known on the day. `title` is a Dutch text."""

    norm: str
    title: str
    without_holiday_allowance: Cents | None
    with_holiday_allowance: Cents | None


@dataclass(frozen=True, slots=True)
class NormTable:
    """What a percentage comes to for each norm; no percentage = the norms themselves."""

    percent: ParameterOnDay | None
    limits: tuple[NormLimit, ...]


@dataclass(frozen=True, slots=True)
class HouseholdTable:
    """A limit for each kind of household, each with a Dutch title."""

    title: str
    limits: tuple[tuple[str, ParameterOnDay], ...]


@dataclass(frozen=True, slots=True)
class SchemeRules:
    """All that decides about a scheme on one day. `income` is the first income limit that must be met, if any."""

    scheme: Scheme
    conditions: tuple[RuleCondition, ...]
    norm_tables: tuple[NormTable, ...]
    household_tables: tuple[HouseholdTable, ...]
    amounts: tuple[ParameterOnDay, ...]
    income: RuleSentence | None

    @property
    def figures_known(self) -> bool:
        """Whether every figure that is shown is in force."""
        shown = [figure for condition in self.conditions for figure in condition.figures]
        shown += [figure for table in self.household_tables for _title, figure in table.limits]
        norms = [limit.with_holiday_allowance for table in self.norm_tables for limit in table.limits]
        return all(figure.state == "in_force" for figure in [*shown, *self.amounts]) and None not in norms


def rules_of(scheme: Scheme, policy: Policy, on: date) -> SchemeRules:
    """The rules of a scheme with the figures of a day; nothing is taken from another day."""
    figures = _figures_on(policy, on)
    limits = list(dict.fromkeys(leaf.operand for node in scheme.conditions for leaf in leaves(node)))
    conditions = tuple(
        RuleCondition(
            shown.id,
            shown.hard,
            step_of(node, policy, figures),
            tuple(figures[name] for name in shown.parameters),
            shown.source,
        )
        for node, shown in zip(scheme.conditions, conditions_of(scheme), strict=True)
    )
    return SchemeRules(
        scheme,
        conditions,
        tuple(_norm_table(limit.parameter, policy, figures) for limit in limits if isinstance(limit, PercentOfNorm)),
        tuple(_household_table(limit.name, policy, figures) for limit in limits if isinstance(limit, HouseholdLimit)),
        tuple(figures[name] for name in _amounts(scheme)),
        _income_sentence(scheme, policy, figures),
    )


def step_of(node: Node, policy: Policy, figures: FiguresOnDay, negated: bool = False) -> RuleStep:
    """A condition tree as steps: `not` turns what is below it around, and a group of one is that one."""
    if isinstance(node, Leaf):
        sentence = policy.sentences.of(node, lambda name: figures[name].value, negated)
        return RuleStep("test", sentence)
    if node.kind == "not":
        return step_of(node.children[0], policy, figures, not negated)
    kind: Kind = "all" if (node.kind == "all") is not negated else "any"
    steps: list[RuleStep] = []
    for child in node.children:
        step = step_of(child, policy, figures, negated)
        steps += step.steps if step.kind == kind else [step]
    return steps[0] if len(steps) == 1 else RuleStep(kind, None, tuple(steps))


def norms_on(policy: Policy, on: date) -> NormTable:
    """The norms themselves on a day, whatever percentage a scheme takes of them."""
    return NormTable(None, _norm_limits(WHOLE, policy, _figures_on(policy, on)))


def referral_rules(policy: Policy, on: date) -> tuple[tuple[ReferralRule, RuleCondition], ...]:
    """When which office is named, in the policy's order; a referral is a condition that is never hard."""
    figures = _figures_on(policy, on)
    return tuple((rule, _referral_condition(rule, policy, figures)) for rule in policy.referrals)


def _referral_condition(rule: ReferralRule, policy: Policy, figures: FiguresOnDay) -> RuleCondition:
    names = dict.fromkeys(name for leaf in leaves(rule.when) for name in compared_with(leaf))
    step = step_of(rule.when, policy, figures)
    return RuleCondition(rule.id, False, step, tuple(figures[name] for name in names), rule.source)


@lru_cache(maxsize=8)
def _figures_on(policy: Policy, on: date) -> FiguresOnDay:
    """Made once a day: the page with all rules asks for them ten times. Nobody changes them."""
    return {found.parameter.name: found for found in parameters_on(policy, on)}


def _norm_table(name: str, policy: Policy, figures: FiguresOnDay) -> NormTable:
    return NormTable(figures[name], _norm_limits(figures[name].value, policy, figures))


def _norm_limits(percent: int | None, policy: Policy, figures: FiguresOnDay) -> tuple[NormLimit, ...]:
    def share(norm: str, kind: str) -> Cents | None:
        amount = figures[f"norm.{norm}.{kind}_holiday_allowance"].value
        return None if amount is None or percent is None else percentage_of(amount, percent)

    titles = policy.sentences.norms
    return tuple(NormLimit(norm, titles[norm], share(norm, "without"), share(norm, "with")) for norm in NORMS)


def _household_table(name: str, policy: Policy, figures: FiguresOnDay) -> HouseholdTable:
    limits, households = HOUSEHOLD_LIMITS[name], policy.sentences.households
    rows = tuple((households[kind], figures[getattr(limits, kind)]) for kind in ("single", "single_parent", "couple"))
    return HouseholdTable(policy.sentences.household_limits[name], rows)


def _amounts(scheme: Scheme) -> tuple[str, ...]:
    rule = scheme.amount
    if rule is None:
        return ()
    ages = [age for band in rule.per_child for age in (band.from_age, band.below_age) if isinstance(age, str)]
    names = [rule.without_partner, rule.with_partner, *(band.amount for band in rule.per_child), *ages]
    return tuple(dict.fromkeys(names))


def _income_sentence(scheme: Scheme, policy: Policy, figures: FiguresOnDay) -> RuleSentence | None:
    for node in scheme.conditions:
        for leaf in leaves(node):
            if not node.soft and isinstance(leaf.operand, PercentOfNorm):
                return policy.sentences.of(leaf, lambda name: figures[name].value)
    return None
