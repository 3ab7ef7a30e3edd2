"""Boxes that ask for more: what is filled in belongs to its box, and is never guessed away."""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from rules import load_policy
from tests.webapp_fixtures import Resident, Sent, make_app
from tests.webapp_households import COUPLE, SINGLE_PARENT
from webapp.answers import Answers, facts_of, fits
from webapp.forms import QuestionForm, form_for
from webapp.questions import BoxField, Question, load_catalogue
from webapp.views.wording import in_words, read_back

CATALOGUE: Final = load_catalogue(load_policy())
WITH_FIELDS: Final = [question for question in CATALOGUE.questions if question.kind == "boxes_with_fields"]
FILLED_IN: Final = {"age": "39", "ages": "3 en 8", "money": "2.500"}
each_field = pytest.mark.parametrize(
    ("question", "box", "asked"),
    [(question, choice.value, choice.more) for question in WITH_FIELDS for choice in question.choices if choice.more],
    ids=lambda value: value if isinstance(value, str) else "",
)


def ask(question_id: str) -> Question:
    question = CATALOGUE.find(question_id)
    assert question is not None
    return question


def filled(question_id: str, before: dict[str, Any] | None = None, **sent: Any) -> QuestionForm:
    return form_for(ask(question_id), False, MultiDict(sent), before)


def answer(question_id: str, **sent: Any) -> dict[str, Any]:
    form = filled(question_id, **sent)
    assert form.validate(), form.errors
    return form.answer()


def facts(question_id: str, **sent: Any) -> dict[str, Any]:
    return facts_of(ask(question_id), answer(question_id, **sent))


def mistakes(question_id: str, **sent: Any) -> list[tuple[str, str]]:
    form = filled(question_id, **sent)
    assert not form.validate()
    return form.mistakes


def test_who_lives_in_the_house() -> None:
    assert facts("gezin", boxes="none") == {"has_partner": False, "children_ages": []}
    assert facts("gezin", boxes="partner", partner_age="39") == {
        "has_partner": True,
        "partner_age": 39,
        "children_ages": [],
    }
    assert facts("gezin", boxes="children", children_ages="3 en 8") == {"has_partner": False, "children_ages": [3, 8]}
    both = {"boxes": ["partner", "children"], "partner_age": "39", "children_ages": "0"}
    assert facts("gezin", **both) == {"has_partner": True, "partner_age": 39, "children_ages": [0]}


def test_what_people_own() -> None:
    assert facts("bezit", boxes="none") == {"owns_home": False, "car_value": "0.00"}
    assert facts("bezit", boxes="home") == {"owns_home": True, "car_value": "0.00"}
    assert facts("bezit", boxes="car", car_value="€ 2.500,-") == {"owns_home": False, "car_value": "2500.00"}
    assert facts("bezit", boxes=["home", "car"], car_value="1") == {"owns_home": True, "car_value": "1.00"}


def test_not_knowing_one_thing_leaves_the_rest_known() -> None:
    assert facts("gezin", boxes="partner", partner_age_unknown="1") == {
        "has_partner": True,
        "partner_age": None,
        "children_ages": [],
    }
    assert facts("gezin", boxes="children", children_ages_unknown="1") == {"has_partner": False, "children_ages": None}
    assert facts("bezit", boxes="car", car_value_unknown="1") == {"owns_home": False, "car_value": None}
    assert set(facts("bezit", boxes="unknown").values()) == {None}


@each_field
def test_a_box_that_is_ticked_needs_its_field(question: Question, box: str, asked: BoxField) -> None:
    [(field, text)] = mistakes(question.id, boxes=box)
    assert (field, text) == (asked.fact, asked.errors["empty"])
    assert f"‘{asked.unknown}’" in text, "both ways out are named"
    assert text.startswith("Vul ")


@each_field
@pytest.mark.parametrize("beside", [[], ["none"], ["unknown"]], ids=["nothing", "none", "unknown"])
def test_a_field_without_its_box_is_a_question_and_no_guess(
    question: Question, box: str, asked: BoxField, beside: list[str]
) -> None:
    name = next(choice.text for choice in question.choices if choice.value == box)
    for sent in ({asked.fact: FILLED_IN[asked.kind]}, {f"{asked.fact}_unknown": "1"}):
        [(field, text)] = mistakes(question.id, boxes=beside, **sent)
        assert (field, text) == (asked.fact, asked.errors["not_ticked"])
        assert f"‘{name}’" in text and "haal weg" in text


@each_field
def test_filled_in_and_not_known_is_one_too_many(question: Question, box: str, asked: BoxField) -> None:
    sent = {asked.fact: FILLED_IN[asked.kind], f"{asked.fact}_unknown": "1"}
    assert mistakes(question.id, boxes=box, **sent) == [(asked.fact, asked.errors["both"])]


@each_field
def test_what_is_not_understood_is_said_first(question: Question, box: str, asked: BoxField) -> None:
    for boxes in ([], [box]):
        [(field, text)] = mistakes(question.id, boxes=boxes, **{asked.fact: "zoveel"})
        assert (field, text) == (asked.fact, asked.errors["not_money" if asked.kind == "money" else "not_a_number"])


