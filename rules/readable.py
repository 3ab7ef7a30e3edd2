"""Every text of a policy that a resident may read, with its place: what is to be translated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.conditions import SHARED, Node, walk
from rules.policy import Policy, ReferralRule, Scheme
from rules.texts import READABLE_KEYS

Placed = Iterator[tuple[str, str]]
"""Where a text stands, for a person (`schemes/iit: conditions.income_outer.within_limit.fails`), and the text."""


def texts_of(policy: Policy) -> Placed:
    """The texts that `Advice.as_json` can say, and those beside the contacts; always in the same order.

    A text that stands in several places comes once for each. Names of offices and titles of sources are none of
    them. The titles of schemes and referrals are: pages show them in Dutch, with their meaning beside them.
    """
    for scheme in policy.schemes:
        yield from _scheme_texts(scheme)
    for node in policy.shared_conditions:
        yield from _node_texts(node, "shared_conditions: ", SHARED)
    for rule in policy.referrals:
        yield from _referral_texts(rule)
    yield from ((f"notes: {name}", text) for name, text in policy.notes.items())
    for name, contact in policy.contacts.items():
        yield from _details(contact, f"contacts: {name}")


def _scheme_texts(scheme: Scheme) -> Placed:
    place = f"schemes/{scheme.id}: "
    yield f"{place}title", scheme.title
    yield f"{place}summary", scheme.summary
    for node in scheme.conditions:
        yield from _node_texts(node, f"{place}conditions.", scheme.id)
    yield from ((f"{place}notes.{note.id}", note.text) for note in scheme.notes)
    if scheme.amount and scheme.amount.note:
        yield f"{place}amount.note", scheme.amount.note
    yield from _details(scheme.apply, f"{place}apply")
    yield from ((f"{place}documents.{number}", text) for number, text in enumerate(scheme.documents, start=1))


def _node_texts(top: Node, place: str, prefix: str) -> Placed:
    """The texts of a node and what stands below it; those of a shared node it uses come with the shared ones."""
    for node in walk(top):
        if node.label == top.label or node.label.startswith(f"{top.label}."):
            path = node.label.removeprefix(f"{prefix}.")
            yield from ((f"{place}{path}.{state}", text) for state, text in node.text.items())


def _referral_texts(rule: ReferralRule) -> Placed:
    place = f"referrals: {rule.id}"
    yield f"{place}.title", rule.title
    yield f"{place}.text", rule.text
    yield from _details(rule.contact, f"{place}.contact")


def _details(details: Mapping[str, str], place: str) -> Placed:
    yield from ((f"{place}.{key}", details[key]) for key in READABLE_KEYS if key in details)


def book_texts_of(policy: Policy) -> Placed:
    """The texts for who checks the rules or the use of the site: how each test reads, what figures and goals are."""
    yield from ((f"rule_sentences: {place}", text) for place, text in policy.sentences.texts())
    for name, parameter in policy.parameters.items():
        yield f"parameters: {name}.label", parameter.label
        if parameter.notes:
            yield f"parameters: {name}.notes", parameter.notes
    for goal in policy.reach_goals:
        yield f"reach_goals: {goal.scheme_id}.group", goal.group
        if goal.notes:
            yield f"reach_goals: {goal.scheme_id}.notes", goal.notes
