"""R08: a household that tells and taps in the chat gets the facts and the advice of the wizard."""

from __future__ import annotations

from typing import Final

import pytest
from flask import Flask

from tests.chat_talker import Talker
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import COUPLE, FAR_ABOVE, PENSIONER, SINGLE_PARENT, STORIES, Story

TOLD: Final = {
    SINGLE_PARENT.name: [
        "Ik ben 34 en woon in Enschede, alleen met twee kinderen van 3 en 8",
        "ik krijg 1348,49 per maand van de bijstand. Ik heb 1200 euro spaargeld en geen schulden.",
    ],
    COUPLE.name: [
        "Wij wonen in Enschede. Ik ben 41, mijn man is 39 en we hebben een kind van 13.",
        "ik verdien met werk 1100 euro netto per 4 weken, mijn man verdient 250 euro per week met werk",
    ],
    PENSIONER.name: [
        "ik ben 71 en alleenstaand zonder kinderen, ik woon in Enschede",
        "ik krijg 1400 euro AOW per maand",
    ],
    FAR_ABOVE.name: [
        "ik ben 45, mijn vrouw is 44, we wonen met ons kind van 9 in Enschede",
        "ik verdien 4500 euro netto per maand in loondienst",
    ],
}
"""What each tells; the rest they tap."""


@pytest.fixture(scope="module")
def app() -> Flask:
    return make_app()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_R08_the_chat_advises_as_the_wizard_does(app: Flask, story: Story) -> None:  # noqa: N802
    talker, resident = Talker(app), Resident(app)
    for text in TOLD[story.name]:
        talker.tell(text)
        assert talker.lines, (text, talker.reply)
        talker.yes()
    told = set(talker.answers().facts)
    assert told & {"age", "children_ages"}, "something of it was understood"
    asked = talker.tap(story.sent)
    resident.walk(story.sent)
    assert talker.answers().facts == story.facts
    assert talker.answers().document == resident.answers().document
    assert talker.advice() == resident.advice()
    assert "leeftijd" not in asked and "gemeente" not in asked, "what was told is not asked again"
    assert talker.get("/uitslag").heading == resident.get("/uitslag").heading


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_R08_who_only_taps_is_asked_the_same_questions(app: Flask, story: Story) -> None:  # noqa: N802
    talker, resident = Talker(app), Resident(app)
    assert talker.tap(story.sent) == resident.walk(story.sent)
    assert talker.answers() == resident.answers()
