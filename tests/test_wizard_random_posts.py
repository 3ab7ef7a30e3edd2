"""Whatever is sent to whichever question: never an error of ours, and always a redirect."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import STORIES

APP = make_app(WTF_CSRF_ENABLED=False)
QUESTIONS = list(APP.extensions["catalogue"].questions)
NAMES = [
    "choice",
    "boxes",
    "number",
    "ages",
    "amount",
    "have",
    "owe",
    "years",
    "months",
    "none",
    "unknown",
    "terug",
] + [f"{name}_{line}" for name in ("who", "what", "amount", "period") for line in (1, 2, 3, 4, 5)]
CHOICES = [choice.value for question in QUESTIONS for choice in question.choices]
SENSIBLE = [
    "yes",
    "no",
    "unknown",
    "none",
    "34",
    "3, 8",
    "1.395,00",
    "0",
    "",
    "self",
    "partner",
    "week",
    "month",
    "uitslag",
]

values = st.one_of(st.sampled_from(SENSIBLE + CHOICES), st.text(max_size=250))
forms = st.dictionaries(st.sampled_from(NAMES), st.lists(values, min_size=1, max_size=3), max_size=8)
steps = st.lists(st.tuples(st.sampled_from([question.id for question in QUESTIONS]), forms), min_size=1, max_size=6)


def begin(story: int) -> Resident:
    """A resident who has answered everything, so that most posts reach a question that may be asked."""
    resident = Resident(APP)
    resident.client.set_cookie("rondkomenwijzer", answered(story))
    return resident


@cache
def answered(story: int) -> str:
    """The cookie after a whole journey."""
    resident = Resident(APP)
    for _ in range(40):
        path = resident.client.get("/vraag").headers["Location"]
        if path == "/controleren":
            break
        question_id = path.removeprefix("/vraag/")
        resident.client.post(path, data=dict(STORIES[story].sent[question_id]))
    cookie = resident.client.get_cookie("rondkomenwijzer")
    assert cookie is not None
    return cookie.value


@settings(max_examples=80)
@given(st.integers(0, len(STORIES) - 1), steps)
def test_any_post_is_answered_with_a_redirect_and_every_page_stays_whole(
    story: int, sent: list[tuple[str, dict[str, list[str]]]]
) -> None:
    resident = begin(story)
    for question_id, form in sent:
        response = resident.client.post(f"/vraag/{question_id}", data=form)
        assert response.status_code == 303
        resident.get(response.headers["Location"].split("#")[0])
    for path in ("/controleren", "/uitslag"):
        resident.get(path)
    cookie = resident.client.get_cookie("rondkomenwijzer")
    assert cookie is not None and len(cookie.value) < 3800
