"""How many questions a household is asked, in which order; and that the topics come one after the other."""

from __future__ import annotations

import random
from functools import cache
from typing import Final

import pytest
from werkzeug.datastructures import MultiDict

from rules import FACTS, advise, load_policy, parse_household
from tests.test_wizard_journeys import random_answer
from tests.webapp_fixtures import ON, Resident, Sent, make_app
from tests.webapp_households import COUPLE, FAR_ABOVE, PENSIONER, SINGLE_PARENT, STORIES, Story
from webapp.answers import Answers, accept
from webapp.forms import form_for
from webapp.journey import advice_for, next_question
from webapp.questions import Question

APP: Final = make_app()
POLICY: Final = load_policy()
BEGIN: Final = ["gemeente", "nood", "leeftijd", "gezin", "inkomen"]
UNDER_THE_LIMITS: Final = [*BEGIN, "zorgverzekering", "kosten", "verblijf", "studie", "vermogen", "bezit"]
END: Final = ["rekeningen", "hulp"]
ASKED: Final[dict[str, list[str]]] = {
    SINGLE_PARENT.name: [
        *BEGIN,
        *("zorgverzekering", "kosten", "kosten-betaald", "verblijf", "studie"),
        *("vermogen", "bezit", "laag-inkomen", "geldt-dit"),
        *END,
    ],
    COUPLE.name: [*UNDER_THE_LIMITS, *END],
    PENSIONER.name: [*UNDER_THE_LIMITS, *END],
    FAR_ABOVE.name: [*BEGIN, "studie", *END],
}
MOST: Final = 16
FAR_ABOVE_MOST: Final = 8
MOST_OF_ALL: Final = 18
"""Of any household; seventeen is the most that was found among the random ones."""

HOUSEHOLDS: Final = 120
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)


@each_story
def test_so_many_questions_are_asked_in_this_order(story: Story) -> None:
    asked = Resident(make_app()).walk(story.sent)
    assert asked == ASKED[story.name]
    assert len(asked) <= (FAR_ABOVE_MOST if story is FAR_ABOVE else MOST)


def one_more(answers: Answers, question: Question, choose: random.Random) -> Answers:
    """The answers with one drawn at random that fits them; always of somebody who lives here."""
    here: Sent = {"choice": "enschede"}
    while True:
        sent = here if question.id == "gemeente" else random_answer(question, choose, answers.has_partner)
        form = form_for(question, answers.has_partner, MultiDict(dict(sent)))
        found = accept(answers, question, form.answer(), POLICY) if form.validate() else None
        if isinstance(found, Answers):
            return found


def asked_of(seed: int) -> list[Question]:
    """The questions that one household is asked."""
    choose = random.Random(seed)
    answers = Answers(APP.extensions["catalogue"])
    asked: list[Question] = []
    while question := next_question(answers, advice_for(answers, POLICY, ON)):
        asked.append(question)
        answers = one_more(answers, question, choose)
    return asked


@cache
def journeys() -> tuple[list[Question], ...]:
    """What each of many households is asked."""
    with APP.test_request_context("/"):
        return tuple(asked_of(seed) for seed in range(HOUSEHOLDS))


def test_no_household_is_asked_much_more() -> None:
    longest = max(journeys(), key=len)
    assert len(longest) <= MOST_OF_ALL, [question.id for question in longest]
    assert len(longest) >= MOST, "the households are too much alike to tell"
    assert sum(len(asked) <= MOST for asked in journeys()) > HOUSEHOLDS * 0.9


def test_the_topics_come_one_after_the_other() -> None:
    """A topic may be left out, but hardly ever comes back: a soft condition opens once the hard ones are known."""
    order = [topic for topic, _title in APP.extensions["catalogue"].topics]
    places = [[order.index(question.topic_id) for question in asked] for asked in journeys()]
    assert sum(place == sorted(place) for place in places) >= HOUSEHOLDS - 1
    assert {order[place] for places_of_one in places for place in places_of_one} == set(order)


@each_story
def test_the_open_facts_are_those_of_the_contract_and_stay_out_of_its_json(story: Story) -> None:
    """Whatever was told so far: absent facts, in the fixed order, beginning with the next fact."""
    for told in range(len(story.facts) + 1):
        facts = dict(list(story.facts.items())[:told])
        advice = advise(parse_household({"municipality": "enschede", "facts": facts}, POLICY), ON, POLICY)
        order = ["urgent_threats", *(fact for fact in FACTS if fact != "urgent_threats")]
        assert list(advice.open_facts) == [fact for fact in order if fact in advice.open_facts]
        assert not facts.keys() & set(advice.open_facts)
        assert advice.as_json()["next_fact"] == next(iter(advice.open_facts), None)
        assert "open_facts" not in advice.as_json()
        blocking = {fact for scheme in advice.schemes for fact in scheme.blocking_facts}
        assert {fact for fact in blocking if fact not in facts} <= set(advice.open_facts)
