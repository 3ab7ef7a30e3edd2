"""The drawing beside each answer: which one, the data says (pictograms.yaml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from webapp.icons import ICONS
from webapp.yaml_files import read_yaml

FILE: Final = Path(__file__).with_name("pictograms.yaml")


class PictogramError(Exception):
    """A list of drawings that cannot be used; says why."""


@cache
def load_pictograms() -> dict[str, str]:
    """{answer: icon}. PictogramError for an icon that does not exist, or an answer with two."""
    found: dict[str, str] = {}
    for icon, values in read_yaml(FILE).items():
        if icon not in ICONS:
            raise PictogramError(f"pictograms.yaml: there is no icon {icon}")
        for value in values:
            if value in found:
                raise PictogramError(f"pictograms.yaml: {value} has two drawings: {found[value]} and {icon}")
            found[value] = icon
    return found


def pictogram(value: str) -> str:
    """The name of the icon beside this answer; empty where there is none."""
    return load_pictograms().get(value, "")
