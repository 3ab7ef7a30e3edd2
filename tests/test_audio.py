"""`make audio`: real files of the real voice; and what somebody recorded is never touched."""

from __future__ import annotations

import csv
import io
import os
import subprocess
from pathlib import Path
from typing import Final

import pytest

from webapp import audio, speech
from webapp.audio import adopt, bring_up_to_date
from webapp.audio_report import Finding, findings, summary
from webapp.languages import Language, published
from webapp.recordings import HUMAN, MANIFEST, read_manifest, sha256
from webapp.speech import SpeechError, Voice, voice_for
from webapp.spoken_texts import identity

ROOT: Final = Path(__file__).resolve().parent.parent
DUTCH: Final = published()[0]
AGE, WAGE, NAME = "Hoe oud bent u?", "Hebt u loon?", "Nederlands"


def wanted(*texts: str) -> dict[str, str]:
    return {identity(text): text for text in texts}


@pytest.fixture(scope="module")
def voice() -> Voice:
    return voice_for(DUTCH)


@pytest.fixture
def folder(tmp_path: Path, voice: Voice) -> Path:
    """Two sentences, made by the voice."""
    assert bring_up_to_date(tmp_path, wanted(AGE, WAGE), voice).made == 2
    return tmp_path


def spoken_by_somebody(folder: Path, text: str, suffix: str = ".wav") -> Path:
    """A file as somebody puts it there."""
    path = folder / f"{identity(text)}{suffix}"
    path.write_bytes(f"RIFF {text}".encode())
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def reported(folder: Path, *texts: str) -> list[tuple[str, str]]:
    """(state, sentence or file) of each finding."""
    found = findings(folder, wanted(*texts), read_manifest(folder))
    return [(one.state, one.sentence or one.file) for one in found]


def test_each_sentence_gets_a_file_that_browsers_can_play(folder: Path) -> None:
    recordings = read_manifest(folder)
    assert {one.text for one in recordings} == {AGE, WAGE}
    for one in recordings:
        content = (folder / one.file).read_bytes()
        assert content.startswith(b"OggS") and b"OpusHead" in content[:64]
        assert 1000 < len(content) < 20_000
        assert one.sha256 == sha256(folder / one.file)
        assert one.file == f"{one.id}.opus" == f"{identity(one.text)}.opus"
        assert one.made_with.startswith("espeak-ng 1.") and not one.is_human
    assert {path.suffix for path in folder.iterdir()} == {".opus", ".json"}, "nothing else is left"


def test_the_same_sentences_give_the_same_bytes(folder: Path, tmp_path: Path, voice: Voice) -> None:
    before = contents(folder)
    assert bring_up_to_date(folder, wanted(AGE, WAGE), voice).made == 0
    assert contents(folder) == before
    bring_up_to_date(tmp_path / "again", wanted(WAGE, AGE), voice)
    assert {name: content for name, content in before.items() if name != "again"} == contents(tmp_path / "again")


def test_what_pages_show_no_more_goes_and_another_voice_makes_all_again(folder: Path, voice: Voice) -> None:
    done = bring_up_to_date(folder, wanted(AGE, NAME), voice)
    assert (done.made, done.kept, done.removed) == (1, 1, 1)
    assert {one.text for one in read_manifest(folder)} == {AGE, NAME}
    assert len([*folder.glob("*.opus")]) == 2
    other = Voice(voice.name, "espeak-ng 9.0 nl 150")
    assert bring_up_to_date(folder, wanted(AGE, NAME), other).made == 2


def test_another_spelling_of_what_sounds_the_same_is_recorded_again(folder: Path, voice: Voice) -> None:
    assert bring_up_to_date(folder, {identity(WAGE): "Hebt u LOON?", identity(AGE): AGE}, voice).made == 1


def test_a_recording_of_a_person_takes_the_place_of_the_machine_and_stays(folder: Path, voice: Voice) -> None:
    path = spoken_by_somebody(folder, AGE)
    assert bring_up_to_date(folder, wanted(AGE, WAGE), voice).made == 0
    assert [one.file for one in adopt(folder, wanted(AGE, WAGE))] == [path.name]
    assert not (folder / f"{identity(AGE)}.opus").exists()
    for texts in ([AGE, WAGE], [WAGE], [NAME]):
        bring_up_to_date(folder, wanted(*texts), voice)
        assert path.read_bytes() == f"RIFF {AGE}".encode()
        [kept] = [one for one in read_manifest(folder) if one.is_human]
        assert (kept.text, kept.file, kept.made_with) == (AGE, path.name, HUMAN)
    assert adopt(folder, wanted(AGE)) == [], "once is enough"


def test_a_file_that_was_put_over_that_of_the_machine_is_not_touched(folder: Path, voice: Voice) -> None:
    path = spoken_by_somebody(folder, AGE, ".opus")
    for texts in ([AGE, WAGE], [WAGE]):
        bring_up_to_date(folder, wanted(*texts), voice)
        assert path.read_bytes() == f"RIFF {AGE}".encode()
    assert [one.file for one in adopt(folder, wanted(AGE))] == [path.name]


def test_two_files_of_a_person_do_not_take_turns(folder: Path) -> None:
    first = spoken_by_somebody(folder, AGE, ".mp3")
    assert [one.file for one in adopt(folder, wanted(AGE))] == [first.name]
    second = spoken_by_somebody(folder, AGE)
    assert adopt(folder, wanted(AGE)) == []
    assert ("not used", second.name) in reported(folder, AGE, WAGE)
    first.write_bytes(b"ID3 better")
    assert [one.file for one in adopt(folder, wanted(AGE))] == [first.name]


