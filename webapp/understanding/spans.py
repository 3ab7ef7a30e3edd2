"""Which part of a message counts: not what is about somebody else, a question about a right, or what was denied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from webapp.understanding.lexicon import Lexicon
from webapp.understanding.text import Text

_SENTENCE: Final = re.compile(r"[^.?]+[.?]?")
PAUSE: Final = re.compile(r"[,.?]")
"""Between two clauses."""


def blanked(text: Text, lexicon: Lexicon) -> str:
    """The line with all that only looks like a fact struck out: as long as it was, so that places stay the same.

    Where a pattern has a group `void`, only that is struck out, and the rest tells where it has to stand.
    """
    line = _without_clauses(text.line, lexicon.was, lexicon)
    for pattern in lexicon.voids.through(line):
        part = "void" if "void" in pattern.groupindex else 0
        for found in pattern.finditer(line):
            line = struck(line, *found.span(part))
    return _without_others(_without_questions(line, lexicon), lexicon)


def of_now(line: str, lexicon: Lexicon) -> str:
    """The line without the clauses that tell of an income that is over, or that is only to come."""
    return _without_clauses(line, lexicon.not_now, lexicon)


def about_the_writer(text: Text, lexicon: Lexicon) -> str:
    """The line without what is about somebody else, but with what was and what is to come."""
    return _without_others(text.line, lexicon)


def struck(line: str, start: int, end: int) -> str:
    """The line with this part struck out."""
    return line[:start] + "~" * (end - start) + line[end:]


def _without_questions(line: str, lexicon: Lexicon) -> str:
    """ "Krijg ik bijstand?" says nothing about an income."""
    for sentence in _SENTENCE.finditer(line):
        if sentence[0].rstrip().endswith("?"):
            for pattern in lexicon.questions:
                for found in pattern.finditer(sentence[0]):
                    line = struck(line, sentence.start() + found.start(), sentence.end())
    return line


def _without_others(line: str, lexicon: Lexicon) -> str:
    """From where somebody else is spoken of, to where the writer is again, or the sentence ends.

    A next sentence that begins with "she" goes on about the same person.
    """
    line = _without_strangers(line, lexicon)
    for pattern in lexicon.others:
        for found in pattern.finditer(line):
            start, end = found.end(), _next(lexicon.self_again, line, found.end())
            line = struck(line, start, end)
            while goes_on := next((more for one in lexicon.goes_on if (more := one.match(line, end))), None):
                start, end = goes_on.end(), _next(lexicon.self_again, line, goes_on.end())
                line = struck(line, start, end)
    return line


def _without_clauses(line: str, patterns: Iterable[re.Pattern[str]], lexicon: Lexicon) -> str:
    """Every clause in which one of these stands is struck out, up to a pause or a word that begins another."""
    for pattern in patterns:
        for found in pattern.finditer(line):
            begun = (stop.end() for one in lexicon.breaks for stop in one.finditer(line, 0, found.start()))
            ends = [stop.start() for one in lexicon.breaks if (stop := one.search(line, found.end()))]
            line = struck(line, max(begun, default=0), min(ends, default=len(line)))
    return line


def _without_strangers(line: str, lexicon: Lexicon) -> str:
    """ "He gets AOW" is about a partner only where the message says somewhere that there is one at home.

    And where the writer asks for somebody else, all is about that one, until the writer is plainly spoken of.
    """
    for pattern in lexicon.on_behalf:
        for found in pattern.finditer(line):
            again = (one.search(line, found.end()) for one in lexicon.plainly_self)
            line = struck(line, found.end(), min((stop.start() for stop in again if stop), default=len(line)))
    if any(pattern.search(line) for pattern in lexicon.at_home):
        return line
    for pattern in lexicon.strangers:
        for found in pattern.finditer(line):
            line = struck(line, found.end(), _next(lexicon.self_again, line, found.end()))
    return line


def _next(patterns: Iterable[re.Pattern[str]], line: str, start: int) -> int:
    stop = re.compile(r"[.?]").search(line, start)
    ends = [stop.start() if stop else len(line)]
    ends += [found.start() for pattern in patterns if (found := pattern.search(line, start))]
    return min(ends)


def matches(
    pattern: re.Pattern[str], line: str, lexicon: Lexicon, even_denied: bool = False
) -> Iterator[re.Match[str]]:
    """Every place where the pattern stands and is not denied."""
    for found in pattern.finditer(line):
        if even_denied or not is_denied(found, line, lexicon):
            yield found


def is_denied(found: re.Match[str], line: str, lexicon: Lexicon) -> bool:
    """Whether a "no" stands shortly before it in the same clause, or right behind it."""
    if any(lexicon.denials.fullmatch(word) for word in found[0].split()):
        return True
    opens = any(" " in begun[0] for one in lexicon.joints if (begun := one.match(found[0])))
    before = "" if opens or found[0][:1] in ",.?" else line[: found.start()]  # Or the clause begins here.
    start = max((pause.end() for pause in PAUSE.finditer(before)), default=0)
    for part in lexicon.joints:
        start = max([start, *(joint.end() for joint in part.finditer(before))])
    words = before[start:].split()
    if any(lexicon.denials.fullmatch(word) for word in words[-4:]):
        return True
    behind = line[found.end() :].lstrip()
    return any(pattern.match(behind) for pattern in lexicon.denied_behind)


def last_named(line: str, begin: int, end: int, lexicon: Lexicon) -> str:
    """Of whom was spoken last: `self`, `partner`, `together`; empty when of nobody."""
    last: tuple[int, str] = (-1, "")
    for who in ("partner", "self", "together"):
        for pattern in lexicon.who[who]:
            for match in pattern.finditer(line, begin, end):
                last = max(last, (match.end(), who))
    return last[1]


def clause(line: str, place: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends."""
    for sentence in _SENTENCE.finditer(line):
        if sentence.start() <= place < sentence.end():
            return sentence.span()
    return 0, len(line)
