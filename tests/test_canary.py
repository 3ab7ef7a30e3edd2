"""K04: an amount and an age that nobody else has, through the real server. They reach no log, no file, no address."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from werkzeug.datastructures import MultiDict

from rules import load_policy
from tests.webapp_fixtures import Sent, i_do_not_know
from tests.webapp_households import SINGLE_PARENT
from tests.webapp_pages import Page
from webapp.forms import form_for
from webapp.questions import Catalogue, Question, load_catalogue

ROOT = Path(__file__).resolve().parent.parent
AGE = "97"
CENTS = "738461"
"""7.384,61: as it is typed, kept, shown, or divided."""

NOTATIONS = ("7384,61", "7.384,61", "7384.61", "7 384,61", "€ 7384,61")
WRONG = ("7384,613", "7384.61.2", "zeven 738461", "-7384,61")
FAIL = """
import webapp
from webapp.wizard import routes

create = webapp.create_app

def create_app():
    app = create()

    @app.post("/stuk")
    @webapp.security.csrf.exempt
    def broken():
        amount = routes.request.form["amount_1"]
        raise ValueError("cannot use " + amount + " of " + routes.request.path)

    return app
"""


@dataclass
class Server:
    """Gunicorn as `make run` starts it, with folders of its own."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path

    def stop(self) -> bytes:
        """All that it wrote, in the end."""
        self.process.terminate()
        out, _ = self.process.communicate(timeout=30)
        return out


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    for name in ("instance", "tmp", "code", "cwd"):
        (tmp_path / name).mkdir()
    (tmp_path / "code" / "breakable.py").write_text(FAIL, encoding="utf-8")
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if "SECRET" not in name and "RONDKOMEN" not in name},
        "PYTHONPATH": f"{ROOT}:{tmp_path / 'code'}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "RONDKOMENWIJZER_INSTANCE": str(tmp_path / "instance"),
        "TMPDIR": str(tmp_path / "tmp"),
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "python:webapp.gunicorn_conf", "--workers", "2"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "breakable:create_app()"],
        cwd=tmp_path / "cwd",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    yield Server(process, port, tmp_path)
    if process.poll() is None:
        process.kill()
        process.communicate()


class Visitor:
    """A browser without a screen. Remembers every address it was sent to or shown."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""
        self.page = Page("")
        self.addresses: list[str] = []

    def ask(self, method: str, path: str, sent: dict[str, object] | None = None, **headers: str) -> HTTPResponse:
        """One request; the body is read into `page`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        body = urlencode(sent, doseq=True) if sent is not None else None
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        cookie = {"Cookie": self.cookie} if self.cookie else {}
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        connection.request(method, path, body, {**cookie, **form, **named})
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        connection.close()
        if response.getheader("Set-Cookie"):
            self.cookie = str(response.getheader("Set-Cookie")).split(";")[0]
        if "html" in str(response.getheader("Content-Type")) and response.status == 200:
            self.page = Page(text, path)
            self.addresses += [e.get(name) for e in self.page.elements for name in ("href", "action", "src")]
        self.addresses.append(response.getheader("Location") or "")
        return response

    def wait(self) -> None:
        """Until the server answers."""
        for _ in range(200):
            try:
                if self.ask("GET", "/healthz").status == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def follow(self, response: HTTPResponse) -> None:
        """Open where a redirect leads."""
        assert response.status == 303, response.status
        self.ask("GET", str(response.getheader("Location")).split("#")[0])

    def answer(self, sent: dict[str, object]) -> None:
        """Send the form on the page."""
        self.follow(self.ask("POST", self.page.path, {**sent, "csrf_token": self.page.token}))

    def walk(self) -> None:
        """A whole journey with the canaries in it, with mistakes on the way."""
        self.follow(self.ask("GET", "/vraag"))
        while self.page.path != "/controleren":
            question = self.page.path.removeprefix("/vraag/")
            for wrong in WRONG if question in ("inkomen", "vermogen") else ():
                self.answer({"what_1": "work", "amount_1": wrong, "period_1": "month", "have": wrong, "owe": wrong})
                assert self.page.errors
            self.answer(dict(sent_to(question)))
            assert not self.page.errors, (question, self.page.errors)


CANARIES: Mapping[str, Sent] = {
    "leeftijd": {"number": AGE},
    "inkomen": {"what_1": "work", "amount_1": NOTATIONS[0], "period_1": "month"},
    "vermogen": {"have": NOTATIONS[1], "owe": "0"},
    "auto": {"amount": NOTATIONS[2]},
}
TRACE = re.compile(rb"7\D{0,6}384\D{0,6}61|738461")
VERSION = re.compile("[?]v=[0-9a-f]+$")
"""Of a file of our own: sixteen kinds of digits in any order, the age too."""


