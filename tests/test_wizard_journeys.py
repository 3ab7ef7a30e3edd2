"""Whole journeys: the advice on the page is the advice of the rules; nothing is asked twice or for nothing (F14)."""

from __future__ import annotations

import random
from typing import Any

import pytest

from rules import advise, load_policy, parse_household
from tests.webapp_fixtures import ON, Resident, Sent, i_do_not_know, make_app
from tests.webapp_households import FAR_ABOVE, PENSIONER, SINGLE_PARENT, STORIES, Story
from webapp.journey import advice_for
from webapp.questions import Question
from webapp.views import group_of

each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)


@each_story
def test_the_wizard_gives_the_advice_of_the_rules(story: Story) -> None:
    resident = Resident(make_app())
    resident.walk(story.sent)
    facts = resident.answers().facts
    in_any_order = {name: sorted(v) if isinstance(v, list) else v for name, v in facts.items()}
    assert in_any_order == {name: sorted(v) if isinstance(v, list) else v for name, v in story.facts.items()}
    policy = load_policy()
    expected = advise(parse_household({"municipality": "enschede", "facts": story.facts}, policy), ON, policy)
    assert resident.advice().as_json() == expected.as_json()


@each_story
def test_the_result_page_shows_every_scheme_in_its_group(story: Story) -> None:
    resident = Resident(make_app())
    resident.walk(story.sent)
    page = resident.get("/uitslag")
    for scheme in resident.advice().schemes:
        title = page.by_id(f"scheme-{scheme.id}")
        assert title is not None and title.text == scheme.title
        section = title.parent
        while section is not None and section.tag != "section":
            section = section.parent
        assert section is not None and section.get("aria-labelledby") == group_of(scheme)
    text = page.all("main")[0].text
    assert "geen aanvraag en geen besluit" in text
    assert resident.advice().policy_version in text
    assert "21 november 2026" in text
    assert "31 december 2026" in text


def test_the_single_parent_sees_an_amount_and_how_to_apply() -> None:
    resident = Resident(make_app())
    resident.walk(SINGLE_PARENT.sent)
    text = resident.get("/uitslag").all("main")[0].text.replace("\u00a0", " ")
    assert "€ 244,00 per jaar" in text
    assert "Zo vraagt u het aan" in text
    assert "U krijgt al bijstand" in text or "U hebt dit al" in text


def test_far_over_a_limit_nothing_says_that_asking_may_still_help() -> None:
    resident = Resident(make_app())
    resident.walk(FAR_ABOVE.sent)
    text = resident.get("/uitslag").all("main")[0].text
    assert "hoger dan de grens van" in text
    assert "Vraag de gemeente of het toch kan" not in text
    assert "Bij een hoge huur kan het soms toch" not in text


def test_a_possible_scheme_always_says_why_it_is_not_sure() -> None:
    resident = Resident(make_app())
    resident.walk({**PENSIONER.sent, "leeftijd": {"number": "50"}, "inkomen": {"none": "1"}})
    card = resident.get("/uitslag").by_id("scheme-algemene_bijstand")
    assert card is not None and card.parent is not None
    assert "de gemeente bekijkt het voor elke persoon apart" in card.parent.text


def test_elsewhere_nothing_is_said_about_amounts_of_enschede() -> None:
    resident = Resident(make_app())
    resident.walk({"gemeente": {"choice": "elsewhere"}, "andere-gemeente": {"choice": "hengelo"}})
    text = resident.get("/uitslag").all("main")[0].text
    assert "U woont in Hengelo" in text
    assert "De bedragen gelden" not in text


def test_help_that_cannot_wait_is_shown_at_once_and_stays_off_paper() -> None:
    resident = Resident(make_app())
    resident.answer("gemeente", {"choice": "enschede"})
    page = resident.answer("nood", PENSIONER.sent["nood"])
    assert page.path == "/vraag/leeftijd"
    assert "tel:08002000" in page.links
    resident.walk(PENSIONER.sent)
    page = resident.get("/uitslag")
    card = page.by_id("referral-veilig_thuis")
    assert card is not None and card.parent is not None
    assert "not-on-paper" in card.parent.get("class")
    main = page.all("main")[0].text
    assert main.index("Veilig Thuis") < main.index("Waarschijnlijk wel")


