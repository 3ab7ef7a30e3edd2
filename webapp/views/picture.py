"""The picture of the limits: each scheme a bar along the net monthly income, and the same as a table and in words.

All places are percentages of the width with two decimals, worked out in whole cents: the drawing then fits any screen
while its letters keep their size. A page that runs from right to left turns the drawing over in its style sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from babel.lists import format_list
from flask_babel import gettext as _

from rules import AlongIncome, Amount, IncomeLimit, SchemeAlongIncome, Stretch, dutch_euros
from webapp.i18n import language
from webapp.views.cards import FITTING
from webapp.views.scheme_changes import status_words

MOST_STEPS: Final = 5
FIRST_STEP: Final = 500_00
ROOM: Final = 105
"""The highest limit stands at this percentage of itself from the end, so that people see the bar stop."""

FARTHEST: Final = 2
"""An income over this many times the highest limit would press all bars together: it stands at the edge instead."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a bar: where it starts and how wide it is, in percent of the picture."""

    status: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class StretchInWords:
    """One line of the table: incomes in cents, both included (None = no end)."""

    start: int
    end: int | None
    status: str
    words: str
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class Row:
    """One scheme. `had`: people have it already. `is_settled`: it is known at some income that it could help.

    `until` is the last cent at which it could help (None = no end), `end` its place; `lost` what is missed beyond it,
    None where the amount differs; `position` says where the marked income is; `percents` of the norm are its limits.
    """

    id: str
    title: str
    had: bool
    is_settled: bool
    bars: tuple[Bar, ...]
    until: int | None
    end: str
    lost: Amount | None
    position: str
    stretches: tuple[StretchInWords, ...]
    percents: str


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """A scheme without a bar. `had`: because people have it already; then `limit` is where it would stop, if known."""

    title: str
    had: bool
    limit: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """An income that somebody has or imagines: "U bent hier". `anchor` keeps the words within the picture."""

    id: str
    words: str
    income: int
    x: str
    anchor: str
    is_beyond: bool


@dataclass(frozen=True, slots=True)
class Cliff:
    """Where something stops or becomes less sure: beyond `after` cents. `more`: how much above the marked income.
    `may_stop`: whether the income includes holiday allowance decides."""

    after: int
    more: int
    stops: tuple[Row, ...]
    may_stop: tuple[Row, ...]
    less_sure: tuple[Row, ...]


CLIFF_KINDS: Final = ("stops", "may_stop", "less_sure")
"""What a cliff does to a scheme, the most first."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn. `steps` are the amounts along the bottom, each a column wide; `not_drawn` the schemes
    that no income could bring."""

    rows: tuple[Row, ...]
    not_drawn: tuple[NotDrawn, ...]
    steps: tuple[str, ...]
    lines: tuple[str, ...]
    marks: tuple[Mark, ...]
    cliffs: tuple[Cliff, ...]
    statuses: tuple[tuple[str, str], ...]
    for_two: bool
    without_bijstand: bool
    from_work: bool
    holiday_allowance_known: bool


