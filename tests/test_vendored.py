"""What comes from others is listed, licensed and unchanged (G03)."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any, Final

from webapp.assets import COMPONENTS
from webapp.icons import ICONS

VENDOR: Final = Path(__file__).resolve().parent.parent / "static" / "vendor"
LIST: Final = VENDOR / "vendor.toml"
FILES: Final[list[dict[str, Any]]] = tomllib.loads(LIST.read_text("utf-8"))["file"]
KEYS: Final = {"path", "name", "version", "licence", "licence_file", "sha256", "why"}
LICENCES: Final = {"EUPL-1.2": "EUROPEAN UNION PUBLIC LICENCE v. 1.2", "ISC": "ISC License", "0BSD": "Zero-Clause BSD"}
"""Each licence we may pass on, and how its text can be told."""


def listed(folder: str) -> set[str]:
    return {Path(entry["path"]).stem for entry in FILES if entry["path"].startswith(f"{folder}/")}


def test_G03_every_file_is_the_one_that_was_published() -> None:
    for entry in FILES:
        assert hashlib.sha256((VENDOR / entry["path"]).read_bytes()).hexdigest() == entry["sha256"], entry["path"]


def test_G03_nothing_is_there_that_is_not_listed() -> None:
    there = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    paths = [entry["path"] for entry in FILES]
    assert len(paths) == len(set(paths))
    assert there == {LIST.name, *paths, *(entry["licence_file"] for entry in FILES)}


def test_G03_every_file_says_what_it_is_and_has_its_licence() -> None:
    for entry in FILES:
        assert entry.keys() == KEYS, entry["path"]
        assert all(isinstance(value, str) and value for value in entry.values()), entry["path"]
        assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"]), entry["path"]
        assert entry["why"].endswith("."), entry["path"]
        licence = " ".join((VENDOR / entry["licence_file"]).read_text("utf-8").split())
        assert LICENCES[entry["licence"]].lower() in licence.lower(), entry["path"]


def test_nothing_is_listed_that_the_site_does_not_use() -> None:
    assert listed("utrecht") == set(COMPONENTS)
    assert listed("lucide") == set(ICONS.values())
