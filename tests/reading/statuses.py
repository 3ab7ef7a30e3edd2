"""The contract read as one direct function: municipality, facts and date in, statuses and referrals out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .amounts import amount
from .case import Case, make_case
from .conditions import norm_id
from .figures import FIRST_DAY
from .kleene import all_of
from .notes import notes
from .referrals import referrals
from .schemes import SCHEMES, SchemeConditions
from .unsettled import merged_asks, next_fact


def status_of(tests: SchemeConditions) -> str:
    """§3, in this order."""
    hard, soft = all_of(f.value for f in tests.hard), all_of(f.value for f in tests.soft)
    if hard is False:
        return "unlikely"
    if hard is None:
        return "unknown"
    if tests.at_most_possible or soft is False:
        return "possible"
    return "unknown" if soft is None else "likely"


def blocking(tests: SchemeConditions, status: str) -> set[str]:
    """The unknown facts of the unknown hard conditions, or, when no hard one is unknown, of the unknown soft ones."""
    if status != "unknown":
        return set()
    hard_unknown = [finding for finding in tests.hard if finding.value is None]
    return set(merged_asks(hard_unknown or tests.soft))


def read_scheme(case: Case, scheme: str) -> dict[str, Any]:
    tests = SCHEMES[scheme](case)
    status = status_of(tests)
    return {
        "status": status,
        "notes": notes(case, scheme),
        "amount": amount(case, scheme, status),
        "blocking_facts": blocking(tests, status),
    }


def read_contract(municipality: str, facts: Mapping[str, Any], on: date) -> dict[str, Any]:
    """What the contract says about this household on this day. The input must be valid."""
    if on < FIRST_DAY:
        raise ValueError("no figures are known for that day")
    case = make_case(municipality, facts, on)
    schemes = {scheme: read_scheme(case, scheme) for scheme in SCHEMES}
    asked = frozenset(fact for scheme in schemes.values() for fact in scheme["blocking_facts"])
    return {
        "schemes": schemes,
        "referrals": referrals(case, schemes),
        "next_fact": next_fact(case, asked),
        "norm_id": norm_id(case),
    }
