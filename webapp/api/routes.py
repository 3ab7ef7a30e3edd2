"""The addresses of the API. HTTP only."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from flask import Response, current_app, request

from rules import HouseholdError, Policy, advise
from webapp.api.blueprint import PREFIX, blueprint
from webapp.api.incoming import body, check_query, read_day, read_household
from webapp.api.listings import policy_json, schemes_json
from webapp.api.openapi import document
from webapp.api.problems import Refusal, json_response
from webapp.i18n import language, speaker


@blueprint.post(f"{PREFIX}/advice")
def advice() -> Response:
    """The advice for one household, in the language of Accept-Language."""
    check_query()
    household, on = read_household(body(), _policy(), _today())
    try:
        found = advise(household, on, _policy())
    except HouseholdError as error:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, error.fact, error.message) from None
    return _in_language(json_response(found.as_json(speaker())))


@blueprint.get(f"{PREFIX}/schemes")
def schemes() -> Response:
    """Every scheme: what it is, what it looks at, and where to apply."""
    check_query()
    return _in_language(json_response(schemes_json(_policy(), _today(), speaker())))


@blueprint.get(f"{PREFIX}/policy")
def policy() -> Response:
    """Every figure on a day, with its source."""
    check_query(("on",))
    on = read_day(request.args["on"]) if "on" in request.args else _today()
    return json_response(policy_json(_policy(), on))


@blueprint.get(f"{PREFIX}/openapi.json")
def openapi() -> Response:
    """The description of all this that programs can read."""
    check_query()
    return json_response(document(_policy()))


def _policy() -> Policy:
    found: Policy = current_app.extensions["policy"]
    return found


def _today() -> date:
    today: date = current_app.config["TODAY"]()
    return today


def _in_language(response: Response) -> Response:
    response.headers["Content-Language"] = language().code
    response.vary.add("Accept-Language")
    return response
