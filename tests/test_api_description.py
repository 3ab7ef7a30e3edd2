"""The OpenAPI description is valid, and says what the API does: no more, no less."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from rules import FACTS, HouseholdError, decode_json, parse_household
from tests.api_client import api_app, api_client, ask, ask_about, schema_of
from tests.households import Drawn, households, policy


def description() -> dict[str, Any]:
    found: dict[str, Any] = api_client().get("/api/v1/openapi.json").get_json()
    return found


def test_the_description_is_valid_openapi() -> None:
    document = description()
    assert document["openapi"].startswith("3.1.")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_every_address_of_the_api_is_described_and_no_other() -> None:
    app: Flask = api_app()
    there = {
        (rule.rule, method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(path, method) for path, entry in description()["paths"].items() for method in entry} == there


def test_every_fact_and_municipality_of_the_contract_is_in_it() -> None:
    schemas = description()["components"]["schemas"]
    assert list(schemas["Facts"]["properties"]) == list(FACTS)
    assert "cents" not in json.dumps(schemas["Facts"])
    slugs = [municipality.slug for municipality in policy().municipalities]
    assert schemas["Request"]["properties"]["municipality"]["enum"] == slugs


def test_every_example_in_it_is_right() -> None:
    advice = description()["paths"]["/api/v1/advice"]["post"]
    example_request = advice["requestBody"]["content"]["application/json"]["example"]
    assert schema_of("Request").is_valid(example_request)
    assert ask_about(example_request).status_code == 200
    refusal = description()["components"]["responses"]["422"]["content"]["application/problem+json"]["example"]
    wrong = {**example_request, "facts": {**example_request["facts"], "age": 130}}
    assert ask_about(wrong).get_json() == refusal


def parts(node: object) -> Iterator[dict[str, Any]]:
    """Every object in a document."""
    if isinstance(node, dict):
        yield node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from parts(below)


def test_no_amount_must_be_a_multiple_of_a_fraction() -> None:
    # In floats 2475.14 / 0.01 is 247513.99999999997: validators that count that way refuse a right amount.
    assert [part for part in parts(description()) if not isinstance(part.get("multipleOf", 1), int)] == []
    amount = description()["components"]["schemas"]["Facts"]["properties"]["income"]["anyOf"]
    assert any("two decimals" in form.get("description", "") for form in amount)
    assert ask(b'{"municipality": "enschede", "facts": {"income": 2475.14}}').status_code == 200


def test_every_reference_leads_somewhere() -> None:
    document = description()
    for path in set(re.findall(r'"#/([^"]+)"', json.dumps(document))):
        place: Any = document
        for step in path.split("/"):
            place = place[step]


@given(households)
def test_what_the_rules_accept_the_schema_accepts(drawn: Drawn) -> None:
    municipality, facts, on = drawn
    document = {"municipality": municipality, "facts": facts, "on": on.isoformat()}
    faults = [error.message for error in schema_of("Request").iter_errors(json.loads(json.dumps(document)))]
    assert not faults, document


ODD: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 800),
    st.sampled_from([9_999_999, 10_000_000, 10_000_001, -10_000_000, -10_000_001]),
    st.decimals(-20, 20, places=3).map(lambda amount: float(round(amount, 3))),
    st.from_regex(r"-?[0-9]{0,11}(\.[0-9]{0,3})?", fullmatch=True),
    st.text(max_size=6),
    st.lists(st.integers(-2, 19), max_size=3),
    st.lists(st.sampled_from([*FACTS["income_sources"].choices, "lottery"]), max_size=2),
    st.sampled_from(sorted({choice for fact in FACTS.values() for choice in fact.choices})),
)


def is_accepted(fact: str, value: object) -> bool:
    """Whether the rules take it; two facts that clash are no matter of a schema, and of one fact only `none` can."""
    raw = json.dumps({"municipality": "enschede", "facts": {fact: value}}).encode()
    try:
        parse_household(decode_json(raw), policy())
    except HouseholdError as error:
        return "beside" in error.message
    return True


def is_minus_zero(fact: str, value: object) -> bool:
    """The rules take "-0.00" for an amount that may not be below zero. Who writes a schema need not know."""
    return isinstance(value, str) and FACTS[fact].minimum == 0 and bool(re.fullmatch(r"-0+(\.0+)?", value))


def is_third_decimal(fact: str, value: object) -> bool:
    """A schema cannot tell 2475.14 from 2475.145 for a validator that counts in floats; the description says it."""
    return FACTS[fact].kind == "money" and isinstance(value, float) and round(value, 2) != value


def is_whole_decimal(fact: str, value: object) -> bool:
    """34.0 is a whole number for a JSON Schema; the contract wants 34."""
    return FACTS[fact].kind in ("int", "ages") and isinstance(value, float) and value.is_integer()


@given(st.sampled_from(sorted(FACTS)), ODD)
@example("income", "009999999.99")
@example("income", "10000000.01")
@example("wealth", "-010000000.00")
@example("wealth", "1\n")
@example("income", float(Decimal("0.07")))
def test_the_schema_accepts_a_fact_if_and_only_if_the_rules_do(fact: str, value: object) -> None:
    if is_minus_zero(fact, value) or is_whole_decimal(fact, value) or is_third_decimal(fact, value):
        return
    accepted = schema_of("Facts").is_valid({fact: value})
    assert accepted is is_accepted(fact, value), (fact, value)


@pytest.mark.parametrize("name", ["Advice", "Schemes", "Policy", "Health", "Problem"])
def test_a_schema_refuses_what_it_does_not_name(name: str) -> None:
    faults = [error.message for error in schema_of(name).iter_errors({"canary": 1})]
    assert any("canary" in fault for fault in faults)
    assert any("required" in fault for fault in faults)
