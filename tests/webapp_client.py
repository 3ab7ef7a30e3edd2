"""A test client that looks at everything it fetches: pages, headers, cookies and addresses, also of errors."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import brotli  # type: ignore[import-not-found,import-untyped,unused-ignore]
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webapp_page_rules import check_page, fault_in_address
from tests.webapp_pages import Page
from tests.webapp_question_rules import broken_question_rules

JSON: Final = ("application/json", "application/problem+json")
REFERRER: Final = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
MAX_COOKIE: Final = 3800
TOKENS: Final = re.compile(r'(<input type="hidden" name="(?:csrf_token|gesprek)" value=")[\w.-]+(?=">)')
GOOD: Final[set[int]] = set()
"""The pages that broke no rule, in this test process."""

SWITCHED_OFF: Final = ("camera", "geolocation", "microphone")


class CheckingClient(FlaskClient):
    """`page` is the last page that was fetched."""

    page = Page("")

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Fetch, and refuse what breaks a rule."""
        response = super().open(*args, **options)
        broken = [f"{response.request.path}: {fault}" for fault in broken_header_rules(response)]
        assert not broken, "\n".join(broken)
        if has_page(response):
            self.page = Page(text_of_body(response), response.request.path)
            refuse_a_bad(self.page)
        return response


def refuse_a_bad(page: Page) -> None:
    """By the rules for every page, and those for a question; each page once, whatever the tokens in its forms."""
    seen = hash((page.path, TOKENS.sub(r"\1", page.html)))
    if seen in GOOD:
        return
    check_page(page)
    broken = broken_question_rules(page)
    assert not broken, "\n".join(broken)
    GOOD.add(seen)


def has_page(response: TestResponse) -> bool:
    """Whether people would see this; a redirect's text is never shown."""
    is_redirect = HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST
    return response.mimetype == "text/html" and not is_redirect and response.request.method != "HEAD"


def text_of_body(response: TestResponse) -> str:
    """The text, whether or not it was sent in compressed form."""
    body = response.get_data()
    if response.content_encoding == "gzip":
        body = gzip.decompress(body)
    elif response.content_encoding == "br":
        body = brotli.decompress(body)
    return body.decode("utf-8")


def broken_header_rules(response: TestResponse) -> Iterator[str]:
    """S01 to S04, as far as one response can show them."""
    headers = response.headers
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "the browser may guess what kind of file this is"
    if headers.get("Referrer-Policy") not in REFERRER:
        yield "the address is told to other sites"
    if "Cross-Origin-Resource-Policy" not in headers:
        yield "no Cross-Origin-Resource-Policy"
    yield from _faults_of_content_policy(headers.get("Content-Security-Policy", ""), response.mimetype or "")
    yield from _faults_of_cookies(response)
    if "Location" in headers and fault_in_address(headers["Location"]):
        yield f"the redirect {fault_in_address(headers['Location'])}"
    if response.mimetype == "text/html":
        yield from _faults_of_page_headers(response)


def _faults_of_page_headers(response: TestResponse) -> Iterator[str]:
    headers = response.headers
    if "no-store" not in headers.get("Cache-Control", ""):
        yield "the browser may keep the page"
    if headers.get("Cross-Origin-Opener-Policy") != "same-origin":
        yield "another window may hold on to this one"
    allowed = headers.get("Permissions-Policy", "").replace(" ", "").split(",")
    yield from (f"the page may use the {power}" for power in SWITCHED_OFF if f"{power}=()" not in allowed)


def directives(policy: str) -> dict[str, list[str]]:
    """A Content-Security-Policy as {"default-src": ["'none'"], …}."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


def _faults_of_content_policy(policy: str, mimetype: str) -> Iterator[str]:
    given = directives(policy)
    for name, wanted in (("default-src", ["'none'"]), ("frame-ancestors", ["'none'"])):
        if given.get(name) != wanted:
            yield f"the content policy has {name} {given.get(name)}"
    if mimetype == "text/html" and given.get("base-uri") != ["'none'"]:
        yield "the content policy lets a page move its addresses"
    loaded = [source for name, sources in given.items() if name.endswith("-src") for source in sources]
    strangers = set(loaded) - {"'none'", "'self'"}
    if strangers or "unsafe" in policy:
        yield f"the content policy lets in {strangers or policy}"


def _faults_of_cookies(response: TestResponse) -> Iterator[str]:
    for cookie in response.headers.getlist("Set-Cookie"):
        name, _, rest = cookie.partition("=")
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        if not {"httponly", "samesite=lax", "path=/"} <= attributes or "domain" in rest.lower().split(";", 1)[1]:
            yield f"the cookie {name} can be reached: {sorted(attributes)}"
        if len(cookie.split(";")[0]) > MAX_COOKIE:
            yield f"the cookie {name} has {len(cookie)} characters"
        if response.mimetype in JSON or urlsplit(response.request.path).path.startswith(
            ("/static/", "/api/", "/healthz", "/kiosk/geluid/")
        ):
            yield f"a cookie comes with {response.request.path}"
