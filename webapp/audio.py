"""Makes the files that the kiosk reads aloud, and says which are missing (`make audio LANG=nl`).

A recording of a person goes first: this command never makes, changes or removes such a file. How to put them in the
place of those of the machine: docs/recordings.md.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Final

from webapp.audio_report import Finding, findings, summary
from webapp.config import AUDIO_NAME
from webapp.keys import SettingError
from webapp.languages import Language, published
from webapp.recordings import (
    HUMAN,
    ManifestError,
    Recording,
    audio_folder,
    is_inside,
    read_manifest,
    sha256,
    to_adopt,
    write_manifest,
)
from webapp.speech import SUFFIX, SpeechError, Voice, record, voice_for
from webapp.spoken_texts import spoken_texts
from webapp.strings import ROOT

WORKERS: Final = 2
_MAKING: Final = ".making-"


@dataclass(frozen=True, slots=True)
class Made:
    """What was done: how many files were made, left as they were, and removed."""

    made: int
    kept: int
    removed: int


def bring_up_to_date(folder: Path, wanted: Mapping[str, str], voice: Voice) -> Made:
    """Make the files that are missing and remove those of a machine that nothing needs. `wanted`: {id: sentence}.

    SpeechError, ManifestError and OSError leave the recordings as they were.
    """
    before = read_manifest(folder)
    kept = [one for one in before if _stays(one, folder, wanted, voice)]
    done = {one.id for one in kept} | {path.stem for path in to_adopt(folder, wanted, before)}
    missing = {id_: sentence for id_, sentence in wanted.items() if id_ not in done}
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_MAKING}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=_MAKING, dir=folder) as draft:
        made = _record_all(Path(draft), missing, voice)
        # The list first: a file that stands in no list would be taken for one of a person.
        write_manifest(folder, [*kept, *made])
        for one in made:
            Path(draft, one.file).replace(folder / one.file)
    gone = {one.file for one in before} - {one.file for one in (*kept, *made)}
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    return Made(len(made), len(kept), len(gone))


def adopt(folder: Path, wanted: Mapping[str, str]) -> list[Recording]:
    """Enter in the list the files that somebody put there, named after the id of a sentence; gives the new entries."""
    before = read_manifest(folder)
    found = {path.stem: path for path in to_adopt(folder, wanted, before)}
    new = [Recording(id_, wanted[id_], path.name, sha256(path), HUMAN) for id_, path in found.items()]
    if new:
        write_manifest(folder, [*(one for one in before if one.id not in found), *new])
    for one in before:
        if one.id in found and not one.is_human and one.file != found[one.id].name:
            (folder / one.file).unlink(missing_ok=True)
    return new


def _stays(one: Recording, folder: Path, wanted: Mapping[str, str], voice: Voice) -> bool:
    """Whether an entry is still good, or not ours to judge: of a person, or with a file that somebody replaced."""
    if one.is_human:
        return True
    if not is_inside(folder, one.file):
        return False
    is_ours = sha256(folder / one.file) == one.sha256
    return not is_ours or (wanted.get(one.id) == one.text and one.made_with == voice.made_with)


def _record_all(folder: Path, missing: Mapping[str, str], voice: Voice) -> list[Recording]:
    def one(id_: str) -> Recording:
        path = folder / f"{id_}{SUFFIX}"
        record(voice, missing[id_], path)
        return Recording(id_, missing[id_], path.name, sha256(path), voice.made_with)

    with ThreadPoolExecutor(WORKERS) as pool:  # Each waits for a program of its own.
        return list(pool.map(one, missing))


def main(arguments: list[str] | None = None) -> int:
    """Make the files of one language; or report, print what to read out, or adopt. 1 when that cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m webapp.audio", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("language", choices=[one.code for one in published()], help="the code of the language")
    parser.add_argument("--folder", help=f"the folder for all languages (default: {AUDIO_NAME}, else instance/audio)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--report", action="store_const", const=_report, dest="work", help="print what is missing, as CSV"
    )
    what.add_argument("--script", action="store_const", const=_script, dest="work", help="print what to read, as CSV")
    what.add_argument("--adopt", action="store_const", const=_adopt, dest="work", help="enter the files of a person")
    options = parser.parse_args(arguments)
    if not (ROOT / "webapp").is_dir():
        parser.error("this needs a checkout of the project: an installed site has no templates and sources beside it")
    language = next(one for one in published() if one.code == options.language)
    folder = audio_folder(options.folder or os.environ.get(AUDIO_NAME)) / language.code
    try:
        (options.work or _make)(language, folder)
    except (SpeechError, ManifestError, SettingError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _make(language: Language, folder: Path) -> None:
    voice = voice_for(language)
    wanted = spoken_texts(language)
    done = bring_up_to_date(folder, wanted, voice)
    print(f"{done.made} files made, {done.kept} left as they were, {done.removed} removed: {folder}")
    print(summary(language.code, wanted, folder, read_manifest(folder)))


def _report(language: Language, folder: Path) -> None:
    wanted, recordings = spoken_texts(language), read_manifest(folder)
    print(summary(language.code, wanted, folder, recordings), file=sys.stderr)
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(field.name for field in fields(Finding))
    lines.writerows(astuple(finding) for finding in findings(folder, wanted, recordings))


def _script(language: Language, _folder: Path) -> None:
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(("id", "file", "sentence"))
    lines.writerows((id_, f"{id_}.wav", sentence) for id_, sentence in spoken_texts(language).items())


def _adopt(language: Language, folder: Path) -> None:
    wanted = spoken_texts(language)
    print(f"{len(adopt(folder, wanted))} recordings of a person entered in the list: {folder}")
    print(summary(language.code, wanted, folder, read_manifest(folder)))


if __name__ == "__main__":
    sys.exit(main())
