"""K04: an amount and an age that nobody else has, through the real server. They reach no log, no file, no address."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from rules import load_policy
from tests.visitor import Visitor, Wrong
from tests.webapp_fixtures import Sent, i_do_not_know
from tests.webapp_households import SINGLE_PARENT
from webapp.config import DATABASE_FILE
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
from webapp import interview as routes

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
        "RONDKOMENWIJZER_PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
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


CANARIES: Mapping[str, Sent] = {
    "leeftijd": {"number": AGE},
    "inkomen": {"what_1": "work", "amount_1": NOTATIONS[0], "period_1": "month"},
    "vermogen": {"have": NOTATIONS[1], "owe": "0"},
    "bezit": {"boxes": ["car"], "car_value": NOTATIONS[2]},
}
TRACE = re.compile(rb"7\D{0,6}384\D{0,6}61|738461")
RANDOM = re.compile("[?]v=[0-9a-f]+$|/verder/[^/]+$")
"""The version of a file of our own, and the encrypted answers in a link: all digits in any order, the age too."""


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
    return bool(TRACE.search(address.encode())) or AGE in RANDOM.sub("", address)


def test_a_canary_in_an_address_is_seen_and_a_version_is_none() -> None:
    assert not has_canary("/static/css/base.css?v=1a97b2c3d4")
    assert not has_canary("/verder/ABC97DEF")
    for address in (
        "/verder/7384.61",
        "/vraag/leeftijd?v=97x",
        "/static/97.css?v=1a2b3c4d5e",
        "/uitslag?leeftijd=97",
        "/?b=7.384,61",
    ):
        assert has_canary(address), address


@pytest.mark.parametrize("question", catalogue().questions, ids=lambda question: question.id)
def test_what_is_sent_is_an_answer_whatever_question_a_day_brings(question: Question) -> None:
    form = form_for(question, False, MultiDict(dict(sent_to(question.id))))
    assert form.validate(), form.errors


MISTAKES: Wrong = {
    "inkomen": [{"what_1": "work", "amount_1": wrong, "period_1": "month"} for wrong in WRONG],
    "vermogen": [{"have": wrong, "owe": wrong} for wrong in WRONG],
}


def take_along(visitor: Visitor) -> None:
    """The letter, and the link that opens the same answers on another device."""
    assert visitor.ask("GET", "/uitslag.pdf").status == 200
    assert visitor.body.startswith(b"%PDF")
    assert visitor.ask("GET", "/meenemen").status == 200
    [link] = set(re.findall(r"/verder/[\w.:~$*+-]+", visitor.page.html))
    other = Visitor(visitor.port)
    assert other.ask("GET", link).status == 200
    other.press_everything(link, NOTATIONS[3])
    visitor.addresses += other.addresses
    assert other.ask("GET", "/uitslag").status == 200


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
    visitor.walk(sent_to, MISTAKES)
    assert visitor.ask("GET", "/controleren").status == 200
    assert re.search(TRACE, visitor.page.html.encode()), "the canary did not even reach the page"
    assert visitor.ask("GET", "/uitslag").status == 200
    take_along(visitor)
    pressed = visitor.press_everything("/uitslag", NOTATIONS[4])
    assert {"/wat-als", "/meenemen"} <= set(pressed)
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
        f"instance/{DATABASE_FILE}",  # The counts, which are on.
        "code/breakable.py",
    }
    for name in ("secret_key", DATABASE_FILE):
        assert not TRACE.search((server.folder / "instance" / name).read_bytes())


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
