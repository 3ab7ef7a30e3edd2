"""A voice for the sentences that nobody has recorded yet: eSpeak NG speaks, opusenc makes the file small.

Both are packages of Debian (espeak-ng, opus-tools), run only by who makes the files: a server needs neither.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from webapp.languages import Language

SUFFIX: Final = ".opus"
SPEED: Final = 150
"""Words a minute. Slower than people talk (175 by default), for who listens to a language that is not easy."""

BIT_RATE: Final = 16
"""Kilobits a second. The voice has nothing above 11 kHz, and half a minute on a kiosk is then 60 kB."""

PATIENCE: Final = 60
"""Seconds for one sentence; it takes a tenth of a second."""


class SpeechError(Exception):
    """A voice that is not there, or a file that could not be made; says in one line what is the matter."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice. `made_with` says in the list of recordings what made a file: another version makes another file."""

    name: str
    made_with: str


def voice_for(language: Language) -> Voice:
    """The voice of a language. SpeechError where a program is missing or does not speak it."""
    version = re.search(r"\b\d+(?:\.\d+)+", _run(["espeak-ng", "--version"]).decode())
    name = language.formats.replace("_", "-").lower()
    try:
        _run(["espeak-ng", "-v", name, "-q", "--stdin"])
    except SpeechError:
        known = f"espeak-ng has no voice for {language.code} ({language.name})"
        raise SpeechError(f"{known}: this language needs recordings of a person") from None
    _run(["opusenc", "--version"])
    return Voice(name, f"espeak-ng {version[0] if version else ''} {name} {SPEED}")


def record(voice: Voice, sentence: str, path: Path) -> None:
    """Write one sentence as a sound file: the same bytes each time. SpeechError when that does not work."""
    speech = _run(["espeak-ng", "-v", voice.name, "-s", str(SPEED), "--stdin", "--stdout"], sentence.encode())
    small = ["opusenc", "--quiet", "--ignorelength", "--speech", "--bitrate", str(BIT_RATE)]
    fixed = ["--serial", "1", "--padding", "0", "--discard-comments"]  # Else a number drawn by lot, and room for notes.
    path.write_bytes(_run([*small, *fixed, "-", "-"], speech))


def _run(command: list[str], given: bytes = b"") -> bytes:
    """What a program writes. It gets no shell; what it reads comes in as a file, so that no text is an option."""
    program = shutil.which(command[0])
    if program is None:
        raise SpeechError(f"{command[0]} is not installed (Debian packages espeak-ng and opus-tools)")
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed program and options of our own
            [program, *command[1:]], input=given, capture_output=True, timeout=PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise SpeechError(f"{command[0]} failed: {error}") from None
    return done.stdout
