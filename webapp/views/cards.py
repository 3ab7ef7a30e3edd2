"""One scheme on the result page: what decided it, what to bring, what is still open, what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from rules import Amount, Finding, Note, Policy, SchemeAdvice
from webapp.answers import Answers
from webapp.i18n import speaker
from webapp.views.figures import Line, lines_of, telling
from webapp.views.open_questions import OpenQuestions
from webapp.views.papers import papers_for

QUIET_NOTES: Final = frozenset({"already_received", "not_needed_now"})
SAID_ONCE: Final = frozenset({"confirm_with_municipality", "check_income"})
"""Notes that the page says in one place for all schemes together."""

ABOUT_TIME: Final = "enrol_before_1_january"
"""A note that says the deadline for this very household, so that the general one need not be read."""

TO_APPLY: Final = ("likely", "possible", "unknown")
FITTING: Final = ("likely", "possible")
TOO_OLD: Final = frozenset({"age_below_state_pension", "below_state_pension"})
"""Conditions that somebody who does not meet them will not meet later either."""


@dataclass(frozen=True, slots=True)
class Card:
    """One scheme. `reasons` are the conditions that decided it; all others stand behind "Waarom?"."""

    scheme: SchemeAdvice
    group: str
    amount: Amount | None
    reasons: tuple[Line, ...]
    met: tuple[Line, ...]
    not_met: tuple[Line, ...]
    not_known: tuple[Line, ...]
    chances: tuple[str, ...]
    open: OpenQuestions
    papers: tuple[str, ...]
    notes: tuple[Note, ...]
    deadline: str

    @property
    def can_apply(self) -> bool:
        """Whether the page says how to apply."""
        return self.group in TO_APPLY


def group_of(scheme: SchemeAdvice) -> str:
    """The status, but kinder where people have the scheme already or do not need it."""
    notes = {note.id for note in scheme.notes}
    if scheme.status == "unlikely" and "already_received" in notes:
        return "already"
    if scheme.status == "unlikely" and "not_needed_now" in notes:
        return "not_now"
    return scheme.status


def card_of(scheme: SchemeAdvice, answers: Answers, policy: Policy, waits_for: OpenQuestions | None) -> Card:
    """What the page shows of one scheme."""
    group, say = group_of(scheme), speaker()
    hidden = SAID_ONCE if group in ("already", "not_now") else SAID_ONCE | QUIET_NOTES
    deciding = list(_deciding(scheme)) if group in ("unlikely", "possible") else []
    not_met = list(_not_met(scheme))
    return Card(
        scheme=scheme,
        group=group,
        amount=scheme.amount,
        reasons=lines_of(deciding, say),
        met=lines_of(_met(scheme, not_met), say),
        not_met=lines_of((finding for finding in not_met if finding not in deciding), say),
        not_known=lines_of(_not_known(scheme), say),
        chances=_chances(deciding) if group == "unlikely" else (),
        open=waits_for or OpenQuestions(),
        papers=papers_for(scheme, policy, answers.facts),
        notes=tuple(note for note in scheme.notes if note.id not in hidden | {ABOUT_TIME}),
        deadline=_deadline(scheme),
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


def _met(scheme: SchemeAdvice, not_met: Iterable[Finding]) -> Iterable[Finding]:
    """What fits. Beside "over this limit" it would only confuse that the same amount is under another one."""
    over = {(finding.facts, str(finding.value)) for finding in not_met if finding.limit is not None}
    holding = telling(finding for finding in scheme.conditions if finding.holds is True)
    return (finding for finding in holding if (finding.facts, str(finding.value)) not in over)


def _not_known(scheme: SchemeAdvice) -> Iterable[Finding]:
    """What is still open. Nobody needs to know that of a scheme which is settled as unlikely."""
    return (finding for finding in scheme.conditions if finding.holds is None and scheme.status != "unlikely")


def _deadline(scheme: SchemeAdvice) -> str:
    """In Dutch; empty where there is none."""
    own = next((note.text for note in scheme.notes if note.id == ABOUT_TIME), "")
    return own or scheme.apply.get("deadline", "")


def _chances(deciding: Iterable[Finding]) -> tuple[str, ...]:
    """What would change it, by what stood in the way; nothing where no sentence of ours could be true."""
    deciding = tuple(deciding)
    if any(finding.id in TOO_OLD for finding in deciding):
        return ()
    sentences = _sentences_of_change()
    found = (sentences.get(finding.facts[0]) for finding in deciding if finding.facts)
    return tuple(dict.fromkeys(text for text in found if text))


def _sentences_of_change() -> dict[str, str]:
    less = _("Hebt u later minder geld of bezit? Kijk dan opnieuw.")
    return {
        "income": _("Wordt uw inkomen lager? Kijk dan opnieuw."),
        "low_income_months": _("Blijft uw inkomen laag? Kijk dan later opnieuw."),
        "wealth": less,
        "home_equity": less,
        "car_value": less,
        "student": _("Stopt de studiefinanciering? Kijk dan opnieuw."),
        "special_costs": _("Krijgt u later zulke kosten? Kijk dan opnieuw."),
        "costs_already_paid": _("Krijgt u nieuwe kosten? Vraag dan hulp voordat u betaalt."),
        "costs_covered_elsewhere": _("Krijgt u kosten die niemand betaalt? Kijk dan opnieuw."),
    }
