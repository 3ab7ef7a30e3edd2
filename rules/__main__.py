"""The command line of the contract: advise, explain and policy. Bad input is one line on standard error, exit 2."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any, NoReturn

from rules import EngineError, HouseholdError, Policy, PolicyError, advise, decode_json, load_policy, parse_household
from rules.advice import Advice
from rules.advising import check_day
from rules.explain import explain
from rules.household import MAX_BYTES
from rules.money import format_cents
from rules.overview import ParameterOnDay, parameters_on
from rules.parameters import Parameter

BAD_INPUT = 2
FAILED = 3


class BadUsage(Exception):
    """A command line that cannot be carried out; the text is one sentence."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadUsage(f"{message[:1].upper()}{message[1:]}.")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code."""
    if sys.stdout is None:
        return _complain("There is no standard output to write to.", FAILED)
    try:
        options = _parser().parse_args(arguments)
        code: int = options.command(options)
        sys.stdout.flush()
    except (HouseholdError, BadUsage) as error:
        return _complain(str(error), BAD_INPUT)
    except PolicyError as error:
        return _complain(f"The policy cannot be used: {error}", FAILED)
    except EngineError as error:
        return _complain(f"The rules could not be run: {error}.", FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except OSError as error:
        return _complain(f"The answer cannot be written: {error.strerror}.", FAILED)
    return code


def _complain(message: str, code: int) -> int:
    print(" ".join(message.split()), file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m rules", description="Advice on help with money, from a household's facts.")
    commands = parser.add_subparsers(required=True, metavar="{advise,explain,policy}")
    for name, command, help_text in (
        ("advise", _advise, "advice as JSON"),
        ("explain", _explain, "the same advice as readable text, with every condition and its source"),
    ):
        sub = commands.add_parser(name, help=help_text)
        sub.add_argument("file", help="a household as JSON, or - for standard input")
        _add_on(sub)
        sub.add_argument("--lang", choices=["nl"], default="nl", help="language of the sentences")
        sub.set_defaults(command=command, jsonl=False)
        if name == "advise":
            sub.add_argument("--jsonl", action="store_true", help="one household a line in, one advice a line out")
    sub = commands.add_parser("policy", help="every parameter in force, with its source")
    sub.add_argument("municipality", nargs="?", default=None)
    _add_on(sub)
    sub.set_defaults(command=_policy)
    return parser


def _add_on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=_day, default=None, metavar="YYYY-MM-DD", help="the day (default: today)")


def _day(text: str) -> date:
    try:
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a date (YYYY-MM-DD)") from None


def _open(name: str) -> IO[bytes]:
    if name == "-":
        if sys.stdin is None:
            raise BadUsage("There is no standard input to read.")
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise BadUsage(f"The file {name!r} cannot be read: {error.strerror}.") from None


def _read_document(name: str) -> bytes:
    with _open(name) as stream:
        try:
            return stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise BadUsage(f"The file {name!r} cannot be read: {error.strerror}.") from None


def _advice_on(raw: bytes, on: date | None, policy: Policy) -> Advice:
    return advise(parse_household(decode_json(raw), policy), on or date.today(), policy)


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8"))


def _advise(options: argparse.Namespace) -> int:
    if options.jsonl:
        return _advise_lines(options)
    advice = _advice_on(_read_document(options.file), options.on, load_policy())
    _print(json.dumps(advice.as_json(), ensure_ascii=False, indent=2) + "\n")
    return 0


def _advise_lines(options: argparse.Namespace) -> int:
    """One advice a line, in the same order; a bad line says so in its place and the run goes on."""
    policy, bad = load_policy(), False
    check_day(options.on or date.today(), policy)
    with _open(options.file) as stream:
        for number, raw in enumerate(_lines(stream), start=1):
            answer: dict[str, Any]
            try:
                answer = _advice_on(raw.rstrip(b"\r\n"), options.on, policy).as_json()
            except HouseholdError as error:
                bad, answer = True, {"error": error.message, "line": number}
            _print(json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n")
    return 1 if bad else 0


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only so much that it will be refused."""
    while line := stream.readline(MAX_BYTES + 2):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES)
        yield line


def _explain(options: argparse.Namespace) -> int:
    _print(explain(_advice_on(_read_document(options.file), options.on, load_policy())))
    return 0


def _policy(options: argparse.Namespace) -> int:
    """List the parameters in force; exit 1 when one that the schemes need is missing or expired on the day."""
    policy, on = load_policy(), options.on or date.today()
    if options.municipality not in (None, policy.served):
        raise BadUsage(f"No policy is known for {options.municipality!r}; only for {policy.served}.")
    found = parameters_on(policy, on)
    for parameter in found:
        _print("\n".join(_parameter_lines(parameter)) + "\n")
    _print(f"policy_version {policy.version}\n")
    return int(any(parameter.needed and parameter.state != "in_force" for parameter in found))


def _parameter_lines(found: ParameterOnDay) -> list[str]:
    name, source = found.parameter.name, found.source
    if found.state == "missing":
        return [f"{name}: MISSING, known from {found.start}"]
    if found.state == "expired" or found.value is None or source is None:
        return [f"{name}: EXPIRED, known until {found.valid_until}"]
    first = f"{name}: {_in_unit(found.parameter, found.value)}{'  CONFIRM' if found.confirm else ''}"
    until = found.valid_until.isoformat() if found.valid_until else "further notice"
    rest = [f"valid_until {until}", f"checked_on {source.checked_on}", f"{source.title} <{source.url}>"]
    return [first, *(f"    {line}" for line in rest)]


def _in_unit(parameter: Parameter, value: int) -> str:
    match parameter.unit:
        case "euro":
            return f"€ {format_cents(value)}"
        case "percent":
            return f"{value} %"
        case "boolean":
            return "yes" if value else "no"
        case unit:
            return f"{value} {unit}"


if __name__ == "__main__":
    sys.exit(main())
