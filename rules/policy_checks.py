"""What a policy must have as a whole, beyond the shape of each file and the names in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from rules.derived import FIGURES_BEHIND, HOUSEHOLD_LIMITS, NORMS
from rules.parameters import Parameters
from rules.policy import COST_SHARERS, Policy
from rules.policy_files import Place, PolicyError, PolicyFile

CAUTION: Final = "contact_unconfirmed"
STANDING_NOTES: Final = ("figures_expired", "confirm_with_municipality", "income_near_limit", CAUTION)
"""Sentences that the program itself adds."""

EXPIRING: Final = ("norm.", "wealth.")
"""Figures that are set anew each year or half-year: without a last day an old one would answer for ever."""

RESERVED_IDS: Final = frozenset({"hard", "soft", "unlikely", "possible", "likely", "note"})
"""Ids that the compiler gives to rules of its own."""


def known_figures(parameters: Parameters, root: Path) -> tuple[date, date]:
    """The first day on which any norm of the contract is known, and the last on which all are."""
    norms = [f"norm.{norm}.{kind}_holiday_allowance" for norm in NORMS for kind in ("with", "without")]
    for name in norms:
        if name not in parameters:
            raise PolicyError(f"{root.parent.name}/{root.name}/national/norms.yaml:1: parameter {name} is missing")
    lasts = [parameters[name].last_day or date.max for name in norms]
    return min(parameters[name].values[0].start for name in norms), min(lasts)


def check_parameters(policy: Policy, root: Path) -> None:
    """Every parameter the rules rest on exists, is in the unit they expect, and starts on the first day."""
    units = dict(_expected_units())
    for name in sorted(policy.needed_parameters()):
        parameter = policy.parameters.get(name)
        if parameter is None:
            raise PolicyError(f"{root.parent.name}/{root.name}:1: parameter {name} is missing")
        if parameter.unit != units.get(name, parameter.unit):
            raise PolicyError(
                f"{parameter.unit_place}: parameter {name} must be in {units[name]}, not in {parameter.unit}"
            )
        if name.startswith(EXPIRING) and parameter.last_day is None:
            raise PolicyError(f"{parameter.start_place}: parameter {name} must say until when it is known")
        if name == COST_SHARERS and any(value.value for value in parameter.values):
            raise PolicyError(f"{parameter.start_place}: parameter {name} cannot be true: cost sharing is not built")
        if parameter.values[0].start > policy.first_figures:
            hole = f"no value on {policy.first_figures}"
            raise PolicyError(f"{parameter.start_place}: parameter {name} has a hole: {hole}")


def _expected_units() -> Iterator[tuple[str, str]]:
    """The unit of each parameter that is read by name rather than through a condition."""
    yield COST_SHARERS, "boolean"
    for figures in FIGURES_BEHIND.values():
        yield from figures.items()
    for limits in HOUSEHOLD_LIMITS.values():
        yield from ((name, "euro") for name in (limits.couple, limits.single_parent, limits.single))
    for norm in NORMS:
        yield from ((f"norm.{norm}.{kind}_holiday_allowance", "euro") for kind in ("with", "without"))


def check_notes(file: PolicyFile) -> None:
    """The sentences that the program itself adds must be there."""
    for name in STANDING_NOTES:
        if name not in file.data["notes"]:
            raise file.error(("notes",), f"the note {name} is missing")


def refuse_twins(file: PolicyFile, place: Place, key: str) -> None:
    """No two entries of a list may have the same id."""
    entries = file.data
    for step in place:
        entries = entries[step]
    seen: set[str] = set()
    for position, entry in enumerate(entries):
        if entry[key] in seen:
            raise file.error((*place, position), f"{entry[key]} stands twice")
        seen.add(entry[key])
