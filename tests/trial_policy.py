"""A copy of the policy with parameters of the tests' own, each with another way to end, and one that changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

from rules import Policy, load_policy
from tests.broken_policy import FIGURES, NORMS, copy_of_policy

SOURCE: Final = {"title": "Een bron", "url": "https://example.nl/bron"}
CHECKED: Final = "2026-11-21"
TRIAL: Final = "national/trial.yaml"


def value(start: str, amount: str, checked_on: str = CHECKED, **more: Any) -> dict[str, Any]:
    """One value of a parameter as it stands in a file."""
    return {"from": start, "value": amount, "source": SOURCE, "checked_on": checked_on, **more}


def parameter(name: str, *values: dict[str, Any]) -> dict[str, Any]:
    """A parameter in euros."""
    return {"label": f"Proef {name}", "description": f"Trial {name}.", "unit": "euro", "values": list(values)}


ENDS: Final = {
    "forty": "2026-12-31",
    "one": "2026-11-22",
    "today": "2026-11-21",
    "yesterday": "2026-11-20",
    "twelve": "2026-11-09",
    "sixty": "2027-01-20",
    "sixty_one": "2027-01-21",
}
"""The last day of each, as seen from 21 November 2026."""

PARAMETERS: Final = {
    **{name: parameter(name, value("2024-01-01", "10.00", until=end)) for name, end in ENDS.items()},
    "endless": parameter("endless", value("2024-01-01", "10.00")),
    "confirm": parameter("confirm", value("2024-01-01", "10.00", confirm=True)),
    "old": parameter("old", value("2024-01-01", "10.00", checked_on="2025-11-20")),
    "year": parameter("year", value("2024-01-01", "10.00", checked_on="2025-11-21")),
    "next": parameter("next", value("2024-01-01", "10.00", until="2026-12-31"), value("2027-01-01", "1234.50")),
    "doubt": parameter("doubt", value("2024-01-01", "10.00"), value("2027-01-01", "20.00", confirm=True)),
    "future": parameter("future", value("2027-01-01", "10.00")),
}


def with_trial_parameters(tmp_path: Path) -> tuple[Path, Policy]:
    """The policy with all of PARAMETERS in a file of their own."""
    root = copy_of_policy(tmp_path)
    found = {f"trial.{name}": entry for name, entry in PARAMETERS.items()}
    (root / TRIAL).write_text(yaml.safe_dump({"parameters": found}, allow_unicode=True), "utf-8")
    return root, load_policy(root)


def with_one_change(tmp_path: Path) -> Policy:
    """All figures hold a year longer; only GarantVerzorgd goes from 120 % to 125 % on 1 January 2027."""
    root = copy_of_policy(tmp_path)
    for name in (NORMS, "national/wealth_limits.yaml"):
        path = root / name
        path.write_text(path.read_text("utf-8").replace("2026-12-31", "2027-12-31"), "utf-8")
    document = yaml.safe_load((root / FIGURES).read_text("utf-8"))
    [old] = document["parameters"]["garantverzorgd.income_percent"]["values"]
    assert old["value"] == 120
    new = {**old, "from": "2027-01-01", "value": 125}
    document["parameters"]["garantverzorgd.income_percent"]["values"] = [{**old, "until": "2026-12-31"}, new]
    (root / FIGURES).write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    return load_policy(root)
