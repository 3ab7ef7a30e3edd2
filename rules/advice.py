"""The advice: frozen, ordered, and JSON-able byte for byte (contract §3). Money is in whole cents until as_json.

Every text is Dutch until it is said: `as_json(say)` says all that a resident reads, names excepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rules.amounts import Amount
from rules.household import Assumption
from rules.money import Cents, format_cents
from rules.parameters import Source
from rules.texts import Say, Sentence, as_written, meaning, say_readable

STATUSES: Final = ("likely", "possible", "unlikely", "unknown")
"""What can be said of a scheme (contract §3), from yes to not settled."""


@dataclass(frozen=True, slots=True)
class Norm:
    """The social-minimum norm that applies, net per month, and the income as a percentage of it."""

    id: str
    with_holiday_allowance: Cents
    without_holiday_allowance: Cents
    income_percent: str | None

    def as_json(self) -> dict[str, Any]:
        """The contract's norm object."""
        return {
            "id": self.id,
            "with_holiday_allowance": format_cents(self.with_holiday_allowance),
            "without": format_cents(self.without_holiday_allowance),
            "income_percent": self.income_percent,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition of a scheme: whether it holds (None = unknown), the figures behind it, and a whole sentence.

    `value`, `limit` and `over_by` are in JSON form (money as text). `over_by` is given only for a ceiling passed.
    """

    id: str
    hard: bool
    holds: bool | None
    facts: tuple[str, ...]
    value: object
    limit: object
    over_by: object
    text: Sentence
    source: Source

    def as_json(self, say: Say = as_written) -> dict[str, Any]:
        """The contract's condition object."""
        return {
            "id": self.id,
            "hard": self.hard,
            "holds": self.holds,
            "facts": list(self.facts),
            "value": self.value,
            "limit": self.limit,
            "over_by": self.over_by,
            "text": self.text.said(say),
            "source": self.source.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know beside a status; it never changes one."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SchemeAdvice:
    """The outcome for one scheme: likely, possible, unlikely or unknown, and everything that explains it."""

    id: str
    title: str
    summary: str
    status: str
    conditions: tuple[Finding, ...]
    amount: Amount | None
    amount_note: str | None
    blocking_facts: tuple[str, ...]
    notes: tuple[Note, ...]
    apply: Mapping[str, str]
    documents: tuple[str, ...]
    sources: tuple[Source, ...]

    def as_json(self, say: Say = as_written) -> dict[str, Any]:
        """The contract's scheme object, with title, its meaning in that language, summary and note texts."""
        return {
            "id": self.id,
            "title": self.title,
            "meaning": meaning(self.title, say),
            "summary": say(self.summary),
            "status": self.status,
            "conditions": [finding.as_json(say) for finding in self.conditions],
            "amount": self.amount.as_json() if self.amount else None,
            "amount_note": say(self.amount_note) if self.amount_note else None,
            "blocking_facts": list(self.blocking_facts),
            "notes": [note.id for note in self.notes],
            "note_texts": {note.id: say(note.text) for note in self.notes},
            "apply": say_readable(self.apply, say),
            "documents": [say(document) for document in self.documents],
            "sources": [source.url for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Referral:
    """An office to turn to: `because` names the facts (or schemes) that led to it."""

    id: str
    title: str
    text: str
    urgency: str
    because: tuple[str, ...]
    contact: Mapping[str, str]

    def as_json(self, say: Say = as_written) -> dict[str, Any]:
        """The contract's referral object, with title, its meaning in that language and text beside it."""
        return {
            "id": self.id,
            "title": self.title,
            "meaning": meaning(self.title, say),
            "text": say(self.text),
            "urgency": self.urgency,
            "because": list(self.because),
            "contact": say_readable(self.contact, say),
        }


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A rule that fired, the contract facts it speaks about, and the conclusions it was built on."""

    rule: str
    facts: tuple[str, ...]
    built_on: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The contract's trace object; `from` names earlier conclusions."""
        return {"rule": self.rule, "facts": list(self.facts), "from": list(self.built_on)}


@dataclass(frozen=True, slots=True)
class Advice:
    """The whole answer for one household on one day."""

    municipality: str
    on: date
    valid_until: date | None
    norm: Norm | None
    schemes: tuple[SchemeAdvice, ...]
    referrals: tuple[Referral, ...]
    open_facts: tuple[str, ...]
    """The facts left to ask for, in the contract's order. Not in the JSON: for who asks in another order."""

    assumptions: tuple[Assumption, ...]
    policy_version: str
    trace: tuple[TraceStep, ...]
    figures_expired: bool

    @property
    def next_fact(self) -> str | None:
        """The fact to ask for next (contract §3); None when nothing is left that could change the advice."""
        return self.open_facts[0] if self.open_facts else None

    def scheme(self, scheme_id: str) -> SchemeAdvice:
        """The advice on one scheme; KeyError when there is none."""
        for scheme in self.schemes:
            if scheme.id == scheme_id:
                return scheme
        raise KeyError(scheme_id)

    def as_json(self, say: Say = as_written) -> dict[str, Any]:
        """The contract's advice object, its texts in the language of `say`; the same input gives the same bytes."""
        return {
            "municipality": self.municipality,
            "on": self.on.isoformat(),
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "norm": self.norm.as_json() if self.norm else None,
            "schemes": [scheme.as_json(say) for scheme in self.schemes],
            "referrals": [referral.as_json(say) for referral in self.referrals],
            "next_fact": self.next_fact,
            "assumptions": [assumption.fact for assumption in self.assumptions],
            "policy_version": self.policy_version,
            "trace": [step.as_json() for step in self.trace],
        }
