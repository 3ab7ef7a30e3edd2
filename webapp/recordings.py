"""The recordings that pages read aloud: one folder a language, with a list of which file says what.

The folder is read once, when the site starts. Where there is none, or its list cannot be read, nothing is read aloud
from a file; that never keeps the site from starting.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from flask import Flask, current_app, url_for

from webapp.config import instance_folder
from webapp.keys import SettingError
from webapp.languages import published
from webapp.sentences import spoken

MANIFEST: Final = "manifest.json"
HUMAN: Final = "human"
"""Who made a file that somebody spoke. The command that makes the others leaves these alone."""

MIME_TYPES: Final = {
    ".opus": "audio/ogg",
    ".ogg": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
}
FILE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}\.(?:opus|ogg|mp3|wav|m4a)")
LIST_ENDPOINT: Final = "kiosk.sound_list"
FILE_ENDPOINT: Final = "kiosk.sound_file"
_RECORDINGS: Final = "recordings"
_VERSION: Final = "recordings_version"
_log = logging.getLogger(__name__)


class ManifestError(Exception):
    """A list of recordings that cannot be used; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One entry of a list. `text` is the sentence as it was when the file was made; `sha256` is of the file then."""

    id: str
    text: str
    file: str
    sha256: str
    made_with: str

    @property
    def is_human(self) -> bool:
        """Whether somebody spoke it: anything but what our own command wrote down."""
        return not self.made_with.startswith("espeak-ng ")


@dataclass(frozen=True, slots=True)
class Sounds:
    """What one language has on the site. `versions`: file → hash of what is in it now; `keys`: sentence → file."""

    folder: Path
    versions: Mapping[str, str]
    keys: Mapping[str, str]


def audio_folder(setting: str | Path | None = None, instance: str | Path | None = None) -> Path:
    """The folder with a folder for each language. SettingError when none is set and there is no instance folder."""
    return Path(setting).absolute() if setting else (Path(instance) if instance else instance_folder()) / "audio"


def read_manifest(folder: Path) -> tuple[Recording, ...]:
    """What the list of one language holds, nothing where there is no list; ManifestError for one that is broken."""
    try:
        document = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, RecursionError) as error:
        raise ManifestError(f"{folder / MANIFEST} cannot be read: {error}") from None
    entries = document.get("recordings") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise ManifestError(f'{folder / MANIFEST} must be {{"recordings": [ … ]}}')
    return tuple(_recording(entry, folder / MANIFEST) for entry in entries)


def write_manifest(folder: Path, recordings: Iterable[Recording]) -> None:
    """Write the list of one language: the same recordings give the same bytes."""
    listed = [asdict(one) for one in sorted(recordings, key=lambda one: (one.id, one.file))]
    draft = folder / f".{MANIFEST}"
    draft.write_text(json.dumps({"recordings": listed}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(folder / MANIFEST)


def is_inside(folder: Path, name: str) -> bool:
    """Whether this is the plain name of a sound file that is there itself, and no link to another."""
    path = folder / name
    return bool(FILE_NAME.fullmatch(name)) and path.is_file() and not path.is_symlink()


def sha256(path: Path) -> str:
    """The hash of a file, as the list has it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unlisted(folder: Path, recordings: Iterable[Recording]) -> list[Path]:
    """The sound files that the list does not know as they are now; of each sentence the best kind of file first."""
    known = {(one.file, one.sha256) for one in recordings}
    there = [path for path in folder.glob("*") if is_inside(folder, path.name)]
    new = [path for path in there if (path.name, sha256(path)) not in known]
    kinds = [*MIME_TYPES]
    return sorted(new, key=lambda path: (path.stem, kinds.index(path.suffix)))


