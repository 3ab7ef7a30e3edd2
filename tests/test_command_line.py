"""Contract §1, the command line: advise and explain; bad input is exit 2 and one line on standard error."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from rules.__main__ import main
from tests.households import advice_for

ROOT: Final = Path(__file__).resolve().parent.parent
DAY: Final = "2026-11-21"
FACTS: Final[dict[str, Any]] = {
    "age": 34,
    "has_partner": False,
    "children_ages": [8],
    "income": "1395.00",
    "income_includes_holiday_allowance": False,
    "income_sources": ["work", "alimony", "benefit"],
    "wealth": "2100.00",
    "special_costs": ["moving", "legal_aid", "appliances"],
    "urgent_threats": ["no_money_for_food", "bailiff", "eviction"],
    "debts": None,
}
HOUSEHOLD: Final = json.dumps({"municipality": "enschede", "facts": FACTS}).encode()


class Result(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str

    def one_line_of_complaint(self) -> str:
        assert self.out == ""
        assert self.err.endswith("\n")
        assert len(self.err.splitlines()) == 1
        assert "Traceback" not in self.err
        return self.err


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def run_main(*arguments: str | Path, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(argument) for argument in arguments])
        return Result(code, *capsys.readouterr())

    return run_main


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A household in a file."""
    path = tmp_path / "household.json"
    path.write_bytes(HOUSEHOLD)
    return path


def in_a_process(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "rules", *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, check=False, capture_output=True, input=stdin, env=env, cwd=ROOT)


def expected(on: str = DAY) -> dict[str, Any]:
    return advice_for("enschede", FACTS, date.fromisoformat(on)).as_json()


def test_advise_prints_the_advice_as_json(run: Run, file: Path) -> None:
    result = run("advise", file, "--on", DAY)
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == expected()
    assert json.loads(result.out)["on"] == DAY


def test_advise_reads_standard_input(run: Run, file: Path) -> None:
    assert run("advise", "-", "--on", DAY, stdin=HOUSEHOLD) == run("advise", file, "--on", DAY)


def test_advise_is_for_another_day_when_told_so(run: Run, file: Path) -> None:
    result = run("advise", "--on", "2024-01-01", file)
    assert result.code == 0
    assert json.loads(result.out) == expected("2024-01-01")


def test_advise_is_for_today_unless_told_otherwise(run: Run, file: Path) -> None:
    before = date.today().isoformat()
    on = json.loads(run("advise", file).out)["on"]
    assert on in (before, date.today().isoformat())


def test_a_day_after_the_last_figures_is_no_error(run: Run, file: Path) -> None:
    result = run("advise", file, "--on", "2027-01-01")
    assert result.code == 0
    assert json.loads(result.out)["norm"] is None


def test_dutch_can_be_asked_for(run: Run, file: Path) -> None:
    assert run("advise", file, "--on", DAY, "--lang", "nl") == run("advise", file, "--on", DAY)


BAD_LINES: Final = {
    b"": None,
    b"{": None,
    b'{"municipality": "enschede", "facts": {"age": "34"}}': "age",
    b'{"municipality": "aalten", "facts": {}}': "municipality",
    b'{"municipality": "enschede", "facts": {"has_partner": false, "partner_age": 40}}': "partner_age",
    b"\xff\xfe": None,
}