@cache
def catalogue() -> Catalogue:
    """The questions of the site."""
    return load_catalogue(load_policy())


def sent_to(question_id: str) -> Sent:
    """A canary, else what the household would say, else "Ik weet het niet": another day, there are more questions."""
    question = catalogue().find(question_id)
    assert question is not None, question_id
    return CANARIES.get(question_id) or SINGLE_PARENT.sent.get(question_id) or i_do_not_know(question)


def has_canary(address: str) -> bool:
    """Whether an address holds the amount or the age."""
    return bool(TRACE.search(address.encode())) or AGE in VERSION.sub("", address)


def test_a_canary_in_an_address_is_seen_and_a_version_is_none() -> None:
    assert not has_canary("/static/css/base.css?v=1a97b2c3d4")
    for address in ("/vraag/leeftijd?v=97x", "/static/97.css?v=1a2b3c4d5e", "/uitslag?leeftijd=97", "/?b=7.384,61"):
        assert has_canary(address), address


@pytest.mark.parametrize("question", catalogue().questions, ids=lambda question: question.id)
def test_what_is_sent_is_an_answer_whatever_question_a_day_brings(question: Question) -> None:
    form = form_for(question, False, MultiDict(dict(sent_to(question.id))))
    assert form.validate(), form.errors


def errors_on_purpose(visitor: Visitor) -> None:
    """Everything that could make a server write down what it was sent."""
    amount = NOTATIONS[0]
    assert visitor.ask("GET", f"/niets/{amount}?bedrag={amount}", User_Agent=amount, Referer=f"/{amount}").status == 404
    assert visitor.ask("POST", "/stuk", {"amount_1": amount}).status == 500
    assert visitor.ask("POST", "/vraag/inkomen", {"amount_1": amount * 20_000}).status == 413
    assert visitor.ask("GET", "/", Other=amount + "x" * 40_000).status == 431
    assert visitor.ask("GET", f"/{amount * 1000}").status == 414
    assert visitor.ask("BEDRAG" + CENTS, "/").status == 405
    assert visitor.ask("POST", "/vraag/inkomen", {"amount_1": amount, "csrf_token": amount}).status == 303
    body = {"municipality": "enschede", "facts": {"income": CENTS, "age": amount}}
    assert visitor.ask("POST", "/api/v1/advice", {json.dumps(body): ""}).status == 400
    with socket.create_connection(("127.0.0.1", visitor.port)) as raw:
        raw.sendall(f"GET /{amount} {amount} nonsense\r\n\r\n".encode())
        assert b"400" in raw.recv(100)


@pytest.mark.slow
def test_a_canary_reaches_no_log_no_file_and_no_address(server: Server) -> None:
    visitor = Visitor(server.port)
    visitor.wait()
    visitor.walk()
    assert visitor.ask("GET", "/controleren").status == 200
    assert re.search(TRACE, visitor.page.html.encode()), "the canary did not even reach the page"
    assert visitor.ask("GET", "/uitslag").status == 200
    errors_on_purpose(visitor)
    assert [address for address in visitor.addresses if has_canary(address)] == []
    written = server.stop()
    lines = [json.loads(line) for line in written.splitlines()]
    assert TRACE.search(written) is None
    assert "127.0.0.1" not in written.decode().replace(f"http://127.0.0.1:{server.port}", "")
    assert b"/vraag" not in written and b"csrf" not in written
    assert {line.get("exception") for line in lines} >= {None, "ValueError"}
    assert sum(line["event"] == "request" for line in lines) > 30
    files = [path for path in server.folder.rglob("*") if path.is_file()]
    assert {path.relative_to(server.folder).as_posix() for path in files} == {
        "instance/secret_key",
        "code/breakable.py",
    }
    assert not TRACE.search((server.folder / "instance" / "secret_key").read_bytes())


@pytest.mark.slow
def test_a_server_that_cannot_start_says_why(server: Server) -> None:
    server.stop()
    key = server.folder / "instance" / "secret_key"
    key.write_text("short", encoding="ascii")
    command = [sys.executable, "-m", "gunicorn", "-c", "python:webapp.gunicorn_conf", "webapp:create_app()"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RONDKOMENWIJZER_INSTANCE": str(key.parent)}
    for name in ("SECRET_KEY", "RONDKOMENWIJZER_SECRET_KEY"):
        environment.pop(name, None)
    ended = subprocess.run(  # noqa: PLW1510
        [*command, "--bind", f"127.0.0.1:{free_port()}"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode != 0
    reasons = [json.loads(line).get("why") for line in ended.stderr.splitlines() if line.startswith("{")]
    assert any(reason and str(key) in reason and "32 characters" in reason for reason in reasons)
