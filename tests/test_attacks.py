"""What somebody tried against the site, and what must come of it: nothing."""

from __future__ import annotations

import logging
import socket
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask.testing import FlaskClient

from tests.live_site import HOST, clean_environment, live_site
from tests.webapp_fixtures import KEY, Resident, make_app, resident
from tests.webapp_households import COUPLE
from webapp.session import SessionSerializer

__all__ = ["resident"]


@pytest.mark.parametrize(
    "name",
    ["..%2f..%2f..%2f..%2f..%2fetc%2fpasswd", "..%2fpyproject.toml", "css/../css/base.css", "nee.css", "css", "%00"],
)
def test_no_address_makes_the_site_read_another_file(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        response = make_app().test_client().get(f"/static/{name}")
    text = response.get_data(as_text=True)
    if response.status_code == 200:
        assert name.endswith("base.css")
    else:
        assert response.status_code == 404
        assert "Deze pagina bestaat niet" in text
        assert "passwd" not in text and "pyproject" not in text
    assert not caplog.records, "a page that does not exist is no fault of ours"


def test_asking_for_many_addresses_that_do_not_exist_takes_no_memory() -> None:
    app = make_app()
    before = len(app.extensions["static_hashes"])
    for number in range(50):
        app.test_client().get(f"/static/{'css/../' * number}nee.css")
    assert len(app.extensions["static_hashes"]) == before


def test_wiping_works_from_a_page_that_stood_open_while_the_key_changed(resident: Resident) -> None:
    resident.answer("gemeente", {"choice": "enschede"})
    response = resident.post("/wissen", {}, token="a token of another time")
    assert response.headers["Location"] == "/gewist"
    assert resident.answers().entries == ()


@pytest.mark.parametrize("path", ["/", "/wissen", "/vraag/nood", "/nergens", "/snel-weg"])
def test_a_form_of_another_site_plants_no_cookie_in_place_of_the_answers(path: str) -> None:
    """It comes without our cookie; a new one in the answer would take the place of it."""
    client = make_app().test_client()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {}):
        response = client.post(f"{path}?taal=en", headers=headers)
        assert "Set-Cookie" not in response.headers


@pytest.mark.slow
def test_connections_that_send_nothing_do_not_hold_up_the_others(tmp_path: Path) -> None:
    with live_site(tmp_path, clean_environment(tmp_path), cwd=Path(__file__).parent.parent) as port:
        idle = [socket.create_connection((HOST, port)) for _ in range(6)]
        begin = time.monotonic()
        with urlopen(f"http://{HOST}:{port}/healthz", timeout=20) as answer:
            assert answer.status == 200
        assert time.monotonic() - begin < 10
        for connection in idle:
            connection.close()


def test_a_host_that_is_not_ours_gets_a_page_and_writes_no_error(caplog: pytest.LogCaptureFixture) -> None:
    client = FlaskClient(make_app(TRUSTED_HOSTS=["www.example.nl"]))  # The page of last resort has rules of its own.
    with caplog.at_level(logging.ERROR):
        response = client.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "053 481 78 00" in response.get_data(as_text=True)
    assert not caplog.records


@pytest.mark.parametrize(
    "answer",
    [
        {"choice": "a choice of last year"},
        {"boxes": ["gone"]},
        {"lines": [["self", "gone", 100, "month"]]},
        {"number": 3},
        {},
        [],
        None,
    ],
)
def test_a_cookie_from_before_the_questions_changed_is_no_dead_end(answer: object, resident: Resident) -> None:
    for question_id in ("gemeente", "nood", "inkomen", "gezin"):
        content = {"version": 1, "answers": [["gemeente", {"choice": "enschede"}, False], [question_id, answer, False]]}
        resident.client.set_cookie("rondkomenwijzer", SessionSerializer([KEY]).dumps(content))
        for path in ("/vraag", "/controleren", "/uitslag"):
            resident.get(path)
        assert resident.answers().municipality in ("enschede", None)


def test_who_ticks_a_bailiff_sees_at_once_who_helps(resident: Resident) -> None:
    resident.answer("gemeente", {"choice": "enschede"})
    page = resident.answer("nood", {"boxes": ["bailiff"]})
    assert "Hier krijgt u snel hulp" in page.all("main")[0].text
    assert "Juridisch Loket" in page.all("main")[0].text


def test_a_contradiction_stands_at_the_line_it_is_about(resident: Resident) -> None:
    resident.walk(COUPLE.sent)
    lines = {**COUPLE.sent["inkomen"], "what_2": "student_finance"}
    resident.post("/vraag/inkomen", lines)
    page = resident.get("/vraag/inkomen")
    assert [e.get("id") for e in page.elements if "error-message" in e.get("class")] == ["what_2-fout"]
