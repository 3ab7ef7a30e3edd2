"""The JSON Schema of what may be sent, made from the vocabulary and the policy, so that it cannot say anything else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rules import FACTS, MAX_CENTS, Fact, Policy

Schema = dict[str, Any]

# At most nine digits before the point, at most two after it, and no more than 10,000,000.
_AMOUNT: Final = r"(?:0{0,2}[0-9]{1,7}(?:\.[0-9]{1,2})?|0?10000000(?:\.0{1,2})?)"


def request_schema(policy: Policy) -> Schema:
    """The body of a request for advice."""
    day = f"The day the advice is for, not before {policy.first_figures} (default: today)."
    return {
        "type": "object",
        "required": ["municipality"],
        "additionalProperties": False,
        "properties": {
            "municipality": {
                "description": "Where the household lives; other = none of these.",
                "enum": [municipality.slug for municipality in policy.municipalities],
            },
            "facts": {"$ref": "#/components/schemas/Facts"},
            "on": {"description": day, "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        },
    }


def facts_schema() -> Schema:
    """Every fact: absent = not asked, null = asked and not known."""
    return {
        "type": "object",
        "description": (
            "Every fact may be absent (not asked yet) or null (asked; the resident does not know). "
            "Both are unknown: never zero, never no."
        ),
        "additionalProperties": False,
        "properties": {name: fact_schema(fact) for name, fact in FACTS.items()},
    }


def fact_schema(fact: Fact) -> Schema:
    """One fact, in the form in which it is sent (money in euros)."""
    return {"description": _meaning(fact), "anyOf": [*_FORMS[fact.kind](fact), {"type": "null"}]}


def _meaning(fact: Fact) -> str:
    """What it means, as a sentence; the vocabulary speaks of cents, a request of euros."""
    text = fact.meaning.replace("in cents", "in euros")
    also = f" Only has meaning beside {fact.parent}." if fact.parent else ""
    return f"{text[:1].upper()}{text[1:]}.{also}"


def _bool(_: Fact) -> list[Schema]:
    return [{"type": "boolean"}]


def _int(fact: Fact) -> list[Schema]:
    return [{"type": "integer", "minimum": fact.minimum, "maximum": fact.maximum}]


def _ages(fact: Fact) -> list[Schema]:
    return [{"type": "array", "items": _int(fact)[0]}]


def _money(fact: Fact) -> list[Schema]:
    """As text or as a number, both exact: a number is read digit by digit.

    Only the description of the number speaks of decimals: many validators divide in floats, for which 2475.14 is no
    multiple of 0.01.
    """
    most = MAX_CENTS // 100
    sign, least = ("-?", -most) if fact.minimum is None else ("", fact.minimum // 100)
    return [
        {"type": "string", "pattern": f"^{sign}{_AMOUNT}$"},
        {"type": "number", "description": "At most two decimals.", "minimum": least, "maximum": most},
    ]


def _choice(fact: Fact) -> list[Schema]:
    return [{"enum": list(fact.choices)}]


def _choices(fact: Fact) -> list[Schema]:
    return [{"type": "array", "items": {"enum": list(fact.choices)}}]


_FORMS: Final[Mapping[str, Any]] = {
    "bool": _bool,
    "int": _int,
    "ages": _ages,
    "money": _money,
    "choice": _choice,
    "choices": _choices,
}
