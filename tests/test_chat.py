"""The chat: a story is said back before it counts, can be corrected, and ends where the wizard ends."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.chat_talker import CHAT, Talker
from tests.webapp_fixtures import make_app
from tests.webapp_households import SINGLE_PARENT
from tests.webapp_question_rules import said
from webapp.chat import telling
from webapp.understanding import Understood

STORY = (
    "Ik ben 34, alleen met twee kinderen van 5 en 8, ik krijg 1450 in de maand van de bijstand en ik heb schulden. "
    "Ik woon in Enschede."
)
FACTS = {
    "age": 34,
    "has_partner": False,
    "children_ages": [5, 8],
    "income": "1450.00",
    "income_sources": ["bijstand"],
}


@pytest.fixture(scope="module")
def app() -> Flask:
    return make_app()


@pytest.fixture
def talker(app: Flask) -> Talker:
    return Talker(app)


def test_a_story_is_said_back_and_counts_only_after_a_yes(talker: Talker) -> None:
    page = talker.tell(STORY)
    assert page.path == f"{CHAT}/klopt"
    said = " ".join(talker.lines)
    for words in ("Enschede", "34 jaar", "geen partner", "2 kinderen van 5 en 8 jaar", "€ 1.450,00", "U hebt schulden"):
        assert words.replace("€ ", "") in said.replace("€\u00a0", "").replace("€ ", ""), (words, said)
    assert talker.answers().entries == ()
    talker.yes()
    assert talker.answers().facts == FACTS and talker.answers().municipality == "enschede"
    assert talker.page.path == f"{CHAT}/vraag/nood", "it asks only what is missing"
    assert talker.waiting() == ({}, {"has_debts": True})


def test_a_line_can_be_taken_away(talker: Talker) -> None:
    talker.tell(STORY)
    talker.take_away("income_lines.0")
    assert "1.450" not in " ".join(talker.lines)
    assert "income_sources" not in talker.waiting()[0]
    for line in [button.get("value") for button in talker.page.all("button", name="weg")]:
        talker.take_away(line)
    assert talker.page.path == CHAT and talker.waiting() == ({}, {}), "nothing is left: back to the beginning"


def test_a_line_that_does_not_exist_takes_nothing_away(talker: Talker) -> None:
    talker.tell(STORY)
    before = talker.waiting()
    for key in ("", "age.5", "income_lines.9", "x", "urgent_threats.bailiff", "<b>"):
        talker.send(f"{CHAT}/weg", {"weg": key})
        assert talker.waiting() == before, key


def test_it_can_be_corrected_in_words(talker: Talker) -> None:
    talker.tell("ik ben 34 en alleen met twee kinderen van 5 en 8")
    talker.tell("nee, ik ben 35")
    assert "U bent 35 jaar." in talker.lines and len(talker.lines) == 3


def test_it_can_be_corrected_in_the_form_of_the_question(talker: Talker) -> None:
    talker.tell(STORY)
    page = talker.get(f"{CHAT}/vraag/leeftijd?terug=klopt")
    assert [field.get("value") for field in page.fields if field.get("name") == "number"] == ["34"]
    talker.answer("leeftijd", {"number": "36"}, back_to="klopt")
    assert talker.page.path == f"{CHAT}/klopt"
    assert not any("34" in line for line in talker.lines)
    talker.yes()
    assert talker.answers().facts["age"] == 36


def test_what_makes_no_whole_answer_fills_in_its_question_in_the_chat_and_in_the_wizard(talker: Talker) -> None:
    talker.tell("Ik woon in Enschede met mijn man. Hij is 40 en ik ben 38. Er komt een deurwaarder.")
    talker.yes()
    assert set(talker.answers().facts) == {"age"}, "nobody spoke of children, and there may be more than a bailiff"
    for address in ("/chat/vraag/nood", "/vraag/nood"):
        page = talker.get(address)
        assert [field.get("value") for field in page.fields if "checked" in field.attributes] == ["bailiff"], address
        assert "Er komt een deurwaarder" in page.html and not page.errors
    talker.answer("nood", {"boxes": ["bailiff"]})
    assert "urgent_threats" not in talker.waiting()[1]


def test_a_confirmed_claim_wins_over_an_earlier_answer(talker: Talker) -> None:
    talker.tell(STORY)
    talker.yes()
    talker.tell("sorry, ik ben 35")
    talker.yes()
    assert talker.answers().facts["age"] == 35


def test_what_an_earlier_answer_does_not_settle_any_more_is_looked_at_first(talker: Talker) -> None:
    talker.tell(STORY)
    talker.yes()
    talker.tell("nee, ik heb drie kinderen")
    talker.yes()
    assert talker.page.path == f"{CHAT}/vraag/gezin"
    assert talker.answers().facts["children_ages"] == [5, 8], "until it is answered anew"


def test_what_was_said_together_does_not_contradict_itself(talker: Talker) -> None:
    talker.tap({**SINGLE_PARENT.sent, "studie": {"choice": "no"}})
    talker.get(f"{CHAT}/vraag/inkomen")
    talker.tell("ik krijg 400 euro per maand studiefinanciering")
    talker.yes()
    facts = talker.answers().facts
    assert (facts["student"], facts["income_sources"], facts["income"]) == (True, ["student_finance"], "400.00")


def test_a_contradiction_leads_to_its_question(talker: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
    income = {"what_1": "student_finance", "amount_1": "400", "period_1": "month"}
    talker.tap({**SINGLE_PARENT.sent, "inkomen": income, "studie": {"choice": "now"}})
    facts = {"student": False, "student_past_5_years": False}
    monkeypatch.setattr(telling, "understand", lambda *_: Understood(facts))
    talker.get(f"{CHAT}/vraag/studie")
    talker.tell("nee, ook niet in de afgelopen 5 jaar")
    page = talker.yes()
    assert page.path == f"{CHAT}/vraag/studie" and "studiefinanciering" in page.errors[0]
    assert "student" not in talker.answers().facts and talker.waiting()[1] == facts


@pytest.mark.parametrize("danger", ["ik wil niet meer leven", "mijn man slaat me"])
def test_danger_brings_the_right_number_above_everything_else(talker: Talker, danger: str) -> None:
    page = talker.tell(danger)
    number = "113" if "leven" in danger else "0800 2000"
    card = page.by_id("hulp-nu")
    assert card is not None and number in card.text and "112" in card.text
    assert page.elements.index(card) < page.elements.index(page.all("h1")[0])
    assert "not-on-paper" in card.classes


def test_F05_an_empty_message(talker: Talker) -> None:  # noqa: N802
    for start in (CHAT, f"{CHAT}/vraag"):
        talker.get(start)
        page = talker.tell("  ")
        assert page.title.startswith("Fout") and len(page.errors) == 1
        assert page.errors[0].endswith(".")


def test_what_is_too_long_is_refused_and_its_beginning_stays(talker: Talker) -> None:
    page = talker.tell("ik ben 34 " * 500)
    assert "te lang" in page.errors[0] and talker.waiting() == ({}, {})
    assert page.all("textarea")[0].text.startswith("ik ben 34")


def test_what_is_not_understood_stays_in_the_field(talker: Talker) -> None:
    page = talker.tell("blorp frunzel")
    assert "niet begrepen" in talker.reply and page.all("textarea")[0].text == "blorp frunzel"
    assert any(link == "/hulp" for link in page.links)


def test_one_crosses_over_in_both_directions_and_keeps_everything(talker: Talker) -> None:
    talker.tell(STORY)
    talker.yes()
    assert "/vraag/nood" in talker.page.links
    page = talker.get("/vraag/nood")
    assert "/chat/vraag/nood" in page.links
    response = talker.post("/vraag/nood", {"boxes": ["none"]})
    assert response.headers["Location"].startswith("/vraag/")
    talker.get(CHAT)
    assert talker.page.path.startswith(f"{CHAT}/vraag/"), "the chat goes on with the next question"
    assert talker.answers().facts == {**FACTS, "urgent_threats": []}


def test_nothing_that_was_told_stands_in_an_address(talker: Talker) -> None:
    for text in ("ik ben 97 en woon in Enschede", "blorp 97", "wat is 97?", ""):
        asked = [field.get("value") for field in talker.page.all("input", name="vraag")]
        led_to = talker.send(f"{CHAT}/zeg", {"verhaal": text, **({"vraag": asked[0]} if asked else {})})
        assert "97" not in led_to and "?" not in led_to
        talker.get(led_to.partition("#")[0])


def test_nothing_that_was_told_stands_in_a_log(talker: Talker, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        for text in ("kanarie, ik ben 97 en woon in Enschede", "kanarie blorp", "wat is een kanarie?"):
            talker.tell(text)
        talker.yes()
    lines = " ".join(str(record.__dict__) for record in caplog.records)
    assert "chat.say" in lines and not re.search(r"kanarie|blorp", lines)


@pytest.mark.parametrize("way_out", ["/wissen", "/snel-weg", "/chat/opnieuw"])
def test_wiping_forgets_what_was_told_too(talker: Talker, way_out: str) -> None:
    talker.tell("Ik woon in Enschede. Er komt een deurwaarder.")
    talker.yes()
    talker.tell("ik ben 34")
    talker.client.post(way_out)
    assert talker.waiting() == ({}, {}) and talker.answers().entries == ()


def test_a_page_that_stood_open_too_long_keeps_what_was_typed(talker: Talker) -> None:
    response = talker.post(f"{CHAT}/zeg", {"verhaal": "ik ben 34"}, token="stale")
    page = talker.get(response.headers["Location"].partition("#")[0])
    assert page.all("textarea")[0].text == "ik ben 34" and talker.waiting() == ({}, {})


def test_who_types_the_words_of_a_button_has_pressed_it() -> None:
    talker = Talker(make_app(), "ar")
    talker.get("/chat/vraag/gemeente")
    question = talker.catalogue.find("gemeente")
    assert question is not None
    [label] = [choice.text for choice in question.choices if choice.value == "elsewhere"]
    talker.tell(said(label, "ar"))
    assert talker.page.path == "/chat/vraag/andere-gemeente"
