"""What stands around the kiosk: the start script with Debian's Chromium, its policy, the waiting page, the units."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest
from flask import request
from playwright.sync_api import Browser

from rules import load_policy
from tests.browser_fixtures import CHROMIUM, FLAGS, served
from tests.browser_site import window
from tests.test_operations import settings_in_code
from tests.webapp_fixtures import make_app
from webapp.languages import published

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT: Final = Path(__file__).resolve().parent.parent
SHELL: Final = ROOT / "docs" / "deploy" / "kiosk"
SCRIPT: Final = SHELL / "rondkomenwijzer-kiosk"
WAITING: Final = SHELL / "even-geduld.html"
POLICY: Final[dict[str, Any]] = json.loads((SHELL / "policy.json").read_text("utf-8"))
HEADLESS: Final = "--headless --no-sandbox --disable-gpu"
CACHE_OFF: Final = "--disable-back-forward-cache"
PROBE: Final = "/api/v1/openapi.json"
CONFIG: Final = Path("/etc/chromium")
IN_PRIVATE: Final = ("unshare", "--map-root-user", "--mount")  # No other browser sees what is mounted there.

ASKED_FOR: Final = (
    *("--kiosk", "--incognito", CACHE_OFF, "--overscroll-history-navigation=0", "--disable-pinch", "--no-first-run"),
    *("--disable-sync", "--disable-background-networking", "--disable-component-update", "--disable-quic", "--lang=nl"),
    *("--noerrdialogs", "--password-store=basic", "--enable-speech-dispatcher"),
)
DANGEROUS: Final = ("--remote-debugging", "--no-sandbox", "--disable-web-security", "--kiosk-printing")
NOT_HERE: Final = ("https://www.enschede.nl/", "http://127.0.0.1.example.org/kiosk", "http://127.0.0.1:80@example.org/")
NOR_HERE: Final = (
    "http://10.0.0.1:8000/",
    "http://localhost:80a/",
    "file:///etc/passwd",
    "http://localhost/\nhttp://x.nl/",
)
REFUSED: Final = (
    *(("KIOSK_ADDRESS", address) for address in (*NOT_HERE, *NOR_HERE)),
    *(("KIOSK_EXTRA_FLAGS", flags) for flags in ("--headless --remote-debugging-port=9222", "--no-sandbox")),
    ("KIOSK_PRINT", "yes"),
    ("KIOSK_BROWSER", "no-such-browser"),
    ("RUNTIME_DIRECTORY", "/a-name-that-is-longer-than-a-socket-in-it-may-be"),
)
CLOSED: Final = ("NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "CapabilityBoundingSet=\n")
ALONE: Final = ("IPAddressDeny=any\nIPAddressAllow=localhost\n", "LimitCORE=0", "MemorySwapMax=0", "Restart=always")


def text_of(name: str) -> str:
    return (SHELL / name).read_text("utf-8")


@pytest.fixture
def folder() -> Iterator[Path]:
    """For what a browser writes. Its name is short, as that of a socket must be."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def run_script(folder: Path, **settings: str) -> subprocess.Popen[str]:
    """The start script with nothing of this machine's environment, and folders of its own."""
    own = {"PATH": os.environ["PATH"], "KIOSK_EXTRA_FLAGS": HEADLESS, **settings}
    for name, place in (("HOME", "own"), ("TMPDIR", "run")):
        (folder / place).mkdir(exist_ok=True)
        own[name] = str(folder / place)
    return subprocess.Popen([SCRIPT], env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def left_behind(folder: Path) -> list[Path]:
    """Files in the folders of the script, and processes that still use them."""

    def uses(process: Path) -> bool:
        try:
            return str(folder) in process.read_text(errors="replace")
        except OSError:
            return False  # It ended in the meantime.

    files = [path for place in ("own", "run") for path in (folder / place).iterdir()]
    return files + [path for path in Path("/proc").glob("[0-9]*/cmdline") if uses(path)]


def wait_until(is_so: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@contextmanager
def listening(page: str = "", host: str = "127.0.0.1", port: int = 0) -> Iterator[tuple[str, list[str]]]:
    """A server that answers everything with this page, as the API does to a page from a file; and what was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else page.encode())

        do_HEAD = do_GET  # noqa: N815 - http.server's way of calling

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer((host, port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{host}:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def flags_of_script(folder: Path, **settings: str) -> list[str]:
    """What the script says to the browser, which here only says it again."""
    stub = folder / "browser"
    stub.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    stub.chmod(0o755)
    said, _ = run_script(folder, KIOSK_BROWSER=str(stub), **settings).communicate(timeout=20)
    return said.splitlines()


def test_the_script_asks_for_all_that_was_agreed_and_nothing_dangerous(folder: Path) -> None:
    subprocess.run(["sh", "-n", SCRIPT], check=True)
    said = flags_of_script(folder)
    assert set(ASKED_FOR) <= set(said) and said[-1] == f"file://{WAITING}#http://127.0.0.1:8000/kiosk"
    [profile] = [flag.partition("=")[2] for flag in said if flag.startswith("--user-data-dir=")]
    assert Path(profile).is_relative_to(folder / "run") and f"--disk-cache-dir={profile}/cache" in said
    assert not [flag for flag in said if flag.startswith(DANGEROUS) and flag not in HEADLESS]
    assert "--kiosk-printing" in flags_of_script(folder, KIOSK_PRINT="1")
    assert f"={folder}/own/kiosk." in "".join(flags_of_script(folder, RUNTIME_DIRECTORY=f"{folder}/own:/elsewhere"))
    assert not left_behind(folder)


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_the_script_refuses_with_one_line(folder: Path, name: str, value: str) -> None:
    script = run_script(folder, **{name: value})
    said, complaint = script.communicate(timeout=20)
    assert (script.returncode, said, complaint.count("\n")) == (78, "", 1)
    assert name in complaint and not left_behind(folder)


@pytest.mark.parametrize(("how", "code"), [("by itself", 0), ("stopped", 143), ("killed", 137)])
def test_nothing_is_left_however_the_browser_ends(folder: Path, how: str, code: int) -> None:
    app, seen = make_app(), list[str]()
    app.before_request(lambda: seen.append(request.path))
    with served(app) as site:
        flags = f"{HEADLESS} --dump-dom" if how == "by itself" else HEADLESS
        script = run_script(folder, KIOSK_ADDRESS=f"{site}/kiosk", KIOSK_EXTRA_FLAGS=flags)
        if how != "by itself":
            wait_until(lambda: "/kiosk" in seen and any(path.endswith(".css") for path in seen))
            assert left_behind(folder)
            [browser] = Path(f"/proc/{script.pid}/task/{script.pid}/children").read_text().split()
            os.kill(*((script.pid, signal.SIGTERM) if how == "stopped" else (int(browser), signal.SIGKILL)))
        _, complaint = script.communicate(timeout=60)
    assert script.returncode == code and site not in complaint, "where somebody was is written down nowhere"
    wait_until(lambda: not left_behind(folder), 20)


def test_the_back_forward_cache_is_off(folder: Path, browser: Browser) -> None:
    """It is on without the flags of the script; each of the two that are about it is enough."""
    both = [flag for flag in flags_of_script(folder) if flag == CACHE_OFF or "BackForwardCache" in flag]
    with listening("<script>onpageshow = event => { window.kept = event.persisted; };</script>") as (site, _):
        for flag, kept in (("--no-pings", True), *((flag, False) for flag in both)):
            # Playwright adds a flag of its own; with "=1" ours is not taken away with it.
            flags = [*FLAGS, flag.replace(CACHE_OFF, f"{CACHE_OFF}=1")]
            own = browser.browser_type.launch(executable_path=CHROMIUM, args=flags, ignore_default_args=[CACHE_OFF])
            there = own.new_page()
            there.goto(f"{site}/a")
            there.goto(f"{site}/b")
            there.go_back(wait_until="commit")
            there.wait_for_function("window.kept !== undefined")
            assert len(both) == 2 and there.evaluate("window.kept") is kept
            own.close()


def what_it_says_of_policies(browser: Browser) -> dict[str, str]:
    """{name: status} of every policy that this browser knows."""
    with window(browser) as page:
        page.goto("chrome://policy")
        page.locator("policy-row .messages", has_text=re.compile("OK|Not set")).nth(300).wait_for(
            state="attached", timeout=120_000
        )
        parts = "['.name', '.messages'].map(part => row.shadowRoot.querySelector(part).textContent.trim())"
        return dict(page.locator("policy-row").evaluate_all(f"rows => rows.map(row => {parts})"))


def test_the_policy_has_only_names_that_the_browser_knows_and_allows_only_the_kiosk(browser: Browser) -> None:
    assert set(POLICY) <= set(what_it_says_of_policies(browser)) and len(POLICY) > 70
    own = [place for place in POLICY["URLAllowlist"] if not re.fullmatch("chrome(-untrusted)?://print", place)]
    assert own == ["http://127.0.0.1:8000/kiosk", f"file:///usr/local/lib/rondkomenwijzer-kiosk/{WAITING.name}"]
    assert {"*", "chrome://*"} <= set(POLICY["URLBlocklist"]) and POLICY["IncognitoModeAvailability"] == 2


def browser_that_obeys(policy: dict[str, Any], folder: Path) -> Path:
    """A browser with this policy, in a corner where nobody else sees it."""
    if subprocess.run([*IN_PRIVATE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no mounts of one's own")
    managed = shutil.copytree(CONFIG, folder / "etc") / "policies" / "managed"
    managed.mkdir(parents=True)
    (managed / "kiosk.json").write_text(json.dumps(policy))
    start, mount = folder / "obedient", f"mount --bind {folder}/etc {CONFIG}"
    start.write_text(f'#!/bin/sh\nexec {" ".join(IN_PRIVATE)} sh -c \'{mount} && exec {CHROMIUM} "$@"\' sh "$@"\n')
    start.chmod(0o755)
    return start


def test_the_browser_takes_the_value_of_every_policy(folder: Path, browser: Browser) -> None:
    own = {name: value for name, value in POLICY.items() if not re.match("URL|Remote|DeveloperTools|Incognito", name)}
    obedient = browser.browser_type.launch(executable_path=browser_that_obeys(own, folder), args=list(FLAGS))
    said = what_it_says_of_policies(obedient)
    obedient.close()
    assert {name: said[name] for name in own if said[name] not in ("OK", "Deprecated")} == {}


def test_the_browser_goes_nowhere_but_to_the_kiosk(folder: Path) -> None:
    with listening() as (other, at_other), listening(host="127.0.0.2") as (third, at_third):
        places = (f"{other}/kiosk", f"{third}/kiosk", "/elders", "/kiosk/mag", "view-source:/kiosk/bron")
        leave = f"<img src={third}/picture><script>setTimeout(() => {{ location = '/top'; }}, 2000)</script>"
        with listening("".join(f'<iframe src="{place}"></iframe>' for place in places) + leave) as (site, asked):
            policy = {**POLICY, "URLAllowlist": [f"{site}/kiosk", f"file://{WAITING}"]}
            start = str(browser_that_obeys(policy, folder))
            script = run_script(folder, KIOSK_ADDRESS=f"{site}/kiosk", KIOSK_BROWSER=start)
            wait_until(lambda: "/kiosk/mag" in asked)
            time.sleep(4)  # By then the page has tried to leave.
            script.terminate()
            script.communicate(timeout=30)
    assert set(asked) - {"/favicon.ico"} == {PROBE, "/kiosk", "/kiosk/mag"} and not [*at_other, *at_third]


def test_the_waiting_page_tells_whom_to_call(browser: Browser) -> None:
    text, asked = text_of(WAITING.name), set[str]()
    for kind in ("style", "script"):
        [part] = re.findall(f"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        assert f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'" in text
    for address in ("https://example.org/", "http://127.0.0.1@example.org/", "javascript:alert(1)", ""):
        with window(browser) as page:
            page.on("request", lambda sent: asked.add(sent.url))
            page.goto(f"file://{WAITING}#{address}")
            assert page.locator("h1").inner_text() == "Even geduld"
            assert page.locator("main b").inner_text() == load_policy().contacts["gemeente"]["phone"]
            page.wait_for_timeout(300)
    assert {url for url in asked if not url.startswith("file:")} == {f"http://127.0.0.1:8000{PROBE}"}
    for language in published()[1:]:
        texts = (ROOT / "translations" / language.code / "LC_MESSAGES" / "messages.po").read_text("utf-8")
        [said] = re.findall(r'msgid "Een ogenblik geduld\. .*"\nmsgstr "(.*?\.) ', texts)
        assert re.search(f'<li lang="{language.code}"[^>]*>{said}</li>', text)


def test_the_waiting_page_goes_on_when_the_site_is_there(browser: Browser) -> None:
    with listening() as (site, _):
        pass  # Now its port is free, and nobody is there.
    with window(browser) as page:
        page.goto(f"file://{WAITING}#{site}/kiosk")
        assert page.locator("h1").inner_text() == "Even geduld"
        with listening("<h1>Daar</h1>", port=int(site.rpartition(":")[2])):
            page.wait_for_url(f"{site}/kiosk", timeout=15_000)


def test_the_units_are_closed_and_systemd_finds_no_fault_in_them() -> None:
    units = sorted([*SHELL.glob("*.service"), *SHELL.glob("*.timer")])
    texts = {path.name.split("-")[-1]: path.read_text("utf-8") for path in units}
    for name in ("server.service", "browser.service"):
        assert [line for line in (*CLOSED, *ALONE) if line not in texts[name]] == []
    named = set(re.findall(r"rondkomenwijzer-kiosk-\w+\.\w+", "".join(texts.values())))
    assert named <= {path.name for path in units} and "OnCalendar=*-*-* 04:00:00" in texts["restart.timer"]
    if shutil.which("systemd-analyze"):
        said = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False).stderr
        missing = r".* is not executable: No such file.*|.*seatd\.service.*"
        assert [line for line in said.splitlines() if "-kiosk-" in line and not re.fullmatch(missing, line)] == []


def test_the_document_and_the_examples_name_settings_that_exist() -> None:
    text = (ROOT / "docs" / "kiosk.md").read_text("utf-8")
    read = set(re.findall(r"\$\{(KIOSK_[A-Z_]+)", SCRIPT.read_text("utf-8")))
    assert set(re.findall(r"^(KIOSK_[A-Z_]+)=", text_of("kiosk.env"), re.MULTILINE)) == read
    assert [name for name in read if f"| `{name}` |" not in text] == []
    assert set(re.findall(r"RONDKOMENWIJZER_[A-Z_]*[A-Z]", text + text_of("server.env"))) <= settings_in_code()
    assert not re.search("Control|Alt|Super|Meta", "".join(re.findall(r"\[(.*?)\]", text_of("keyboard.symbols"))))
