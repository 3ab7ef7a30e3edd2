"""What stands around the kiosk: the start script with Debian's own Chromium, its policy, the waiting page and the units."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest
from flask import request
from playwright.sync_api import Browser, Page, sync_playwright

from rules import load_policy
from tests.browser_fixtures import CHROMIUM, FLAGS, served
from tests.browser_site import window
from tests.test_operations import settings_in_code
from tests.webapp_fixtures import make_app

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT: Final = Path(__file__).resolve().parent.parent
SHELL: Final = ROOT / "docs" / "deploy" / "kiosk"
SCRIPT: Final = SHELL / "rondkomenwijzer-kiosk"
WAITING: Final = SHELL / "even-geduld.html"
HEADLESS: Final = "--headless --no-sandbox --disable-gpu"
CONFIG: Final = Path("/etc/chromium")
IN_PRIVATE: Final = ("unshare", "--map-root-user", "--mount")
"""Where a policy can be put in place without anybody else's browser seeing it."""

ASKED_FOR: Final = (
    *("--kiosk", "--incognito", "--disable-back-forward-cache", "--overscroll-history-navigation=0", "--disable-pinch"),
    *("--no-first-run", "--disable-sync", "--disable-background-networking", "--disable-component-update"),
    *("--disable-quic", "--noerrdialogs", "--password-store=basic", "--lang=nl", "--enable-speech-dispatcher"),
)
DANGEROUS: Final = ("--remote-debugging", "--no-sandbox", "--disable-web-security", "--kiosk-printing")
KNOWN: Final = frozenset(
    """AllowBackForwardCacheForCacheControlNoStorePageEnabled AllowDinosaurEasterEgg AllowFileSelectionDialogs
    AlternateErrorPagesEnabled AudioCaptureAllowed AutofillAddressEnabled AutofillCreditCardEnabled BackgroundModeEnabled
    BlockThirdPartyCookies BookmarkBarEnabled BrowserAddPersonEnabled BrowserGuestModeEnabled BrowserLabsEnabled
    BrowserNetworkTimeQueriesEnabled BrowserSignin BuiltInAIAPIsEnabled ChromeVariations ComponentUpdatesEnabled
    DefaultAutomaticDownloadsSetting DefaultBrowserSettingEnabled DefaultClipboardSetting DefaultCookiesSetting
    DefaultDirectSocketsSetting DefaultFileSystemReadGuardSetting DefaultFileSystemWriteGuardSetting
    DefaultGeolocationSetting DefaultIdleDetectionSetting DefaultInsecureContentSetting DefaultLocalFontsSetting
    DefaultNotificationsSetting DefaultPopupsSetting DefaultSearchProviderEnabled DefaultSensorsSetting
    DefaultSerialGuardSetting DefaultWebBluetoothGuardSetting DefaultWebHidGuardSetting DefaultWebUsbGuardSetting
    DefaultWindowManagementSetting DesktopSharingHubEnabled DeveloperToolsAvailability Disable3DAPIs DnsOverHttpsMode
    DomainReliabilityAllowed DownloadRestrictions EditBookmarksEnabled EnableMediaRouter ExtensionInstallBlocklist
    FeedbackSurveysEnabled HomepageIsNewTabPage HomepageLocation IdleTimeout IdleTimeoutActions IncognitoModeAvailability
    LiveCaptionEnabled MetricsReportingEnabled NativeMessagingBlocklist NetworkPredictionOptions NewTabPageLocation
    PasswordLeakDetectionEnabled PasswordManagerEnabled PasswordManagerPasskeysEnabled PaymentMethodQueryEnabled
    PrintHeaderFooter PrintPreviewUseSystemDefaultPrinter PrinterTypeDenyList PrintingEnabled PromotionsEnabled
    ProxySettings QRCodeGeneratorEnabled QuicAllowed RemoteDebuggingAllowed SafeBrowsingProtectionLevel
    SavingBrowserHistoryDisabled ScreenCaptureAllowed SearchContentSharingSettings SearchSuggestEnabled
    SpellCheckServiceEnabled SpellcheckEnabled SuppressUnsupportedOSWarning SyncDisabled TaskManagerEndProcessEnabled
    TranslateEnabled TranslatorAPIAllowed URLAllowlist URLBlocklist UrlKeyedAnonymizedDataCollectionEnabled
    UserFeedbackAllowed VideoCaptureAllowed WebAppInstallByUserEnabled WebRtcIPHandling""".split()
)
HARDENING: Final = {
    "server": ("DynamicUser=yes", "ProtectSystem=strict", "SystemCallFilter=@system-service", "MemorySwapMax=0"),
    "browser": ("User=rondkomenwijzer-kiosk", "ProtectSystem=strict", "RuntimeDirectory=", "MemorySwapMax=0"),
}
FOR_BOTH: Final = ("NoNewPrivileges=yes", "Restart=always", "LimitCORE=0", "IPAddressDeny=any", "ProtectHome=yes")


