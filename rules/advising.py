"""Household ─▶ facts ─▶ derived ─▶ engine ─▶ findings ─▶ Advice. The one way through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rules.advice import Advice, Norm, Note, Referral, SchemeAdvice, TraceStep
from rules.amounts import amount_for
from rules.conditions import Leaf, Node
from rules.day_policy import DayPolicy, Loaded, policy_on
from rules.derived import Situation
from rules.findings import Explainer
from rules.household import Household, HouseholdError
from rules.observations import Observer
from rules.policy import Policy, ReferralRule, Scheme
from rules.settling import NOTHING, Outcome, conclude
from rules.unsettled import Truth, blocking_facts, open_facts

_LOCAL = ("address", "postcode", "city")
"""An address here is no use to somebody who lives elsewhere."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that lies on the table while one household is advised."""

    day: DayPolicy
    situation: Situation
    observe: Observer
    shared: Outcome


def advise(household: Household, on: date, policy: Policy) -> Advice:
    """Advice for a household on a day. HouseholdError for a day before the first figures; EngineError if rules fail."""
    check_day(on, policy)
    day = policy_on(policy, on)
    situation = Situation(household, day.setting)
    observe = Observer(situation)
    shared = conclude(day.shared, observe, NOTHING)
    desk = _Desk(day, situation, observe, shared)
    settled = [_advise_scheme(*entry, desk) for entry in day.schemes]
    schemes = tuple(scheme for scheme, _ in settled)
    situation.outcomes.update(_outcomes(schemes, household))
    referred = conclude(day.referrals, observe, shared)
    return Advice(
        household.municipality,
        on,
        day.valid_until,
        _norm(situation),
        schemes,
        _referrals(policy, referred.truth, schemes, household),
        open_facts(household, {scheme.id: scheme.blocking_facts for scheme in schemes}),
        household.assumptions,
        policy.version,
        (*shared.steps, *(step for _, steps in settled for step in steps), *referred.steps),
        day.setting.figures_expired,
    )


def check_day(on: date, policy: Policy) -> None:
    """Refuse a day before the first known figures."""
    if on < policy.first_figures:
        raise HouseholdError("on", f"on must not be before {policy.first_figures}, the first day with known figures.")


def prepare(policy: Policy, on: date) -> None:
    """Load the rules of a day into the engine, so that nobody waits for it and a fault shows at start-up."""
    policy_on(policy, max(on, policy.first_figures))


def _advise_scheme(
    scheme: Scheme, loaded: Loaded, standing: tuple[str, ...], desk: _Desk
) -> tuple[SchemeAdvice, tuple[TraceStep, ...]]:
    outcome = conclude(loaded, desk.observe, desk.shared)
    status = outcome.status_of(scheme.id)
    texts = desk.day.policy.notes
    explainer = Explainer(scheme, outcome.truth, desk.observe, desk.day.setting.figures, texts)
    findings = tuple(explainer.finding(node) for node in scheme.conditions)
    blocking = blocking_facts(scheme, outcome.truth, desk.observe) if status == "unknown" else ()
    notes = [Note(note.id, note.text) for note in scheme.notes if outcome.truth(note.when.label)]
    notes += [Note(note, texts[note]) for note in standing]
    amount = amount_for(status, scheme.amount, desk.situation)
    advice = SchemeAdvice(
        scheme.id,
        scheme.title,
        scheme.summary,
        status,
        findings,
        amount,
        scheme.amount.note if scheme.amount and amount else None,
        blocking,
        tuple(notes),
        scheme.apply,
        scheme.documents,
        scheme.sources,
    )
    facts = {node.label: finding.facts for node, finding in zip(scheme.conditions, findings, strict=True)}
    return advice, tuple(_told(step, facts) for step in outcome.steps)


def _told(step: TraceStep, facts: dict[str, tuple[str, ...]]) -> TraceStep:
    """A condition's own step names the facts that decided it."""
    deciding = facts.get(step.rule.rpartition(".")[0])
    return step if deciding is None or deciding == step.facts else replace(step, facts=deciding)


def _outcomes(schemes: tuple[SchemeAdvice, ...], household: Household) -> dict[str, bool]:
    return {
        "scheme_possible": any(scheme.status == "possible" for scheme in schemes),
        "scheme_unsettled_by_unknown_answer": any(not household.unsure.isdisjoint(s.blocking_facts) for s in schemes),
    }


def _norm(situation: Situation) -> Norm | None:
    """The norm and, once it is known with or without holiday allowance, the income as a percentage of it."""
    amounts = situation.norm()
    if amounts is None:
        return None
    norm = Norm(amounts.id, amounts.with_holiday_allowance, amounts.without_holiday_allowance, None)
    income = situation.read("income").value
    included = situation.read("income_includes_holiday_allowance").value
    if not isinstance(income, int) or included is None:
        return norm
    base = norm.with_holiday_allowance if included else norm.without_holiday_allowance
    tenths = (income * 2000 + base) // (base * 2)
    return replace(norm, income_percent=f"{tenths // 10}.{tenths % 10}")


def _referrals(
    policy: Policy, truth: Truth, schemes: tuple[SchemeAdvice, ...], household: Household
) -> tuple[Referral, ...]:
    """Every referral whose tree holds: urgent ones first, then in the contract's order."""
    found = []
    for rule in policy.referrals:
        if not truth(rule.when.label):
            continue
        urgent = rule.urgent_when if isinstance(rule.urgent_when, bool) else bool(truth(rule.urgent_when.label))
        because = _because(rule, truth, schemes, household)
        here = household.municipality == policy.served
        contact = {key: text for key, text in rule.contact.items() if here or key not in _LOCAL}
        found.append(Referral(rule.id, rule.title, rule.text, "urgent" if urgent else "normal", because, contact))
    return tuple(sorted(found, key=lambda referral: referral.urgency != "urgent"))


def _because(
    rule: ReferralRule, truth: Truth, schemes: tuple[SchemeAdvice, ...], household: Household
) -> tuple[str, ...]:
    """The facts that made it hold; where schemes did, their ids. Where one lives counts only if nothing else does."""
    names = dict.fromkeys(_witnesses(rule.when, truth))
    if "schemes" in names:
        del names["schemes"]
        for scheme in schemes:
            if scheme.status == "possible" or not household.unsure.isdisjoint(scheme.blocking_facts):
                names[scheme.id] = None
    reasons = tuple(name for name in names if name != "municipality")
    return reasons or tuple(names)


def _witnesses(node: Node, truth: Truth) -> Iterator[str]:
    """The facts of the leaves that make a holding node hold."""
    if isinstance(node, Leaf):
        yield from node.facts
    elif node.kind == "not":
        yield from (fact for child in node.children for fact in _all_facts(child))
    else:
        for child in node.children:
            if truth(child.label):
                yield from _witnesses(child, truth)


def _all_facts(node: Node) -> Iterator[str]:
    if isinstance(node, Leaf):
        yield from node.facts
    else:
        for child in node.children:
            yield from _all_facts(child)
