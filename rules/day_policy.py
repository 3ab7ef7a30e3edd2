"""A policy on one day: the figures in force and the rules compiled for them, made once and kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rules.advice import TraceStep
from rules.compiler import Program, compile_referrals, compile_scheme, compile_shared
from rules.conditions import Leaf, Node, leaves, walk
from rules.derived import Setting
from rules.engine import RuleSet
from rules.policy import Policy, Scheme, norm_parameters


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rule set in the engine, the leaf behind each engine fact it tests, and the shared nodes it tests.

    For each rule: its step in the trace, and its verdict (a label, and whether that holds).
    """

    rules: RuleSet
    leaves: Mapping[str, Leaf]
    shared: tuple[str, ...]
    steps: tuple[TraceStep, ...]
    verdicts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class DayPolicy:
    """`standing_notes` are the notes a scheme has whatever the household."""

    policy: Policy
    setting: Setting
    valid_until: date | None
    shared: Loaded
    schemes: tuple[tuple[Scheme, Loaded, tuple[str, ...]], ...]
    referrals: Loaded


@lru_cache(maxsize=512)
def policy_on(policy: Policy, on: date) -> DayPolicy:
    """The policy in force on a day not before `policy.first_figures`."""
    names = sorted(policy.needed_parameters() | set(norm_parameters()))
    figures = {name: policy.parameters.value(name, on) for name in names}
    stadsbank = frozenset(entry.slug for entry in policy.municipalities if entry.stadsbank)
    setting = Setting(policy.served, stadsbank, figures, None in figures.values())
    constants = tuple(figures.values())
    loaded = _load(policy, constants, tuple(names))
    schemes = tuple(
        (scheme, rules, tuple(_standing_notes(scheme, policy, figures, on)))
        for scheme, rules in zip(policy.schemes, loaded[1:-1], strict=True)
    )
    return DayPolicy(policy, setting, _valid_until(policy, names, on), loaded[0], schemes, loaded[-1])


@lru_cache(maxsize=64)
def _load(policy: Policy, constants: tuple[int | None, ...], names: tuple[str, ...]) -> tuple[Loaded, ...]:
    """Compile and load every rule set for one set of constants; days with the same figures share them."""
    figures = dict(zip(names, constants, strict=True))
    explained = frozenset(inner.label for scheme in policy.schemes for top in scheme.conditions for inner in walk(top))
    common = list(policy.shared_conditions)
    shared = _loaded(compile_shared(common, explained, figures), common)
    schemes = [
        _loaded(compile_scheme(scheme, figures), [*scheme.conditions, *(note.when for note in scheme.notes)])
        for scheme in policy.schemes
    ]
    nodes = [rule.when for rule in policy.referrals]
    nodes += [rule.urgent_when for rule in policy.referrals if not isinstance(rule.urgent_when, bool)]
    return (shared, *schemes, _loaded(compile_referrals(policy.referrals, figures), nodes))


def _loaded(program: Program, nodes: list[Node]) -> Loaded:
    tested = program.facts()
    by_fact = {leaf.engine_fact: leaf for node in nodes for leaf in leaves(node) if leaf.engine_fact in tested}
    shared = sorted(name for name in tested if name not in by_fact)
    steps = tuple(TraceStep(rule.id, rule.facts, rule.built_on) for rule in program.rules)
    verdicts = tuple(_verdict(rule.conclusion) for rule in program.rules)
    return Loaded(RuleSet(program), dict(sorted(by_fact.items())), tuple(shared), steps, verdicts)


def _verdict(conclusion: str) -> tuple[str, bool]:
    label, _, side = conclusion.rpartition(".")
    return (label, side == "holds") if side in ("holds", "fails") else (conclusion, True)


def _standing_notes(scheme: Scheme, policy: Policy, figures: Mapping[str, int | None], on: date) -> Iterator[str]:
    names = scheme.parameter_names()
    if any(figures[name] is None for name in names):
        yield "figures_expired"
    values = [policy.parameters[name].at(on) or policy.parameters[name].values[-1] for name in names]
    if any(value.confirm for value in values):
        yield "confirm_with_municipality"


def _valid_until(policy: Policy, names: list[str], on: date) -> date | None:
    """The last day on which all of today's figures stay in force (a past day when some have expired)."""
    ends = []
    for name in names:
        value = policy.parameters[name].at(on)
        ends.append(value.end if value else policy.parameters[name].last_day)
    return min((end for end in ends if end is not None), default=None)