def to_adopt(folder: Path, wanted: Collection[str], recordings: Sequence[Recording]) -> list[Path]:
    """Those that somebody put there for a sentence, one for each: named after its id. `wanted`: the ids.

    A recording of a person gives way only to another file of the same name: else two would take turns.
    """
    settled = {one.id: one.file for one in recordings if one.is_human and is_inside(folder, one.file)}
    found: dict[str, Path] = {}
    for path in unlisted(folder, recordings):
        if path.stem in wanted and settled.get(path.stem, path.name) == path.name:
            found.setdefault(path.stem, path)
    return list(found.values())


def register(app: Flask) -> None:
    """Read all folders, once. A list that cannot be used gives a warning in the log, and no recordings."""
    found: dict[str, Sounds] = {}
    try:
        top = audio_folder(app.config.get("AUDIO"), app.config.get("INSTANCE"))
    except SettingError:
        top = None
    for language in published() if top else ():
        folder = Path(top or "") / language.code
        try:
            sounds = _sounds(folder, read_manifest(folder))
        except (ManifestError, OSError) as error:
            _log.warning("recordings of %s are not used: %s", language.code, error)
            continue
        if sounds.keys:
            found[language.code] = sounds
    app.extensions[_RECORDINGS] = found
    said = [(code, sorted(one.keys.items()), sorted(one.versions.items())) for code, one in found.items()]
    app.extensions[_VERSION] = _short_hash(json.dumps(said).encode())


def version() -> str:
    """The hash of all recordings of all languages together."""
    return str(current_app.extensions.get(_VERSION, ""))


def sounds_of(code: str) -> Sounds | None:
    """The recordings of one language; None where it has none."""
    found: dict[str, Sounds] = current_app.extensions.get(_RECORDINGS, {})
    return found.get(code)


def recordings_of(code: str) -> Mapping[str, str]:
    """{sentence as it is looked up: file} of one language; empty where there is none."""
    sounds = sounds_of(code)
    return sounds.keys if sounds else {}


def list_address(code: str) -> str:
    """Where a page finds which sentences have a recording; empty where none has."""
    return url_for(LIST_ENDPOINT, code=code, v=version()) if recordings_of(code) else ""


def addresses(code: str) -> dict[str, str]:
    """{sentence as it is looked up: address} of what can be heard on a page in a language.

    The names of the other languages too, each in its own voice: a page on which to choose has them all.
    """
    names = {spoken(one.name): name_sound(one.code) for one in published()}
    own = {sentence: file_address(code, file) for sentence, file in recordings_of(code).items()}
    return {**{name: address for name, address in names.items() if address}, **own}


def file_address(code: str, name: str) -> str:
    """Where a recording is; the address changes with what is in it."""
    sounds = sounds_of(code)
    return url_for(FILE_ENDPOINT, code=code, name=name, v=sounds.versions.get(name) if sounds else None)


def name_sound(code: str) -> str:
    """Where the recording of the own name of a language is; empty where there is none."""
    name = next((language.name for language in published() if language.code == code), "")
    file = recordings_of(code).get(spoken(name))
    return file_address(code, file) if file else ""


def _recording(entry: Any, path: Path) -> Recording:
    names = [field.name for field in fields(Recording)]
    if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str) for name in names):
        raise ManifestError(f"{path}: each recording must have, as text: {', '.join(names)}")
    if not FILE_NAME.fullmatch(entry["file"]):
        raise ManifestError(f"{path}: {entry['file']!r} is not the name of a sound file in this folder")
    return Recording(**{name: entry[name] for name in names})


def _sounds(folder: Path, recordings: Iterable[Recording]) -> Sounds:
    """What can be played. Of two recordings of one sentence somebody's own voice goes first."""
    usable = [one for one in recordings if is_inside(folder, one.file) and spoken(one.text)]
    keys = {spoken(one.text): one.file for one in sorted(usable, key=lambda one: one.is_human)}
    versions = {name: _short_hash((folder / name).read_bytes()) for name in set(keys.values())}
    return Sounds(folder, versions, keys)


def _short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]
