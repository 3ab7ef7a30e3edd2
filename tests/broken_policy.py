"""Ways to break a copy of the policy, and what the complaint must say: the file, the line and the thing."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from rules import PolicyError, load_policy
from rules.policy_loader import POLICY_ROOT

NORMS: Final = "national/norms.yaml"
PENSION: Final = "national/state_pension_age.yaml"
FIGURES: Final = "municipalities/enschede/parameters.yaml"
IIT: Final = "schemes/iit.yaml"
LEERGELD: Final = "schemes/leergeld.yaml"
REFERRALS: Final = "referrals.yaml"
SHARED: Final = "shared_conditions.yaml"
ALL_FILES: Final = sorted(path.relative_to(POLICY_ROOT).as_posix() for path in POLICY_ROOT.rglob("*.yaml"))


@dataclass(frozen=True)
class Break:
    """One edit (the first `old` becomes `new`), what the complaint must name, and where it must point.

    The line is the one where the edit starts; with `back` or `ahead` that of the nearest such text around it.
    """

    file: str
    old: str
    new: str
    names: str
    back: str = ""
    ahead: str = ""

    def apply(self, root: Path) -> int:
        """Break the copy; return the line that the complaint must name, counted in the edited text."""
        path = root / self.file
        text = path.read_text("utf-8")
        assert self.old in text, "the policy no longer has what this test breaks"
        start = text.index(self.old)
        text = text.replace(self.old, self.new, 1)
        path.write_text(text, "utf-8")
        if self.back:
            start = text.rindex(self.back, 0, start)
        elif self.ahead:
            start = text.index(self.ahead, start)
        return text.count("\n", 0, start) + 1


def copy_of_policy(tmp_path: Path) -> Path:
    """A copy of the policy, at a place that complaints show as rules/policy."""
    return Path(shutil.copytree(POLICY_ROOT, tmp_path / "rules" / "policy"))


def complaint(root: Path) -> str:
    """What is wrong, in one line."""
    with pytest.raises(PolicyError) as caught:
        load_policy(root)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def assert_refused(broken: Break, tmp_path: Path) -> None:
    """The complaint starts with the file and the line, and names the thing."""
    root = copy_of_policy(tmp_path)
    line = broken.apply(root)
    text = complaint(root)
    assert text.startswith(f"rules/policy/{broken.file}:{line}: "), text
    assert broken.names in text.partition(": ")[2], text
