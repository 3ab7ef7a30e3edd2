"""What is counted, and what is not: one journey once, each table by itself, and nothing when it is switched off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from flask import Flask

from tests.chat_talker import Talker
from tests.database_server import database_url, postgresql
from tests.kiosk_visitor import KioskVisitor
from tests.staff_talk import Talk
from tests.taker import app_with_link, link_of
from tests.webapp_fixtures import ON, Resident, make_app
from tests.webapp_households import COUPLE, PENSIONER, SINGLE_PARENT
from webapp import counting
from webapp.counting import counted, monday, rounded, weeks_ended
from webapp.storage import (
    COUNTS,
    Database,
    JourneysByLanguage,
    JourneysByMode,
    OutcomesByScheme,
    StopsByTopic,
)

__all__ = ["database_url", "postgresql"]

WEEK: Final = date(2026, 11, 16)
"""The Monday before ON, which is a Saturday."""


def counts(app: Flask, table: type) -> dict[str, int]:
    """{what is counted by: number} of this week, without rows that are back at nought."""
    database: Database = app.extensions["database"]
    found = counted(database, table, [WEEK])
    assert all(number >= 0 for number in found.values())
    return {" ".join(key): number for (_week, key), number in found.items() if number}


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    """A site that counts."""
    found = make_app(COUNTS=True, STAFF=True, DATABASE=database_url)
    yield found
    found.extensions["database"].close()


def test_a_journey_counts_once_in_each_table(database_url: str) -> None:
    app = make_app(COUNTS=True, DATABASE=database_url)
    resident = Resident(app)
    resident.get("/")
    resident.get("/vraag")
    assert all(counts(app, table) == {} for table in COUNTS), "who only looks has not begun"
    resident.walk(SINGLE_PARENT.sent)
    assert counts(app, JourneysByMode) == {"wizard": 1}
    assert counts(app, JourneysByLanguage) == {"nl": 1}
    assert counts(app, OutcomesByScheme) == {}
    assert counts(app, StopsByTopic) == {"controleren": 1}
    resident.get("/uitslag")
    advice = resident.advice()
    expected = {f"{scheme.id} {scheme.status}": 1 for scheme in advice.schemes}
    assert counts(app, OutcomesByScheme) == expected
    assert counts(app, StopsByTopic) == {}
    resident.get("/uitslag")
    resident.answer("leeftijd", {"number": "70"}, "uitslag")
    resident.get("/uitslag")
    assert counts(app, OutcomesByScheme) == expected, "a change of mind is no second outcome"
    assert counts(app, JourneysByMode) == {"wizard": 1}
    app.extensions["database"].close()


def test_who_stops_is_counted_where_they_are(app: Flask) -> None:
    resident = Resident(app)
    resident.answer("gemeente", {"choice": "enschede"})
    topic = resident.next_question()
    assert topic is not None
    assert counts(app, StopsByTopic) == {topic.topic_id: 1}
    while resident.next_question() is not None and resident.next_question().topic_id != "inkomen":  # type: ignore[union-attr]
        question = resident.next_question()
        assert question is not None
        resident.answer(question.id, SINGLE_PARENT.sent[question.id])
    assert counts(app, StopsByTopic) == {"inkomen": 1}
    other = Resident(app)
    other.answer("gemeente", {"choice": "enschede"})
    assert counts(app, StopsByTopic) == {"inkomen": 1, topic.topic_id: 1}
    assert counts(app, JourneysByMode) == {"wizard": 2}


def test_every_way_in_has_its_own_name(app: Flask) -> None:
    Resident(app).answer("gemeente", {"choice": "enschede"})
    KioskVisitor(app, "ar").answer("gemeente", {"choice": "enschede"})
    talker = Talker(app, "en")
    talker.tell("I live in Enschede and I am 34")
    assert "chat" not in counts(app, JourneysByMode), "nothing was confirmed yet"
    talker.yes()
    talk = Talk(app)
    assert "staff" not in counts(app, JourneysByMode)
    talk.send("gemeente", {"choice": "enschede"})
    talk.send("leeftijd", {"number": "34"})
    assert counts(app, JourneysByMode) == {"wizard": 1, "kiosk": 1, "chat": 1, "staff": 1}
    assert counts(app, JourneysByLanguage) == {"nl": 2, "ar": 1, "en": 1}


def test_who_goes_from_the_chat_to_the_questions_began_once(app: Flask) -> None:
    talker = Talker(app)
    talker.tell("ik woon in Enschede en ik ben 34")
    talker.yes()
    talker.get("/vraag")
    talker.get("/controleren")
    assert counts(app, JourneysByMode) == {"chat": 1}


def test_after_wiping_somebody_else_begins(app: Flask) -> None:
    visitor = KioskVisitor(app)
    for _person in range(3):
        visitor.answer("gemeente", {"choice": "enschede"})
        visitor.stop()
        visitor.begin("nl")
    assert counts(app, JourneysByMode) == {"kiosk": 3}


def test_a_conversation_counts_its_outcome_once_at_its_end(app: Flask) -> None:
    talk = Talk(app)
    talk.tell(dict(PENSIONER.sent))
    assert counts(app, OutcomesByScheme) == {}
    expected = {f"{scheme.id} {scheme.status}": 1 for scheme in talk.conversation_advice().schemes}
    talk.get("/gesprek")
    talk.post("/gesprek/volgende", {"gesprek": talk.name})
    assert counts(app, OutcomesByScheme) == expected
    talk.get("/gesprek")
    talk.post("/gesprek/volgende", {"gesprek": talk.name})
    assert counts(app, OutcomesByScheme) == expected, "an empty conversation is none"
    assert counts(app, JourneysByMode) == {"staff": 1}


def test_answers_that_come_by_a_link_were_counted_where_they_were_given() -> None:
    app = app_with_link(COUNTS=True)
    first = Resident(app)
    first.walk(COUPLE.sent)
    first.get("/uitslag")
    before = [counts(app, table) for table in COUNTS]
    other, link = Resident(app), link_of(first)
    other.get(link)
    other.post(link, {})
    other.get("/uitslag")
    other.answer("leeftijd", {"number": "70"}, "uitslag")
    other.get("/vraag")
    assert [counts(app, table) for table in COUNTS] == before


def test_an_old_cookie_sent_again_never_makes_less_than_nothing(app: Flask) -> None:
    resident = Resident(app)
    resident.answer("gemeente", {"choice": "enschede"})
    cookie = resident.client.get_cookie("rondkomenwijzer")
    assert cookie is not None
    for _again in range(3):
        resident.client.set_cookie("rondkomenwijzer", cookie.value)
        resident.get("/controleren")
        resident.get("/uitslag")
    assert all(number >= 0 for number in counts(app, StopsByTopic).values())
    assert counts(app, JourneysByMode) == {"wizard": 1}


def test_switched_off_nothing_is_kept_and_no_file_is_made(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    app = make_app(COUNTS=False, DATABASE=f"sqlite:///{path}")
    resident = Resident(app)
    resident.walk(SINGLE_PARENT.sent)
    resident.get("/uitslag")
    assert not path.exists()
    with resident.client.session_transaction() as session:
        assert counting.MARK not in session


def test_counts_of_more_than_two_years_ago_go(app: Flask) -> None:
    database: Database = app.extensions["database"]
    old, kept = WEEK - timedelta(weeks=105), WEEK - timedelta(weeks=104)
    with database.transaction() as rows:
        for table, key in (
            (JourneysByMode, {"mode": "wizard"}),
            (JourneysByLanguage, {"language": "nl"}),
            (OutcomesByScheme, {"scheme": "iit", "status": "likely"}),
            (StopsByTopic, {"topic": "inkomen"}),
        ):
            rows.add_all([table(week=old, number=7, **key), table(week=kept, number=7, **key)])
    Resident(app).answer("gemeente", {"choice": "enschede"})
    for table in COUNTS:
        assert {week for week, _key in counted(database, table, [old, kept])} == {kept}


@pytest.mark.parametrize(
    ("number", "shown"), [(0, 0), (4, 0), (5, 10), (14, 10), (15, 20), (1237, 1240), (-3, 0), (10, 10)]
)
def test_a_figure_is_rounded_to_tens(number: int, shown: int) -> None:
    assert rounded(number) == shown


def test_only_weeks_that_are_over() -> None:
    assert monday(ON) == WEEK
    assert weeks_ended(ON, 2) == (date(2026, 11, 2), date(2026, 11, 9))
    assert weeks_ended(date(2026, 11, 23), 1) == (WEEK,)


def test_the_tables_share_nothing_but_the_week() -> None:
    names = [{column.name for column in table.__table__.columns} for table in COUNTS]
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            assert one & other == {"week", "number"}
    assert all(not table.__table__.foreign_keys for table in COUNTS)


def test_the_privacy_page_says_what_is_counted_and_when_nothing_is() -> None:
    counting_site, other = Resident(make_app(COUNTS=True)), Resident(make_app(COUNTS=False))
    on, off = (one.get("/privacy").by_id("main").text for one in (counting_site, other))  # type: ignore[union-attr]
    assert "Wat we tellen" in on and "afgerond op tientallen" in on
    assert "We tellen niet hoe vaak" in off and "tientallen" not in off


def test_S09_a_mark_that_no_release_made_is_a_journey_that_counts_no_more(app: Flask) -> None:  # noqa: N802
    for mark in ("", [], ["2026-11-16"], [1, 2], ["no day", "inkomen"], {"week": 1}, 7):
        resident = Resident(app)
        resident.answer("gemeente", {"choice": "enschede"})
        with resident.client.session_transaction() as session:
            session[counting.MARK] = session[counting.AT_TABLE] = mark
        resident.get("/vraag")
        resident.answer("leeftijd", {"number": "34"})
        resident.get("/controleren")
        assert resident.get("/uitslag").path == "/uitslag"
