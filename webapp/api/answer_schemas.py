"""The JSON Schemas of what comes back. Nothing but what stands here may be in an answer: a test sees to that."""

from __future__ import annotations

from typing import Any, Final

from rules import FACTS, NAME_KEYS, NORMS, READABLE_KEYS, STATUSES, Policy
from webapp.api.household_schema import Schema

TEXT: Final[Schema] = {"type": "string"}
NAME_OR_NULL: Final[Schema] = {"type": ["string", "null"]}
FLAG: Final[Schema] = {"type": "boolean"}
DAY: Final[Schema] = {"type": "string", "format": "date"}
DAY_OR_NULL: Final[Schema] = {"type": ["string", "null"], "format": "date"}
EUROS: Final[Schema] = {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"}
NAMES: Final[Schema] = {"type": "array", "items": TEXT}
VERSION: Final[Schema] = {"type": "string", "description": "A hash of the content of the policy that was used."}


def ref(name: str) -> Schema:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def closed(properties: dict[str, Schema], description: str = "") -> Schema:
    """An object with exactly these properties."""
    found: Schema = {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }
    return {"description": description, **found} if description else found


def list_of(items: Schema, description: str = "") -> Schema:
    """A list of one kind of thing."""
    return {"type": "array", "items": items, **({"description": description} if description else {})}


def described(schema: Schema, description: str) -> Schema:
    """The same schema with a word of explanation."""
    return {**schema, "description": description}


def or_null(schema: Schema, description: str = "") -> Schema:
    """The thing, or null."""
    found: Schema = {"anyOf": [schema, {"type": "null"}]}
    return {**found, "description": description} if description else found


def _open_to(keys: tuple[str, ...]) -> Schema:
    """An object of texts with some of these keys."""
    return {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(keys, TEXT)}


def answer_schemas(policy: Policy) -> dict[str, Schema]:
    """Every component of an answer, by name."""
    schemes = [scheme.id for scheme in policy.schemes]
    return {
        "Advice": _advice(policy),
        "Norm": _norm(),
        "SchemeAdvice": _scheme_advice(schemes),
        "Condition": _condition(),
        "Referral": _referral([rule.id for rule in policy.referrals]),
        "Step": _step(),
        "Source": closed({"title": TEXT, "url": TEXT, "checked_on": DAY}, "Where to check it, and when that was done."),
        "Contact": _open_to((*NAME_KEYS, *READABLE_KEYS)),
        "Status": {"enum": list(STATUSES), "description": STATUS_MEANING},
        "Value": {
            "description": "In the unit of the fact: money as text with two decimals, yes or no, a number or choices.",
            "type": ["string", "integer", "boolean", "array", "null"],
            "items": {"type": ["string", "integer"]},
        },
        "Problem": _problem(),
        "Health": _health(),
    }


STATUS_MEANING: Final = (
    "likely: every condition holds. possible: the hard ones hold, the office decides. "
    "unlikely: a hard one fails. unknown: not settled yet. It is never a decision."
)


def _advice(policy: Policy) -> Schema:
    next_fact = "The fact to ask next; null when nothing is left that could change the advice."
    valid_until = "The last day on which all of these figures are in force."
    return closed(
        {
            "municipality": {"enum": [municipality.slug for municipality in policy.municipalities]},
            "on": DAY,
            "valid_until": described(DAY_OR_NULL, valid_until),
            "norm": or_null(ref("Norm"), "The norm that applies; null while it is not known or has expired."),
            "schemes": list_of(ref("SchemeAdvice"), "Every scheme, always, in a fixed order."),
            "referrals": list_of(ref("Referral"), "Offices to turn to, urgent ones first."),
            "next_fact": {"enum": [*FACTS, None], "description": next_fact},
            "assumptions": described(list_of({"enum": list(FACTS)}), "Facts that follow from others that were given."),
            "policy_version": VERSION,
            "trace": list_of(ref("Step"), "The rules that fired, in order."),
        },
        "An advice: no application and no decision.",
    )


def _norm() -> Schema:
    percent = {"type": ["string", "null"], "pattern": r"^[0-9]+\.[0-9]$"}
    return closed(
        {
            "id": {"enum": list(NORMS)},
            "with_holiday_allowance": EUROS,
            "without": EUROS,
            "income_percent": described(percent, "The income as a percentage of the norm."),
        },
        "The social-minimum norm that applies, in net euros per month.",
    )


def _scheme_advice(schemes: list[str]) -> Schema:
    period = {"enum": ["year", "month"]}
    return closed(
        {
            "id": {"enum": schemes},
            "title": described(TEXT, "The Dutch name, in every language."),
            "meaning": described(NAME_OR_NULL, "What the name means, in another language than Dutch."),
            "summary": TEXT,
            "status": ref("Status"),
            "conditions": list_of(ref("Condition")),
            "amount": or_null(closed({"min": EUROS, "max": EUROS, "period": period})),
            "amount_note": NAME_OR_NULL,
            "blocking_facts": list_of({"enum": list(FACTS)}, "What is still to be told before it is settled."),
            "notes": NAMES,
            "note_texts": {"type": "object", "additionalProperties": TEXT},
            "apply": ref("Contact"),
            "documents": NAMES,
            "sources": NAMES,
        }
    )


def _condition() -> Schema:
    holds = {"type": ["boolean", "null"], "description": "null = not known yet."}
    return closed(
        {
            "id": TEXT,
            "hard": described(FLAG, "A hard condition that fails settles the scheme."),
            "holds": holds,
            "facts": described(NAMES, "What decided it; while it is unknown, what is still to be told."),
            "value": ref("Value"),
            "limit": ref("Value"),
            "over_by": ref("Value"),
            "text": described(TEXT, "One whole sentence for the resident."),
            "source": ref("Source"),
        }
    )


def _referral(referrals: list[str]) -> Schema:
    return closed(
        {
            "id": {"enum": referrals},
            "title": TEXT,
            "meaning": NAME_OR_NULL,
            "text": TEXT,
            "urgency": {"enum": ["urgent", "normal"]},
            "because": described(NAMES, "The facts, or schemes, that led to it."),
            "contact": ref("Contact"),
        }
    )


def _step() -> Schema:
    return closed({"rule": TEXT, "facts": NAMES, "from": described(NAMES, "The conclusions it was built on.")})


def _problem() -> Schema:
    fact = described(NAME_OR_NULL, "The fact, key or parameter at fault; null for the document as a whole.")
    status = {"type": "integer", "minimum": 400, "maximum": 599}
    entry = closed({"fact": fact, "message": described(TEXT, "One sentence, in English.")})
    return closed({"type": TEXT, "title": TEXT, "status": status, "errors": list_of(entry)}, "RFC 9457.")


def _health() -> Schema:
    days: dict[str, Any] = {"type": ["integer", "null"], "description": "Negative once the figures have expired."}
    return closed(
        {
            "status": {"enum": ["ok", "figures_expired"]},
            "policy_version": VERSION,
            "figures_valid_until": DAY_OR_NULL,
            "days_left": days,
            "figures_expired": FLAG,
        }
    )
