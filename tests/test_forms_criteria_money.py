"""F09: an amount may be written in many ways; the page reads it back. What is not clear is explained and kept."""

# ruff: noqa: N802 (a test is named after the number of its criterion)
from __future__ import annotations

from functools import cache
from typing import Final

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import dutch_euros, dutch_number
from tests.crawl import COOKIE, crawl
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import SINGLE_PARENT

OWNED: Final = "/vraag/bezit"
CAR: Final = "car_value"
MAX_CENTS: Final = 1_000_000_000
ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")

whole_euros = st.integers(0, MAX_CENTS // 100).map(lambda euros: euros * 100)
cents = st.one_of(st.integers(0, 10_000), st.integers(0, MAX_CENTS), whole_euros)


@cache
def before_the_car() -> str:
    """The cookie of a resident who is asked about the car, and after that about something else."""
    visits = (visit for visit in crawl("nl") if visit.is_live and not visit.with_partner)
    return next(visit.cookie for visit in visits if (visit.question, visit.state) == ("bezit", "empty"))


def ways_to_write(amount: int) -> list[str]:
    """The same amount as different people write it."""
    euros, rest = divmod(amount, 100)
    dotted, plain = dutch_number(amount), f"{euros},{rest:02}"
    ways = [
        plain,
        dotted,
        f"€ {dotted}",
        f"€{plain}",
        f"{dotted} euro",
        f"EUR {plain}",
        f"{euros}.{rest:02}",
        dotted.replace(".", " "),
        dotted.replace(".", "\u00a0"),
        dotted.replace(".", "\u202f"),
        dotted.replace(".", "'"),
        f"  {plain}  ",
        plain.translate(ARABIC).replace(",", "٫"),
        plain.translate(PERSIAN).replace(",", "٫"),
        f"{euros:,}.{rest:02}",
    ]
    if rest == 0:
        ways += [f"{euros}", f"{euros},-", f"€ {euros},-", f"{euros}.-", f"{euros},--", f"{euros} euro"]
    if rest % 10 == 0:
        ways.append(f"{euros},{rest // 10}")
    return ways


def at_the_car() -> Resident:
    resident = Resident(make_app_once())
    resident.client.set_cookie(COOKIE, before_the_car())
    return resident


@cache
def make_app_once() -> Flask:
    return make_app(WTF_CSRF_ENABLED=False)


@settings(max_examples=60)
@given(cents, st.data())
def test_F09_an_amount_in_any_notation_is_read_back(amount: int, data: st.DataObject) -> None:
    written = data.draw(st.sampled_from(ways_to_write(amount)))
    resident = at_the_car()
    response = resident.client.post(OWNED, data={"boxes": "car", CAR: written})
    assert response.status_code == 303 and "#" not in response.headers["Location"], written
    page = resident.get(response.headers["Location"])
    shown = dutch_euros(amount).replace("\u00a0", " ")
    assert f"U vulde in: Een auto van {shown}." in page.all("main")[0].text, written
    assert shown in [e.text for e in page.all("bdi")]
    assert resident.get(OWNED).all("input", name=CAR)[0].get("value") == dutch_number(amount)


UNCLEAR: Final = {
    "veel": "Vul een bedrag in cijfers in, bijvoorbeeld 1.234,50.",
    "12,345": "Welk bedrag bedoelt u? Hele euro’s schrijft u zo: 1234. Met centen schrijft u zo: 1.234,50.",
    "1.2.3": "Welk bedrag bedoelt u? Hele euro’s schrijft u zo: 1234. Met centen schrijft u zo: 1.234,50.",
    "-100": "Vul een bedrag in van 0 euro of meer. Laat het min-teken weg.",
    "1,23456": "Schrijf niet meer dan 2 cijfers na de komma. Bijvoorbeeld 1.234,50.",
    "10.000.000,01": "Vul een bedrag in van hooguit 10 miljoen euro. Kijk de punten en komma’s na.",
    "1e5": "Vul een bedrag in cijfers in, bijvoorbeeld 1.234,50.",
    "0x10": "Vul een bedrag in cijfers in, bijvoorbeeld 1.234,50.",
    "½": "Vul een bedrag in cijfers in, bijvoorbeeld 1.234,50.",
    "100 of 200": "Vul een bedrag in cijfers in, bijvoorbeeld 1.234,50.",
}


@pytest.mark.parametrize("written", UNCLEAR)
def test_F09_what_is_not_clear_is_explained_and_kept(written: str) -> None:
    resident = at_the_car()
    resident.client.post(OWNED, data={"boxes": "car", CAR: written})
    page = resident.get(OWNED)
    assert page.errors == [UNCLEAR[written]]
    assert page.all("input", name=CAR)[0].get("value") == written


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_F09_whatever_is_written_is_an_amount_or_explained(written: str) -> None:
    """Never a guess in silence: either the page reads an amount back, or it asks in our own words."""
    resident = at_the_car()
    response = resident.client.post(OWNED, data={"boxes": "car", CAR: written})
    page = resident.get(response.headers["Location"].split("#")[0])
    question = resident.catalogue.find("bezit")
    asked = next(choice.more for choice in question.choices if choice.more) if question else None
    assert asked is not None
    if page.path == OWNED:
        assert page.errors[0] in asked.errors.values()
    else:
        assert "U vulde in: Een auto van €" in page.all("main")[0].text


def test_F09_the_sum_of_incomes_is_read_back() -> None:
    resident = Resident(make_app())
    story = {**SINGLE_PARENT.sent, "inkomen": {}}
    resident.get("/vraag")
    while resident.page.path != "/vraag/inkomen":
        question_id = resident.page.path.removeprefix("/vraag/")
        resident.answer(question_id, story[question_id])
    lines = {"what_1": "work", "amount_1": "€ 100,-", "period_1": "week", "what_2": "alimony", "amount_2": "1.000,1"}
    page = resident.answer("inkomen", {**lines, "period_2": "four_weeks"})
    assert "€ 1.516,78 per maand" in page.all("main")[0].text  # 433.33… + 1083.44…
