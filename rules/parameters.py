"""Amounts and limits as data: each value with its days, its source and the day it was checked.

`Parameters.value(name, on)` never falls back to another day's value: a day without a value is an error or "expired".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rules.money import parse_cents
from rules.policy_files import PolicyFile, as_date, check_shape, read_policy_file

_DAY = timedelta(days=1)


class UnknownParameter(KeyError):
    """A name that no policy file defines."""


class MissingValue(LookupError):
    """A parameter has no value on a day before its first one."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure or rule can be checked, and when somebody did."""

    title: str
    url: str
    checked_on: date

    def as_json(self) -> dict[str, str]:
        """The contract's source object."""
        return {"title": self.title, "url": self.url, "checked_on": self.checked_on.isoformat()}


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value from `start` to `end` (both included; None = still in force). Euros are whole cents."""

    start: date
    end: date | None
    value: int
    source: Source
    confirm: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure through time; `unit` is percent, euro, months, years, count or boolean.

    `label` and `notes` are Dutch texts for the page with the rules; `description` is English, for programs. `file` is
    where it is written down, below the folder of the policy.
    """

    name: str
    label: str
    description: str
    unit: str
    values: tuple[DatedValue, ...]
    notes: str | None
    file: str
    unit_place: str
    start_place: str

    def at(self, on: date) -> DatedValue | None:
        """The value in force on a day; None after the last known one; MissingValue before the first one."""
        for value in self.values:
            if value.start <= on and (value.end is None or on <= value.end):
                return value
        if on < self.values[0].start:
            raise MissingValue(f"parameter {self.name} has no value on {on}")
        return None

    def after(self, on: date) -> DatedValue | None:
        """The first value that is written down for later than a day; None when there is none."""
        return next((value for value in self.values if value.start > on), None)

    @property
    def last_day(self) -> date | None:
        """The last day with a known value; None when the newest value has no end."""
        return self.values[-1].end


class Parameters(Mapping[str, Parameter]):
    """All parameters of one municipality, national ones included, by name."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._by_name = {parameter.name: parameter for parameter in parameters}

    def __getitem__(self, name: str) -> Parameter:
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownParameter(name) from None

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def value(self, name: str, on: date) -> int | None:
        """The figure in force (cents, whole number or 0/1); None when it has expired; errors name the parameter."""
        found = self[name].at(on)
        return None if found is None else found.value


def load_parameters(paths: Iterable[Path], root: Path) -> Parameters:
    """Load parameter files; refuse holes, overlaps, duplicates, missing sources and malformed values."""
    found: dict[str, Parameter] = {}
    for path in paths:
        file = read_policy_file(path, root)
        check_shape(file, "parameters.schema.json", root)
        for name, entry in file.data["parameters"].items():
            if name in found:
                raise file.error(("parameters", name), f"parameter {name} is defined twice")
            found[name] = _parameter(name, entry, file)
    return Parameters(found.values())


def _parameter(name: str, entry: Mapping[str, Any], file: PolicyFile) -> Parameter:
    place = ("parameters", name, "values")
    starts = [as_date(item["from"], file, (*place, i, "from")) for i, item in enumerate(entry["values"])]
    ends = _ends(name, entry, starts, file)
    values = tuple(
        DatedValue(
            start,
            end,
            _value(name, entry["unit"], item["value"], file, (*place, i, "value")),
            Source(**item["source"], checked_on=as_date(item["checked_on"], file, (*place, i, "checked_on"))),
            item.get("confirm", False),
        )
        for i, (item, start, end) in enumerate(zip(entry["values"], starts, ends, strict=True))
    )
    return Parameter(
        name,
        entry["label"],
        entry["description"],
        entry["unit"],
        values,
        entry.get("notes"),
        file.name,
        file.where(("parameters", name, "unit")),
        file.where((*place, 0, "from")),
    )


def _ends(name: str, entry: Mapping[str, Any], starts: list[date], file: PolicyFile) -> list[date | None]:
    """The last day of each value; a hole or an overlap between neighbours is refused with its line."""
    place = ("parameters", name, "values")
    ends: list[date | None] = []
    for i, (item, start) in enumerate(zip(entry["values"], starts, strict=True)):
        until = as_date(item["until"], file, (*place, i, "until")) if "until" in item else None
        following = starts[i + 1] if i + 1 < len(starts) else None
        if until is not None and until < start:
            raise file.error((*place, i, "until"), f"parameter {name} ends on {until}, before it starts on {start}")
        if following is not None and (following <= start or (until is not None and following <= until)):
            raise file.error((*place, i + 1), f"parameter {name} has an overlap: two values on {following}")
        if following is not None and until is not None and following > until + _DAY:
            raise file.error((*place, i + 1), f"parameter {name} has a hole: no value on {until + _DAY}")
        ends.append(following - _DAY if following is not None else until)
    return _with_last_day(name, entry, ends, starts, file)


def _with_last_day(
    name: str, entry: Mapping[str, Any], ends: list[date | None], starts: list[date], file: PolicyFile
) -> list[date | None]:
    if "valid_until" not in entry:
        return ends
    place = ("parameters", name, "valid_until")
    last = as_date(entry["valid_until"], file, place)
    if last < starts[-1] or ends[-1] not in (None, last):
        raise file.error(place, f"parameter {name}: valid_until {last} does not fit its last value")
    return [*ends[:-1], last]


def _value(name: str, unit: str, value: object, file: PolicyFile, place: tuple[str | int, ...]) -> int:
    fits = {"euro": isinstance(value, str), "boolean": isinstance(value, bool)}
    if not fits.get(unit, isinstance(value, int) and not isinstance(value, bool)):
        raise file.error(place, f"parameter {name}: {value!r} is not a value in {unit}")
    if isinstance(value, int):
        return int(value)
    try:
        return parse_cents(value)
    except ValueError as error:
        raise file.error(place, f"parameter {name}: {value!r} {error}") from None
