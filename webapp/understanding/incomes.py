"""Amounts that come in: whose each is, and from what."""

from __future__ import annotations

from itertools import takewhile
from typing import Any, Final

from rules import format_cents
from webapp.understanding.facts import Found
from webapp.understanding.lexicon import Lexicon
from webapp.understanding.nearness import NEAR, Amount, distance
from webapp.understanding.spans import PAUSE, clause, last_named

SURE: Final = 1.3
"""Words that one source of income has to stand nearer than another."""


def income_line(amount: Amount, found: Found, line: str, lexicon: Lexicon) -> list[Any]:
    """[who, source, "euros.cents", period] of an amount that comes in."""
    begin, end = clause(line, amount.start)
    who = _who(amount, line[:end], begin, lexicon)
    own = [source for source in found.sources if not _of_another(who, source[0], source[2], line, lexicon)]
    inside = [source for source in own if begin <= source[0] < end]
    near = [(distance(amount, (place, place + long), line, lexicon), source) for place, source, long in inside]
    what = None if who is None and len({source for _, source in near}) > 1 else _nearest(near)
    what = "" if found.sources and not own else what  # Then what the other one lives on says nothing of this amount.
    return [who, what, format_cents(amount.number.cents or 0), amount.period or None]


def _of_another(who: str | None, place: int, length: int, line: str, lexicon: Lexicon) -> bool:
    """Whether a source of income was named while the other of the two was spoken of."""
    last = last_named(line[: place + length], clause(line, place)[0], place + length, lexicon)
    return {who, last} == {"self", "partner"}


def _nearest(near: list[tuple[float, str]]) -> str | None:
    """The source that is named nearest; None when two are as near."""
    near = sorted(pair for pair in near if pair[0] <= NEAR)
    if not near or (len(near) > 1 and near[1][1] != near[0][1] and near[1][0] - near[0][0] < SURE):
        return None
    return near[0][1]


def _who(amount: Amount, line: str, begin: int, lexicon: Lexicon) -> str | None:
    """Who was spoken of last before the amount; right behind it ("1300 for her") comes first."""
    for who in ("self", "partner"):
        if any(pattern.match(line, amount.end + 1) for pattern in lexicon.who[f"{who}_behind"]):
            return who
    if any(pattern.match(line, amount.end + 1) for pattern in lexicon.who["together_behind"]):
        return None
    last = last_named(line, begin, amount.start, lexicon)
    rest = PAUSE.split(line[amount.end :])[0].split()[:3]
    behind = [*takewhile(lambda word: not any(joint.fullmatch(word) for joint in lexicon.joints), rest)]
    behind = [word for word in behind if not lexicon.self.fullmatch(word)]
    if any(pattern.fullmatch(word) for pattern in lexicon.who["together"] for word in behind):
        return None
    return None if last == "together" else last


def settled(lines: list[list[Any]], found: Found, asked: str, line: str, lexicon: Lexicon) -> list[list[Any]]:
    """Whose it is where nobody was named, and from what where the message names one source only."""
    facts = found.facts
    sources = [source for source in facts.get("income_sources", []) if source != "none"]
    is_shared = any(pattern.search(line) for pattern in lexicon.amounts["shared"])
    for told in lines:
        if told[0] == "":
            told[0] = None if facts.get("has_partner") or asked == "inkomen" else "self"
        if told[0] is None and facts.get("has_partner") is False:
            told[0] = "self"
        if told[1] is None and len(sources) == 1 and (len(lines) == 1 or is_shared):
            told[1] = sources[0]
        told[1] = told[1] or None
        if told[0] == "partner" and not facts.get("has_partner"):
            told[0] = None
    return lines
