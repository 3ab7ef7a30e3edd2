"""What somebody takes back in the same breath: "5 and 12, no sorry 13", "1340 per 4 weeks, no wait, per month".

What comes behind the words of a correction takes the place of what it puts right. Where that is not sure, the clause
that was taken back is left out, so that nothing of it is believed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from webapp.understanding.lexicon import Lexicon
from webapp.understanding.spans import PAUSE, last_named
from webapp.understanding.text import MARK, Text

MOST: Final = 4
"""Corrections in one message that are looked at."""

ALIKE: Final = 2.0
"""A number that is put right is at most so many times another one."""

FAR: Final = 4.0
"""A number right before it that differs more is not meant, if another one is alike."""

WORDS_BEHIND: Final = 7
"""Words behind a correction in which the new value stands."""

SHORT_START: Final = 4
"""Words: so short a beginning of the message is taken back as a whole."""

_EDGE: Final = " ,.?~"


def corrected(text: Text, lexicon: Lexicon) -> Text:
    """The message as it is after its corrections."""
    line, place = text.line, 0
    for _ in range(MOST):
        found = _next_marker(line, place, lexicon)
        if found is None:
            break
        name, marker = found
        changed = _put_right(line, marker, name, text, lexicon)
        place = marker.end() if changed is None else min(place, len(changed))
        line = line if changed is None else changed
    return replace(text, line=" ".join(line.split()))


def _next_marker(line: str, place: int, lexicon: Lexicon) -> tuple[str, re.Match[str]] | None:
    """The first words of a correction; of two that begin together, the longer one."""
    found = [
        (match.start(), -match.end(), name, match)
        for name in ("outright", "perhaps", "between")
        for pattern in lexicon.corrections[name]
        if (match := pattern.search(line, place)) and line[: match.start()].strip(_EDGE)
    ]
    return min(found, key=lambda one: one[:2])[2:] if found else None


def _put_right(line: str, marker: re.Match[str], name: str, text: Text, lexicon: Lexicon) -> str | None:
    """The line without the correction; None where it is none."""
    behind = line[marker.end() :]
    if any(pattern.search(_clause_behind(behind)[1]) for pattern in lexicon.corrections["added"]):
        return None
    before = line[: marker.start()]
    changed = _number(before, behind, name, text, lexicon)
    for way in (_period, _thing):
        changed = way(before, behind, lexicon) if changed is None else changed
    return _taken_back(before, behind, lexicon) if changed is None and name == "outright" else changed


def _clause_behind(behind: str) -> tuple[int, str]:
    """Where the first clause behind a correction begins, and its first words."""
    start = len(behind) - len(behind.lstrip(_EDGE))
    stop = PAUSE.search(behind, start)
    return start, " ".join(behind[start : stop.start() if stop else len(behind)].split()[:WORDS_BEHIND])


def _is_filler(part: str, lexicon: Lexicon) -> bool:
    return all(any(p.fullmatch(word) for p in lexicon.corrections["filler"]) for word in part.split() if word != ",")


def _number(before: str, behind: str, name: str, text: Text, lexicon: Lexicon) -> str | None:
    """A number for a number."""
    new = MARK.search(behind)
    if not new or not _is_filler(behind[: new.start()], lexicon) or "." in behind[: new.start()].strip(_EDGE):
        return None
    tail = _clause_behind(behind[new.end() :])[1] if behind[new.end() : new.end() + 2].strip(" ") not in _EDGE else ""
    whose = last_named(behind, 0, new.start(), lexicon)
    marks = [
        mark
        for mark in MARK.finditer(before, _sentence(before))
        if whose not in ("self", "partner") or last_named(before, 0, mark.start(), lexicon) in ("", "together", whose)
    ]
    old = _meant(marks, before, tail, text, new[0], name == "outright")
    unit_first = tail.split()[:1]
    if old is None or (name != "outright" and unit_first and not _may_end(tail, before, lexicon)):
        return None
    between = before[old.end() :].strip(_EDGE)
    keeps = not tail or len(between.split()) > FAR or not _same_unit(tail, between, lexicon)
    rest = behind[new.end() :].lstrip()
    if keeps and tail and _same_unit(tail, before, lexicon):
        rest = rest[len(tail) :]
    elif not keeps and not _last(between, lexicon) and (shared := set(between.split()) & set(tail.split())):
        other = " ".join(word for word in between.split() if word not in shared)
        rest = f"{tail} {other} {rest[len(tail) :]}"
    return f"{before[: old.start()]}{new[0]} {between if keeps else ''} {rest}"


def _may_end(tail: str, before: str, lexicon: Lexicon) -> bool:
    """Whether what stands behind the new number is of the kind that stood behind the old one, or how often it comes."""
    first = tail.split(maxsplit=1)[0]
    ends = any(pattern.match(tail) for pattern in lexicon.corrections["ends"])
    return ends or first in before.split() or any(p.match(tail) for kind in lexicon.periods.values() for p in kind)


def _same_unit(tail: str, before: str, lexicon: Lexicon) -> bool:
    """Whether both say what the number counts, or how often it comes."""
    telling = {word for word in tail.split() if not _is_filler(word, lexicon)}
    both = (any(p.search(part) for kind in lexicon.periods.values() for p in kind) for part in (tail, before))
    return bool(telling & set(before.split())) or all(both)


def _meant(
    marks: list[re.Match[str]], before: str, tail: str, text: Text, new: str, is_outright: bool
) -> re.Match[str] | None:
    """The number that is put right: of the same thing, or right before it, or else the last one that is alike."""
    value = text.number(new).cents
    if not marks or not value:
        return None
    words = [word for word in tail.split() if len(word) > 2 and not MARK.fullmatch(word)]
    named = [mark for mark in marks if set(words) & set(before[mark.end() :].split()[:3])]
    alike = [mark for mark in marks if _times(text.number(mark[0]).cents, value) <= ALIKE]
    last = marks[-1]
    if named and (len(named) == 1 or named[-1] in alike):
        return named[-1]
    if len(before[last.end() :].strip(_EDGE).split()) <= SHORT_START - 1:
        far = _times(text.number(last[0]).cents, value)
        if far <= ALIKE or (is_outright and (far <= FAR or (len(marks) == 1 and not alike))):
            return last
    return alike[-1] if alike and is_outright else None


def _sentence(before: str) -> int:
    """Where the last sentence begins."""
    return max((stop.end() for stop in re.finditer(r"[.?]", before.rstrip(_EDGE))), default=0)


def _times(one: int | None, other: int) -> float:
    return max(one, other) / min(one, other) if one else FAR * FAR


def _period(before: str, behind: str, lexicon: Lexicon) -> str | None:
    """How often, for how often: "every 4 weeks, no wait that is per month"."""
    start, clause = _clause_behind(behind)
    new = _last(clause, lexicon, first=True)
    old = _last(before, lexicon)
    if new is None or old is None or not _is_filler(clause[: new.start()], lexicon) or "." in before[old.end() :]:
        return None
    kept, rest = before[old.end() :].strip(_EDGE), behind[start + new.end() :].lstrip()
    amount, amounts = MARK.match(rest), list(MARK.finditer(before, 0, old.start()))
    if amount and amounts:  # "400 a week, sorry per 4 weeks 1600"
        return f"{before[: amounts[-1].start()]}{amount[0]} {new[0]} {kept} {rest[amount.end() :]}"
    return f"{before[: old.start()]}{new[0]} {kept} {rest}"


def _last(part: str, lexicon: Lexicon, first: bool = False) -> re.Match[str] | None:
    found = [match for kind in lexicon.periods.values() for p in kind for match in p.finditer(part)]
    order = sorted(found, key=lambda match: (match.start(), -match.end()) if first else (-match.end(), match.start()))
    return order[0] if order else None


def _thing(before: str, behind: str, lexicon: Lexicon) -> str | None:
    """A town for a town, an insurer for an insurer, a benefit for a benefit."""
    start, clause = _clause_behind(behind)
    for pattern in lexicon.corrections["kinds"]:
        new = pattern.search(clause)
        old = list(pattern.finditer(before, _sentence(before)))
        if new and old and old[-1][0] != new[0] and _is_filler(clause[: new.start()], lexicon):
            if any(lexicon.denials.fullmatch(word) for word in before[: old[-1].start()].split()[-1:]):
                return None  # "Not bijstand, sorry, it is a wajong" puts it right itself.
            kept = before[old[-1].end() :].rstrip(_EDGE)
            return f"{before[: old[-1].start()]}{new[0]}{kept} {behind[start + new.end() :]}"
    return None


def _taken_back(before: str, behind: str, lexicon: Lexicon) -> str:
    """The clause before the correction is left out, and what only says why."""
    before = before.rstrip(_EDGE)
    start, clause = _clause_behind(behind)
    if any(pattern.match(clause) for pattern in lexicon.corrections["reason"]):
        behind = behind[start + len(clause) :]
    if len(before.split()) <= SHORT_START:
        return behind.lstrip(_EDGE)
    stops = [stop.end() for stop in PAUSE.finditer(before)]
    stops += [stop.end() for joint in lexicon.joints for stop in joint.finditer(before)]
    return f"{before[: max(stops, default=0)]} , {behind}"
