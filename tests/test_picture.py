"""The picture of the limits: places worked out in whole cents, cliffs in order, and the same in the table."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from rules import AlongIncome, Amount, SchemeAlongIncome, Stretch
from tests.test_along_income import NORMS, REST, line_of
from tests.webapp_fixtures import make_app
from webapp.views.picture import Picture, picture

IIT = Amount(114_00, 114_00, "year")


@cache
def app() -> Flask:
    return make_app()


def drawn(line: AlongIncome, now: int | None, then: int | None = None, had: tuple[str, ...] = ()) -> Picture:
    with app().test_request_context():
        found = picture(line, now, then, had)
    assert found is not None
    return found


def scheme(id_: str, *parts: tuple[int, int | None, str]) -> SchemeAlongIncome:
    stretches = (Stretch(*part, IIT if id_ == "iit" and part[2] in ("likely", "possible") else None) for part in parts)
    return SchemeAlongIncome(id_, id_.title(), tuple(stretches), ())


def line(*schemes: SchemeAlongIncome, **more: Any) -> AlongIncome:
    return AlongIncome(None, "single_21_aow", False, False, more.get("known", True), schemes)


TO_1000 = scheme("iit", (0, 1000_00, "likely"), (1000_01, None, "unlikely"))
TO_1500 = scheme("leergeld", (0, 1200_00, "likely"), (1200_01, 1500_00, "possible"), (1500_01, None, "unlikely"))
NEVER = scheme("studietoeslag", (0, None, "unlikely"))


def test_bars_stand_at_their_place_in_percent_of_the_width() -> None:
    found = drawn(line_of({**REST, **NORMS["single_21_aow"][0], "income_includes_holiday_allowance": False}), 1250_00)
    assert found.steps == ("€\u00a00", "€\u00a0500", "€\u00a01.000", "€\u00a01.500", "€\u00a02.000")
    assert found.lines == ("20.00%", "40.00%", "60.00%", "80.00%")
    [leergeld] = [row for row in found.rows if row.id == "leergeld"]
    assert [(bar.status, bar.x, bar.width) for bar in leergeld.bars] == [("likely", "0.00%", "70.12%")]
    assert (leergeld.until, leergeld.end, leergeld.percents) == (175304, "70.12%", "130")
    [mark] = found.marks
    assert (mark.id, mark.words, mark.x, mark.is_beyond) == ("now", "U bent hier", "50.00%", False)
    assert [scheme.title for scheme in found.not_drawn] == ["Studietoeslag"]


def test_two_incomes_are_two_marks_and_the_cliffs_are_those_above_the_imagined_one() -> None:
    found = drawn(line(TO_1000, TO_1500, NEVER), 900_00, 1200_00)
    assert [(mark.id, mark.words) for mark in found.marks] == [("now", "Nu"), ("then", "Straks")]
    [first, second] = found.cliffs
    assert (first.after, first.more, [row.id for row in first.less_sure]) == (1200_00, 0, ["leergeld"])
    assert (second.after, second.more, [row.id for row in second.stops]) == (1500_00, 300_00, ["leergeld"])
    assert [row.position for row in found.rows] == [
        "Het inkomen valt buiten de balk.",
        "Het inkomen valt binnen de balk.",
    ]


def test_limits_a_cent_apart_are_one_cliff_and_a_scheme_stands_in_it_once() -> None:
    below = scheme("bijzondere_bijstand", (0, 999_99, "likely"), (1000_00, None, "unlikely"))
    wavers = scheme("leergeld", (0, 999_99, "likely"), (1000_00, 1000_00, "possible"), (1000_01, None, "unlikely"))
    [cliff] = drawn(line(TO_1000, below, wavers), 999_99).cliffs
    assert (cliff.after, cliff.more) == (1000_00, 1)
    assert {row.id for row in cliff.stops} == {"iit", "bijzondere_bijstand", "leergeld"}
    assert not cliff.less_sure


def test_limits_two_cents_apart_are_two_cliffs() -> None:
    below = scheme("bijzondere_bijstand", (0, 999_98, "likely"), (999_99, None, "unlikely"))
    assert [cliff.after for cliff in drawn(line(TO_1000, below), 0).cliffs] == [999_98, 1000_00]


def test_what_is_missed_is_an_amount_only_where_the_advice_has_one() -> None:
    found = drawn(line(TO_1000, TO_1500), 0)
    assert {row.id: row.lost for row in found.rows} == {"iit": IIT, "leergeld": None}


def test_while_the_holiday_allowance_decides_a_scheme_may_stop() -> None:
    gap = scheme("iit", (0, 1000_00, "likely"), (1000_01, 1050_00, "unknown"), (1050_01, None, "unlikely"))
    soft = scheme("leergeld", (0, 1000_00, "likely"), (1000_01, 1050_00, "unknown"), (1050_01, None, "possible"))
    [cliff] = drawn(line(gap, soft, known=False), 900_00).cliffs
    assert [row.id for row in cliff.may_stop] == ["iit"]
    assert [row.id for row in cliff.less_sure] == ["leergeld"]
    assert not cliff.stops


def test_a_scheme_that_is_not_settled_says_how_far_it_could_go() -> None:
    open_ = scheme("iit", (0, 1000_00, "unknown"), (1000_01, None, "unlikely"))
    [row] = drawn(line(open_), None).rows
    assert (row.is_settled, row.until) == (False, 1000_00)
    assert not drawn(line(open_), 500_00).cliffs


def test_without_any_scheme_there_is_no_picture() -> None:
    with app().test_request_context():
        assert picture(line(NEVER), 900_00, None) is None


def test_an_income_far_beyond_stands_at_the_edge_and_the_bars_keep_their_size() -> None:
    along = line_of({**REST, **NORMS["single_21_aow"][0], "income_includes_holiday_allowance": False})
    near, far = drawn(along, 900_00), drawn(along, 90_000_00)
    assert [row.bars for row in near.rows] == [row.bars for row in far.rows]
    [mark] = far.marks
    assert (mark.x, mark.is_beyond, mark.anchor) == ("100.00%", True, "end")


def test_the_table_has_every_stretch_with_neutral_words() -> None:
    found = drawn(line(TO_1000, TO_1500), 0)
    words = [(part.start, part.end, part.words, part.amount) for row in found.rows for part in row.stretches]
    assert words == [
        (0, 1000_00, "Waarschijnlijk wel", IIT),
        (1000_01, None, "Boven de grens", None),
        (0, 1200_00, "Waarschijnlijk wel", None),
        (1200_01, 1500_00, "Misschien", None),
        (1500_01, None, "Boven de grens", None),
    ]


@pytest.mark.parametrize("had", [True, False])
def test_a_scheme_that_people_have_is_marked_or_named(had: bool) -> None:
    along = line_of({**REST, **NORMS["single_21_aow"][0], "insurer": "garantverzorgd", "income_sources": ["bijstand"]})
    found = drawn(along, 1348_49, had=("algemene_bijstand", "garantverzorgd") if had else ())
    assert [row.id for row in found.rows if row.had] == (["algemene_bijstand"] if had else [])
    [insurance] = [one for one in found.not_drawn if one.title == "GarantVerzorgd"]
    assert (insurance.had, insurance.limit) == (had, 161819)
    assert found.without_bijstand


@given(st.integers(0, 20_000_00), st.integers(1, 9_000_00))
def test_every_place_lies_within_the_picture(income: int, until: int) -> None:
    along = line(scheme("iit", (0, until, "likely"), (until + 1, None, "unlikely")))
    found = drawn(along, income)
    assert 1 <= len(found.steps) <= 5
    for place in [mark.x for mark in found.marks] + [row.end for row in found.rows]:
        assert 0 <= float(place.removesuffix("%")) <= 100
    for bar in (bar for row in found.rows for bar in row.bars):
        assert float(bar.x[:-1]) + float(bar.width[:-1]) <= 100.01
