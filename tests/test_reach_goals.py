"""What the municipality says that it reaches is data with a source: as in the document, refused when broken."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from rules import book_texts_of, load_policy
from tests.broken_policy import Break, assert_refused

GOALS: Final = "municipalities/enschede/reach_goals.yaml"

BROKEN: Final = {
    "scheme_that_is_not_offered": Break(GOALS, "scheme: leergeld", "scheme: stadspas", "stadspas"),
    "scheme_twice": Break(GOALS, "- scheme: leergeld", "- scheme: iit", "iit"),
    "no_source": Break(GOALS, "    source: *budget\n", "", "source", back="- scheme"),
    "no_check_date": Break(GOALS, "    checked_on: 2026-11-21\n", "", "checked_on", back="- scheme"),
    "checked_on_no_day": Break(GOALS, "checked_on: 2026-11-21", "checked_on: 2026-02-30", "2026-02-30"),
    "more_than_all": Break(GOALS, "goal_percent: 45", "goal_percent: 145", "145"),
    "year_that_is_none": Break(GOALS, "goal_year: 2024", "goal_year: 24", "24"),
    "no_group": Break(GOALS, "    group:", "    grop:", "group", back="- scheme"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_broken_goals_are_refused_with_their_line(broken: Break, tmp_path: Path) -> None:
    assert_refused(broken, tmp_path)


def test_the_goals_are_those_of_the_budget_of_2024() -> None:
    """ "het verhogen van het bereik van 24% naar 45% in 2024"; "In 2022 … ruim 74%", "minimaal … 75% in 2026"."""
    found = [
        (goal.scheme_id, goal.reached_percent, goal.reached_year, goal.goal_percent, goal.goal_year)
        for goal in load_policy().reach_goals
    ]
    assert found == [("iit", 24, None, 45, 2024), ("leergeld", 74, 2022, 75, 2026)]
    sources = {(goal.source.title, goal.source.checked_on) for goal in load_policy().reach_goals}
    assert sources == {("Programmabegroting 2024 gemeente Enschede", date(2026, 11, 21))}


def test_translators_find_what_a_goal_says() -> None:
    places = dict(book_texts_of(load_policy()))
    assert places["reach_goals: iit.group"].startswith("Van de huishoudens")
    assert "74 procent" in places["reach_goals: leergeld.notes"]
