"""What the result page shows: the schemes in groups, the help, and how long it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from rules import Advice, Amount, Finding, Note, Policy, Referral, SchemeAdvice, Wijkwijzer
from webapp.answers import ELSEWHERE, Answers
from webapp.i18n import speaker
from webapp.journey import question_about
from webapp.questions import Question
from webapp.views.check import income_looks_wrong
from webapp.views.referrals import NOT_ON_PAPER, URGENT

GROUPS: Final = ("likely", "possible", "unknown", "already", "not_now", "unlikely")
"""The order of the page."""

QUIET_NOTES: Final = frozenset({"already_received", "not_needed_now"})


@dataclass(frozen=True, slots=True)
class Card:
    """One scheme. `reasons` are the sentences that decided it; the rest stands behind "Waarom?"."""

    scheme: SchemeAdvice
    group: str
    amount: Amount | None
    reasons: tuple[str, ...]
    met: tuple[str, ...]
    not_met: tuple[str, ...]
    not_known: tuple[str, ...]
    questions: tuple[Question, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class SchemeGroup:
    """The schemes with one outcome."""

    id: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class HelpCard:
    """One office; `on_paper` is false where a print could harm."""

    referral: Referral
    on_paper: bool
    places: tuple[Wijkwijzer, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything on the result page, in its order. `help_first`: where no scheme fits yet, people come first."""

    urgent: tuple[HelpCard, ...]
    groups: tuple[SchemeGroup, ...]
    help: tuple[HelpCard, ...]
    help_first: bool
    lives_elsewhere: bool
    municipality_name: str
    municipality_is_a_guess: bool
    next_question: Question | None
    to_look_at: tuple[Question, ...]
    check_income: Question | None
    confirm: str
    figures_expired: bool
    policy_version: str
    on: date
    valid_until: date | None

    def cards(self, group_id: str) -> int:
        """How many schemes are in a group."""
        return sum(len(group.cards) for group in self.groups if group.id == group_id)


def result_page(answers: Answers, advice: Advice, policy: Policy, next_question: Question | None) -> ResultPage:
    """Put the page together. Where our schemes cannot apply, no list of refusals is shown."""
    elsewhere = answers.municipality != policy.served
    cards = [] if elsewhere else [_card(scheme, answers) for scheme in advice.schemes]
    titles = _group_titles()
    groups = [SchemeGroup(id_, titles[id_], tuple(c for c in cards if c.group == id_)) for id_ in GROUPS]
    help_cards = [_help_card(referral, policy) for referral in advice.referrals]
    income = question_about("income", answers)
    return ResultPage(
        urgent=tuple(card for card in help_cards if card.referral.urgency == URGENT),
        groups=tuple(group for group in groups if group.cards),
        help=tuple(card for card in help_cards if card.referral.urgency != URGENT),
        help_first=not any(card.group in ("likely", "possible") for card in cards),
        lives_elsewhere=elsewhere,
        municipality_name=_municipality_name(answers, policy),
        municipality_is_a_guess=answers.municipality_is_a_guess,
        next_question=next_question,
        to_look_at=() if elsewhere else tuple(_worded(question, answers) for question in answers.to_look_at),
        check_income=income if income_looks_wrong(advice) else None,
        confirm="" if elsewhere else _confirm(advice),
        figures_expired=advice.figures_expired,
        policy_version=advice.policy_version,
        on=advice.on,
        valid_until=None if elsewhere else advice.valid_until,
    )


def group_of(scheme: SchemeAdvice) -> str:
    """The status, but kinder where people have the scheme already or do not need it."""
    notes = {note.id for note in scheme.notes}
    if scheme.status == "unlikely" and "already_received" in notes:
        return "already"
    if scheme.status == "unlikely" and "not_needed_now" in notes:
        return "not_now"
    return scheme.status


def _card(scheme: SchemeAdvice, answers: Answers) -> Card:
    group = group_of(scheme)
    hidden = {"confirm_with_municipality", "check_income"}
    if group not in ("already", "not_now"):
        hidden |= QUIET_NOTES
    return Card(
        scheme=scheme,
        group=group,
        amount=scheme.amount,
        reasons=_texts(_deciding(scheme)) if group in ("unlikely", "possible") else (),
        met=_texts(finding for finding in scheme.conditions if finding.holds is True),
        not_met=_texts(_not_met(scheme)),
        not_known=_texts(finding for finding in scheme.conditions if finding.holds is None),
        questions=_questions_about(scheme.blocking_facts, answers),
        notes=tuple(note for note in scheme.notes if note.id not in hidden),
    )


def _deciding(scheme: SchemeAdvice) -> Iterable[Finding]:
    """What stands in the way: hard conditions where it is unlikely, soft ones where the office decides."""
    hard = scheme.status == "unlikely"
    return (finding for finding in scheme.conditions if finding.holds is False and finding.hard is hard)


def _not_met(scheme: SchemeAdvice) -> Iterable[Finding]:
    """What does not fit. Far over a limit it would mislead to add, about the same fact, that asking may still help."""
    failing = [finding for finding in scheme.conditions if finding.holds is False]
    settled = {fact for finding in failing if finding.hard for fact in finding.facts}
    return (finding for finding in failing if finding.hard or not settled.issuperset(finding.facts))


def _texts(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Each sentence once: a strict and a mild form of a condition often say the same."""
    say = speaker()
    return tuple(dict.fromkeys(finding.text.said(say) for finding in findings))


def _questions_about(facts: Iterable[str], answers: Answers) -> tuple[Question, ...]:
    """Each question once; one question may settle several facts."""
    asked = (question_about(fact, answers) for fact in facts)
    return tuple({question.id: _worded(question, answers) for question in asked if question is not None}.values())


def _worded(question: Question, answers: Answers) -> Question:
    return question.worded_for(answers.has_partner, speaker())


def _group_titles() -> dict[str, str]:
    return {
        "likely": _("Waarschijnlijk wel"),
        "possible": _("Misschien"),
        "unknown": _("Weten we nog niet"),
        "already": _("U hebt dit al"),
        "not_now": _("Nu niet van toepassing"),
        "unlikely": _("Waarschijnlijk niet"),
    }


def _help_card(referral: Referral, policy: Policy) -> HelpCard:
    places = policy.wijkwijzers if referral.id == "wijkwijzer" else ()
    return HelpCard(referral, referral.id not in NOT_ON_PAPER, places)


def _confirm(advice: Advice) -> str:
    """One sentence for the whole page instead of the same one at every scheme."""
    notes = (note for scheme in advice.schemes for note in scheme.notes if note.id == "confirm_with_municipality")
    return next((note.text for note in notes), "")


def _municipality_name(answers: Answers, policy: Policy) -> str:
    if answers.municipality == ELSEWHERE:
        return ""
    return next((place.name for place in policy.municipalities if place.slug == answers.municipality), "")
