"""Whether advice can be given now: a real one is made, for a household of which nothing is known."""

from __future__ import annotations

from datetime import date

from rules import Advice, EngineError, HouseholdError, Policy, advise, parse_household


def trial_advice(policy: Policy, today: date) -> Advice | None:
    """That advice; None when it cannot be made, or is not whole."""
    try:
        advice = advise(parse_household({"municipality": policy.served, "facts": {}}, policy), today, policy)
    except (EngineError, HouseholdError):
        return None
    return advice if advice.trace and len(advice.schemes) == len(policy.schemes) else None
