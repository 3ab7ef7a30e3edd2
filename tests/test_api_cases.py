"""R08: every household in tests/cases gives the same advice over HTTP, on the command line and in the rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import pytest

from rules.__main__ import main as command_line
from tests.api_client import ask_about, schema_of
from tests.households import advice_for
from tests.test_cases import ALL

Case = dict[str, Any]


def on_day(case: Case) -> date:
    day: date = case["on"]
    return day


DAYS: Final = {day: list(cases) for day, cases in groupby(sorted(ALL, key=on_day), key=on_day)}


@pytest.fixture(scope="module")
def over_http() -> list[tuple[Case, bytes]]:
    """Each case with the body of its answer."""
    return list(_asked())


def _asked() -> Iterator[tuple[Case, bytes]]:
    for case in (case for cases in DAYS.values() for case in cases):
        response = ask_about({**case["given"], "on": on_day(case).isoformat()})
        assert response.status_code == 200, case["name"]
        yield case, response.get_data()


def test_the_api_gives_the_advice_of_the_rules(over_http: list[tuple[Case, bytes]]) -> None:
    for case, body in over_http:
        given = case["given"]
        assert json.loads(body) == advice_for(given["municipality"], given["facts"], case["on"]).as_json(), case["name"]


def test_the_api_gives_what_the_command_line_prints_byte_for_byte(
    over_http: list[tuple[Case, bytes]], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    printed = b""
    for day, cases in DAYS.items():
        file = tmp_path / f"{day}.jsonl"
        file.write_text("".join(json.dumps(case["given"]) + "\n" for case in cases), encoding="utf-8")
        assert command_line(["advise", "--jsonl", str(file), "--on", day.isoformat()]) == 0
        printed += capsysbinary.readouterr().out
    assert printed.splitlines(keepends=True) == [body for _, body in over_http]


def test_every_answer_is_as_the_published_schema_says(over_http: list[tuple[Case, bytes]]) -> None:
    schema = schema_of("Advice")
    for case, body in over_http:
        faults = [f"{error.instance_path}: {error.message}" for error in schema.iter_errors(json.loads(body))]
        assert not faults, (case["name"], faults)


def test_every_household_fits_the_published_schema() -> None:
    schema = schema_of("Request")
    for case in ALL:
        assert schema.is_valid({**case["given"], "on": on_day(case).isoformat()}), case["name"]
