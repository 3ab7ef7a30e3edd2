"""The JSON Schemas of the two listings: the schemes, and the figures they rest on."""

from __future__ import annotations

from typing import Final

from rules import FACTS, Policy
from webapp.api.answer_schemas import (
    DAY,
    DAY_OR_NULL,
    FLAG,
    NAME_OR_NULL,
    NAMES,
    TEXT,
    VERSION,
    closed,
    described,
    list_of,
    or_null,
    ref,
)
from webapp.api.household_schema import Schema

UNIT: Final[Schema] = {"enum": ["euro", "percent", "months", "years", "count", "boolean"]}
STATE: Final[Schema] = {
    "enum": ["in_force", "missing", "expired"],
    "description": "missing: no value yet on this day. expired: the last known value no longer counts.",
}
FIGURE: Final[Schema] = {
    "type": ["string", "integer", "boolean", "null"],
    "description": "In its unit, euros as text with two decimals; null unless it is in force.",
}


def listing_schemas(policy: Policy) -> dict[str, Schema]:
    """Every component of a listing, by name."""
    about = {"policy_version": VERSION, "municipality": {"const": policy.served}, "on": DAY}
    return {
        "Schemes": closed({**about, "statuses": list_of(ref("Status")), "schemes": list_of(ref("Scheme"))}),
        "Scheme": _scheme([scheme.id for scheme in policy.schemes]),
        "SchemeCondition": _condition(),
        "Policy": closed(
            {**about, "first_figures": DAY, "last_figures": DAY, "parameters": list_of(ref("Parameter"))},
            "Every figure on one day.",
        ),
        "Parameter": _parameter(),
    }


def _scheme(schemes: list[str]) -> Schema:
    most = {"enum": ["possible", None], "description": "possible: the status is never higher, the office decides."}
    return closed(
        {
            "id": {"enum": schemes},
            "title": TEXT,
            "meaning": NAME_OR_NULL,
            "summary": TEXT,
            "max_status": most,
            "conditions": list_of(ref("SchemeCondition")),
            "apply": ref("Contact"),
            "documents": NAMES,
            "sources": list_of(ref("Source")),
        }
    )


def _condition() -> Schema:
    test = {
        "enum": ["at_least", "at_most", "more_than", "less_than", None],
        "description": "Given where the condition is one comparison of one fact with one parameter.",
    }
    figure = closed({"name": TEXT, "unit": UNIT, "status": STATE, "value": FIGURE, "confirm": FLAG})
    facts = list_of({"enum": ["municipality", *FACTS]}, "The facts it looks at.")
    return closed(
        {
            "id": TEXT,
            "hard": FLAG,
            "facts": facts,
            "test": test,
            "parameters": list_of(figure, "The figures it compares them with, on this day."),
            "source": ref("Source"),
        }
    )


def _parameter() -> Schema:
    return closed(
        {
            "name": TEXT,
            "description": TEXT,
            "unit": UNIT,
            "status": STATE,
            "value": FIGURE,
            "from": described(DAY_OR_NULL, "The first day of the value."),
            "valid_until": described(DAY_OR_NULL, "Its last day; null = no end is known."),
            "confirm": described(FLAG, "Whether the municipality still has to confirm it."),
            "needed": described(FLAG, "Whether a scheme or referral rests on it."),
            "checked_on": DAY_OR_NULL,
            "source": or_null(closed({"title": TEXT, "url": TEXT})),
        }
    )
