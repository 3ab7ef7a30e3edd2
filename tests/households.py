"""Random valid households for the tests, and the shortest way from facts to advice."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

from hypothesis import strategies as st

from rules import Advice, Household, Policy, advise, decode_json, load_policy, parse_household
from tests.reading import random_household

TODAY = date(2026, 11, 21)

Drawn = tuple[str, dict[str, Any], date]

households: st.SearchStrategy[Drawn] = st.integers(0, 2**48).map(lambda seed: random_household(random.Random(seed)))
"""Municipality, facts (absent, null and known, often exactly at a limit) and a day."""


def policy() -> Policy:
    """The real policy; loaded once."""
    return load_policy()


def household_of(municipality: str, facts: dict[str, Any]) -> Household:
    """A household as it would come in over the command line: through JSON text."""
    raw = json.dumps({"municipality": municipality, "facts": facts}).encode()
    return parse_household(decode_json(raw), policy())


def advice_for(municipality: str, facts: dict[str, Any], on: date = TODAY) -> Advice:
    """Advice on a household given as JSON-like facts."""
    return advise(household_of(municipality, facts), on, policy())
