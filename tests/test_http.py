"""Headers on every answer, what may be kept, compression, and what a proxy may say."""

from __future__ import annotations

import gzip
from http import HTTPStatus
from pathlib import Path

import brotli  # type: ignore[import-not-found,import-untyped,unused-ignore]
import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webapp_fixtures import Resident, make_app
from tests.webapp_pages import Page
from webapp.security import NEVER_USED

APP = make_app()
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self' https://www.weer.nl; base-uri 'none'; frame-ancestors 'none'"
)
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
ANSWERS = [
    ("GET", "/", 200, PAGE_POLICY),
    ("GET", "/vraag", 303, PAGE_POLICY),
    ("GET", "/vraag/gemeente", 200, PAGE_POLICY),
    ("HEAD", "/over", 200, PAGE_POLICY),
    ("POST", "/snel-weg", 303, PAGE_POLICY),
    ("POST", "/wissen", 303, PAGE_POLICY),
    ("GET", "/niets", 404, PAGE_POLICY),
    ("GET", "/wissen", 405, PAGE_POLICY),
    ("GET", "/static/niets.css", 404, PAGE_POLICY),
    ("GET", "/static/css/base.css", 200, DATA_POLICY),
    ("GET", "/static/icon.svg", 200, DATA_POLICY),
    ("GET", "/static/js/fresh.js", 200, DATA_POLICY),
    ("GET", "/healthz", 200, DATA_POLICY),
    ("GET", "/api/v1/schemes", 200, DATA_POLICY),
    ("GET", "/api/v1/niets", 404, DATA_POLICY),
    ("GET", "/api/v1/advice", 405, DATA_POLICY),
    ("POST", "/api/v1/advice", 400, DATA_POLICY),
]


def fetch(path: str, app: Flask = APP, method: str = "GET", **headers: str) -> TestResponse:
    """One answer with its whole body; `If_None_Match` is sent as If-None-Match."""
    client = FlaskClient(app, app.response_class, use_cookies=False)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.open(path, method=method, headers=named, buffered=True)


@pytest.mark.parametrize(("method", "path", "status", "policy"), ANSWERS)
def test_every_answer_has_the_headers(method: str, path: str, status: int, policy: str) -> None:
    response = fetch(path, method=method)
    assert response.status_code == status
    headers = response.headers
    assert headers["Content-Security-Policy"] == policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if "/api/" in path else "same-origin")
    assert "camera=(), " in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers
    assert headers["Cache-Control"] == ("no-cache" if policy == DATA_POLICY and "static" in path else "no-store")
    doubled = [name for name, _ in headers if len(headers.getlist(name)) > 1]
    assert doubled == []


def test_no_power_of_the_browser_is_named_twice() -> None:
    assert len(NEVER_USED) == len(set(NEVER_USED)) >= 20


def test_the_quick_exit_may_be_set_to_another_site() -> None:
    app = make_app(QUICK_EXIT_URL="https://nieuws.example/weer?x=1")
    assert "form-action 'self' https://nieuws.example; base-uri" in fetch("/", app).headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/niets", "/static/css/base.css", "/api/v1/niets", "/healthz"])
def test_browsers_that_came_over_tls_come_back_over_tls(path: str) -> None:
    assert fetch(path, make_app(HTTPS=True)).headers["Strict-Transport-Security"] == "max-age=31536000"


def static_addresses() -> list[str]:
    page = Page(fetch("/").get_data(as_text=True))
    files = [e for tag in ("link", "use") for e in page.all(tag) if e.get("rel") != "alternate"]
    linked = {e.get("href").partition("#")[0] for e in files}
    return sorted(linked | {e.get("src") for tag in ("script", "img") for e in page.all(tag)})


def test_what_the_page_links_to_may_be_kept_for_good() -> None:
    addresses = static_addresses()
    assert {".css", ".js", ".svg"} == {Path(address.partition("?")[0]).suffix for address in addresses}
    for address in addresses:
        assert "?v=" in address
        response = fetch(address)
        assert response.status_code == 200, address
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable", address


def test_an_old_or_missing_hash_is_asked_again_each_time() -> None:
    for address in static_addresses():
        path = address.partition("?")[0]
        for other in (path, f"{path}?v=0000000000", f"{path}?v=", f"{path}?w=1"):
            assert fetch(other).headers["Cache-Control"] == "no-cache", other


def test_an_unchanged_file_is_not_sent_twice() -> None:
    for encoding in ("identity", "gzip", "br"):
        first = fetch("/static/css/base.css", Accept_Encoding=encoding)
        again = fetch("/static/css/base.css", Accept_Encoding=encoding, If_None_Match=first.headers["ETag"])
        assert (again.status_code, again.get_data()) == (304, b"")
        assert again.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/", "/static/css/base.css", "/api/v1/schemes"])
