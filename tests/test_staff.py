"""The conversation at a table: any order, the same advice as everywhere, one conversation at a time, nothing kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from flask import Flask

from rules import load_policy, parse_household
from tests.staff_talk import Talk, staff_app
from tests.taker import app_with_link, link_of, somebody
from tests.webapp_fixtures import Resident, Sent, make_app
from tests.webapp_households import PENSIONER, SINGLE_PARENT, STORIES, Story
from webapp.questions import CatalogueError, load_catalogue
from webapp.questions.catalogue import CONVERSATION, talk_groups
from webapp.views import group_of


@pytest.fixture(scope="module")
def app() -> Flask:
    return staff_app()


@pytest.fixture
def talk(app: Flask) -> Talk:
    return Talk(app)


def told(talk: Talk) -> str:
    status = talk.page.by_id("gesprek-melding")
    assert status is not None
    return status.text


def states(talk: Talk) -> dict[str, str]:
    """{question id: how it stands}."""
    found = {}
    for part in talk.page.all("article"):
        [state] = [name.removeprefix("talk--") for name in part.classes if name.startswith("talk--")]
        found[part.get("id").removesuffix("-deel")] = state
    return found


@pytest.mark.parametrize("path", ["/gesprek", "/gesprek/testgeval.yaml", "/gesprek/antwoord/nood", "/gesprek/volgende"])
def test_where_it_is_switched_off_the_address_does_not_exist(path: str) -> None:
    assert Resident(make_app()).client.get(path).status_code == 404


def test_all_questions_that_have_a_meaning_stand_in_the_groups_of_a_talk(talk: Talk) -> None:
    groups = [part.get("id") for part in talk.page.all("section") if "table__group" in part.classes]
    assert groups == [
        f"groep-{id_}" for id_ in ("dringend", "wonen", "gezin", "geld", "schulden", "gezondheid", "hulp")
    ]
    questions = set(states(talk))
    assert {"nood", "gemeente", "leeftijd", "gezin", "inkomen", "vermogen", "rekeningen", "kosten", "hulp"} <= questions
    assert "kosten-betaald" not in questions, "there are no costs yet"
    talk.send("kosten", {"boxes": ["appliances"]})
    assert "kosten-betaald" in states(talk)


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [("questions: [hulp]", "questions: []", "hulp"), ("questions: [nood]", "questions: [nood, hulp]", "hulp")],
)
def test_a_question_without_a_group_or_in_two_stops_the_site(
    tmp_path: Path, before: str, after: str, named: str
) -> None:
    questions = load_catalogue(load_policy()).questions
    text = CONVERSATION.read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "conversation.yaml").write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(CatalogueError, match=f"each question must stand in one group: {named}"):
        talk_groups(questions, tmp_path / "conversation.yaml")


@pytest.mark.parametrize("by_script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_R08_the_advice_is_that_of_the_wizard(app: Flask, story: Story, by_script: bool) -> None:  # noqa: N802, FBT001
    resident = Resident(app)
    resident.walk(story.sent)
    talk = Talk(app)
    backwards = dict(reversed(list(story.sent.items())))
    talk.tell(backwards, by_script=by_script)
    asked = {entry.question.id: story.sent[entry.question.id] for entry in resident.answers().entries}
    assert set(asked) <= set(story.sent)
    wizard, table = resident.advice(), talk.conversation_advice()
    assert talk.outcome() == {scheme.id: group_of(scheme) for scheme in table.schemes}
    settled = {scheme.id: scheme.status for scheme in wizard.schemes if scheme.status != "unknown"}
    assert {id_: table.scheme(id_).status for id_ in settled} == settled


def test_the_next_question_is_suggested_and_another_may_be_answered(talk: Talk) -> None:
    assert states(talk)["gemeente"] == "next"
    talk.send("hulp", {"boxes": ["paperwork"]})
    assert states(talk)["hulp"] == "answered"
    assert states(talk)["gemeente"] == "next"
    suggestion = talk.page.by_id("volgende-vraag")
    assert suggestion is not None and "In welke gemeente woont u?" in suggestion.text


def test_what_changes_nothing_now_says_so_and_can_be_answered_still(talk: Talk) -> None:
    talk.tell({"gemeente": {"choice": "enschede"}, "leeftijd": {"number": "16"}})
    later = [id_ for id_, state in states(talk).items() if state == "later"]
    assert later
    assert talk.page.by_id(f"{later[0]}-vraag") is not None


def test_when_a_partner_comes_the_answers_for_one_are_asked_again(talk: Talk) -> None:
    talk.send("verblijf", {"choice": "five-years"})
    first = states(talk)["verblijf"]
    talk.send("gezin", {"boxes": ["partner"], "partner_age": "40"})
    assert (first, states(talk)["verblijf"]) == ("answered", "again")


def test_what_an_answer_changed_is_marked_until_the_next(talk: Talk) -> None:
    talk.tell(dict(SINGLE_PARENT.sent))
    talk.get("/gesprek")
    assert not [one for one in talk.page.all("details") if "rule--changed" in one.classes]
    talk.send("zorgverzekering", {"choice": "garantverzorgd"})
    [changed] = [one for one in talk.page.all("details") if "rule--changed" in one.classes]
    assert changed.get("id") == "uit-garantverzorgd"
    assert "Veranderd" in changed.text


def test_every_outcome_opens_to_text_source_date_and_trace(talk: Talk) -> None:
    talk.tell(dict(SINGLE_PARENT.sent))
    advice = talk.conversation_advice()
    for scheme in advice.schemes:
        rule = talk.page.by_id(f"uit-{scheme.id}")
        assert rule is not None
        text = rule.text.replace("\u00a0", " ")
        for finding in scheme.conditions:
            assert str(finding.text).replace("\u00a0", " ") in text
        links = [link.get("href") for link in talk.page.all("a") if link.inside("details")]
        assert {finding.source.url for finding in scheme.conditions} <= set(links)
        assert "(nagekeken op " in text
        assert all(step.rule in text for step in advice.trace if step.rule.startswith(f"{scheme.id}."))


@pytest.mark.parametrize("by_script", [True, False], ids=["script", "no-script"])
def test_a_mistake_is_said_at_its_question_and_nothing_is_lost(talk: Talk, by_script: bool) -> None:  # noqa: FBT001
    talk.send("gemeente", {"choice": "enschede"})
    response = talk.send("leeftijd", {"number": "veertig"}, by_script=by_script)
    if not by_script:
        assert (response.status_code, response.headers["Location"]) == (303, "/gesprek#fouten")
        talk.get("/gesprek")
    field = talk.page.by_id("leeftijd-number")
    assert field is not None
    assert (field.get("value"), field.get("aria-invalid")) == ("veertig", "true")
    assert "in cijfers" in told(talk)
    assert states(talk)["gemeente"] == "answered"


def test_while_somebody_is_still_filling_in_nothing_is_said_of_mistakes(talk: Talk) -> None:
    half: Sent = {"what_1": "work"}
    response = talk.send("inkomen", half, headers={"Still-Filling-In": "1"})
    assert (response.status_code, response.get_data()) == (204, b"")
    assert "Vul" in told_after(talk, half)


def told_after(talk: Talk, sent: Sent) -> str:
    talk.send("inkomen", sent)
    return told(talk)


def test_an_answer_that_contradicts_another_names_the_question(talk: Talk) -> None:
    talk.send("gemeente", {"choice": "enschede"})
    talk.send("studie", {"choice": "no"})
    line: Sent = {"what_1": "student_finance", "amount_1": "300", "period_1": "month"}
    assert "studiefinanciering" in told_after(talk, line)


def test_a_second_tab_cannot_mix_two_conversations(app: Flask) -> None:
    talk = Talk(app)
    talk.tell(dict(PENSIONER.sent))
    old_page, old_name = talk.page, talk.name
    talk.post("/gesprek/volgende", {})
    talk.get("/gesprek")
    assert talk.name != old_name
    assert talk.conversation_answers() == {}
    talk.page = old_page
    talk.send("leeftijd", {"number": "71"})
    talk.get("/gesprek")
    assert "hoorde bij een gesprek dat gewist is" in told(talk)
    assert talk.conversation_answers() == {}


def test_the_wizard_in_another_tab_and_the_conversation_know_nothing_of_each_other(app: Flask) -> None:
    talk = Talk(app)
    talk.send("leeftijd", {"number": "71"})
    assert talk.answers().entries == ()
    talk.answer("gemeente", {"choice": "enschede"})
    talk.get("/gesprek")
    assert talk.conversation_answers() == {"leeftijd": {"number": 71}}


def test_the_next_conversation_leaves_nothing_but_the_language(app: Flask) -> None:
    talk = Talk(app, "?naast=en")
    talk.tell(dict(PENSIONER.sent))
    talk.post("/gesprek/volgende", {})
    talk.get("/gesprek")
    assert "Het vorige gesprek is gewist." in told(talk)
    assert talk.conversation_answers() == {}
    assert [one for one in talk.page.all("div") if "talk__words" in one.classes], "the second language stays"


def test_two_languages_stand_side_by_side(app: Flask) -> None:
    talk = Talk(app, "?naast=en")
    talk.tell(dict(SINGLE_PARENT.sent))
    words = {part.closest("article"): part for part in talk.page.all("div") if "talk__words" in part.classes}
    assert len(words) == len(states(talk))
    assert {(part.get("lang"), part.get("dir")) for part in words.values()} == {("en", "ltr")}
    [age] = [part.text for article, part in words.items() if article and article.get("id") == "leeftijd-deel"]
    assert age.startswith("How old are you?")
    [other] = [part for part in talk.page.all("div") if "table__other-outcome" in part.classes]
    assert "Probably yes" in other.text
    assert "Individuele inkomenstoeslag" in other.text
    talk.get("/gesprek?naast=geen")
    assert not [part for part in talk.page.all("div") if "talk__words" in part.classes]


def test_a_resident_s_link_goes_on_here() -> None:
    resident = somebody(app_with_link(STAFF=True), PENSIONER)
    link = link_of(resident)
    talk = Talk(resident.app)
    talk.send("leeftijd", {"number": "20"})
    before = talk.name
    form = {"link": f"https://example.org{link}", "gesprek": before}
    assert talk.post("/gesprek/verder", form).status_code == 303
    talk.get("/gesprek")
    assert talk.name != before, "what another tab still shows of before is over"
    assert talk.conversation_answers()["leeftijd"] == {"number": 71}
    talk.post("/gesprek/verder", {"link": link[:-4], "gesprek": talk.name})
    talk.get("/gesprek")
    assert "Deze link kunnen we niet openen." in told(talk)
    assert talk.conversation_answers()["leeftijd"] == {"number": 71}


def test_a_conversation_becomes_a_case_that_says_nothing_of_what_came_out(talk: Talk) -> None:
    talk.tell(dict(PENSIONER.sent))
    response = talk.client.get("/gesprek/testgeval.yaml")
    assert response.headers["Content-Disposition"] == 'attachment; filename="testgeval.yaml"'
    [case] = yaml.safe_load(response.get_data(as_text=True))["cases"]
    assert (case["name"], case["source"], case["because"], case["expect"]) == ("", "", "", {"schemes": {}})
    assert parse_household(case["given"], load_policy()).municipality == "enschede"
    assert "unsafe_at_home" not in response.get_data(as_text=True)
    assert case["given"]["facts"]["age"] == 71


def test_without_a_municipality_there_is_no_case_yet(talk: Talk) -> None:
    assert talk.client.get("/gesprek/testgeval.yaml").headers["Location"] == "/gesprek"


def test_no_answer_is_in_an_address_or_in_a_header(talk: Talk) -> None:
    response = talk.send("leeftijd", {"number": "71"}, by_script=False)
    assert re.fullmatch(r"/gesprek#leeftijd-vraag", response.headers["Location"])
    assert response.headers["Cache-Control"] == "no-store"


def test_a_question_that_does_not_exist(talk: Talk) -> None:
    assert talk.send("niets", {"choice": "yes"}).status_code == 404


def test_too_much_to_keep_is_said_and_nothing_is_lost(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.send("leeftijd", {"number": "71"})
    monkeypatch.setattr("webapp.state.MAX_COOKIE", 300)
    talk.send("vermogen", {"have": "1.234,50", "owe": "98.765,43"})
    monkeypatch.undo()
    talk.get("/gesprek")
    assert "Dit is te veel om te onthouden." in told(talk)
    assert talk.conversation_answers() == {"leeftijd": {"number": 71}}
