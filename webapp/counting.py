"""Counts of a week, for the city: how often people begin and in which language, what came out, where they stopped.

Four tables that nothing connects: no row says which way in went with which language or outcome. Never an answer, a
place or a time of day. A mark in the cookie keeps one journey from being counted twice. A database that does not answer
costs a count, never a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask import current_app, session
from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from rules import Advice
from webapp.i18n import language
from webapp.storage import (
    COUNTS,
    CountTable,
    Database,
    JourneysByLanguage,
    JourneysByMode,
    OutcomesByScheme,
    StopsByTopic,
    Unreachable,
    database,
)

MARK: Final = "counted"
"""In the session: [Monday of the week in which this journey began, the topic it is at, or nothing at the end]."""

AT_TABLE: Final = "talk_counted"
"""The same for a conversation at a table: [Monday, whether its outcome was counted]."""

STAFF: Final = "staff"
CHECK: Final = "controleren"
"""The topic of who answered everything and looks it over."""

KEPT: Final = timedelta(weeks=104)
"""How long counts are kept. The privacy page says "twee jaar"."""

ROUNDING: Final = 10
PRUNED: Final = "counts pruned in week"
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Change:
    """So much more in one row of a table."""

    table: CountTable
    week: date
    key: tuple[str, ...]
    by: int = 1

    @property
    def place(self) -> tuple[str, date, tuple[str, ...]]:
        """For one order in which all workers write, so that none waits for another that waits for it."""
        return (self.table.__tablename__, self.week, self.key)


def note_step(mode: str, topic: str) -> None:
    """A journey goes on to this topic; the first time, it begins. Needs a request with answers."""
    mark = _marked(MARK, "")
    if mark is None:
        week = _this_week()
        began = Change(JourneysByMode, week, (mode,)), Change(JourneysByLanguage, week, (language().code,))
        if _write((*began, Change(StopsByTopic, week, (topic,)))):
            session[MARK] = [week.isoformat(), topic]
        return
    week, before = mark
    if before and before != topic:
        moved = Change(StopsByTopic, week, (before,), -1), Change(StopsByTopic, week, (topic,))
        if _write(moved):
            session[MARK] = [week.isoformat(), topic]


def note_outcome(advice: Advice) -> None:
    """The first outcome of this journey is shown: nobody stopped. Later outcomes, after a change, count no more."""
    mark = _marked(MARK, "")
    if mark is None or not mark[1]:
        return
    week, topic = mark
    if _write((*_outcomes(advice, week), Change(StopsByTopic, week, (topic,), -1))):
        session[MARK] = [week.isoformat(), ""]


def note_conversation(advice: Advice | None = None, *, is_from_link: bool = False) -> None:
    """A conversation at a table has its first answer; or with an advice, it ends or gives a paper along.

    Where it goes on from the link of a resident, its outcome was counted there.
    """
    mark = _marked(AT_TABLE, True)
    if mark is None:
        week = _this_week()
        began = Change(JourneysByMode, week, (STAFF,)), Change(JourneysByLanguage, week, (language().code,))
        if not _write(began):
            return
        mark = week, is_from_link
        session[AT_TABLE] = [week.isoformat(), is_from_link]
    week, is_counted = mark
    if advice is not None and not is_counted and _write(_outcomes(advice, week)):
        session[AT_TABLE] = [week.isoformat(), True]


def do_not_count() -> None:
    """These answers come from another device, where they were counted."""
    session[MARK] = [_this_week().isoformat(), ""]


def weeks_ended(today: date, number: int) -> tuple[date, ...]:
    """The Mondays of the last weeks that are over, earliest first: a week that goes on could be watched."""
    last = monday(today) - WEEK
    return tuple(last - WEEK * back for back in reversed(range(number)))


def counted(found: Database, table: CountTable, weeks: Iterable[date]) -> dict[tuple[date, tuple[str, ...]], int]:
    """{(Monday, what is counted by): exact number}. Never show one without `rounded`."""
    key = _key_columns(table)
    wanted = select(table.week, *(getattr(table, name) for name in key), table.number).where(table.week.in_(weeks))
    with found.transaction() as rows:
        return {(row[0], tuple(row[1:-1])): row[-1] for row in rows.execute(wanted)}


def rounded(number: int) -> int:
    """To the nearest ten, half upwards: each figure and each total on its own."""
    return (max(number, 0) + ROUNDING // 2) // ROUNDING * ROUNDING


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def _marked(place: str, at_the_end: Any) -> tuple[date, Any] | None:
    """The week and the place of a mark; of one in the shape of another release, that all of it was counted."""
    kept = session.get(place)
    if kept is None:
        return None
    try:
        week, at = kept
        return date.fromisoformat(week), at
    except (TypeError, ValueError):
        return _this_week(), at_the_end


def _this_week() -> date:
    return monday(current_app.config["TODAY"]())


def _outcomes(advice: Advice, week: date) -> tuple[Change, ...]:
    return tuple(Change(OutcomesByScheme, week, (one.id, str(one.status))) for one in advice.schemes)


def _write(changes: Iterable[Change]) -> bool:
    """All or none of it; whether it was done."""
    if not current_app.config["COUNTS"]:
        return False
    with suppress(Unreachable), database().transaction() as rows:
        for change in sorted(changes, key=lambda change: change.place):
            _add(rows, change)
        _prune(rows)
        return True
    return False


def _add(rows: Session, change: Change) -> None:
    key: Mapping[str, Any] = {"week": change.week, **dict(zip(_key_columns(change.table), change.key, strict=True))}
    if change.by < 0:  # Never under zero, whatever old cookie somebody sends again.
        found = [getattr(change.table, name) == value for name, value in key.items()]
        rows.execute(update(change.table).where(*found, change.table.number > 0).values(number=change.table.number - 1))
        return
    insert = postgresql.insert if rows.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(change.table).values(**key, number=change.by)
    more = {"number": change.table.number + change.by}
    rows.execute(row.on_conflict_do_update(index_elements=list(key), set_=more))


def _prune(rows: Session) -> None:
    """Once a week and worker: away with what is too old."""
    week = _this_week()
    if current_app.extensions.get(PRUNED) != week:
        for table in COUNTS:
            rows.execute(delete(table).where(table.week < week - KEPT))
        current_app.extensions[PRUNED] = week


def _key_columns(table: CountTable) -> list[str]:
    """What a table counts by, beside the week."""
    return [column.name for column in table.__table__.primary_key if column.name != "week"]
