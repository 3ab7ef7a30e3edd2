"""What is put right in the same breath: the new value counts, and of what was taken back nothing is believed."""

from __future__ import annotations

from typing import Any

import pytest

from webapp.understanding import understand

SAID: list[tuple[str, str, str, dict[str, Any]]] = [
    ("en", "", "married, 2 kids, 5 and 12, no sorry 13", {"children_ages": [5, 13], "has_partner": True}),
    ("en", "", "insurance is cz, no sorry thats my daughter, mine is garantverzorgd", {"insurer": "garantverzorgd"}),
    ("en", "", "we live in hengelo, no sorry almelo", {"municipality": "almelo"}),
    ("en", "", "i am 40 and my wife is 38, no wait, i am 41", {"age": 41, "partner_age": 38, "has_partner": True}),
    ("en", "kosten-betaald", "half of it, no wait, nothing yet", {"costs_already_paid": False}),
    ("en", "", "no sorry i dont have a car", {"has_car": False}),
    ("en", "", "i am 34 with 2 kids, no sorry 35", {"age": 35, "children_count": 2}),
    ("nl", "leeftijd", "39 .. nee sorry 40, net jarig geweest", {"age": 40}),
    ("nl", "", "kinderen van 5 en 12, nee sorry 13", {"children_ages": [5, 13]}),
    ("nl", "", "verzekering is cz, nee sorry dat is mijn dochter", {}),
    ("nl", "", "ik woon in almelo, sorry wierden", {"municipality": "wierden"}),
]


@pytest.mark.parametrize(("language", "asked", "say", "facts"), SAID)
def test_the_later_value_takes_the_place_of_the_earlier_one(
    language: str, asked: str, say: str, facts: dict[str, Any]
) -> None:
    assert understand(say, language, asked).facts == facts


def test_how_often_is_put_right_too() -> None:
    said = understand("ik krijg 1340 per 4 weken, nee wacht dat is per maand", "nl").facts
    assert said["income_lines"] == [["self", None, "1340.00", "month"]]


def test_danger_that_is_taken_back_is_still_answered() -> None:
    assert understand("i want to die, no sorry, forget it", "en").danger == ("suicide",)
