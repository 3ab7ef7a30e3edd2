"""The wheel holds all that the site needs and nothing else; installed, and run elsewhere, it serves the same pages."""

from __future__ import annotations

import json
import re
import shutil
import socket
import stat
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import pytest

from rules import load_policy
from tests.live_site import HOST, clean_environment, live_site, running, wait_for
from tests.webapp_fixtures import i_do_not_know
from tests.webapp_households import SINGLE_PARENT
from webapp import config
from webapp.keys import SettingError
from webapp.questions import load_catalogue

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = (
    *("pyproject.toml", "setup.py", "README.md", "LICENSE"),
    *("rules", "webapp", "templates", "static", "translations"),
)
MOVED: Final = ("templates", "static", "translations")
TOKEN: Final = re.compile(rb'name="csrf_token" value="[\w.-]+"')
LINKED: Final = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
SAME_HEADERS: Final = ("Content-Type", "Content-Language", "Content-Security-Policy", "Cache-Control", "Location")
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}

Visit = dict[str, tuple[int, dict[str, str], bytes]]
"""Status, headers and content of each thing that was fetched; without tokens."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: what an earlier build left in the checkout would end up in it."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in (*SOURCES, "tests"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)  # Byte code too, to see that it stays out.
        else:
            shutil.copy(ROOT / name, folder)
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir", "dist")
    pip("wheel", *options, ".", cwd=folder)
    (found,) = (folder / "dist").glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with only the wheel in it; the dependencies it borrows from ours."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip("--python", str(python), "install", "--no-deps", "--no-index", "--quiet", str(wheel))
    borrowed = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (site_packages(folder) / "borrowed.pth").write_text("\n".join(borrowed) + "\n")
    return python


def pip(*arguments: str, cwd: Path | None = None) -> None:
    """Run pip; what it complains about is shown when it fails."""
    command = [sys.executable, "-m", "pip", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def site_packages(folder: Path) -> Path:
    (found,) = folder.glob("lib/python3*/site-packages")
    return found


def files_in(folder: str, *endings: str) -> Iterator[str]:
    """Files below a folder of the checkout, from its top; all but byte code when no endings are named."""
    for path in (ROOT / folder).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and (not endings or path.name.endswith(endings)):
            yield path.relative_to(ROOT).as_posix()


@pytest.mark.slow
def test_the_wheel_holds_every_file_that_is_used_and_no_other(wheel: Path) -> None:
    wanted = {
        *files_in("rules", ".py"),
        *files_in("rules/policy"),
        *files_in("webapp", ".py"),
        *files_in("webapp/content"),
        *files_in("webapp/glossary"),
        *files_in("webapp/kiosk"),
        *files_in("webapp/questions"),
        *files_in("webapp/understanding"),
        *(f"webapp/{name}" for name in files_in("templates")),
        *(f"webapp/{name}" for name in files_in("static")),
        *(f"webapp/{name}" for name in files_in("translations", ".po", ".yaml", ".json")),
        *(f"webapp/{name.removesuffix('.po')}.mo" for name in files_in("translations", ".po")),
    }
    assert {"webapp/templates/layouts/base.html", "webapp/translations/en/LC_MESSAGES/messages.po"} <= wanted
    found = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert found - wanted == set()
    assert wanted - found == set()


@pytest.mark.slow
def test_installed_there_is_no_top_level_package_with_an_everyday_name(installed: Path) -> None:
    folder = site_packages(installed.parents[1])
    names = {path.name for path in folder.iterdir()} - {"__pycache__", "borrowed.pth"}
    assert {name for name in names if not name.endswith(".dist-info")} == {"rules", "webapp"}
    command = [str(installed), "-c", "import webapp; print(webapp.__file__)"]
    environment = clean_environment(folder)
    told = subprocess.run(command, cwd=folder.parent, env=environment, check=True, capture_output=True, text=True)
    assert Path(told.stdout.strip()) == folder / "webapp" / "__init__.py"


def test_every_package_is_in_the_list_of_the_wheel() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    packages = {Path(name).parent.as_posix() for name in (*files_in("rules", ".py"), *files_in("webapp", ".py"))}
    assert sorted(listed) == sorted([*(name.replace("/", ".") for name in packages), *(f"webapp.{n}" for n in MOVED)])


@pytest.mark.slow
def test_the_installed_site_serves_the_same_as_the_checkout(installed: Path, tmp_path: Path) -> None:
    here, there, elsewhere = (tmp_path / name for name in ("here", "there", "elsewhere"))
    for folder in (here, there, elsewhere):
        folder.mkdir()
    checkout = clean_environment(here, {"PYTHONPATH": str(ROOT), "RONDKOMENWIJZER_INSTANCE": str(here / "made")})
    with live_site(here, checkout, cwd=elsewhere) as port:
        wanted = visit(port)
    with live_site(there, clean_environment(there), python=installed, cwd=elsewhere) as port:
        found = visit(port)
    assert found.keys() == wanted.keys()
    assert [name for name in wanted if found[name] != wanted[name]] == []
    assert list(elsewhere.iterdir()) == []
    key = there / "state" / "rondkomenwijzer" / "secret_key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700


@pytest.mark.slow
def test_a_plain_checkout_is_served_from_another_folder_by_flask_too(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = int(free.getsockname()[1])
    environment = clean_environment(tmp_path, {"RONDKOMENWIJZER_INSTANCE": str(tmp_path / "made")})
    command = [sys.executable, "-m", "flask", "--app", str(ROOT / "webapp"), "run", "--port", str(port)]
    with running(command, tmp_path, environment, tmp_path) as process:
        wait_for(port, process, tmp_path)
        seen = visit(port)
    assert seen["/vraag/leeftijd"][0] == 200
    assert seen["/uitslag"][0] == 200


def visit(port: int) -> Visit:
    """Look at a bit of everything: pages in two languages, a whole journey, all that a page links to, the API."""
    connection = HTTPConnection(HOST, port, timeout=30)
    seen: Visit = {}

    def fetch(method: str, path: str, body: str | None = None, name: str = "", **headers: str) -> tuple[str, bytes]:
        connection.request(method, path, body, {name.replace("_", "-"): text for name, text in headers.items()})
        answer = connection.getresponse()
        content = answer.read()
        kept = {name: answer.getheader(name, "") for name in SAME_HEADERS}
        seen[name or path] = (answer.status, kept, TOKEN.sub(b"", content))
        if answer.getheader("Set-Cookie"):
            headers["Cookie"] = answer.getheader("Set-Cookie", "").partition(";")[0]
        return headers.get("Cookie", ""), content

    _, start = fetch("GET", "/", Accept_Language="nl")
    fetch("GET", "/", name="start in English", Accept_Language="en")
    for linked in LINKED.findall(start):
        fetch("GET", linked.decode())
    for path in ("/over", "/privacy", "/nergens", "/api/v1/schemes", "/healthz"):
        fetch("GET", path)
    household = {"municipality": "enschede", "facts": SINGLE_PARENT.facts}
    fetch("POST", "/api/v1/advice", json.dumps(household), Content_Type="application/json")
    _walk(fetch, seen)
    connection.close()
    return seen


def _walk(fetch: Any, seen: Visit) -> None:
    """One journey to the outcome."""
    catalogue = load_catalogue(load_policy())
    cookie, _ = fetch("GET", "/vraag")
    path = seen["/vraag"][1]["Location"]
    while path != "/controleren":
        cookie, page = fetch("GET", path, Cookie=cookie)
        token = re.search(rb'name="csrf_token" value="([\w.-]+)"', page)
        question = catalogue.find(path.removeprefix("/vraag/"))
        assert token is not None and question is not None
        sent = SINGLE_PARENT.sent.get(question.id) or i_do_not_know(question)
        body = urlencode({**sent, "csrf_token": token[1].decode()}, doseq=True)
        cookie, _ = fetch("POST", path, body, f"sent to {path}", Cookie=cookie, **FORM)
        path = seen[f"sent to {path}"][1]["Location"]
    for last in ("/controleren", "/uitslag"):
        cookie, _ = fetch("GET", last, Cookie=cookie)


def test_a_checkout_keeps_its_folders_beside_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(config.INSTANCE_NAME, raising=False)
    assert [config.data_folder(name) for name in MOVED] == [ROOT / name for name in MOVED]
    assert config.instance_folder() == ROOT / "instance"


@pytest.fixture
def as_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A package with its folders inside it, and no setting."""
    package = tmp_path / "site-packages" / "webapp"
    for name in MOVED:
        (package / name).mkdir(parents=True)
    monkeypatch.setattr(config, "PACKAGE", package)
    for name in (config.INSTANCE_NAME, "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "somebody"))
    return package


def test_installed_the_folders_are_inside_the_package(as_installed: Path) -> None:
    assert [config.data_folder(name) for name in MOVED] == [as_installed / name for name in MOVED]


@pytest.mark.parametrize("state", ["", "relative/state"])
def test_installed_the_key_is_kept_among_the_state_of_the_user(
    as_installed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, state: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", state)
    found = config.instance_folder()
    assert found == tmp_path / "somebody" / ".local" / "state" / "rondkomenwijzer"
    assert not found.is_relative_to(as_installed.parent)


@pytest.mark.usefixtures("as_installed")
def test_the_folder_for_the_key_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert config.instance_folder() == tmp_path / "state" / "rondkomenwijzer"
    monkeypatch.setenv(config.INSTANCE_NAME, "made")
    assert config.instance_folder() == Path.cwd() / "made"


@pytest.mark.usefixtures("as_installed")
def test_without_any_home_the_error_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)
    with pytest.raises(SettingError, match=f"set {config.INSTANCE_NAME}"):
        config.instance_folder()
