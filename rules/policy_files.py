"""Read policy YAML so that every complaint can name the file and the line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

Place = tuple[str | int, ...]
"""Where a value stands in a document: the keys and indexes that lead to it."""

_PLAIN_INT = re.compile("0|-?[1-9][0-9]*")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PolicyError(Exception):
    """Policy data that cannot be trusted; the text is one line: file:line: what is wrong."""


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """One YAML file: plain data (dates as ISO text) and the line of every value in it."""

    path: Path
    data: Any
    lines: Mapping[Place, int]

    @property
    def name(self) -> str:
        """Where it stands below the folder of the policy: national/norms.yaml."""
        return Path(*self.path.parts[2:]).as_posix()

    def where(self, place: Place) -> str:
        """file:line of the value at `place`, or of the nearest thing around it that has a line."""
        while place and place not in self.lines:
            place = place[:-1]
        return f"{self.path}:{self.lines.get(place, 1)}"

    def error(self, place: Place, message: str) -> PolicyError:
        """A complaint about the value at `place`."""
        return PolicyError(f"{self.where(place)}: {message}")


def read_policy_file(path: Path, root: Path) -> PolicyFile:
    """Parse one file below `root`; complain about broken YAML, duplicate keys and unquoted decimals."""
    shown = Path(root.parent.name, root.name) / path.relative_to(root)
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=_LOADER)
    except FileNotFoundError:
        raise PolicyError(f"{shown}:1: the file is missing") from None
    except OSError as error:
        raise PolicyError(f"{shown}:1: the file cannot be read: {error.strerror}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PolicyError(f"{shown}:{line}: broken YAML: {error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PolicyError(f"{shown}:1: broken YAML: {' '.join(str(error).split())}") from None
    if node is None:
        raise PolicyError(f"{shown}:1: the file is empty")
    lines: dict[Place, int] = {}
    return PolicyFile(shown, _build(node, (), lines, shown), lines)


def _build(node: yaml.Node, place: Place, lines: dict[Place, int], shown: Path) -> Any:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(node, place, lines, shown)
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*place, index), lines, shown) for index, child in enumerate(node.value)]
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "str" | "timestamp":
            return text
        case "int" if _PLAIN_INT.fullmatch(text):
            return int(text)
        case "bool":
            return text.lower() in ("true", "yes", "on")
        case other:
            message = f"{text!r} ({other}) is neither text nor a plain whole number; quote it"
            raise PolicyError(f"{shown}:{node.start_mark.line + 1}: {message}")


def _build_mapping(node: yaml.MappingNode, place: Place, lines: dict[Place, int], shown: Path) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in result:
            raise PolicyError(f"{shown}:{key_node.start_mark.line + 1}: the key {key} stands twice")
        result[key] = _build(value_node, (*place, key), lines, shown)
        lines[(*place, key)] = key_node.start_mark.line + 1
    return result


def check_shape(file: PolicyFile, schema_name: str, root: Path) -> None:
    """Hold a file against its JSON Schema; raise PolicyError at the value that fits least."""
    error = next(_validator(root, schema_name).iter_errors(file.data), None)
    if error is None:
        return
    deepest = max(_inner_errors(error), key=lambda inner: len(inner.instance_path))
    raise file.error(tuple(deepest.instance_path), " ".join(deepest.message.split())[:300])


def _inner_errors(error: jsonschema_rs.ValidationError) -> Iterator[jsonschema_rs.ValidationError]:
    """The error and those of the alternatives it tried, so that the complaint names the exact spot."""
    yield error
    for alternative in getattr(error.kind, "context", []):
        for inner in alternative:
            yield from _inner_errors(inner)


@cache
def _validator(root: Path, schema_name: str) -> jsonschema_rs.Draft202012Validator:
    schemas = dict(_schemas(root))
    registry = jsonschema_rs.Registry(list(schemas.items()))
    return jsonschema_rs.Draft202012Validator(schemas[schema_name], registry=registry)


def _schemas(root: Path) -> Iterator[tuple[str, Any]]:
    for path in sorted((root / "schemas").glob("*.json")):
        yield path.name, json.loads(path.read_text("utf-8"))


def as_date(text: str, file: PolicyFile, place: Place) -> date:
    """An ISO date, or a complaint with its line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise file.error(place, f"{text!r} is not a date (YYYY-MM-DD)") from None
