"""Contract §1, bad input over HTTP: 400, 413 or 422, one clear error that names the fact, and never a 5xx."""

from __future__ import annotations

import json
from io import BytesIO, RawIOBase
from typing import Any, Final

import pytest
from werkzeug.test import TestResponse

from tests.api_client import ADVICE, HOUSEHOLD, api_client, ask, ask_about, problem_of

MEGABYTE: Final = 1_000_000
START: Final = b'{"municipality": "enschede", "facts": '

NO_DOCUMENTS: Final[dict[str, bytes]] = {
    "empty": b"",
    "spaces": b"  \n",
    "words": b"geld?",
    "form": b"municipality=enschede&age=34",
    "html": b"<p>",
    "cut off": START,
    "two documents": b"{} {}",
    "trailing comma": b'{"municipality": "enschede",}',
    "single quotes": b"{'municipality': 'enschede'}",
    "comment": b"{} // enschede",
    "NUL": b'{"municipality": "ensch\x00ede"}',
    "NUL at the end": b'{"municipality": "enschede"}\x00',
    "control character": b'{"municipality": "ensch\x01ede"}',
    "BOM": b'\xef\xbb\xbf{"municipality": "enschede"}',
    "UTF-16": json.dumps(HOUSEHOLD).encode("utf-16"),
    "UTF-16 without BOM": json.dumps(HOUSEHOLD).encode("utf-16-le"),
    "UTF-32": json.dumps(HOUSEHOLD).encode("utf-32"),
    "Latin-1": '{"municipality": "één"}'.encode("latin-1"),
    "half a character": b'{"municipality": "\xc3"}',
    "surrogates as bytes": b'{"municipality": "\xed\xa0\x80"}',
    "compressed": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
    "array": b'[{"municipality": "enschede"}]',
    "string": b'"enschede"',
    "number": b"34",
    "null": b"null",
    "true": b"true",
    "NaN": b"NaN",
    "deep lists": b"[" * 400_000,
    "deep lists, closed": b"[" * 200_000 + b"]" * 200_000,
    "deep objects": b'{"a":' * 150_000,
    "deep facts": START + b'{"age": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
}


@pytest.mark.parametrize("raw", NO_DOCUMENTS.values(), ids=NO_DOCUMENTS.keys())
def test_what_is_no_document_is_refused(raw: bytes) -> None:
    assert problem_of(ask(raw), 400)["fact"] is None


OTHER_SHAPES: Final[dict[str, tuple[bytes, str]]] = {
    "unknown key": (b'{"municipality": "enschede", "name": "canary"}', "name"),
    "fact outside facts": (b'{"municipality": "enschede", "age": 34}', "age"),
    "empty key": (b'{"municipality": "enschede", "": 1}', ""),
    "half a character as a key": (b'{"municipality": "enschede", "\\ud800": 1}', "?"),
    "long key": (b'{"municipality": "enschede", "' + b"x" * 9000 + b'": 1}', "x" * 100),
    "facts as a list": (START + b"[]}", "facts"),
    "facts as null": (START + b"null}", "facts"),
    "key twice": (b'{"municipality": "enschede", "municipality": "enschede"}', "municipality"),
    "fact twice": (START + b'{"age": 34, "age": 34}}', "age"),
    "day twice": (b'{"municipality": "enschede", "on": "2026-01-01", "on": "2026-01-01"}', "on"),
}


@pytest.mark.parametrize(("raw", "name"), OTHER_SHAPES.values(), ids=OTHER_SHAPES.keys())
def test_another_shape_is_refused_by_name(raw: bytes, name: str) -> None:
    assert problem_of(ask(raw), 400)["fact"] == name


WRONG_FACTS: Final[dict[str, tuple[str, str]]] = {
    "unknown fact": ('"bsn": "123456782"', "bsn"),
    "half a character as a fact": ('"\\udfff": 1', "?"),
    "text for a number": ('"age": "34"', "age"),
    "yes for a number": ('"age": true', "age"),
    "number for yes": ('"has_partner": 1', "has_partner"),
    "with a point": ('"age": 34.0', "age"),
    "too old": ('"age": 121', "age"),
    "below zero": ('"age": -1', "age"),
    "too many digits": (f'"age": {"9" * 5000}', "age"),
    "huge exponent": ('"age": 1e400', "age"),
    "three decimals": ('"income": "1395.001"', "income"),
    "three decimals as a number": ('"income": 1395.001', "income"),
    "comma": ('"income": "1395,00"', "income"),
    "grouped": ('"income": "1,395.00"', "income"),
    "too much": ('"income": 10000000.01', "income"),
    "negative income": ('"income": "-0.01"', "income"),
    "NaN": ('"income": NaN', "income"),
    "infinite": ('"wealth": -Infinity', "wealth"),
    "huge amount": ('"income": 1e400', "income"),
    "beyond any exponent": ('"wealth": 1e999999999999999999999', "wealth"),
    "tiny amount": ('"income": 1e-400', "income"),
    "amount as a list": ('"income": [1395]', "income"),
    "child of 18": ('"children_ages": [18]', "children_ages"),
    "other length": ('"children_ages": [8], "children_ages_1_january": [8, 9]', "children_ages_1_january"),
    "unknown choice": ('"debts": "some"', "debts"),
    "list for one choice": ('"debts": ["none"]', "debts"),
    "one choice for a list": ('"income_sources": "work"', "income_sources"),
    "unknown item": ('"income_sources": ["lottery"]', "income_sources"),
    "half a character": ('"debts": "\\ud800"', "debts"),
    "partner_age": ('"has_partner": false, "partner_age": 40', "partner_age"),
    "home_equity": ('"owns_home": false, "home_equity": 1', "home_equity"),
    "car_indispensable": ('"car_value": 0, "car_indispensable": true', "car_indispensable"),
    "costs_already_paid": ('"special_costs": [], "costs_already_paid": true', "costs_already_paid"),
    "none beside another": ('"income_sources": ["none", "work"]', "income_sources"),
    "against what is implied": ('"student": true, "student_past_5_years": false', "student_past_5_years"),
}


