"""What a finder of this repository needs is there and agrees with itself (acceptance G02 and G05)."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

ROOT: Final = Path(__file__).resolve().parent.parent
TARGETS: Final = ("setup", "run", "test", "audit", "fix", "bench", "policy", "clean")
PINNED: Final = re.compile(r"^[a-z0-9._-]+==\S+( ; .+)? \\$")
HASH: Final = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def publiccode() -> dict[str, Any]:
    document = yaml.safe_load(read("publiccode.yml"))
    assert isinstance(document, dict)
    return document


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    document = tomllib.loads(read("pyproject.toml"))["project"]
    assert isinstance(document, dict)
    return document


def wanted(name: str) -> list[str]:
    """The requirements a .in file asks for, without comments and references to another file."""
    lines = (line.partition("#")[0].strip() for line in read(name).splitlines())
    return [line for line in lines if line and not line.startswith("-")]


def test_publiccode_has_what_the_standard_requires(publiccode: dict[str, Any]) -> None:
    required = {
        *("publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType"),
        *("releaseDate", "softwareVersion", "description", "legal", "maintenance", "localisation"),
    }
    assert required <= publiccode.keys()
    assert publiccode["publiccodeYmlVersion"] == "0.4"
    assert publiccode["legal"]["license"] == "EUPL-1.2"
    assert publiccode["softwareType"] == "standalone/web"
    assert publiccode["intendedAudience"]["countries"] == ["nl"]
    assert all(contact["name"] for contact in publiccode["maintenance"]["contacts"])
    date.fromisoformat(publiccode["releaseDate"])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_publiccode_describes_the_project_at_the_length_asked_for(publiccode: dict[str, Any], language: str) -> None:
    description = publiccode["description"][language]
    assert len(description["genericName"]) <= 35
    assert len(description["shortDescription"]) <= 150
    assert 500 <= len(description["longDescription"]) <= 10_000
    assert description["features"]


def test_every_file_tells_the_same_version_and_licence(publiccode: dict[str, Any], project: dict[str, Any]) -> None:
    assert project["license"] == publiccode["legal"]["license"]
    assert project["version"] == publiccode["softwareVersion"]
    assert f"## [{project['version']}] - {publiccode['releaseDate']}" in read("CHANGELOG.md")
    assert "## [Unreleased]" in read("CHANGELOG.md")


def test_the_licence_is_there_in_full() -> None:
    text = read("LICENSE")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016\n")
    assert all(f"\n{number}." in text for number in range(1, 16))
    assert re.search(r"^\s*Appendix$", text, re.MULTILINE)
    assert "Licensed under the EUPL" in read("README.md")


def test_security_says_how_to_report() -> None:
    assert "## Report a weak spot" in read("SECURITY.md")


def test_decisions_are_numbered_without_gaps_and_have_a_status() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert all("\nStatus: " in page.read_text(encoding="utf-8") for page in pages)


def test_make_without_a_target_lists_them_all() -> None:
    # The surrounding `make test` must not pass its own flags on.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    listed = subprocess.run(["make"], cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
    assert set(TARGETS) <= set(re.findall(r"^  make (\S+) +\S", listed, re.MULTILINE))


def test_the_tests_are_the_last_thing_make_test_does() -> None:
    recipe = re.search(r"^test:.*\n((?:\t.*\n)+)", read("Makefile"), re.MULTILINE)
    assert recipe is not None
    assert "pytest" in recipe.group(1).splitlines()[-1]


def test_continuous_integration_runs_what_people_run() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert os.access(ROOT / ".ci" / "ensure-packages", os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "exec make test"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    lines = [line for line in read(name).splitlines() if line and not line.lstrip().startswith("#")]
    assert [line for line in lines if not (PINNED.match(line) or HASH.match(line))] == []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert HASH.match(following) or not PINNED.match(line), f"{line} has no hash"


def test_both_lists_pin_the_same_versions() -> None:
    runtime, everything = (
        {line for line in read(name).splitlines() if PINNED.match(line)}
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert runtime <= everything


def test_the_project_and_its_requirements_ask_for_the_same(project: dict[str, Any]) -> None:
    assert sorted(wanted("requirements.in")) == sorted(project["dependencies"])
    assert sorted(wanted("requirements-dev.in")) == sorted(project["optional-dependencies"]["dev"])
