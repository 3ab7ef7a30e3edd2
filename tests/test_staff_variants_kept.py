"""What goes wrong in the variants of a conversation is said, nothing is lost by it, and nothing stays behind."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.staff_talk import Talk
from tests.variant_talk import PAGE, app, talk, text, told, told_once, vary
from tests.webapp_fixtures import Sent
from tests.whatif_visitor import in_cookie, work
from webapp.session import SessionTooLarge

__all__ = ["app", "talk", "told_once"]


def test_an_answer_as_it_is_now_makes_no_variant(talk: Talk) -> None:
    vary(talk, "inkomen", work("1.355,00"))
    assert told(talk) == "Dit is hetzelfde als nu. Daarom is er geen variant."
    assert not [name for name in in_cookie(talk) if name.startswith("talk_variant")]


def test_a_mistake_is_said_where_it_was_made_and_nothing_is_lost(talk: Talk) -> None:
    vary(talk, "spaargeld", {"have": "9.000", "owe": "0"})
    talk.get(f"{PAGE}/a/inkomen")
    response = talk.post(talk.page.path, {**work("veel"), "gesprek": talk.name})
    assert response.headers["Location"] == f"{PAGE}/a/inkomen#fouten"
    talk.get(f"{PAGE}/a/inkomen")
    assert talk.page.title.startswith("Fout: Wat is uw netto inkomen?")
    assert talk.page.by_id("fouten") is not None
    assert talk.page.all("input", name="amount_1")[0].get("value") == "veel"
    talk.get(PAGE)
    assert len(talk.page.all("dt")) == 1, "the variant is as it was"
    talk.get(f"{PAGE}/a/inkomen")
    assert talk.page.by_id("fouten") is None, "who left does not come back to it"


def test_a_change_that_cannot_be_true_names_the_question(talk: Talk) -> None:
    line: Sent = {"what_1": "student_finance", "amount_1": "300", "period_1": "month"}
    assert vary(talk, "inkomen", line) == f"{PAGE}/nieuw/inkomen"
    assert "Dit past niet bij het antwoord op: Krijgt u studiefinanciering" in text(talk)
    assert not [link for link in talk.page.links if link.startswith("/vraag")]


def test_what_belongs_to_a_conversation_that_is_over_is_not_kept(talk: Talk) -> None:
    talk.get(f"{PAGE}/nieuw/inkomen")
    old_page, old_name = talk.page, talk.name
    talk.post("/gesprek/volgende", {})
    talk.get("/gesprek")
    token = talk.page.token
    talk.page = old_page
    for path in (f"{PAGE}/nieuw/inkomen", f"{PAGE}/a/weg"):
        assert talk.post(path, {**work("1.720"), "gesprek": old_name}, token).headers["Location"] == "/gesprek"
        talk.get("/gesprek")
        assert "hoorde bij een gesprek dat gewist is" in told(talk)
    assert not [name for name in in_cookie(talk) if name.startswith("talk_variant")]


def test_the_next_conversation_has_no_variants(talk: Talk) -> None:
    vary(talk, "inkomen", work("1.720"))
    assert "talk_variant_a" in in_cookie(talk)
    talk.post("/gesprek/volgende", {})
    assert not [name for name in in_cookie(talk) if name.startswith("talk_variant")]


def test_too_much_to_keep_is_said_and_what_was_typed_stays(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    vary(talk, "spaargeld", {"have": "9.000", "owe": "0"})
    talk.get(f"{PAGE}/a/inkomen")
    monkeypatch.setattr("webapp.staff.varying.state.keep_in", refuse)
    response = talk.post(f"{PAGE}/a/inkomen", {**work("1.720"), "gesprek": talk.name})
    monkeypatch.undo()
    talk.get(response.headers["Location"])
    assert talk.page.path == f"{PAGE}/a/inkomen"
    assert "Dit is te veel om te onthouden." in told(talk)
    assert talk.page.all("input", name="amount_1")[0].get("value") == "1.720"
    talk.get(PAGE)
    assert len(talk.page.all("dt")) == 1


def test_a_variant_that_does_not_fit_leaves_no_half_one(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.get(f"{PAGE}/nieuw/inkomen")
    monkeypatch.setattr("webapp.state.MAX_COOKIE", 300)
    talk.post(f"{PAGE}/nieuw/inkomen", {**work("1.720"), "gesprek": talk.name})
    monkeypatch.undo()
    assert not [name for name in in_cookie(talk) if name.startswith("talk_variant_a")]
    talk.get(PAGE)
    assert "Dit is te veel om te onthouden." in told(talk)


def refuse(*_what: object) -> None:
    raise SessionTooLarge


def test_without_a_municipality_there_is_nothing_to_compare(app: Flask) -> None:
    talk = Talk(app)
    talk.send("inkomen", work("1.355"))
    talk.get(PAGE)
    assert "Vraag eerst in welke gemeente de inwoner woont." in text(talk)
    assert not [link for link in talk.page.links if link.startswith(f"{PAGE}/")]
    assert talk.get(f"{PAGE}/nieuw/inkomen").path == PAGE


def test_who_lives_elsewhere_is_told_that_we_know_only_these_schemes(app: Flask) -> None:
    talk = Talk(app)
    talk.send("gemeente", {"choice": "elsewhere"})
    talk.get("/gesprek")
    talk.send("welke-gemeente", {"choice": "hengelo"})
    talk.get(PAGE)
    assert "Vraag" in text(talk)
    assert not talk.page.all("table")
    assert talk.get(f"{PAGE}/nieuw/inkomen").path == PAGE


def test_a_variant_that_is_gone_is_said_to_be_gone(talk: Talk) -> None:
    talk.get(f"{PAGE}/b/inkomen")
    assert (talk.page.path, told(talk)) == (PAGE, "Deze variant is er niet meer.")


@pytest.mark.parametrize("path", ["d/inkomen", "nieuw/niets", "aa/partner"])
def test_what_does_not_exist(talk: Talk, path: str) -> None:
    assert talk.client.get(f"{PAGE}/{path}").status_code == 404


def test_a_question_that_nothing_asks_for_leads_back(talk: Talk) -> None:
    assert talk.get(f"{PAGE}/nieuw/leeftijd").path == PAGE


def test_each_page_wipes_itself_when_nobody_is_there(talk: Talk) -> None:
    for path in (PAGE, f"{PAGE}/nieuw/inkomen", f"{PAGE}/nieuw/kind-wordt-18"):
        page = talk.get(path)
        question = page.by_id("stil")
        assert question is not None and question.get("data-idle") == "900"
        assert page.by_id("wissen") is not None, "without it the script does nothing"
        assert any(script.get("src").startswith("/static/js/idle.js") for script in page.all("script"))