def policy() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SHELL / "policy.json").read_text("utf-8"))
    return found


def run_script(folder: Path, **settings: str) -> subprocess.Popen[str]:
    """The start script with nothing of this machine's environment, and every folder of its own."""
    (folder / "home").mkdir(exist_ok=True)
    (folder / "tmp").mkdir(exist_ok=True)
    its = {"PATH": os.environ["PATH"], "HOME": f"{folder}/home", "TMPDIR": f"{folder}/tmp", **settings}
    return subprocess.Popen([SCRIPT], env=its, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def left_behind(folder: Path) -> list[Path]:
    """Files in the folders of the script, and processes that still use them."""
    files = [path for name in ("home", "tmp") for path in (folder / name).iterdir()]
    processes = [path for path in Path("/proc").glob("[0-9]*/cmdline") if str(folder) in text_of_process(path)]
    return files + processes


def text_of_process(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""  # It ended in the meantime.


def wait_until(is_so: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@contextmanager
def listening(host: str = "127.0.0.1", page: str = "", port: int = 0) -> Iterator[tuple[str, list[str]]]:
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

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer((host, port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{host}:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def flags_of_script(folder: Path, **settings: str) -> list[str]:
    """What the script says to the browser, which here only writes it down."""
    stub = folder / "browser"
    stub.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    stub.chmod(0o755)
    extra = {"KIOSK_BROWSER": str(stub), "KIOSK_EXTRA_FLAGS": HEADLESS, **settings}
    said, _ = run_script(folder, **extra).communicate(timeout=20)
    return said.splitlines()


def test_the_script_asks_for_all_that_was_agreed_and_nothing_dangerous(tmp_path: Path) -> None:
    subprocess.run(["sh", "-n", SCRIPT], check=True)
    said = flags_of_script(tmp_path)
    assert set(ASKED_FOR) <= set(said)
    assert f"file://{WAITING}#http://127.0.0.1:8000/kiosk" == said[-1]
    [profile] = [flag for flag in said if flag.startswith("--user-data-dir=")]
    assert profile.startswith(f"--user-data-dir={tmp_path}/tmp/") and f"--disk-cache-dir={profile[16:]}/cache" in said
    own = [flag for flag in said if flag not in HEADLESS.split()]
    assert not [flag for flag in own if flag.startswith(DANGEROUS)]
    assert "--kiosk-printing" in flags_of_script(tmp_path, KIOSK_PRINT="1")
    assert f"--user-data-dir={tmp_path}/home/" in "".join(
        flags_of_script(tmp_path, RUNTIME_DIRECTORY=f"{tmp_path}/home")
    )
    assert not left_behind(tmp_path)


@pytest.mark.parametrize(
    "settings",
    [
        *({"KIOSK_ADDRESS": address} for address in ("https://www.enschede.nl/", "http://127.0.0.1.example.org/kiosk")),
        *({"KIOSK_ADDRESS": address} for address in ("http://127.0.0.1:80@example.org/", "http://10.0.0.1:8000/kiosk")),
        *({"KIOSK_ADDRESS": address} for address in ("file:///etc/passwd", "http://localhost:80a/", "javascript:1")),
        {"KIOSK_ADDRESS": "http://127.0.0.1:8000/\nhttp://example.org/"},
        {"KIOSK_EXTRA_FLAGS": f"{HEADLESS} --remote-debugging-port=9222"},
        {"KIOSK_EXTRA_FLAGS": "--no-sandbox"},
        {"KIOSK_PRINT": "yes"},
        {"KIOSK_BROWSER": "no-such-browser"},
    ],
    ids=lambda settings: "".join(f"{name}={value}" for name, value in settings.items()),
)
def test_the_script_refuses_with_one_line(tmp_path: Path, settings: dict[str, str]) -> None:
    script = run_script(tmp_path, **{"KIOSK_EXTRA_FLAGS": HEADLESS, **settings})
    said, complaint = script.communicate(timeout=20)
    assert (script.returncode, said, complaint.count("\n")) == (78, "", 1)
    assert next(iter(settings)) in complaint
    assert not left_behind(tmp_path)


@pytest.mark.parametrize("how", ["by itself", "stopped", "killed"])
def test_nothing_is_left_however_the_browser_ends(tmp_path: Path, how: str) -> None:
    app, seen = make_app(), list[str]()
    app.before_request(lambda: seen.append(request.path))
    with served(app) as site:
        extra = f"{HEADLESS} --dump-dom" if how == "by itself" else HEADLESS
        script = run_script(tmp_path, KIOSK_ADDRESS=f"{site}/kiosk", KIOSK_EXTRA_FLAGS=extra)
        if how != "by itself":
            wait_until(lambda: "/kiosk" in seen and any(path.endswith(".css") for path in seen))
            [browser] = Path(f"/proc/{script.pid}/task/{script.pid}/children").read_text().split()
            assert left_behind(tmp_path)
            os.kill(
                script.pid if how == "stopped" else int(browser), signal.SIGTERM if how == "stopped" else signal.SIGKILL
            )
        said, complaint = script.communicate(timeout=60)
    assert script.returncode == {"by itself": 0, "stopped": 143, "killed": 137}[how]
    assert ("Even geduld" in said) == (how == "by itself")
    assert not [line for line in complaint.splitlines() if "kiosk" in line and "is on a disk" not in line], "no address"
    wait_until(lambda: not left_behind(tmp_path), 20)


def test_the_back_forward_cache_is_off(tmp_path: Path) -> None:
    """As it is on without the flags of the script, each of them that is about it must be enough."""
    note = "<script>addEventListener('pageshow', event => { window.kept = event.persisted; });</script>"
    own = [f"{flag}=1" if flag == "--disable-back-forward-cache" else flag for flag in flags_of_script(tmp_path)]
    both = [flag for flag in own if "back-forward" in flag or flag.startswith("--disable-features")]
    assert len(both) == 2
    with listening(page=note) as (site, _), sync_playwright() as playwright:
        for flags, kept in (([], True), *(([flag], False) for flag in both)):
            # Without "=1" this would take away ours too, not only the one that Playwright adds.
            known = {"ignore_default_args": ["--disable-back-forward-cache"]}
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags], **known)
            page = browser.new_page()
            page.goto(f"{site}/a")
            page.goto(f"{site}/b")
            page.go_back(wait_until="commit")
            page.wait_for_function("window.kept !== undefined")
            assert page.evaluate("window.kept") is kept
            browser.close()


def test_the_policy_has_only_names_that_exist_and_allows_only_the_kiosk() -> None:
    found = policy()
    assert set(found) == KNOWN
    assert found["URLBlocklist"][0] == "*" and "chrome://*" in found["URLBlocklist"]
    elsewhere = [
        one for one in found["URLAllowlist"] if not one.startswith(("chrome://print", "chrome-untrusted://print"))
    ]
    assert elsewhere == ["http://127.0.0.1:8000/kiosk", "file:///usr/local/lib/rondkomenwijzer-kiosk/even-geduld.html"]
    assert found["HomepageLocation"] == found["NewTabPageLocation"] == elsewhere[0]
    assert (found["IncognitoModeAvailability"], found["DownloadRestrictions"]) == (2, 3)


@pytest.fixture
def browser_with_policy(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """A browser that obeys this policy, in a corner where nobody else sees it."""
    if subprocess.run([*IN_PRIVATE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no mounts of one's own")

    def make(content: dict[str, Any]) -> Path:
        copy = shutil.copytree(CONFIG, tmp_path / "etc", dirs_exist_ok=True)
        (copy / "policies" / "managed").mkdir(parents=True)
        (copy / "policies" / "managed" / "kiosk.json").write_text(json.dumps(content))
        start = tmp_path / "browser-with-policy"
        inside = f'mount --bind {copy} {CONFIG} && exec {CHROMIUM} "$@"'
        start.write_text(f"#!/bin/sh\nexec {' '.join(IN_PRIVATE)} sh -c '{inside}' sh \"$@\"\n")
        start.chmod(0o755)
        return start

    return make
