"""The description of the API for programs: OpenAPI 3.1, made from the vocabulary, the policy and the languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from rules import MAX_BYTES, Policy
from webapp.api.answer_schemas import answer_schemas, ref
from webapp.api.blueprint import PREFIX
from webapp.api.household_schema import Schema, facts_schema, request_schema
from webapp.api.listing_schemas import listing_schemas
from webapp.languages import published
from webapp.views import EXAMPLE_HOUSEHOLD

VERSION: Final = "1.0.0"
ABOUT: Final = (
    "Which help with money a household can probably get. An advice is no application and no decision. "
    "Nothing is kept: no cookie is read or set, and no answer is stored or logged."
)
PROBLEMS: Final[Mapping[int, str]] = {
    400: "Not a document or address of this API: no JSON, a key twice, an unknown key or parameter.",
    413: f"The document is larger than {MAX_BYTES} bytes.",
    422: "A fact, the municipality or the day is wrong, or two facts contradict each other.",
    500: "A fault of ours.",
    503: "The rules are busy, or no advice can be given.",
}


@lru_cache(maxsize=8)
def document(policy: Policy) -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rondkomenwijzer",
            "version": VERSION,
            "description": ABOUT,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "security": [],
        "paths": {
            f"{PREFIX}/advice": {"post": _advice()},
            f"{PREFIX}/schemes": {"get": _schemes()},
            f"{PREFIX}/policy": {"get": _policy()},
            f"{PREFIX}/openapi.json": {"get": _openapi()},
            "/healthz": {"get": _health()},
        },
        "components": {
            "schemas": {
                "Request": request_schema(policy),
                "Facts": facts_schema(),
                **answer_schemas(policy),
                **listing_schemas(policy),
            },
            "responses": {str(status): _problem(status) for status in PROBLEMS},
            "parameters": {"Language": _language()},
            "headers": _headers(),
        },
    }


def _advice() -> Schema:
    content = {"application/json": {"schema": ref("Request"), "example": EXAMPLE_HOUSEHOLD}}
    about = f"A household as UTF-8 JSON of at most {MAX_BYTES} bytes. Another content type is taken as well."
    return {
        "operationId": "advice",
        "summary": "The advice for one household",
        "parameters": [{"$ref": "#/components/parameters/Language"}],
        "requestBody": {"required": True, "description": about, "content": content},
        "responses": _responses("The advice.", "Advice", (400, 413, 422, 500, 503), in_language=True),
    }


def _schemes() -> Schema:
    return {
        "operationId": "schemes",
        "summary": "Every scheme: what it is, what it looks at, where to apply",
        "parameters": [{"$ref": "#/components/parameters/Language"}],
        "responses": _responses("The schemes.", "Schemes", (400, 500), in_language=True),
    }


def _policy() -> Schema:
    day = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    return {
        "operationId": "policy",
        "summary": "Every figure on a day, with its source",
        "parameters": [{"name": "on", "in": "query", "description": "Default: today.", "schema": day}],
        "responses": _responses("The figures.", "Policy", (400, 422, 500)),
    }


def _openapi() -> Schema:
    answer = {"description": "This document.", "content": {"application/json": {"schema": {"type": "object"}}}}
    return {
        "operationId": "openapi",
        "summary": "This description",
        "responses": {"200": answer, **_references((400, 500))},
    }


def _health() -> Schema:
    return {
        "operationId": "health",
        "summary": "Whether advice can be given, and until when the figures hold",
        "responses": _responses("Advice can be given.", "Health", (500, 503)),
    }


def _responses(description: str, schema: str, problems: tuple[int, ...], in_language: bool = False) -> Schema:
    found: Schema = {"description": description, "content": {"application/json": {"schema": ref(schema)}}}
    if in_language:
        found["headers"] = {"Content-Language": {"$ref": "#/components/headers/Content-Language"}}
    return {"200": found, **_references(problems)}


def _references(problems: tuple[int, ...]) -> Schema:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in problems}


def _problem(status: int) -> Schema:
    found: Schema = {
        "description": PROBLEMS[status],
        "content": {"application/problem+json": {"schema": ref("Problem")}},
    }
    if status == 422:  # noqa: PLR2004 - the one that people meet
        errors = [{"fact": "age", "message": "age must be from 0 to 120."}]
        example = {"type": "about:blank", "title": "Unprocessable Content", "status": status, "errors": errors}
        found["content"]["application/problem+json"]["example"] = example
    if status == 503:  # noqa: PLR2004 - the one that says when to come back
        found["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    return found


def _language() -> Schema:
    codes = [language.code for language in published()]
    return {
        "name": "Accept-Language",
        "in": "header",
        "description": f"The language of the texts: {', '.join(codes)} (default: {codes[0]}).",
        "schema": {"type": "string"},
        "example": codes[0],
    }


def _headers() -> Schema:
    return {
        "Content-Language": {
            "description": "The language of the texts.",
            "required": True,
            "schema": {"enum": [language.code for language in published()]},
        },
        "Retry-After": {"description": "In seconds.", "required": True, "schema": {"type": "integer", "minimum": 1}},
    }