def random_answer(question: Question, choose: random.Random, has_partner: bool) -> Sent:
    """Something a resident might fill in."""
    if choose.random() < 0.15:
        return i_do_not_know(question)
    values = [choice.value for choice in question.choices]
    if question.kind in ("choice", "yes_no"):
        return {"choice": choose.choice(values)}
    if question.kind == "boxes":
        return {"boxes": choose.sample(values, choose.randint(1, 2)) if choose.random() < 0.6 else ["none"]}
    if question.kind == "boxes_with_fields":
        return random_boxes_with_fields(question, choose)
    simple: dict[str, dict[str, Any]] = {
        "age": {"number": str(choose.choice([17, 19, 30, 45, 66, 67, 80]))},
        "balance": {"have": choose.choice(["0", "1.000", "9.000", "90.000"]), "owe": choose.choice(["0", "500,50"])},
        "duration": {"years": choose.choice(["0", "4", "5", "7"])},
    }
    return simple.get(question.kind) or random_income(values, choose, has_partner)


def random_boxes_with_fields(question: Question, choose: random.Random) -> Sent:
    """Some boxes, each with its field filled in, or now and then not known."""
    ticked = [choice for choice in question.choices if choose.random() < 0.5]
    values = {"age": ["19", "30", "66", "80"], "ages": ["5", "3, 12 en 17"], "money": ["3.000", "9000"]}
    sent: dict[str, str | list[str]] = {"boxes": [choice.value for choice in ticked] or ["none"]}
    for more in (choice.more for choice in ticked if choice.more):
        if choose.random() < 0.15:
            sent[f"{more.fact}_unknown"] = "1"
        else:
            sent[more.fact] = choose.choice(values[more.kind])
    return sent


def random_income(kinds: list[str], choose: random.Random, has_partner: bool) -> Sent:
    if choose.random() < 0.1:
        return {"none": "1"}
    sent: dict[str, str | list[str]] = {}
    for line in range(1, choose.randint(2, 4)):
        sent |= {f"what_{line}": choose.choice([kind for kind in kinds if kind != "student_finance"])}
        sent |= {f"amount_{line}": choose.choice(["350", "700", "1.400", "2.000,50"])}
        sent |= {f"period_{line}": choose.choice(["week", "four_weeks", "month"])}
        if has_partner:
            sent[f"who_{line}"] = choose.choice(["self", "partner"])
    return sent


def random_journey(seed: int) -> set[str]:
    """One journey; asserts at every step that the question asks for an open fact, that none before it in the catalogue
    does, and that it was not asked before."""
    choose = random.Random(seed)
    resident = Resident(make_app())
    asked: set[str] = set()
    page = resident.get("/vraag")
    while page.path != "/controleren":
        question = resident.catalogue.find(page.path.removeprefix("/vraag/"))
        assert question is not None and question.id not in asked
        answers = resident.answers()
        advice = advice_for(answers, load_policy(), ON)
        if advice is not None:
            earlier = resident.catalogue.questions[: resident.catalogue.questions.index(question)]
            passed = [one for one in earlier if one.needs is None and answers.of(one) is None]
            assert set(question.facts) & set(advice.open_facts)
            assert [one.id for one in passed if set(one.facts) & set(advice.open_facts)] == []
            assert not set(question.facts) & answers.facts.keys() - {"income"}
        asked.add(question.id)
        sent = random_answer(question, choose, answers.has_partner)
        if question.id == "gemeente" and choose.random() < 0.8:
            sent = {"choice": "enschede"}
        if question.id == "soort-inkomen":
            sent = {"boxes": ["work"]}
        page = resident.answer(question.id, sent)
        assert not page.errors, (question.id, sent, page.errors)
    assert resident.advice().next_fact is None
    resident.get("/uitslag")
    return asked


def test_random_residents_are_asked_nothing_twice_and_nothing_for_nothing() -> None:
    asked: set[str] = set()
    for seed in range(60):
        asked |= random_journey(seed)
    everything = {question.id for question in Resident(make_app()).catalogue.questions}
    rarely = {"geldt-dit"}  # Only when all else about the inkomenstoeslag fits: the single parent is asked.
    assert everything - asked <= rarely


def test_somebody_who_knows_nothing_gets_to_the_end() -> None:
    resident = Resident(make_app())
    resident.walk({})
    page = resident.get("/uitslag")
    assert "klopt alleen als u in de gemeente Enschede woont" in page.all("main")[0].text
    assert page.by_id("unknown") is not None
