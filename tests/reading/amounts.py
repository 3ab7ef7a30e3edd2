"""The yearly amount of the individuele inkomenstoeslag (§5): a range while the ages on 1 January are not known."""

from .case import Case

ALONE, COUPLE = 11400, 16200
YOUNGER_CHILD, OLDER_CHILD = 6500, 13000


def child_part(age_on_1_january: int) -> int:
    """Under 12, 12 to 17, or not born yet (-1)."""
    if age_on_1_january < 0:
        return 0
    return YOUNGER_CHILD if age_on_1_january < 12 else OLDER_CHILD


def iit_amount(case: Case) -> tuple[int, int] | None:
    partner, ages = case.get("has_partner"), case.get("children_ages")
    if partner is None or ages is None:
        return None
    base = COUPLE if partner else ALONE
    january = case.get("children_ages_1_january")
    if january is not None:
        exact = base + sum(child_part(age) for age in january)
        return exact, exact
    lowest = base + sum(child_part(age - 1) for age in ages)
    return lowest, base + sum(child_part(age) for age in ages)


def amount(case: Case, scheme: str, status: str) -> tuple[int, int] | None:
    """Only the iit has an amount, and only when it is likely or possible."""
    return iit_amount(case) if scheme == "iit" and status in ("likely", "possible") else None
