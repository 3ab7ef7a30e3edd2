"""The page about the API: an example that can be tried, with the answer that the rules give to it now."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rules import Advice, Policy, advise, parse_household

EXAMPLE_HOUSEHOLD: Final[Mapping[str, Any]] = {
    "municipality": "enschede",
    "facts": {
        "age": 34,
        "has_partner": False,
        "children_ages": [8],
        "income": "1395.00",
        "income_includes_holiday_allowance": False,
        "income_sources": ["work"],
        "wealth": "2100.00",
        "debts": "behind",
    },
}
"""A household in the form of the contract: small, and with different answers for different schemes."""


READABLE: Final = "| python3 -m json.tool --no-ensure-ascii"
"""The API answers on one line, for programs; a person wants one thing a line."""


@dataclass(frozen=True, slots=True)
class ApiPage:
    """`command` can be copied into a shell; `answer` is JSON, of each scheme and office what matters most."""

    command: str
    answer: str


def api_page(policy: Policy, on: date, address: str) -> ApiPage:
    """The page for a site where advice is asked at `address` (a whole URL)."""
    facts = ",\n ".join(
        f"{json.dumps(name)}: {json.dumps(value)}" for name, value in EXAMPLE_HOUSEHOLD["facts"].items()
    )
    household = f'{{"municipality": {json.dumps(EXAMPLE_HOUSEHOLD["municipality"])}, "facts": {{\n {facts}\n}}}}'
    call = shlex.join(("curl", "-sS", "-H", "Content-Type: application/json", "-d", household, address))
    return ApiPage(f"{call} {READABLE}", _shortened(advise(parse_household(EXAMPLE_HOUSEHOLD, policy), on, policy)))


def _shortened(advice: Advice) -> str:
    """One scheme or office a line."""
    return "\n".join(
        (
            "{",
            f'"on": {json.dumps(advice.on.isoformat())},',
            f'"schemes": {_lines({"id": scheme.id, "status": scheme.status} for scheme in advice.schemes)},',
            f'"referrals": {_lines({"id": office.id, "urgency": office.urgency} for office in advice.referrals)},',
            f'"next_fact": {json.dumps(advice.next_fact)}',
            "}",
        )
    )


def _lines(entries: Iterable[Mapping[str, str]]) -> str:
    return "[\n " + ",\n ".join(json.dumps(entry) for entry in entries) + "\n]"
