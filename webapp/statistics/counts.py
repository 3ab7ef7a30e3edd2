"""The four counts as tables: over the whole period for the page, and week by week. No two of them ever meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from rules import Policy
from webapp.counting import counted
from webapp.questions import Catalogue
from webapp.statistics.names import Names, languages_offered, modes, schemes, statuses, topics, with_other
from webapp.statistics.sums import OTHER, Sums
from webapp.storage import CountTable, Database, JourneysByLanguage, JourneysByMode, OutcomesByScheme, StopsByTopic
from webapp.views.statistics import Grid, GridRow

MODES: Final = "ingang"
LANGUAGES: Final = "taal"
OUTCOMES: Final = "uitkomsten"
STOPS: Final = "gestopt"

TABLES: Final[dict[str, CountTable]] = {
    MODES: JourneysByMode,
    LANGUAGES: JourneysByLanguage,
    OUTCOMES: OutcomesByScheme,
    STOPS: StopsByTopic,
}
"""{name in addresses: the one table that is read for it}, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Count:
    """One table of counts over some weeks. `statuses` are empty but for outcomes, which have a column for each."""

    id: str
    weeks: tuple[date, ...]
    sums: Sums
    names: Names
    statuses: Names

    @property
    def is_seen(self) -> bool:
        """Whether anything is left of it after rounding."""
        return self._number(None, None) > 0

    def in_period(self, caption: str) -> Grid:
        """What was counted in all weeks together, with its totals."""
        columns = (*self.statuses.values(), str(_("Totaal"))) if self.statuses else (str(_("Aantal")),)
        return Grid(caption, (self._heading(),), columns, tuple(self._rows(None, ())))

    def by_week(self, caption: str, day: Callable[[date], str]) -> Grid:
        """The same week by week, and last in all weeks together. `day` writes the Monday of a week."""
        week, whole = str(_("Week vanaf")), str(_("Hele periode"))
        if self.statuses:
            columns = (*self.statuses.values(), str(_("Totaal")))
            rows = [row for one in self.weeks for row in self._rows(one, (day(one),)) if not row.is_total]
            return Grid(caption, (week, self._heading()), columns, (*rows, *self._rows(None, (whole,))))
        rows = [GridRow((day(one),), self._across(one)) for one in self.weeks]
        total = GridRow((whole,), self._across(None), is_total=True)
        return Grid(caption, (week,), (*self.names.values(), str(_("Totaal"))), (*rows, total))

    def _rows(self, week: date | None, before: tuple[str, ...]) -> Sequence[GridRow]:
        """A row for each name, and one for all names together."""
        rows = [
            GridRow((*before, self.names[key]), self._down(week, key), names_scheme=self._is_scheme(key))
            for key in self.names
        ]
        words = str(_("Alle regelingen")) if self.statuses else str(_("Totaal"))
        return [*rows, GridRow((*before, words), self._down(week, None), is_total=True)]

    def _down(self, week: date | None, key: str | None) -> tuple[int, ...]:
        if not self.statuses:
            return (self.sums.rounded(week, key),)
        return tuple(self.sums.rounded(week, key, status) for status in (*self.statuses, None))

    def _across(self, week: date | None) -> tuple[int, ...]:
        return tuple(self.sums.rounded(week, key) for key in (*self.names, None))

    def _number(self, week: date | None, key: str | None) -> int:
        return self._down(week, key)[-1]

    def _is_scheme(self, key: str) -> bool:
        return bool(self.statuses) and key != OTHER

    def _heading(self) -> str:
        words = {
            MODES: _("Manier van beginnen"),
            LANGUAGES: _("Taal"),
            OUTCOMES: _("Regeling"),
            STOPS: _("Onderwerp"),
        }
        return str(words[self.id])


def count_of(id_: str, weeks: tuple[date, ...], found: Database, policy: Policy, catalogue: Catalogue) -> Count:
    """One of TABLES, read from the database; Unreachable when that does not answer."""
    names = _names(id_, policy, catalogue)
    columns = statuses() if id_ == OUTCOMES else {}
    known = (names, columns) if columns else (names,)
    sums = Sums(counted(found, TABLES[id_], weeks), *known)
    return Count(
        id_,
        weeks,
        sums,
        with_other(names, sums, 0, len(known)),
        with_other(columns, sums, 1, len(known)) if columns else {},
    )


def _names(id_: str, policy: Policy, catalogue: Catalogue) -> Names:
    if id_ == OUTCOMES:
        return schemes(policy)
    if id_ == STOPS:
        return topics(catalogue)
    return modes() if id_ == MODES else languages_offered()
