"""The project stays readable: small files, small functions, names of things, and nothing of one machine in it."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
CODE: Final = ("rules", "webapp", "tests")
MAX_FILE_LINES: Final = 300
MAX_FUNCTION_LINES: Final = 30
MAX_TEMPLATE_LINES: Final = 100
NAMES_THAT_SAY_NOTHING: Final = {"utils", "util", "helpers", "helper", "common", "manager", "managers"}

# Made by tools and kept out of git, or not ours to judge.
SKIPPED_FOLDERS: Final = {
    ".audit",
    ".git",
    ".venv",
    "__pycache__",
    "build",
    "dist",
    "instance",
    "node_modules",
    "vendor",
}
SKIPPED_ENDINGS: Final = ("_cache", ".egg-info", ".hypothesis")
BINARY: Final = {
    ".png",
    ".ico",
    ".ttf",
    ".woff",
    ".woff2",
    ".mo",
    ".gz",
    ".mp3",
    ".ogg",
    ".opus",
    ".wav",
    ".m4a",
    ".pyc",
}

# Taken apart, so that this file does not hold what it looks for.
REGISTRIES: Final = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("yarnpkg", "com"),
    )
)
# Not inside a web address: no letter, digit, dot, dash or slash before it.
MACHINE_PATH: Final = re.compile(r"(?<![\w./~:-])/(?:" + "|".join(("work", "root", "home", "Users")) + r")/")


def project_files() -> Iterator[Path]:
    """Every file that belongs to the project, whether or not git knows it already."""
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = [
            name for name in subfolders if name not in SKIPPED_FOLDERS and not name.endswith(SKIPPED_ENDINGS)
        ]
        yield from (Path(folder, name) for name in sorted(names))


def python_files() -> Iterator[Path]:
    return (path for path in project_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in CODE)


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def function_lengths(path: Path) -> Iterator[tuple[str, int]]:
    """(place and name, lines without the docstring) of each function in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = _span(node)
        if ast.get_docstring(node, clean=False) is not None:
            lines -= _span(node.body[0])
        yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines


def _span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_there_is_code_to_measure() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in python_files()} == set(CODE)


def test_no_python_file_is_long() -> None:
    lengths = {str(path.relative_to(ROOT)): line_count(path) for path in python_files()}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_FILE_LINES} == {}


def test_no_function_is_long() -> None:
    lengths = dict(length for path in python_files() for length in function_lengths(path))
    assert {name: lines for name, lines in lengths.items() if lines > MAX_FUNCTION_LINES} == {}


def test_no_template_is_long() -> None:
    lengths = {str(path.relative_to(ROOT)): line_count(path) for path in (ROOT / "templates").rglob("*.html")}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_TEMPLATE_LINES} == {}


def test_every_name_says_what_is_inside() -> None:
    empty_names = [
        str(path.relative_to(ROOT))
        for path in project_files()
        if NAMES_THAT_SAY_NOTHING & {part.partition(".")[0].lower() for part in path.relative_to(ROOT).parts}
    ]
    assert empty_names == []


def test_no_file_names_a_package_registry_or_a_place_on_one_machine() -> None:
    found = []
    for path in project_files():
        if path.suffix in BINARY:
            continue
        text = path.read_text(encoding="utf-8")
        names = [registry for registry in REGISTRIES if registry in text]
        names += [match.group() for match in MACHINE_PATH.finditer(text)]
        found += [f"{path.relative_to(ROOT)}: {name}" for name in names]
    assert found == []


def test_the_search_for_machine_paths_leaves_web_addresses_alone() -> None:
    folder = "home"
    assert MACHINE_PATH.search(f'open("/{folder}/somebody/file")')
    assert not MACHINE_PATH.search(f"https://example.nl/{folder}/news")
