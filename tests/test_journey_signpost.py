"""What the cookie knows of the last advice saves time and changes nothing: every page is the same without it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from unittest.mock import patch

import pytest
import yaml
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from rules import Advice, Policy, advise, load_policy
from tests.broken_policy import copy_of_policy
from tests.test_wizard_journeys import each_story, random_answer
from tests.webapp_fixtures import ON, Sent, i_do_not_know, make_app
from tests.webapp_households import SINGLE_PARENT, STORIES, Story
from webapp import journey, state
from webapp.questions import Question

DAYS: Final = (ON, date(2026, 12, 31), date(2027, 1, 1), date(2031, 3, 1))
APP: Final = make_app(WTF_CSRF_ENABLED=False)
QUESTIONS: Final[tuple[Question, ...]] = tuple(APP.extensions["catalogue"].questions)
TOKEN: Final = re.compile(r'(name="csrf_token" value=")[^"]*')
ACTIONS: Final = ("next", "next", "next", "open", "post", "post", "wrong", "page", "day", "policy", "restore")
RETURNS: Final = ("", "controleren", "uitslag")


@cache
def policies() -> tuple[Policy, Policy]:
    """The policy, and one with fewer schemes: there other facts are left to ask."""
    with TemporaryDirectory() as folder:
        root = copy_of_policy(Path(folder))
        (root / "municipalities" / "enschede" / "schemes.yaml").write_text("schemes: [leergeld, studietoeslag]\n")
        goals = root / "municipalities" / "enschede" / "reach_goals.yaml"
        kept = [goal for goal in yaml.safe_load(goals.read_text("utf-8"))["goals"] if goal["scheme"] == "leergeld"]
        goals.write_text(yaml.safe_dump({"goals": kept}), encoding="utf-8")
        return load_policy(), load_policy(root)


@contextmanager
def no_memory() -> Iterator[None]:
    """Nothing in the cookie about an earlier advice counts: each page makes its own."""
    with patch.object(state, "knows_next", lambda _: False):
        yield


@contextmanager
def counted() -> Iterator[list[int]]:
    """Counts the advices that are made; the number stands first in the list."""
    number = [0]

    def noted(*arguments: object, make: Callable[..., Advice] = advise) -> Advice:
        number[0] += 1
        return make(*arguments)

    with patch.object(journey, "advise", noted):
        yield number


@contextmanager
def as_it_was() -> Iterator[None]:
    """Puts back the day and the policy."""
    try:
        yield
    finally:
        APP.config["TODAY"] = lambda: ON
        APP.extensions["policy"] = policies()[0]


@dataclass
class Twins:
    """Two residents who do the same: the one with what the cookie knows, the other without."""

    one: FlaskClient = field(default_factory=lambda: FlaskClient(APP))
    other: FlaskClient = field(default_factory=lambda: FlaskClient(APP))
    jars: list[tuple[str, str]] = field(default_factory=list)
    last: TestResponse | None = None

    def do(self, method: str, path: str, sent: Sent | None = None) -> TestResponse:
        """Both ask for the same, and get the same."""
        with counted() as advices:
            mine = self.one.open(path, method=method, data=sent)
        assert advices[0] <= (2 if method == "POST" else 1), (method, path)
        with no_memory():
            theirs = self.other.open(path, method=method, data=sent)
        assert (mine.status_code, mine.location) == (theirs.status_code, theirs.location), (method, path, sent)
        assert without_token(mine) == without_token(theirs), (method, path)
        if cookie_of(self.one) and cookie_of(self.other):
            self.jars.append((cookie_of(self.one), cookie_of(self.other)))
        self.last = mine
        return mine

    def restore(self, place: int) -> None:
        """Both are back at an earlier cookie, as when a browser did not take the new one."""
        if self.jars:
            mine, theirs = self.jars[place % len(self.jars)]
            set_cookie(self.one, mine)
            set_cookie(self.other, theirs)


def cookie_of(client: FlaskClient) -> str:
    found = client.get_cookie(APP.config["SESSION_COOKIE_NAME"])
    return found.value if found else ""


def set_cookie(client: FlaskClient, value: str) -> None:
    client.set_cookie(APP.config["SESSION_COOKIE_NAME"], value)


def without_token(response: TestResponse) -> str:
    return TOKEN.sub(r"\1", response.get_data(as_text=True))


@cache
def on_the_way(story: int, steps: int) -> str:
    """The cookie after so many answers of a story."""
    client = FlaskClient(APP)
    for _ in range(steps):
        path = client.get("/vraag").location
        if path == "/controleren":
            break
        client.post(path, data=STORIES[story].sent[path.removeprefix("/vraag/")])
    return cookie_of(client)


def act(twins: Twins, choose: random.Random) -> None:
    """One thing that a resident, a second tab, a new day or a new policy may do."""
    question = choose.choice(QUESTIONS)
    path = f"/vraag/{question.id}"
    back_to = choose.choice(RETURNS)
    action = choose.choice(ACTIONS)
    if action == "next":
        following = twins.do("GET", "/vraag").location
        found = APP.extensions["catalogue"].find(following.removeprefix("/vraag/"))
        if found is not None:
            twins.do("POST", following, random_answer(found, choose, has_partner=choose.random() < 0.5))
            assert twins.last is not None
            twins.do("GET", twins.last.location.split("#")[0])
    elif action == "open":
        twins.do("GET", f"{path}?terug={back_to}")
    elif action == "post":
        twins.do("POST", path, {**random_answer(question, choose, choose.random() < 0.5), "terug": back_to})
    elif action == "wrong":
        twins.do("POST", path, {"number": "x", "amount": "x", "terug": back_to})
    elif action == "page":
        twins.do("GET", choose.choice(("/", "/controleren", "/uitslag", "/vraag", "/over")))
    elif action == "day":
        today = choose.choice(DAYS)
        APP.config["TODAY"] = lambda: today
    elif action == "policy":
        APP.extensions["policy"] = choose.choice(policies())
    else:
        twins.restore(choose.randrange(100))


@settings(max_examples=60)
@given(st.integers(0, len(STORIES) - 1), st.integers(0, 16), st.randoms(use_true_random=False), st.integers(1, 8))
def test_with_and_without_what_the_cookie_knows_every_page_is_the_same(
    story: int, steps: int, choose: random.Random, actions: int
) -> None:
    twins = Twins()
    begun = on_the_way(story, steps)
    if begun:
        set_cookie(twins.one, begun)
        set_cookie(twins.other, begun)
    with as_it_was():
        for _ in range(actions):
            act(twins, choose)


def step(client: FlaskClient, path: str, story: Story) -> str:
    """Send one answer and open the page that follows; returns its path."""
    question = APP.extensions["catalogue"].find(path.removeprefix("/vraag/"))
    following = client.post(path, data=story.sent.get(question.id) or i_do_not_know(question)).location
    assert client.get(following).status_code == 200
    return following


@each_story
def test_a_step_takes_one_advice_unless_the_page_shows_something_of_it(story: Story) -> None:
    client = FlaskClient(APP)
    asked: list[str] = []
    shows = {"/vraag/leeftijd", "/vraag/laag-inkomen", "/controleren"}  # Urgent help, the norm, every answer.
    path = client.get("/vraag").location
    while path != "/controleren":
        asked.append(path)
        with counted() as advices:
            path = step(client, path, story)
        assert advices[0] == 1 + (path in shows), path
    assert len(asked) >= 8


def test_a_question_out_of_turn_takes_an_advice_to_find_out_whether_it_may_be_asked() -> None:
    client = FlaskClient(APP)
    set_cookie(client, on_the_way(0, 4))
    with counted() as advices:
        assert client.get("/vraag/bezit").status_code == 200
        assert client.get("/vraag/kosten-betaald").status_code == 303
    assert advices[0] == 2


@pytest.mark.parametrize("change", ["day", "policy", "answers"])
def test_what_the_cookie_knows_goes_for_one_household_one_day_and_one_policy(change: str) -> None:
    client = FlaskClient(APP)
    set_cookie(client, on_the_way(STORIES.index(SINGLE_PARENT), 5))
    path = client.get("/vraag").location
    with counted() as advices, as_it_was():
        assert client.get(path).status_code == 200
        assert advices[0] == 0
        if change == "day":
            APP.config["TODAY"] = lambda: date(2026, 11, 22)
        elif change == "policy":
            APP.extensions["policy"] = policies()[1]
        else:
            client.post("/vraag/leeftijd", data={"number": "17"})
        client.get("/vraag")
        assert advices[0] == 1