def picture(along: AlongIncome, now: int | None, then: int | None, had: Collection[str] = ()) -> Picture | None:
    """The picture for one household. None where no bar can be drawn.

    `now` and `then` are its incomes in cents, `had` the ids of the schemes that it has already.
    """
    drawn = [scheme for scheme in along.schemes if any(part.status != "unlikely" for part in scheme.stretches)]
    if not drawn:
        return None
    scale = _Scale.for_incomes(drawn, [income for income in (now, then) if income is not None])
    here = then if then is not None else now
    rows = tuple(_row(scheme, scale, here, scheme.id in had) for scheme in drawn)
    present = {bar.status for row in rows for bar in row.bars}
    return Picture(
        rows=rows,
        not_drawn=tuple(_not_drawn(scheme, scheme.id in had) for scheme in along.schemes if scheme not in drawn),
        steps=tuple(dutch_euros(income, short=True) for income in range(0, scale.top, scale.step)),
        lines=tuple(scale.place(income) for income in range(scale.step, scale.top, scale.step)),
        marks=tuple(_marks(scale, now, then)),
        cliffs=_cliffs(rows, here) if here is not None else (),
        statuses=tuple((status, status_words(status)) for status in (*FITTING, "unknown") if status in present),
        for_two=along.norm_id.startswith("couple"),
        without_bijstand=along.without_bijstand,
        from_work=along.from_work,
        holiday_allowance_known=along.holiday_allowance_known,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    step: int
    top: int

    @classmethod
    def for_incomes(cls, schemes: Iterable[SchemeAlongIncome], incomes: Iterable[int]) -> _Scale:
        highest = max((limit.cents for scheme in schemes for limit in scheme.limits), default=FIRST_STEP)
        wanted = max(highest, *(income for income in (0, *incomes) if income <= FARTHEST * highest)) * ROOM // 100
        step = FIRST_STEP
        while step * MOST_STEPS < wanted:
            step *= 2
        return cls(step, -(-wanted // step) * step)

    def place(self, income: int) -> str:
        """Where an income stands; at the edge when it is beyond it."""
        return _percent(min(income, self.top), self.top)


def _percent(part: int, whole: int) -> str:
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _row(scheme: SchemeAlongIncome, scale: _Scale, here: int | None, had: bool) -> Row:
    drawn = [part for part in scheme.stretches if part.status != "unlikely"]
    helping = [part for part in drawn if part.status in FITTING] or drawn  # Nothing is settled yet: see is_settled.
    until = helping[-1].end
    return Row(
        id=scheme.id,
        title=scheme.title,
        had=had,
        is_settled=helping is not drawn,
        bars=tuple(_bar(part, scale) for part in drawn),
        until=until,
        end=scale.place(until) if until is not None else "",
        lost=next((part.amount for part in reversed(helping) if part.amount), None),
        position=_position(until, here),
        stretches=tuple(_in_words(part) for part in scheme.stretches),
        percents=_percents(scheme.limits),
    )


def _not_drawn(scheme: SchemeAlongIncome, had: bool) -> NotDrawn:
    return NotDrawn(scheme.title, had, min((limit.cents for limit in scheme.limits if limit.hard), default=None))


def _percents(limits: Iterable[IncomeLimit]) -> str:
    """The percentages of the norm that a scheme compares with, each once: "100 en 101". Empty where there are none."""
    found = sorted({limit.percent for limit in limits if limit.percent is not None})
    return str(format_list([str(percent) for percent in found], locale=language().formats)) if found else ""


def _position(until: int | None, here: int | None) -> str:
    if until is None:
        return str(_("De balk loopt door tot het einde."))
    if here is None:
        return str(_("De balk loopt tot de grens."))
    return str(_("Het inkomen valt binnen de balk.") if here <= until else _("Het inkomen valt buiten de balk."))


def _in_words(part: Stretch) -> StretchInWords:
    words = _("Boven de grens") if part.status == "unlikely" and part.start else status_words(part.status)
    return StretchInWords(part.start, part.end, part.status, words, part.amount)


def _bar(part: Stretch, scale: _Scale) -> Bar:
    end = scale.top if part.end is None else min(part.end + 1, scale.top)
    start = min(part.start, scale.top)
    return Bar(part.status, scale.place(start), _percent(end - start, scale.top))


def _marks(scale: _Scale, now: int | None, then: int | None) -> Iterator[Mark]:
    given = (("now", now, _("U bent hier") if then is None else _("Nu")), ("then", then, _("Straks")))
    for id_, income, words in given:
        if income is not None:
            quarter = min(income, scale.top) * 4 // scale.top
            anchor = ("start", "middle", "middle", "end", "end")[quarter]
            yield Mark(id_, words, income, scale.place(income), anchor, income > scale.top)


def _cliffs(rows: tuple[Row, ...], here: int) -> tuple[Cliff, ...]:
    """Every place from an income upward where a scheme that fits there stops or becomes less sure, nearest first."""
    found: dict[int, dict[str, list[Row]]] = {}
    for row in rows:
        for number, part in enumerate(row.stretches[:-1]):
            if part.end is not None and part.end >= here and part.status in FITTING:
                kind = _what_follows(row.stretches[number + 1 :])
                found.setdefault(part.end, {}).setdefault(kind, []).append(row)
    return tuple(_cliff(after, here, kinds) for after, kinds in _joined(found).items())


def _joined(found: Mapping[int, dict[str, list[Row]]]) -> dict[int, dict[str, list[Row]]]:
    """Limits a cent apart ("less than", "at most") as one, at the higher: two would only puzzle people."""
    joined: dict[int, dict[str, list[Row]]] = {}
    for after in sorted(found):
        lower = joined.pop(after - 1, {})
        kinds = {kind: [*lower.get(kind, ()), *found[after].get(kind, ())] for kind in CLIFF_KINDS}
        joined[after] = kinds
    return joined


def _cliff(after: int, here: int, kinds: Mapping[str, list[Row]]) -> Cliff:
    """Each scheme once, under the most that happens to it."""
    said: set[str] = set()
    parts = []
    for kind in CLIFF_KINDS:
        parts.append(tuple({row.id: row for row in kinds[kind] if row.id not in said}.values()))
        said |= {row.id for row in parts[-1]}
    return Cliff(after, after - here, *parts)


def _what_follows(stretches: tuple[StretchInWords, ...]) -> str:
    if stretches[0].status == "unlikely":
        return "stops"
    settled = next((part.status for part in stretches if part.status != "unknown"), "unknown")
    return "may_stop" if settled == "unlikely" else "less_sure"
