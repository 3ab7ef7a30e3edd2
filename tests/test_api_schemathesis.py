"""S08: whatever is sent, the API answers as its description says: no 5xx, no answer that is not described.

Examples come from the description itself: documents that fit it, and documents that break it in one place.
"""

from __future__ import annotations

from typing import Any, Final

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.api_client import api_app
from tests.effort import draws

CHECKS: Final = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
)


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", api_app(), config=SchemathesisConfig())


@schema.parametrize()
@settings(max_examples=draws(50, 500, 5_000), deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: schemathesis.Case[Any]) -> None:
    response = case.call(headers={"Accept-Encoding": "identity"})
    case.validate_response(response, checks=list(CHECKS))
    assert "set-cookie" not in {name.lower() for name in response.headers}


def test_every_operation_is_tried() -> None:
    # Schemathesis leaves out the address that it reads the description from.
    described = {(path, method) for path, entry in schema.raw_schema["paths"].items() for method in entry}
    tried = {(found.ok().path, found.ok().method) for found in schema.get_all_operations() if isinstance(found, Ok)}
    assert tried == described - {("/api/v1/openapi.json", "get")}
