"""A household document (contract §2) ─▶ a Household: checked, free of contradictions, implied facts filled in."""

from __future__ import annotations

import codecs
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from rules.vocabulary import FACTS, FactValue

MAX_BYTES: Final = 1_000_000


class HouseholdError(ValueError):
    """Bad input. `fact` names the fact (or key) at fault, `message` is one whole sentence."""

    def __init__(self, fact: str | None, message: str) -> None:
        super().__init__(message)
        self.fact = fact
        self.message = message


class Contradiction(HouseholdError):
    """Two facts that cannot both be so; `facts` names them, the one to mend first."""

    def __init__(self, facts: tuple[str, str], message: str) -> None:
        super().__init__(facts[0], message)
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Assumption:
    """A fact that follows from another one and is therefore not asked."""

    fact: str
    value: bool
    because: str


@dataclass(frozen=True, slots=True)
class Household:
    """`known` holds typed values (money in cents), `unsure` the facts that were asked and are not known."""

    municipality: str
    known: Mapping[str, FactValue]
    unsure: frozenset[str] = frozenset()
    assumptions: tuple[Assumption, ...] = ()

    def is_absent(self, fact: str) -> bool:
        """Whether the fact has not been asked yet."""
        return fact not in self.known and fact not in self.unsure


def decode_json(raw: bytes) -> object:
    """Decode one JSON document exactly: no duplicate keys, no NaN, decimals kept as decimals, at most 1 MB."""
    if len(raw) > MAX_BYTES:
        raise HouseholdError(None, "The document is larger than 1 MB.")
    if raw.startswith(codecs.BOM_UTF8):
        raise HouseholdError(None, "The document starts with a byte order mark; save it as UTF-8 without one.")
    try:
        return json.loads(
            raw.decode("utf-8"),
            parse_float=_exact_number,
            parse_int=_bounded_int,
            parse_constant=Decimal,
            object_pairs_hook=_object_without_duplicates,
        )
    except UnicodeDecodeError:
        raise HouseholdError(None, "The document is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise HouseholdError(None, f"The document is not valid JSON ({place}: {error.msg}).") from None
    except RecursionError:
        raise HouseholdError(None, "The document is nested too deeply.") from None


def parse_household(document: object, municipalities: Collection[str]) -> Household:
    """Check a decoded document against the vocabulary; raise HouseholdError naming the fact at fault."""
    if not isinstance(document, dict):
        raise HouseholdError(None, "The document must be a JSON object with municipality and facts.")
    for key in document:
        if key not in ("municipality", "facts"):
            raise HouseholdError(str(key), f"Unknown key {_shown(key)}: only municipality and facts are known.")
    municipality = document.get("municipality")
    if not isinstance(municipality, str) or municipality not in municipalities:
        raise HouseholdError(
            "municipality", "municipality is required: one of the Stadsbank municipalities as a slug, or other."
        )
    given = document.get("facts", {})
    if not isinstance(given, dict):
        raise HouseholdError("facts", "facts must be a JSON object.")
    known, unsure = _parse_facts(given)
    _check_lengths(known)
    _check_meaningless(known)
    assumptions = _fill_implied(known)
    return Household(municipality, known, frozenset(unsure) - known.keys(), assumptions)


def _parse_facts(given: Mapping[object, object]) -> tuple[dict[str, FactValue], list[str]]:
    known: dict[str, FactValue] = {}
    unsure: list[str] = []
    for name, value in given.items():
        fact = FACTS.get(name) if isinstance(name, str) else None
        if fact is None:
            raise HouseholdError(str(name), f"Unknown fact {_shown(name)}.")
        if value is None:
            unsure.append(fact.name)
            continue
        try:
            known[fact.name] = fact.parse(value)
        except ValueError as error:
            raise HouseholdError(fact.name, f"{fact.name} {error}.") from None
    return known, unsure


def _check_lengths(known: Mapping[str, FactValue]) -> None:
    now, january = known.get("children_ages"), known.get("children_ages_1_january")
    if isinstance(now, tuple) and isinstance(january, tuple) and len(now) != len(january):
        raise HouseholdError(
            "children_ages_1_january",
            f"children_ages_1_january must have {len(now)} ages, as many as children_ages, but has {len(january)}.",
        )


def _check_meaningless(known: Mapping[str, FactValue]) -> None:
    """Facts that have no meaning beside another one (contract §2)."""
    if "partner_age" in known and known.get("has_partner") is False:
        raise _contradiction("partner_age", "has_partner", "is given, but has_partner is false")
    if "home_equity" in known and known.get("owns_home") is False:
        raise _contradiction("home_equity", "owns_home", "is given, but owns_home is false")
    if known.get("car_indispensable") is True and known.get("car_value") == 0:
        raise _contradiction("car_indispensable", "car_value", "is true, but car_value is 0 (no car)")
    for name in ("costs_already_paid", "costs_covered_elsewhere"):
        if known.get(name) is True and known.get("special_costs") == frozenset():
            raise _contradiction(name, "special_costs", "is true, but special_costs is []")
    sources = known.get("income_sources")
    if isinstance(sources, frozenset) and "none" in sources and len(sources) > 1:
        raise _contradiction("income_sources", "income_sources", "has none beside another source")


def _fill_implied(known: dict[str, FactValue]) -> tuple[Assumption, ...]:
    """Fill absent or null facts that follow from others; the opposite given beside it is a contradiction."""
    assumptions: list[Assumption] = []
    for cause, applies, effect, value in _IMPLIED:
        if cause not in known or not applies(known[cause]):
            continue
        if known.get(effect, value) is not value:
            origin = next((assumption.because for assumption in assumptions if assumption.fact == cause), cause)
            raise _contradiction(effect, origin, f"cannot be {str(not value).lower()} beside {origin}")
        if effect not in known:
            known[effect] = value
            assumptions.append(Assumption(effect, value, cause))
    return tuple(assumptions)


def with_implied(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as JSON holds them, with those that follow from them (contract §2) where they are absent or null.

    Nothing is checked: for a page that wants to know whether a question has a meaning.
    """
    found = dict(facts)
    for cause, applies, effect, value in _IMPLIED:
        if cause in found and applies(found[cause]) and found.get(effect) is None:
            found[effect] = value
    return found


def _has_student_finance(value: object) -> bool:
    return isinstance(value, (frozenset, list)) and "student_finance" in value


def _is_true(value: object) -> bool:
    return value is True


def _is_false(value: object) -> bool:
    return value is False


_IMPLIED: Final = (
    ("income_sources", _has_student_finance, "student", True),
    ("student", _is_true, "student_past_5_years", True),
    ("lawful_residence", _is_false, "lawful_residence_5_years", False),
)
"""(fact, when, the fact that follows, its value)"""


def _contradiction(fact: str, other: str, what: str) -> Contradiction:
    return Contradiction((fact, other), f"{fact} {what}.")


def _exact_number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # An exponent beyond Decimal's own range; no fact allows it, and its fact must be named.
        return Decimal("Infinity")


def _bounded_int(text: str) -> int:
    """A whole number; one too long to convert becomes one that is out of every fact's bounds."""
    return int(text) if len(text) <= 30 else int(text[:30])


def _object_without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, value in pairs:
        if key in result:
            raise HouseholdError(key, f"The key {_shown(key)} stands twice in one object.")
        result[key] = value
    return result


def _shown(name: object) -> str:
    """A name from outside, short and printable, for an error message."""
    text = str(name)
    return json.dumps(text if len(text) <= 40 else text[:40] + "…", ensure_ascii=True)