def test_jsonl_gives_one_line_for_each_in_the_same_order(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "households.jsonl"
    places = ["enschede", "other", "hengelo", "enschede"]
    lines = [json.dumps({"municipality": place, "facts": {"age": 20 + i}}) for i, place in enumerate(places)]
    path.write_text("\n".join(lines) + "\n")
    result = run("advise", "--jsonl", path, "--on", DAY)
    assert (result.code, result.err) == (0, "")
    wanted = [advice_for(p, {"age": 20 + i}, date.fromisoformat(DAY)).as_json() for i, p in enumerate(places)]
    assert [json.loads(line) for line in result.out.splitlines()] == wanted
    assert run("advise", "-", "--jsonl", "--on", DAY, stdin=path.read_bytes()) == result


@pytest.mark.parametrize(("bad", "fact"), BAD_LINES.items(), ids=["blank", *map(str, range(1, len(BAD_LINES)))])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_a_bad_line_says_so_and_the_run_goes_on(run: Run, bad: bytes, fact: str | None, ending: bytes) -> None:
    result = run("advise", "--jsonl", "-", "--on", DAY, stdin=ending.join([HOUSEHOLD, bad, HOUSEHOLD]))
    assert result.code == 1
    first, second, third = map(json.loads, result.out.splitlines())
    assert first == third == expected()
    assert second.keys() == {"error", "line"}
    assert second["line"] == 2
    assert (fact or "") in second["error"]
    assert second["error"].endswith(".")


def test_a_line_of_more_than_a_megabyte_is_bad(run: Run) -> None:
    result = run("advise", "--jsonl", "-", "--on", DAY, stdin=HOUSEHOLD.ljust(2**20 + 1) + b"\n" + HOUSEHOLD)
    assert result.code == 1
    first, second = map(json.loads, result.out.splitlines())
    assert first["line"] == 1
    assert second == expected()


def test_no_lines_at_all_is_no_error(run: Run) -> None:
    assert run("advise", "--jsonl", "-", "--on", DAY) == Result(0, "", "")


@pytest.mark.parametrize("on", [DAY, "2027-01-01"])
def test_explain_shows_each_condition_with_fact_limit_and_source(run: Run, file: Path, on: str) -> None:
    result = run("explain", file, "--on", on)
    assert (result.code, result.err) == (0, "")
    text = result.out
    for scheme in expected(on)["schemes"]:
        text = text[text.index(scheme["title"]) :]
        for condition in scheme["conditions"]:
            _, found, text = text.partition(condition["text"])
            assert found, condition["id"]
            shown = "\n".join(text.splitlines()[:3])
            assert all(fact in shown for fact in condition["facts"]), condition["id"]
            assert condition["limit"] is None or str(condition["limit"]) in shown
            assert condition["source"]["title"] in shown
            assert condition["source"]["checked_on"] in shown


def test_explain_tells_the_rest_of_the_advice_too(run: Run) -> None:
    text = run("explain", "-", "--on", DAY, stdin=HOUSEHOLD).out
    advice = expected()
    assert advice["policy_version"] in text
    assert advice["norm"]["id"] in text
    assert advice["next_fact"] in text
    for referral in advice["referrals"]:
        assert referral["text"] in text


BAD_USAGE: Final = [
    *((), ("guess",), ("advise",), ("explain",), ("advise", "nowhere.json"), ("explain", "nowhere.json")),
    *(("advise", "--jsonl", "nowhere.jsonl"), ("advise", str(ROOT)), ("advise", "--jsonl", str(ROOT))),
    *(("advise", "-", "-"), ("advise", "-", "--fast"), ("advise", "-", "--lang", "xx"), ("explain", "-", "--jsonl")),
    *(("policy", "hengelo"), ("policy", "other"), ("policy", "nowhere"), ("policy", "a\nb"), ("advise", "a\nb")),
    *(("policy", "enschede", "hengelo"), ("policy", "--on"), ("policy", "--on", "soon")),
]


@pytest.mark.parametrize("arguments", BAD_USAGE, ids=" ".join)
def test_bad_usage_is_one_line_on_standard_error(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, stdin=HOUSEHOLD)
    assert result.code == 2
    result.one_line_of_complaint()


NO_DAYS: Final = ["", "soon", "2026-02-30", "20261121", "21-11-2026", "2026-11-21T00:00", "2026-1-1", "2026-W47-6"]


@pytest.mark.parametrize("on", [*NO_DAYS, "2023-12-31", "0001-01-01"])
@pytest.mark.parametrize("command", ["advise", "explain"])
def test_a_day_that_cannot_be_is_refused(run: Run, file: Path, command: str, on: str) -> None:
    result = run(command, file, "--on", on)
    assert result.code == 2
    assert "on" in result.one_line_of_complaint()


BAD_HOUSEHOLDS: Final = {
    b'{"municipality": "enschede", "facts": {"age": "34"}}': "age",
    b'{"municipality": "enschede", "facts": {"bsn": 1}}': "bsn",
    b'{"municipality": "enschede", "facts": {"a\\nb\\u2028": 1}}': "a",
    b'{"municipality": "enschede", "facts": {"age": 34, "age": 35}}': "age",
    b'{"municipality": "enschede", "facts": {"income": "1.234"}}': "income",
    b'{"municipality": "enschede", "facts": {"owns_home": false, "home_equity": 1}}': "home_equity",
    b'{"facts": {}}': "municipality",
    b'{"municipality": "enschede", "facts": {': "",
    b"[" * 50_000: "",
    b"\xff": "",
    b" " * (2**20 + 1): "",
}


@pytest.mark.parametrize(("raw", "fact"), BAD_HOUSEHOLDS.items(), ids=map(str, range(len(BAD_HOUSEHOLDS))))
@pytest.mark.parametrize("command", ["advise", "explain"])
def test_bad_input_names_the_fact_in_one_line(run: Run, command: str, raw: bytes, fact: str) -> None:
    result = run(command, "-", "--on", DAY, stdin=raw)
    assert result.code == 2
    assert fact in result.one_line_of_complaint()


def test_a_process_of_its_own_exits_with_the_same_codes(file: Path) -> None:
    advised = in_a_process("advise", file, "--on", DAY)
    assert (advised.returncode, advised.stderr) == (0, b"")
    assert json.loads(advised.stdout) == expected()
    assert in_a_process("policy", "--on", "2027-01-01").returncode == 1
    assert in_a_process("advise", "-", "--jsonl", stdin=b"{").returncode == 1
    refused = in_a_process("advise", "-", stdin=b'{"municipality": "enschede", "facts": {"age": true}}')
    Result(refused.returncode, refused.stdout.decode(), refused.stderr.decode()).one_line_of_complaint()
    assert refused.returncode == 2


@pytest.mark.parametrize("command", [("advise",), ("advise", "--jsonl"), ("explain",)], ids=" ".join)
def test_the_same_input_gives_the_same_bytes_in_every_process(command: tuple[str, ...]) -> None:
    """R06: sets and dictionaries are hashed differently in each process."""
    runs = [
        in_a_process(*command, "-", "--on", DAY, stdin=HOUSEHOLD, PYTHONHASHSEED=seed) for seed in ("0", "1", "4242")
    ]
    assert all(run.returncode == 0 for run in runs)
    assert runs[0].stdout.strip()
    assert len({run.stdout for run in runs}) == 1
