"""What the API answers when it cannot do what was asked: `application/problem+json` (RFC 9457), with what is wrong.

In English, like the names in the contract: it is read by who writes a program, not by a resident.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import Response

MIMETYPE: Final = "application/problem+json"
MAX_NAME: Final = 100
"""A name from outside is told back no longer than this."""

# The phrases of RFC 9110; those of the standard library differ between versions of Python.
TITLES: Final[Mapping[int, str]] = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Content Too Large",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Unprocessable Content",
}


class Refusal(Exception):
    """A request that is not carried out: the status, the fact or parameter at fault (None: the whole), a sentence."""

    def __init__(self, status: int, fact: str | None, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.fact = fact
        self.message = message


def problem(
    status: int,
    title: str | None = None,
    errors: Iterable[tuple[str | None, str]] = (),
    headers: Iterable[tuple[str, str]] = (),
) -> Response:
    """A problem document. `errors` are pairs of the fact at fault (None: the whole document) and a sentence."""
    content = {
        "type": "about:blank",
        "title": title or TITLES.get(status) or HTTPStatus(status).phrase,
        "status": int(status),
        "errors": [{"fact": _name(fact), "message": message} for fact, message in errors],
    }
    response = json_response(content, status, MIMETYPE)
    response.headers["Content-Language"] = "en"
    response.headers.update(dict(headers))
    return response


def json_response(content: Mapping[str, Any], status: int = 200, mimetype: str = "application/json") -> Response:
    """One JSON document on one line, UTF-8: what `python -m rules advise --jsonl` prints, byte for byte."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
    return Response(text.encode("utf-8"), status, mimetype=mimetype)


def _name(fact: str | None) -> str | None:
    """A name as it came in, but short, and without the halves of characters that UTF-8 cannot hold."""
    if fact is None:
        return None
    return fact[:MAX_NAME].encode("utf-8", "replace").decode("utf-8")
