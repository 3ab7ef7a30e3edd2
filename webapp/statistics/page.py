"""The page with all four counts and the goals of the municipality."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from babel.lists import format_list
from flask import current_app
from flask_babel import gettext as _

from rules import Policy
from webapp.counting import WEEK, weeks_ended
from webapp.filters import long_date
from webapp.i18n import language
from webapp.statistics.counts import MODES, TABLES, Count, count_of
from webapp.statistics.wording import words_of
from webapp.storage import database
from webapp.views.statistics import Bar, Chart, Goal, Grid, Section, StatisticsPage, bars_of

CHOICES: Final = (4, 13, 26, 52)
"""Weeks that the page can show."""

USUAL: Final = 13
LAST_DAY: Final = WEEK.days - 1


def statistics_page(number: int) -> StatisticsPage:
    """The page over so many weeks that are over."""
    weeks, policy = weeks_of(number), _policy()
    is_on = current_app.config["COUNTS"]
    counts = [read(id_, weeks) for id_ in TABLES] if is_on else []
    is_seen = any(count.is_seen for count in counts)
    return StatisticsPage(
        is_on,
        number,
        CHOICES,
        weeks[0],
        last_day(weeks),
        tuple(_section(count) for count in counts) if is_seen else (),
        _goals(policy),
        "" if is_seen else _why_empty(is_on),
    )


def weeks_of(number: int) -> tuple[date, ...]:
    """The Mondays of so many weeks that are over."""
    return weeks_ended(current_app.config["TODAY"](), number)


def last_day(weeks: Sequence[date]) -> date:
    """The Sunday that ends the last of these weeks."""
    return weeks[-1].fromordinal(weeks[-1].toordinal() + LAST_DAY)


def read(id_: str, weeks: tuple[date, ...]) -> Count:
    """One of the four counts."""
    return count_of(id_, weeks, database(), _policy(), current_app.extensions["catalogue"])


def _policy() -> Policy:
    policy: Policy = current_app.extensions["policy"]
    return policy


def _why_empty(is_on: bool) -> str:
    if not is_on:
        return str(_("Het tellen staat uit. Daarom zijn er geen cijfers."))
    return str(_("Er zijn nog geen cijfers over deze weken. Er is niets geteld, of zo weinig dat alles op 0 uitkomt."))


def _section(count: Count) -> Section:
    title, *counted = words_of(count.id)
    table = count.in_period(str(_("%(title)s, in de hele periode", title=title)))
    return Section(
        count.id,
        title,
        tuple(counted),
        _chart(count, table, title),
        table,
        count.by_week(str(_("Per week: hoe mensen begonnen")), long_date) if count.id == MODES else None,
    )


def _chart(count: Count, table: Grid, title: str) -> Chart:
    rows = [row for row in table.rows if not row.is_total]
    kinds = tuple(count.statuses.items()) or (("", table.columns[0]),)
    bars = bars_of(rows, kinds)
    return Chart(title, _gist(bars, bool(count.statuses)), bars, bool(count.statuses))


def _gist(bars: Sequence[Bar], is_divided: bool) -> str:
    """What is to be seen, for who does not see it. The table tells the rest."""
    if is_divided:
        return str(_("Elke balk is een regeling, verdeeld over de uitkomsten. Alle aantallen staan in de tabel."))
    most = max(bar.pieces[0].number for bar in bars)
    if not most:
        return str(_("Alles komt hier op 0 uit."))
    longest = [bar.name for bar in bars if bar.pieces[0].number == most]
    names = format_list(longest, locale=language().formats)
    return str(_("De langste balk is die van: %(names)s. Alle aantallen staan in de tabel.", names=names))


def _goals(policy: Policy) -> tuple[Goal, ...]:
    titles = {scheme.id: scheme.title for scheme in policy.schemes}
    return tuple(
        Goal(
            titles[goal.scheme_id],
            _percent(goal.reached_percent, goal.reached_year),
            _percent(goal.goal_percent, goal.goal_year),
            goal,
        )
        for goal in policy.reach_goals
    )


def _percent(percent: int, year: int | None) -> str:
    if year is None:
        return str(_("%(percent)s procent", percent=percent))
    return str(_("%(percent)s procent in %(year)s", percent=percent, year=year))