def test_text_is_sent_small(path: str) -> None:
    whole = fetch(path)
    assert "Content-Encoding" not in whole.headers
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}
    for accepted, used in (("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0.1, gzip;q=0.9", "gzip")):
        response = fetch(path, Accept_Encoding=accepted)
        assert response.headers["Content-Encoding"] == used
        assert unpack[used](response.get_data()) == whole.get_data()
        assert len(response.get_data()) < 0.6 * len(whole.get_data())
        assert "Accept-Encoding" in response.headers["Vary"]
    assert "Accept-Encoding" in whole.headers["Vary"]
    for accepted in ("", "identity", "zstd", "deflate", "nonsense;q=x"):
        assert "Content-Encoding" not in fetch(path, Accept_Encoding=accepted).headers, accepted


def test_what_is_small_already_is_left_as_it_is() -> None:
    for path in ("/healthz", "/static/icon.svg", "/vraag"):
        response = fetch(path, Accept_Encoding="br, gzip")
        assert "Content-Encoding" not in response.headers
        assert len(response.get_data()) < 1000


def test_no_form_is_taken_without_its_token_but_to_leave_and_to_wipe() -> None:
    """Every rule that takes a POST; the API keeps nothing and reads no cookie, so there is nothing to forge."""
    exempt = set()
    for rule in APP.url_map.iter_rules():
        if not (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}:
            continue
        resident = Resident(APP)
        resident.answer("gemeente", {"choice": "enschede"})
        response = resident.client.post(rule.rule.replace("<question_id>", "nood"), data={"boxes": ["none"]})
        if not (
            response.status_code == HTTPStatus.SEE_OTHER and response.headers["Location"] != "https://www.weer.nl/"
        ):
            exempt.add(rule.endpoint)
        else:
            kept = [entry.question.id for entry in resident.answers().entries]
            if rule.endpoint in ("wizard.wipe", "kiosk.wipe", "kiosk.begin", "chat.begin_anew"):
                exempt.add(rule.endpoint)
                assert kept == [], "wiping needs no token"
            else:
                assert kept == ["gemeente"], rule
    wiping = {"wizard.leave", "wizard.wipe", "kiosk.wipe", "kiosk.begin", "chat.begin_anew"}
    assert exempt == {*wiping, "kiosk.still_here", "api.advice"}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_of_another_site_is_refused_even_with_the_right_token(site: str) -> None:
    resident = Resident(APP)
    resident.answer("gemeente", {"choice": "enschede"})
    sent = {"boxes": "none", "csrf_token": resident.page.token}
    for path in ("/vraag/nood", "/wissen", "/snel-weg", "/kiosk/wissen", "/kiosk/begin", "/kiosk/weergave"):
        response = resident.client.post(path, data=sent, headers={"Sec-Fetch-Site": site})
        assert response.status_code == 400
    assert [entry.question.id for entry in resident.answers().entries] == ["gemeente"]
    for own in ("same-origin", "none"):
        assert resident.client.post("/vraag/nood", data=sent, headers={"Sec-Fetch-Site": own}).status_code == 303


def told(app: Flask, **headers: str) -> list[str]:
    """What the application believes about the address it was asked at."""

    @app.get("/geloofd")
    def believed() -> list[str]:
        return [request.scheme, request.host, request.remote_addr or ""]

    return list(fetch("/geloofd", app, **headers).get_json())


CLAIMS = {"X_Forwarded_Proto": "https", "X_Forwarded_Host": "www.example.nl", "X_Forwarded_For": "203.0.113.9"}


def test_nobody_may_say_that_the_line_is_safe() -> None:
    assert told(make_app(), **CLAIMS) == ["http", "localhost", "127.0.0.1"]


def test_a_proxy_may_when_the_setting_says_there_is_one() -> None:
    assert told(make_app(PROXIES=1), **CLAIMS) == ["https", "www.example.nl", "127.0.0.1"]


def test_two_proxies_believe_only_what_the_first_of_them_wrote() -> None:
    claims = CLAIMS | {
        "X_Forwarded_Host": "evil.example, www.example.nl, inner",
        "X_Forwarded_Proto": "http, https, http",
    }
    assert told(make_app(PROXIES=2), **claims)[:2] == ["https", "www.example.nl"]


def test_only_names_of_this_site_are_served() -> None:
    app = make_app(TRUSTED_HOSTS=["www.example.nl"])
    assert fetch("/", app, Host="www.example.nl").status_code == 200
    response = fetch("/", app, Host="evil.example")
    assert response.status_code == 400
    assert "053 481 78 00" in response.get_data(as_text=True)
    assert "evil" not in response.get_data(as_text=True)
