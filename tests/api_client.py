"""What the tests of the API share: asking for advice over HTTP, and reading a problem."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

import jsonschema_rs
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webapp_fixtures import make_app

ADVICE: Final = "/api/v1/advice"
HOUSEHOLD: Final[dict[str, Any]] = {
    "municipality": "enschede",
    "facts": {"age": 34, "has_partner": False, "children_ages": [8], "income": "1395.00", "wealth": "2100.00"},
}


@cache
def api_app() -> Flask:
    """One application for all tests that only ask: the API keeps nothing, so they cannot touch one another."""
    return make_app()


def api_client() -> FlaskClient:
    """A client without cookies."""
    return api_app().test_client(use_cookies=False)


def ask(raw: bytes, **headers: str) -> TestResponse:
    """Send a body as it is."""
    return api_client().post(ADVICE, data=raw, headers={"Content-Type": "application/json", **headers})


def ask_about(document: object, **headers: str) -> TestResponse:
    """Send a document."""
    return ask(json.dumps(document).encode(), **headers)


@cache
def schema_of(name: str) -> jsonschema_rs.Validator:
    """The published schema of one component, as a program elsewhere would use it."""
    document = api_client().get("/api/v1/openapi.json").get_json()
    whole = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def problem_of(response: TestResponse, status: int) -> dict[str, Any]:
    """The one error of a problem with this status, which is all that the contract allows it to be."""
    assert response.status_code == status, response.get_data(as_text=True)[:300]
    assert response.mimetype == "application/problem+json"
    assert "Set-Cookie" not in response.headers
    content = json.loads(response.get_data().decode("utf-8"))
    assert list(schema_of("Problem").iter_errors(content)) == []
    assert content["status"] == status
    assert len(content["errors"]) == 1
    error: dict[str, Any] = content["errors"][0]
    assert error["message"].endswith(".")
    assert len(error["message"]) < 500
    assert "Traceback" not in error["message"]
    return error
