"""The key: shared by all workers, made once and out of sight, changed without anybody noticing; bad settings."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from tests.webapp_fixtures import Resident, make_app
from webapp import create_app
from webapp.config import settings
from webapp.keys import KEY_NAMES, SettingError, secret_keys

OLD = "the-key-of-last-year-" + "o" * 20
NEW = "the-key-of-this-year-" + "n" * 20


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("RONDKOMENWIJZER_")] + list(KEY_NAMES):
        monkeypatch.delenv(name, raising=False)


def test_workers_that_start_together_share_one_key(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: secret_keys(folder), range(64)))
    assert len({key for keys in found for key in keys}) == 1
    assert len(found[0][0]) >= 43
    assert [path.name for path in folder.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_applications_read_each_others_cookie(tmp_path: Path) -> None:
    first, second = (make_app(INSTANCE=tmp_path, SECRET_KEY=None) for _ in range(2))
    one, other = Resident(first), Resident(second)
    one.answer("gemeente", {"choice": "enschede"})
    cookie = one.client.get_cookie("rondkomenwijzer")
    assert cookie is not None
    other.client.set_cookie("rondkomenwijzer", cookie.value)
    assert other.answers().municipality == "enschede"


@pytest.mark.parametrize("name", KEY_NAMES)
def test_the_key_may_come_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    monkeypatch.setenv(name, f"{NEW}\n{OLD} ")
    assert secret_keys(tmp_path / "instance") == [NEW, OLD]
    assert not (tmp_path / "instance").exists()


def test_the_file_may_hold_older_keys_too(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(f"{NEW}\n{OLD}\n", encoding="ascii")
    found = settings({"INSTANCE": tmp_path})
    assert (found["SECRET_KEY"], found["SECRET_KEY_FALLBACKS"]) == (NEW, [OLD])


@pytest.mark.parametrize("content", [b"", b" \n", b"short", NEW.encode() + b" short", b"\xff" * 40])
def test_a_key_file_that_cannot_be_trusted_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(SettingError, match=r"secret_key"):
        create_app({"INSTANCE": tmp_path})
    assert (tmp_path / "secret_key").read_bytes() == content


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    with pytest.raises(SettingError, match=r"file/instance"):
        secret_keys(tmp_path / "file" / "instance")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("RONDKOMENWIJZER_SECRET_KEY", "too short", "RONDKOMENWIJZER_SECRET_KEY must hold"),
        ("SECRET_KEY", "k" * 31, "at least 32 characters"),
        ("RONDKOMENWIJZER_HTTPS", "yes", "RONDKOMENWIJZER_HTTPS must be 1 or 0, not 'yes'"),
        ("RONDKOMENWIJZER_PROXIES", "-1", "a whole number from 0 to 10, not '-1'"),
        ("RONDKOMENWIJZER_PROXIES", "99", "a whole number from 0 to 10, not '99'"),
        ("RONDKOMENWIJZER_HOSTS", "www.example.nl, http://example.nl", "not 'http://example.nl'"),
    ],
)
def test_a_bad_setting_is_one_clear_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError) as error:
        create_app({"INSTANCE": tmp_path})
    assert said in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RONDKOMENWIJZER_HTTPS", "1")
    monkeypatch.setenv("RONDKOMENWIJZER_PROXIES", "2")
    monkeypatch.setenv("RONDKOMENWIJZER_HOSTS", "www.example.nl, .example.org [::1]:8000")
    monkeypatch.setenv("RONDKOMENWIJZER_INSTANCE", str(tmp_path))
    found = settings(None)
    assert found["HTTPS"] and found["SESSION_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_NAME"] == "__Host-rondkomenwijzer"
    assert found["PROXIES"] == 2
    assert found["TRUSTED_HOSTS"] == ["www.example.nl", ".example.org", "[::1]:8000"]
    assert found["PERMANENT_SESSION_LIFETIME"] == timedelta(hours=1), "the pages say so"
    assert found["SECRET_KEY"] == (tmp_path / "secret_key").read_text(encoding="ascii")


def test_without_settings_the_site_works_on_this_machine(tmp_path: Path) -> None:
    found = settings({"INSTANCE": tmp_path})
    assert found["SESSION_COOKIE_NAME"] == "rondkomenwijzer"
    assert (found["HTTPS"], found["PROXIES"], found["TRUSTED_HOSTS"]) == (False, 0, None)
    assert found["PERMANENT_SESSION_LIFETIME"] == timedelta(minutes=60)