def test_when_the_voice_fails_everything_stays_as_it_was(
    folder: Path, voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SpeechError, match="espeak-ng is not installed"):
        bring_up_to_date(folder, wanted(NAME), voice)
    assert contents(folder) == before


def test_what_an_interrupted_run_left_behind_is_cleared(folder: Path, voice: Voice) -> None:
    (folder / ".making-x").mkdir()
    (folder / f"{identity(AGE)}.opus").unlink()  # In the list, and never put in its place.
    assert bring_up_to_date(folder, wanted(AGE, WAGE), voice).made == 1
    assert not (folder / ".making-x").exists()


def test_a_text_is_never_taken_for_an_option(tmp_path: Path, voice: Voice) -> None:
    speech.record(voice, "--help", tmp_path / "x.opus")
    assert (tmp_path / "x.opus").read_bytes().startswith(b"OggS")


def test_the_report_says_what_is_missing_changed_and_not_used(folder: Path) -> None:
    """A page shows three sentences: one was changed, one has a file that is in no list yet, one has none."""
    before = {one.text: one for one in read_manifest(folder)}
    (folder / before[AGE].file).unlink()
    (folder / "old.opus").write_bytes(b"OggS")
    spoken_by_somebody(folder, NAME)
    changed, new = "Hebt u nu loon?", "Waar woont u?"
    assert sorted(reported(folder, changed, NAME, new)) == [
        ("changed", changed),
        ("file missing", AGE),
        ("no file", new),
        ("not shown", AGE),
        ("not used", "old.opus"),
        ("to adopt", NAME),
    ]
    found = findings(folder, wanted(changed, NAME, new), read_manifest(folder))
    assert Finding("changed", identity(changed), before[WAGE].file, changed, was=WAGE) in found
    assert summary("nl", wanted(changed, NAME, new), folder, read_manifest(folder)).startswith(
        "nl: 3 sentences, 0 with a file (0.0 MB), 0 of a person, "
    )


def test_a_person_hears_of_a_change_also_where_the_machine_has_filled_in(folder: Path, voice: Voice) -> None:
    spoken_by_somebody(folder, WAGE)
    adopt(folder, wanted(WAGE))
    changed = "Hebt u nu loon?"
    bring_up_to_date(folder, wanted(AGE, changed), voice)
    assert reported(folder, AGE, changed) == [("changed", changed)]


def test_nothing_to_report_where_all_is_well(folder: Path) -> None:
    assert reported(folder, AGE, WAGE) == []
    assert summary("nl", wanted(AGE, WAGE), folder, read_manifest(folder)) == (
        "nl: 2 sentences, 2 with a file (0.0 MB), 0 of a person"
    )


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if pages showed three sentences only."""
    monkeypatch.setattr(audio, "spoken_texts", lambda _language: wanted(AGE, WAGE, NAME))


def run(folder: Path, *options: str, code: str = "nl") -> int:
    return audio.main([code, "--folder", str(folder), *options])


@pytest.mark.usefixtures("few")
def test_the_command_makes_reports_and_adopts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 0
    assert "3 files made" in capsys.readouterr().out
    assert run(tmp_path, "--script") == 0
    lines = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert lines[:2] == [["id", "file", "sentence"], [identity(AGE), f"{identity(AGE)}.wav", AGE]]
    assert len(lines) == 4
    (tmp_path / "nl" / lines[1][1]).write_bytes(b"RIFF")
    assert run(tmp_path, "--report") == 0
    printed = capsys.readouterr()
    assert list(csv.reader(io.StringIO(printed.out)))[1][:2] == ["to adopt", identity(AGE)]
    assert "3 sentences, 3 with a file" in printed.err
    assert run(tmp_path, "--adopt") == 0
    assert "1 recordings of a person" in capsys.readouterr().out
    assert run(tmp_path, "--report") == 0
    assert capsys.readouterr().out.splitlines() == ["state,id,file,sentence,was"]


@pytest.mark.usefixtures("few")
def test_the_command_says_in_one_line_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, code="so") == 1
    assert capsys.readouterr().err == (
        "espeak-ng has no voice for so (Soomaali): this language needs recordings of a person\n"
    )
    assert not (tmp_path / "so").exists()
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / MANIFEST).write_text("{}")
    for option in ([], ["--report"], ["--adopt"]):
        assert run(tmp_path, *option) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("language", published(), ids=lambda language: str(language.code))
def test_every_language_but_one_has_a_voice(language: Language) -> None:
    if language.code == "so":
        with pytest.raises(SpeechError):
            voice_for(language)
    else:
        assert voice_for(language).name == language.formats.replace("_", "-").lower()


@pytest.mark.parametrize(
    ("typed", "code"), [([], "nl"), (["LANG=de"], "de"), (["LANG=ar", "audio-report"], "ar --report")]
)
def test_make_takes_the_language_from_what_was_typed_only(typed: list[str], code: str) -> None:
    environment = {**os.environ, "LANG": "pl"}
    environment.pop("MAKEFLAGS", None)
    target = [] if "audio-report" in typed else ["audio"]
    command = ["make", "--dry-run", "--no-print-directory", *target, *typed]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].endswith(f"-m webapp.audio {code}")
