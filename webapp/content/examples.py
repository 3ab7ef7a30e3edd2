"""Loads the example households from YAML and lets the rules check each of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import jsonschema_rs
import yaml

from rules import Household, HouseholdError, Policy, parse_household

FOLDER: Final = Path(__file__).parent


class ExampleError(Exception):
    """A list of households that cannot be used; says which one."""


@dataclass(frozen=True, slots=True)
class Example:
    """One invented household; `title` is a Dutch text."""

    id: str
    title: str
    household: Household


def load_examples(policy: Policy, folder: Path = FOLDER) -> tuple[Example, ...]:
    """All households of the municipality that is served, in the order of the file; ExampleError at the first fault."""
    shape = json.loads((folder / "examples.schema.json").read_text(encoding="utf-8"))
    document = yaml.safe_load((folder / "examples.yaml").read_text(encoding="utf-8"))
    for error in jsonschema_rs.validator_for(shape).iter_errors(document):
        where = ".".join(str(step) for step in error.instance_path)
        raise ExampleError(f"examples.yaml: {where}: {error.message}")
    return tuple(_example(id_, entry["title"], entry["facts"], policy) for id_, entry in document["examples"].items())


def _example(id_: str, title: str, facts: dict[str, object], policy: Policy) -> Example:
    try:
        return Example(id_, title, parse_household({"municipality": policy.served, "facts": facts}, policy))
    except HouseholdError as error:
        raise ExampleError(f"examples.yaml: {id_}: {error.message}") from None
