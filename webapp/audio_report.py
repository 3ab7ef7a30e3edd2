"""What can be said about the recordings of one language: what is missing, what has changed since, what nobody uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from webapp.recordings import Recording, is_inside, to_adopt, unlisted

ALIKE: Final = 0.75
"""How much two sentences must have in common, from 0 to 1, for one to be called a change of the other."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `was`: the sentence as it was recorded, where it has changed since.

    `state` is one of: no file, changed, not shown, file missing, to adopt, not used.
    """

    state: str
    id: str
    file: str
    sentence: str
    was: str = ""


def findings(folder: Path, wanted: Mapping[str, str], recordings: Sequence[Recording]) -> list[Finding]:
    """Everything that somebody may want to do something about. `wanted`: {id: sentence} of what pages show."""
    changed = list(_changed(folder, wanted, recordings))
    paired = {(one.id, one.was) for one in changed}
    new, old = {id_ for id_, _was in paired}, {was for _id, was in paired}
    present = _with_file(folder, recordings)
    adoptable = to_adopt(folder, wanted, recordings)
    by_hand = {path.stem for path in adoptable}
    lacking = [id_ for id_ in wanted if id_ not in present | by_hand | new]
    return [
        *(Finding("no file", id_, "", wanted[id_]) for id_ in lacking),
        *changed,
        *(Finding("to adopt", path.stem, path.name, wanted[path.stem]) for path in adoptable),
        *(Finding("not shown", one.id, one.file, one.text) for one in _gone(wanted, recordings) if one.text not in old),
        *(Finding("file missing", one.id, one.file, one.text) for one in recordings if one.id not in present),
        *(Finding("not used", "", path.name, "") for path in unlisted(folder, recordings) if path not in adoptable),
    ]


def summary(code: str, wanted: Mapping[str, str], folder: Path, recordings: Sequence[Recording]) -> str:
    """One line with the figures of a language."""
    present = _with_file(folder, recordings) & wanted.keys()
    people = {one.id for one in recordings if one.is_human} & present
    size = sum((folder / one.file).stat().st_size for one in recordings if one.id in present)
    states = Counter(finding.state for finding in findings(folder, wanted, recordings))
    told = "".join(f", {number} {state}" for state, number in states.items())
    figures = f"{len(wanted)} sentences, {len(present)} with a file ({size / 1e6:.1f} MB), {len(people)} of a person"
    return f"{code}: {figures}{told}"


def _changed(folder: Path, wanted: Mapping[str, str], recordings: Sequence[Recording]) -> Iterator[Finding]:
    """For each recording that no page shows any more: the sentence that came in its place, if there is one.

    One of a person is compared with all that no person recorded yet; one of a machine with what has no file at all.
    """
    present = _with_file(folder, recordings)
    spoken_by_people = _with_file(folder, [one for one in recordings if one.is_human])
    taken: set[str] = set()
    for one in _gone(wanted, recordings):
        has_file = spoken_by_people if one.is_human else present
        open_ones = {text: id_ for id_, text in wanted.items() if id_ not in has_file | taken}
        for text in get_close_matches(one.text, open_ones, n=1, cutoff=ALIKE):
            taken.add(open_ones[text])
            yield Finding("changed", open_ones[text], one.file, text, was=one.text)


def _gone(wanted: Mapping[str, str], recordings: Sequence[Recording]) -> list[Recording]:
    return [one for one in recordings if one.id not in wanted]


def _with_file(folder: Path, recordings: Sequence[Recording]) -> set[str]:
    return {one.id for one in recordings if is_inside(folder, one.file)}
