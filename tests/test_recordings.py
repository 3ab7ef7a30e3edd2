"""The folder of recordings: read safely, once, and served without a cookie."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from tests.talking_page import HEADING, talking_app
from webapp import session as cookie
from webapp.config import settings
from webapp.languages import source
from webapp.recordings import (
    MANIFEST,
    ManifestError,
    Recording,
    audio_folder,
    is_inside,
    list_address,
    name_sound,
    read_manifest,
    recordings_of,
    write_manifest,
)
from webapp.sentences import spoken
from webapp.spoken_texts import identity

KEY: Final = "a key for tests only, long enough to be taken"
NAME: Final = source().name


def entry(text: str, file: str, made_with: str = "espeak-ng 1.51 nl 150") -> Recording:
    return Recording(identity(text), text, file, "0" * 64, made_with)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two Dutch recordings, which hold no sound."""
    dutch = tmp_path / "nl"
    dutch.mkdir()
    (dutch / "name.opus").write_bytes(b"OggS name")
    (dutch / "age.mp3").write_bytes(b"ID3 age")
    write_manifest(dutch, [entry(NAME, "name.opus"), entry(HEADING, "age.mp3", "human")])
    return tmp_path


def app_with(folder: Path) -> Flask:
    app = talking_app(folder)
    app.config.update(SECRET_KEY=KEY, SECRET_KEY_FALLBACKS=[], PERMANENT_SESSION_LIFETIME=timedelta(hours=1))
    app.config.update(SESSION_COOKIE_SECURE=False)
    cookie.register(app)
    app.before_request(lambda: session.update(here="1"))
    return app


def client_of(folder: Path) -> FlaskClient:
    return app_with(folder).test_client()


def found_in(folder: Path, code: str = "nl") -> dict[str, str]:
    """What a site with this folder has for a language."""
    app = app_with(folder)
    with app.app_context():
        return dict(recordings_of(code))


def write(folder: Path, document: Any) -> None:
    (folder / "nl" / MANIFEST).write_text(json.dumps(document), encoding="utf-8")


def test_what_was_written_is_read(folder: Path) -> None:
    recordings = read_manifest(folder / "nl")
    assert {(one.text, one.file, one.is_human) for one in recordings} == {
        (NAME, "name.opus", False),
        (HEADING, "age.mp3", True),
    }
    before = (folder / "nl" / MANIFEST).read_bytes()
    write_manifest(folder / "nl", reversed(recordings))
    assert (folder / "nl" / MANIFEST).read_bytes() == before, "the same each time"


def test_each_sentence_leads_to_its_file(folder: Path) -> None:
    assert found_in(folder) == {"nederlands": "name.opus", "hoe oud bent u?": "age.mp3"}
    assert found_in(folder, "en") == found_in(folder, "xx") == {}


def test_K07_without_a_folder_nothing_is_read_from_a_file(tmp_path: Path) -> None:  # noqa: N802
    app = app_with(tmp_path / "not there")
    with app.test_request_context():
        assert (recordings_of("nl"), list_address("nl"), name_sound("nl")) == ({}, "", "")
    with Flask("without a kiosk").test_request_context():
        assert (recordings_of("nl"), list_address("nl"), name_sound("nl")) == ({}, "", "")
    assert app.test_client().get("/kiosk/geluid/nl.json").json == {"files": {}}
    assert app.test_client().get("/kiosk/geluid/xx.json").status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[1]",
        b'"recordings"',
        b"{}",
        b'{"recordings": {}}',
        b'{"recordings": [1]}',
        b'{"recordings": [{"id": "1"}]}',
        b"[" * 100_000,
    ],
)
def test_a_broken_list_gives_a_warning_and_no_recordings(
    folder: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "nl" / MANIFEST).write_bytes(content)
    with pytest.raises(ManifestError):
        read_manifest(folder / "nl")
    with caplog.at_level(logging.WARNING):
        assert found_in(folder) == {}
    assert [record.name for record in caplog.records] == ["webapp.recordings"]
    assert "recordings of nl are not used" in caplog.text


@pytest.mark.parametrize(
    "name",
    [
        *("../secret.opus", "/etc/secret.opus", "nl/secret.opus", "..\\secret.opus", ".opus", ".secret.opus"),
        *("secret", "secret.txt", "secret.opus.html", "secret.OPUS", "a b.opus", "é.opus", "secret.opus\n", ""),
    ],
)
def test_a_file_is_a_plain_name_in_the_folder(folder: Path, name: str) -> None:
    (folder / "secret.opus").write_bytes(b"secret")
    (folder / "nl" / "secret.txt").write_bytes(b"secret")
    assert not is_inside(folder / "nl", name)
    write_manifest(folder / "nl", [entry(NAME, "name.opus")])
    document = json.loads((folder / "nl" / MANIFEST).read_text("utf-8"))
    document["recordings"][0]["file"] = name
    write(folder, document)
    with pytest.raises(ManifestError):
        read_manifest(folder / "nl")
    assert client_of(folder).get(f"/kiosk/geluid/nl/{name}").status_code == 404


