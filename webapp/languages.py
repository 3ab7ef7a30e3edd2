"""The list of languages: which there are, how each is written, and which of them are offered. Dutch is the source."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema_rs

from webapp.config import data_folder
from webapp.webfonts import scripts
from webapp.yaml_files import read_yaml

FOLDER: Final = data_folder("translations")


class LanguageError(Exception):
    """The list of languages or a catalogue that cannot be used; says which."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `reviewed_by` is empty until a native reader has checked the texts."""

    code: str
    name: str
    direction: str
    formats: str
    published: bool
    reviewed_by: str
    font: str = ""
    ages: tuple[str, ...] = ()
    euro: tuple[str, ...] = ()
    is_source: bool = False

    @property
    def sheet(self) -> str:
        """The style sheet with the letters that a browser may lack; empty where every browser has them."""
        return scripts()[self.font].sheet if self.font else ""


@cache
def languages(folder: Path = FOLDER) -> tuple[Language, ...]:
    """Every language of the list, planned ones too, in the order in which they are offered."""
    shape = json.loads((folder / "languages.schema.json").read_text(encoding="utf-8"))
    document = read_yaml(folder / "languages.yaml")
    for error in jsonschema_rs.validator_for(shape).iter_errors(document):
        where = ".".join(str(step) for step in error.instance_path)
        raise LanguageError(f"languages.yaml: {where}: {error.message}")
    source = document["source"]
    found = tuple(_language(entry, source) for entry in document["languages"])
    if [language.code for language in found if language.is_source and language.published] != [source]:
        raise LanguageError(f"languages.yaml: the source language {source} must stand in the list once, published")
    return found


def _language(entry: dict[str, Any], source: str) -> Language:
    font, is_source = entry.get("font"), entry["code"] == source
    if entry["published"] and font and font not in scripts():
        raise LanguageError(f"languages.yaml: {entry['code']} needs the letters of {font}: add them to static/fonts")
    return Language(**{**entry, **{name: tuple(entry.get(name, ())) for name in ("ages", "euro")}}, is_source=is_source)


@cache
def published() -> tuple[Language, ...]:
    """The languages that are offered, the source first."""
    return tuple(language for language in languages() if language.published)


@cache
def source() -> Language:
    """The language in which every text is written."""
    return next(language for language in languages() if language.is_source)
