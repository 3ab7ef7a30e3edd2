"""What an imagined change does to each scheme: now beside then, and in words what is different."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from rules import Advice, Amount, Finding, SchemeAdvice
from webapp.i18n import speaker
from webapp.views.cards import group_of

KINDS: Final = ("lost", "less_sure", "ruled_out", "gained", "surer", "amount", "not_known", "same")
"""The order of the page: what somebody could lose comes first."""

_RANK: Final = {"likely": 2, "possible": 1}


@dataclass(frozen=True, slots=True)
class SchemeState:
    """One scheme at one side of the comparison: its group on the result page, in words, and the amount if there is
    one. `could_help`: the status is likely or possible."""

    group: str
    words: str
    amount: Amount | None
    could_help: bool


@dataclass(frozen=True, slots=True)
class SchemeChange:
    """One scheme now and then. `reasons` are the sentences about what is in the way then, and was not before."""

    id: str
    title: str
    kind: str
    text: str
    now: SchemeState
    then: SchemeState
    reasons: tuple[str, ...]


def scheme_changes(now: Advice, then: Advice) -> tuple[SchemeChange, ...]:
    """Every scheme, the changed ones first; within one kind in the order of the advice."""
    found = [_change(one, then.scheme(one.id)) for one in now.schemes]
    return tuple(sorted(found, key=lambda change: KINDS.index(change.kind)))


def status_words(status: str) -> str:
    """A status where incomes are compared, in words that blame nobody."""
    words = {
        "likely": _("Waarschijnlijk wel"),
        "possible": _("Misschien"),
        "unknown": _("Weten we nog niet"),
        "already": _("U hebt dit al"),
        "not_now": _("Niet nodig"),
        "unlikely": _("Past waarschijnlijk niet"),
    }
    return str(words[status])


def _change(now: SchemeAdvice, then: SchemeAdvice) -> SchemeChange:
    kind = _kind(now, then)
    stopped = kind == "lost" and group_of(now) == "already"
    text = _("U hebt deze regeling nu. Dan past die waarschijnlijk niet meer.") if stopped else _text(kind, then)
    return SchemeChange(now.id, now.title, kind, text, _state(now), _state(then), _reasons(now, then, kind))


def _text(kind: str, then: SchemeAdvice) -> str:
    """Beside "waarschijnlijk wel" a sentence with "misschien" would say something else."""
    if kind == "gained" and then.status == "likely":
        return str(_("Deze regeling past dan waarschijnlijk wel bij u."))
    return _texts()[kind]


def _kind(now: SchemeAdvice, then: SchemeAdvice) -> str:
    before, after = _RANK.get(now.status, 0), _RANK.get(then.status, 0)
    if group_of(now) == "already" and _new_refusals(now, then):
        return "lost"
    if before == after == 0:
        return _between_no_and_not_known(now.status, then.status)
    if then.status == "unknown":
        return "not_known"
    if not after:
        return "lost"
    if not before:
        return "gained"
    if before != after:
        return "surer" if after > before else "less_sure"
    return "amount" if now.amount != then.amount else "same"


def _between_no_and_not_known(now: str, then: str) -> str:
    """Not knowing yet is no refusal: who goes from the one to the other must read so."""
    if now == then:
        return "same"
    return "not_known" if then == "unknown" else "ruled_out"


def _texts() -> dict[str, str]:
    return {
        "lost": _("Deze regeling past dan waarschijnlijk niet meer bij u."),
        "less_sure": _("Deze regeling is dan minder zeker."),
        "ruled_out": _("Deze regeling past dan waarschijnlijk niet bij u."),
        "gained": _("Deze regeling past dan misschien wel bij u."),
        "surer": _("Deze regeling past dan beter bij u."),
        "amount": _("Het bedrag wordt dan anders."),
        "not_known": _("Dit weten we dan nog niet."),
        "same": _("Dit blijft gelijk."),
    }


def _state(scheme: SchemeAdvice) -> SchemeState:
    group = group_of(scheme)
    return SchemeState(group, status_words(group), scheme.amount, scheme.status in _RANK)


def _reasons(now: SchemeAdvice, then: SchemeAdvice, kind: str) -> tuple[str, ...]:
    """Why it is lost or less sure; why it is not known is a question that stands on the page."""
    if kind not in ("lost", "less_sure", "ruled_out"):
        return ()
    say = speaker()
    return tuple(dict.fromkeys(one.text.said(say) for one in _new_refusals(now, then, hard=kind != "less_sure")))


def _new_refusals(now: SchemeAdvice, then: SchemeAdvice, hard: bool = True) -> list[Finding]:
    before = set(_refused(now.conditions))
    return [one for one in then.conditions if one.holds is False and one.hard is hard and one.id not in before]


def _refused(conditions: Iterable[Finding]) -> Iterable[str]:
    return (one.id for one in conditions if one.holds is False)