def test_a_link_to_elsewhere_is_no_recording(folder: Path) -> None:
    (folder / "secret.opus").write_bytes(b"secret")
    (folder / "nl" / "age.mp3").unlink()
    (folder / "nl" / "age.mp3").symlink_to(folder / "secret.opus")
    assert found_in(folder) == {"nederlands": "name.opus"}
    assert client_of(folder).get("/kiosk/geluid/nl/age.mp3").status_code == 404


def test_a_file_that_is_missing_is_passed_over_and_a_voice_of_a_person_goes_first(folder: Path) -> None:
    (folder / "nl" / "name.opus").unlink()
    (folder / "nl" / "age2.wav").write_bytes(b"RIFF")
    listed = read_manifest(folder / "nl")
    write_manifest(folder / "nl", [*listed, entry(HEADING, "age2.wav")])
    assert found_in(folder) == {"hoe oud bent u?": "age.mp3"}


def test_the_list_gives_addresses_that_may_be_kept_for_good(folder: Path) -> None:
    client = client_of(folder)
    with client.application.test_request_context():
        address, name = list_address("nl"), name_sound("nl")
    response = client.get(address)
    assert response.mimetype == "application/json"
    assert response.json is not None
    assert response.json["files"][spoken(NAME)] == name
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert client.get("/kiosk/geluid/nl.json").headers["Cache-Control"] == "no-cache"
    for sound, kind, content in ((name, "audio/ogg", b"OggS name"), (response.json["files"][spoken(HEADING)], "", b"")):
        found = client.get(sound)
        assert found.status_code == 200
        assert found.mimetype == (kind or "audio/mpeg")
        assert found.get_data() == (content or b"ID3 age")
        assert "immutable" in found.headers["Cache-Control"]
        assert client.get(sound, headers={"If-None-Match": found.headers["ETag"]}).status_code == 304
        assert client.get(sound.replace("?v=", "?v=1")).headers["Cache-Control"] == "no-cache"


def test_each_list_has_the_names_of_all_languages_in_their_own_voice(folder: Path) -> None:
    (folder / "de").mkdir()
    (folder / "de" / "satz.opus").write_bytes(b"OggS")
    write_manifest(folder / "de", [entry("Wie alt sind Sie?", "satz.opus")])
    client = client_of(folder)
    found = client.get("/kiosk/geluid/de.json").json
    assert found is not None
    assert {key: address.partition("?")[0] for key, address in found["files"].items()} == {
        "nederlands": "/kiosk/geluid/nl/name.opus",
        "wie alt sind sie?": "/kiosk/geluid/de/satz.opus",
    }
    assert len(client.get("/kiosk/geluid/nl.json").json["files"]) == 2  # type: ignore[index]


def test_no_cookie_goes_in_or_out(folder: Path) -> None:
    client = client_of(folder)
    assert "Set-Cookie" in client.get("/").headers
    with client.application.test_request_context():
        places = [list_address("nl"), name_sound("nl"), "/kiosk/geluid/xx.json", "/kiosk/geluid/nl/not-there.opus"]
    for address in places:
        headers = client.get(address).headers
        assert "Set-Cookie" not in headers
        assert "no-store" not in headers.get("Cache-Control", "")
        assert "Cookie" not in headers.get("Vary", "")


def test_what_changes_is_served_after_the_next_start(folder: Path) -> None:
    client = client_of(folder)
    with client.application.test_request_context():
        before = name_sound("nl")
    (folder / "nl" / "name.opus").write_bytes(b"OggS another voice")
    write_manifest(folder / "nl", [entry(NAME, "name.opus")])
    with client.application.test_request_context():
        assert name_sound("nl") == before
    with app_with(folder).test_request_context():
        assert name_sound("nl") != before
    (folder / "nl" / "name.opus").unlink()
    assert client.get(before).status_code == 404


def test_where_the_folder_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RONDKOMENWIJZER_INSTANCE", str(tmp_path))
    monkeypatch.delenv("RONDKOMENWIJZER_AUDIO", raising=False)
    assert settings({"SECRET_KEY": KEY})["AUDIO"] is None
    assert audio_folder() == tmp_path / "audio"
    assert audio_folder(None, tmp_path / "here") == tmp_path / "here" / "audio"
    monkeypatch.setenv("RONDKOMENWIJZER_AUDIO", str(tmp_path / "voices"))
    assert audio_folder(settings({"SECRET_KEY": KEY})["AUDIO"]) == tmp_path / "voices"
