"""What came in over HTTP ─▶ a household and a day, or a Refusal that names what is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from http import HTTPStatus
from typing import Final

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from rules import MAX_BYTES, Household, HouseholdError, Policy, decode_json, parse_household
from webapp.api.problems import Refusal

KEYS: Final = frozenset({"municipality", "facts", "on"})
DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def body() -> bytes:
    """The body, whatever its type says it is: nothing is kept, so that being lenient costs nothing.

    RequestEntityTooLarge over 1 MB: at once where the length was announced, else as soon as it is reached.
    Refusal 400 when it breaks off, or comes in pieces whose sizes are no sizes.
    """
    # One more than is allowed: Werkzeug cuts a body of unannounced length off at its maximum, and says nothing.
    request.max_content_length = MAX_BYTES + 1
    try:
        raw = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise
    except Exception:  # Every server has its own for this, and they have no type in common.
        raise Refusal(HTTPStatus.BAD_REQUEST, None, "The body could not be read to its end.") from None
    if len(raw) > MAX_BYTES:
        raise RequestEntityTooLarge
    return raw


def read_household(raw: bytes, policy: Policy, today: date) -> tuple[Household, date]:
    """The household in a document and the day it asks about (`today` when it names none).

    Refusal 400 when it is not the document of the contract, 422 when a fact, the municipality or the day is wrong.
    """
    try:
        document = decode_json(raw)
    except HouseholdError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, error.fact, error.message) from None
    if not isinstance(document, dict):
        raise Refusal(HTTPStatus.BAD_REQUEST, None, "The document must be a JSON object with municipality and facts.")
    for key in document:
        if key not in KEYS:
            raise Refusal(HTTPStatus.BAD_REQUEST, key, "Unknown key: only municipality, facts and on are known.")
    if not isinstance(document.get("facts", {}), dict):
        raise Refusal(HTTPStatus.BAD_REQUEST, "facts", "facts must be a JSON object.")
    on = read_day(document.pop("on")) if "on" in document else today
    try:
        return parse_household(document, policy), on
    except HouseholdError as error:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, error.fact, error.message) from None


def read_day(value: object) -> date:
    """A day written as YYYY-MM-DD; Refusal 422 for anything else."""
    try:
        if not isinstance(value, str) or not DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        message = "on must be a day written as YYYY-MM-DD."
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "on", message) from None


def check_query(known: Collection[str] = ()) -> None:
    """Refuse what stands in the address but is not known (or stands there twice): it would be passed over silently."""
    for name, values in request.args.lists():
        if name not in known:
            raise Refusal(HTTPStatus.BAD_REQUEST, name, "Unknown query parameter.")
        if len(values) > 1:
            raise Refusal(HTTPStatus.BAD_REQUEST, name, f"The query parameter {name} stands there twice.")