def test_who_takes_the_tick_away_does_not_have_to_empty_what_stood_there() -> None:
    """Style may hide the field then. What was typed anew at a box without a tick is still never dropped."""
    before = answer("gezin", boxes=["partner", "children"], partner_age="39", children_ages="8")
    gone = filled("gezin", before, boxes="children", partner_age="39", children_ages="8")
    assert gone.validate(), gone.errors
    assert gone.answer() == {"boxes": ["children"], "fields": {"children_ages": [8]}}
    changed = filled("gezin", before, boxes="children", partner_age="40", children_ages="8")
    assert not changed.validate()
    unsure = answer("gezin", boxes="partner", partner_age_unknown="1")
    assert filled("gezin", unsure, boxes="none", partner_age_unknown="1").validate()
    assert not filled("gezin", unsure, boxes="none", partner_age_unknown="1", partner_age="39").validate()
    assert not filled("gezin", before, partner_age="39", children_ages="8").validate(), "nothing is ticked at all"


def test_an_answer_comes_back_into_the_form() -> None:
    for sent in (
        {"boxes": ["partner", "children"], "partner_age": "39", "children_ages": "3, 8"},
        {"boxes": ["partner"], "partner_age_unknown": "1"},
        {"boxes": ["none"]},
    ):
        given_ = answer("gezin", **sent)
        again = form_for(ask("gezin"), True, None, given_)
        assert again.validate(), again.errors
        assert again.answer() == given_
        assert fits(ask("gezin"), given_)


@pytest.mark.parametrize(
    "stale",
    [
        {"boxes": ["partner"]},
        {"boxes": ["partner"], "fields": {}},
        {"boxes": ["dog"], "fields": {}},
        {"boxes": [], "fields": {"partner_age": 39}},
    ],
)
def test_an_answer_of_an_older_catalogue_does_not_fit(stale: object) -> None:
    assert not fits(ask("gezin"), stale)


@given(st.sets(st.sampled_from(["partner", "children", "none", "unknown"])), st.text(max_size=8), st.text(max_size=8))
def test_whatever_is_sent_is_an_answer_or_a_mistake_with_a_place(boxes: set[str], age: str, ages: str) -> None:
    form = filled("gezin", boxes=sorted(boxes), partner_age=age, children_ages=ages)
    if form.validate():
        assert facts_of(ask("gezin"), form.answer()).keys() <= set(ask("gezin").facts)
        assert bool(age.strip()) <= ("partner" in boxes)
    else:
        assert form.mistakes


def test_the_answer_in_words() -> None:
    with make_app().test_request_context("/"):
        many = answer("gezin", boxes=["partner", "children"], partner_age="39", children_ages="3, 8")
        assert in_words(ask("gezin"), many) == ["Een partner van 39 jaar", "2 kinderen: 3 en 8 jaar"]
        unsure = answer("gezin", boxes=["partner"], partner_age_unknown="1")
        assert in_words(ask("gezin"), unsure) == ["Een partner. De leeftijd weet u niet."]
        owned = answer("bezit", boxes=["home", "car"], car_value="2500")
        assert in_words(ask("bezit"), owned) == ["Ja, een eigen huis", "Een auto van €\u00a02.500,00"]
        assert in_words(ask("bezit"), {"none": True}) == ["Nee, geen van beide"]
        for given_, said in ((many, "Een partner van 39 jaar en 2 kinderen: 3 en 8 jaar"), (unsure, "")):
            assert read_back(Answers(CATALOGUE).put(ask("gezin"), given_), ask("gezin")) == said


def test_the_fields_stand_at_their_box_and_are_named_apart() -> None:
    resident = Resident(make_app())
    for question_id in ("gemeente", "nood", "leeftijd"):
        resident.answer(question_id, SINGLE_PARENT.sent[question_id])
    page = resident.get("/vraag/gezin")
    labels = [page.label_of(field) for field in page.fields]
    assert len(set(labels)) == len(labels)
    [box] = page.all("input", value="partner")
    hint = page.by_id(box.get("aria-describedby"))
    assert hint is not None and hint.text == "Uw man of vrouw, of iemand met wie u samen een huishouden hebt."
    [field] = page.all("input", name="partner_age")
    assert (
        page.elements.index(box)
        < page.elements.index(field)
        < page.elements.index(page.all("input", value="children")[0])
    )
    assert not [e for e in page.elements if "box__more--open" in e.classes]


def test_an_error_opens_the_field_it_is_about() -> None:
    resident = Resident(make_app())
    for question_id in ("gemeente", "nood", "leeftijd"):
        resident.answer(question_id, SINGLE_PARENT.sent[question_id])
    resident.post("/vraag/gezin", {"boxes": ["none"], "partner_age": "39"})
    page = resident.get("/vraag/gezin")
    assert page.errors == [
        "U vulde iets in bij uw partner. Kruis dan ook ‘Ja, een partner’ aan. Of haal weg wat u invulde."
    ]
    [opened] = [e for e in page.elements if "box__more--open" in e.classes]
    [field] = page.all("input", name="partner_age")
    assert field.closest("div", "fieldset") is not None
    assert field.get("value") == "39"
    assert page.elements.index(opened) < page.elements.index(field)
    assert resident.answer("gezin", {"boxes": ["none"], "partner_age": ""}).path == "/vraag/inkomen"


def test_the_partner_goes_with_one_tick_less() -> None:
    resident = Resident(make_app())
    resident.walk(COUPLE.sent)
    assert "Een partner van 39 jaar" in resident.get("/controleren").all("main")[0].text
    sent: Sent = {"boxes": ["children"], "partner_age": "39", "children_ages": "13"}
    assert not resident.answer("gezin", sent, back_to="controleren").errors
    facts_now = resident.answers().facts
    assert (facts_now["has_partner"], facts_now["children_ages"]) == (False, [13])
    assert "partner_age" not in facts_now
