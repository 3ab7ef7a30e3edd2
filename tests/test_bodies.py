"""Bodies that come in pieces, through the real server: a form is refused, the API reads it all or says why not."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.api_client import ADVICE, HOUSEHOLD
from tests.live_site import HOST, clean_environment, live_site

ROOT: Final = Path(__file__).resolve().parent.parent
FORM: Final = "application/x-www-form-urlencoded"
KILOBYTE: Final = 1024

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("site")
    with live_site(
        folder, clean_environment(folder, {"PYTHONPATH": str(ROOT), "RONDKOMENWIJZER_INSTANCE": str(folder / "made")})
    ) as found:
        yield found


def pieces(content: bytes) -> bytes:
    """A body as it goes over the line, in pieces of 16 kB."""
    steps = [content[at : at + 16 * KILOBYTE] for at in range(0, len(content), 16 * KILOBYTE)]
    return b"".join(b"%x\r\n%s\r\n" % (len(step), step) for step in steps) + b"0\r\n\r\n"


def send(port: int, path: str, kind: str, body: bytes, coding: str = "chunked") -> tuple[int, str, bytes]:
    """Status, type and content of the answer to a body without a length."""
    lines = (f"POST {path} HTTP/1.1", f"Host: {HOST}", f"Content-Type: {kind}", f"Transfer-Encoding: {coding}")
    with socket.create_connection((HOST, port), timeout=20) as line:
        line.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)
        with line.makefile("rb") as answer:
            head, _, content = answer.read().partition(b"\r\n\r\n")
    status, *headers = head.decode("latin-1").split("\r\n")
    named = dict(header.lower().split(": ", 1) for header in headers)
    return int(status.split()[1]), named["content-type"].split(";")[0], content


@pytest.mark.parametrize("coding", ["chunked", "Chunked"])
@pytest.mark.parametrize("size", [0, 10, 65 * KILOBYTE, 200 * KILOBYTE])
def test_a_form_without_a_length_is_refused_with_a_page(port: int, size: int, coding: str) -> None:
    body = pieces(b"choice=enschede&x=" + b"1" * size)
    status, kind, content = send(port, "/vraag/gemeente", FORM, body, coding)
    assert (status, kind) == (411, "text/html")
    assert "053 481 78 00" in content.decode()


@pytest.mark.parametrize("path", ["/vraag/gemeente", "/wissen", "/niets", "/"])
@pytest.mark.parametrize("size", [b"-1", b"0x1b", b"canary"])
def test_a_form_in_broken_pieces_is_refused_with_a_page(port: int, path: str, size: bytes) -> None:
    assert send(port, path, FORM, size + b"\r\nchoice=enschede\r\n0\r\n\r\n")[:2] == (411, "text/html")


@pytest.mark.parametrize("size", [b"-1", b"0x1b", b"", b"canary", b"5;\x01"])
def test_a_document_in_broken_pieces_is_a_problem(port: int, size: bytes) -> None:
    raw = json.dumps(HOUSEHOLD).encode()
    status, kind, content = send(port, ADVICE, "application/json", size + b"\r\n" + raw + b"\r\n0\r\n\r\n")
    assert (status, kind) == (400, "application/problem+json")
    assert json.loads(content)["errors"][0]["message"] == "The body could not be read to its end."


@pytest.mark.parametrize("kind", ["application/json", FORM])
def test_a_document_in_pieces_is_read(port: int, kind: str) -> None:
    raw = json.dumps(HOUSEHOLD).encode().ljust(200 * KILOBYTE)
    assert send(port, ADVICE, kind, pieces(raw))[:2] == (200, "application/json")