@pytest.mark.parametrize(("facts", "name"), WRONG_FACTS.values(), ids=WRONG_FACTS.keys())
def test_a_wrong_fact_is_refused_by_name(facts: str, name: str) -> None:
    error = problem_of(ask(START + b"{" + facts.encode() + b"}}"), 422)
    assert error["fact"] == name


@pytest.mark.parametrize("value", ["Enschede", "amsterdam", "", None, 7, ["enschede"], {"slug": "enschede"}])
def test_another_municipality_is_refused(value: Any) -> None:
    assert problem_of(ask_about({"municipality": value}), 422)["fact"] == "municipality"


def test_the_municipality_is_required() -> None:
    assert problem_of(ask_about({"facts": {"age": 34}}), 422)["fact"] == "municipality"
    assert problem_of(ask_about({}), 422)["fact"] == "municipality"


WRONG_DAYS: Final[tuple[Any, ...]] = (
    *("", "today", "2026", "2026-1-1", "20261121", "2026-11-21 ", "\n2026-11-21", "2026-02-30", "2026-11-21T00:00:00Z"),
    *("2026-W47-6", "２０２６-11-21", "0000-01-01", "10000-01-01", "-2026-01-01", "21-11-2026"),
    *(None, 20261121, 1.5, True, [], {}, ["2026-11-21"]),
    *("2023-12-31", "0001-01-01"),
)


@pytest.mark.parametrize("value", WRONG_DAYS, ids=repr)
def test_what_is_no_day_or_too_early_is_refused(value: Any) -> None:
    assert problem_of(ask_about({**HOUSEHOLD, "on": value}), 422)["fact"] == "on"


def test_a_megabyte_is_read_and_one_byte_more_is_not() -> None:
    raw = json.dumps(HOUSEHOLD).encode()
    assert ask(raw.ljust(MEGABYTE)).status_code == 200
    assert "1 MB" in problem_of(ask(raw.ljust(MEGABYTE + 1)), 413)["message"]


def test_two_megabytes_are_refused_unread() -> None:
    class Unread(BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("the body was read")

        readinto = readline = read  # type: ignore[assignment]

    announced = {"CONTENT_LENGTH": str(2 * MEGABYTE)}
    response = api_client().post(ADVICE, input_stream=Unread(), environ_overrides=announced)
    assert problem_of(response, 413)["fact"] is None


class Chunked(RawIOBase):
    """A body that comes in pieces: nobody knows how long it will be. It counts what was read."""

    def __init__(self, content: bytes) -> None:
        self._content = BytesIO(content)
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._content.read(min(len(buffer), 4096))
        buffer[: len(piece)] = piece
        self.count += len(piece)
        return len(piece)


def ask_in_pieces(content: bytes) -> tuple[TestResponse, int]:
    """The answer to a body of unannounced length, and how much of it was read."""
    stream = Chunked(content)
    in_pieces = {"wsgi.input": stream, "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    return api_client().post(ADVICE, environ_overrides=in_pieces), stream.count


def test_a_body_of_unannounced_length_is_read_up_to_a_megabyte() -> None:
    whole = json.dumps(HOUSEHOLD).encode().ljust(MEGABYTE)
    response, count = ask_in_pieces(whole)
    assert (response.status_code, count) == (200, MEGABYTE)
    # What comes after a megabyte is not passed over, also where what went before could be understood.
    for rest in (b" ", b" " * MEGABYTE, b"}"):
        response, count = ask_in_pieces(whole + rest)
        problem_of(response, 413)
        assert count <= MEGABYTE + 4096


class OwnFault(Exception):
    """What a server raises for a body that it cannot take apart: related to nothing."""


@pytest.mark.parametrize("error", [OwnFault("canary"), OSError("canary"), ValueError("canary")])
def test_a_body_that_cannot_be_read_is_refused(error: Exception) -> None:
    class Broken(Chunked):
        def readinto(self, buffer: Any) -> int:  # noqa: ARG002 - as Python calls it
            raise error

    in_pieces = {"wsgi.input": Broken(b""), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    response = api_client().post(ADVICE, environ_overrides=in_pieces)
    assert "canary" not in problem_of(response, 400)["message"]


@pytest.mark.parametrize("path", [ADVICE, "/api/v1/schemes", "/api/v1/policy", "/api/v1/openapi.json"])
def test_an_unknown_query_parameter_is_refused_by_name(path: str) -> None:
    client = api_client()
    send = client.post if path == ADVICE else client.get
    assert problem_of(send(f"{path}?taal=en", data=json.dumps(HOUSEHOLD).encode()), 400)["fact"] == "taal"


@pytest.mark.parametrize("value", ["", "today", "2026-11-31", "2026-11-21%20", "%00", "%ED%A0%80"])
def test_the_figures_of_what_is_no_day_are_refused(value: str) -> None:
    assert problem_of(api_client().get(f"/api/v1/policy?on={value}"), 422)["fact"] == "on"


def test_the_figures_of_two_days_are_refused() -> None:
    response = api_client().get("/api/v1/policy?on=2026-11-21&on=2025-11-21")
    assert problem_of(response, 400)["fact"] == "on"
