"""The conversation's "Wat als?": up to three variants beside how it is now, made of changes only."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.staff_talk import Talk
from tests.variant_talk import (
    LOST,
    PAGE,
    TITLES,
    app,
    asked,
    card,
    columns,
    kinds,
    rows,
    talk,
    text,
    told,
    told_once,
    vary,
)
from tests.webapp_fixtures import Sent
from tests.webapp_households import COUPLE
from tests.whatif_visitor import CHILDREN, in_cookie, who_lives_here, work

__all__ = ["app", "talk", "told_once"]


def test_the_table_of_the_conversation_leads_there_and_back(talk: Talk) -> None:
    talk.get("/gesprek")
    assert PAGE in talk.page.links
    talk.get(PAGE)
    assert talk.page.heading == "Wat als er iets verandert?"
    assert "/gesprek" in talk.page.links
    assert not talk.page.all("table"), "nothing to compare yet"


def test_more_income_says_per_scheme_what_is_lost(talk: Talk) -> None:
    assert vary(talk, "inkomen", work("1.720")) == PAGE
    assert columns(talk) == ["Regeling", "Nu", "Variant A"]
    now, then = rows(talk)[TITLES["iit"]]
    assert now == "Waarschijnlijk wel € 244,00 per jaar"
    assert then.startswith("Past waarschijnlijk niet Valt waarschijnlijk weg Dat scheelt € 244,00 per jaar.")
    assert "€ 286,35 hoger dan de grens van € 1.433,65" in then
    assert len([kind for kind in kinds(talk).values() if kind == "lost"]) == len(LOST)
    assert "Bijzondere bijstand" in [name for name, kind in kinds(talk).items() if kind == "less_sure"]
    assert "regelingen blijven gelijk" in text(talk)
    assert "Loon uit werk: € 1.720,00 per maand" in card(talk, "a").text
    assert "Nu: Loon uit werk: € 1.355,00 per maand" in card(talk, "a").text.replace("\u00a0", " ")


def test_what_could_be_lost_stands_first(talk: Talk) -> None:
    vary(talk, "inkomen", work("1.720"))
    order = list(kinds(talk).values())
    assert order == sorted(order, key=["lost", "less_sure", "gained", "surer", "amount"].index)


def test_an_amount_is_compared_where_both_are_exact(talk: Talk) -> None:
    """The child of 8 counts for the amount of the iit: without it that is lower, and by how much can be said."""
    vary(talk, "kind-wordt-18", {"choice": "8"})
    now, then = rows(talk)[TITLES["iit"]]
    assert now == "Waarschijnlijk wel € 244,00 per jaar"
    amount = then.removeprefix("Waarschijnlijk wel € ").split(" per jaar")[0]
    less = 244 - int(amount.removesuffix(",00"))
    assert less > 0
    assert then == f"Waarschijnlijk wel € {amount} per jaar Ander bedrag € {less},00 per jaar minder"


def test_the_child_that_turns_18_is_no_child_any_more(talk: Talk) -> None:
    talk.get(f"{PAGE}/nieuw/kind-wordt-18")
    assert [one.text for one in talk.page.all("button", name="choice")] == [
        "Het kind van 8 jaar",
        "Het kind van 3 jaar",
    ]
    vary(talk, "kind-wordt-18", {"choice": "8"})
    assert "1 kind: 3 jaar" in card(talk, "a").text
    assert kinds(talk)[TITLES["leergeld"]] == "lost", "the other child does not go to school yet"
    vary(talk, "kind-wordt-18", {"choice": "3"}, "a")
    assert "Nee, geen van beide" in card(talk, "a").text
    assert "Een kind wordt 18" not in card(talk, "a").text
    assert "Een kind wordt 18" in text(talk), "now there are children"


@pytest.mark.parametrize("sent", [{}, {"choice": "4"}, {"choice": "acht"}])
def test_a_child_that_is_not_there_cannot_turn_18(talk: Talk, sent: Sent) -> None:
    assert vary(talk, "kind-wordt-18", sent) == f"{PAGE}/nieuw/kind-wordt-18"
    assert told(talk) == "Kies welk kind 18 wordt."


def test_a_partner_makes_us_ask_for_the_income_and_names_the_rest(talk: Talk) -> None:
    talk.get(f"{PAGE}/nieuw/partner")
    ticked = [box.get("value") for box in talk.page.all("input", name="boxes") if "checked" in box.attributes]
    assert ticked == ["partner", "children"], "prefilled as it is now, with the partner"
    sent = who_lives_here("partner", "children", partner_age="35", **CHILDREN)
    assert vary(talk, "partner", sent) == f"{PAGE}/a/inkomen"
    assert talk.page.heading == "Wat is het netto inkomen van u en uw partner?"
    assert talk.page.all("input", name="who_1"), "of whom each income is"
    line: Sent = {**work("2.000"), "who_1": "self"}
    assert vary(talk, "inkomen", line, "a") == PAGE
    waiting = asked(talk)
    assert {"vermogen", "verblijf", "studie"} <= set(waiting)
    assert "inkomen" not in waiting, "that was given"
    assert f"Voor deze variant moeten we nog {len(waiting)} dingen weten:" in card(talk, "a").text
    assert set(kinds(talk).values()) <= {"not_known", "same", "lost", "ruled_out", "gained"}
    vary(talk, "vermogen", {"have": "1.000", "owe": "0"}, "a")
    assert "vermogen" not in asked(talk)


def test_a_couple_that_parts_is_asked_for_the_own_income(app: Flask) -> None:
    talk = Talk(app)
    talk.tell(dict(COUPLE.sent))
    talk.get(PAGE)
    assert "De partner gaat weg" in text(talk)
    talk.get(f"{PAGE}/nieuw/partner")
    ticked = [box.get("value") for box in talk.page.all("input", name="boxes") if "checked" in box.attributes]
    assert ticked == ["children"]
    assert vary(talk, "partner", who_lives_here("children", children_ages="13")) == f"{PAGE}/a/inkomen"
    assert talk.page.all("input", name="amount_1")[0].get("value") == "1.100,00"
    assert not talk.page.all("input", name="who_1")


def test_three_stand_side_by_side_and_a_fourth_is_refused_in_a_sentence(talk: Talk) -> None:
    vary(talk, "inkomen", work("1.720"))
    vary(talk, "spaargeld", {"have": "20.000", "owe": "0"})
    vary(talk, "inkomen", work("1.000"))
    assert columns(talk) == ["Regeling", "Nu", "Variant A", "Variant B", "Variant C"]
    assert "Uw spaargeld en bezit, min uw schulden, zijn" in rows(talk)[TITLES["iit"]][2]
    assert f"{PAGE}/nieuw/inkomen" not in talk.page.links
    name = talk.name
    talk.get(f"{PAGE}/nieuw/inkomen")
    assert talk.page.path == PAGE
    assert told(talk) == "Er zijn al drie varianten. Haal er eerst één weg."
    talk.post(f"{PAGE}/nieuw/inkomen", {**work("10"), "gesprek": name})
    talk.get(PAGE)
    assert told(talk) == "Er zijn al drie varianten. Haal er eerst één weg."
    assert "€ 10,00" not in text(talk)


def test_each_can_be_taken_away_and_the_others_keep_their_letter(talk: Talk) -> None:
    for amount in ("1.720", "1.000", "1.100"):
        vary(talk, "inkomen", work(amount))
    for _twice in range(2):
        assert talk.post(f"{PAGE}/b/weg", {"gesprek": talk.name}).status_code == 303
        talk.get(PAGE)
        assert columns(talk) == ["Regeling", "Nu", "Variant A", "Variant C"]
    vary(talk, "spaargeld", {"have": "9.000", "owe": "0"})
    assert "9.000,00" in card(talk, "b").text
    assert "€ 1.100,00" in card(talk, "c").text.replace("\u00a0", " ")


def test_more_than_one_change_in_a_variant(talk: Talk) -> None:
    vary(talk, "inkomen", work("1.390"))
    vary(talk, "spaargeld", {"have": "9.000", "owe": "0"}, "a")
    assert columns(talk) == ["Regeling", "Nu", "Variant A"]
    changes = [part.text for part in talk.page.all("dt")]
    assert len(changes) == 2
    talk.get(f"{PAGE}/a/inkomen")
    assert talk.page.all("input", name="amount_1")[0].get("value") == "1.390,00"


def test_the_variants_follow_the_answers_of_now(talk: Talk) -> None:
    vary(talk, "inkomen", work("1.720"))
    talk.get("/gesprek")
    talk.send("vermogen", {"have": "20.000", "owe": "0"})
    talk.get(PAGE)
    assert [cell[:24] for cell in rows(talk)[TITLES["garantverzorgd"]]] == [
        "Waarschijnlijk wel",
        "Past waarschijnlijk niet",
    ]
    assert TITLES["iit"] not in rows(talk), "too much money, in both"
    assert "vermogen" not in [change[0] for change in in_cookie(talk)["talk_variant_a"]], "only the change is kept"
    talk.get("/gesprek")
    talk.send("inkomen", work("1.720"))
    talk.get(PAGE)
    assert "Deze variant is gelijk aan nu." in card(talk, "a").text
    assert "Bij deze regelingen verandert er dan niets." in text(talk)


def test_a_change_that_contradicts_a_later_answer_gives_way(app: Flask) -> None:
    talk = Talk(app)
    talk.tell({"gemeente": {"choice": "enschede"}, "inkomen": work("1.355")})
    vary(talk, "inkomen", {"what_1": "student_finance", "amount_1": "300", "period_1": "month"})
    assert "300,00" in card(talk, "a").text
    talk.get("/gesprek")
    talk.send("studie", {"choice": "no"})
    talk.get(PAGE)
    assert "Deze variant is gelijk aan nu." in card(talk, "a").text


def test_the_answers_stay_as_they_are(talk: Talk) -> None:
    before = talk.conversation_answers()
    vary(talk, "inkomen", work("1.720"))
    vary(talk, "kind-wordt-18", {"choice": "8"}, "a")
    assert talk.conversation_answers() == before
    assert talk.answers().entries == (), "nor does the wizard know of it"


def test_the_question_of_a_change_can_be_read_along(talk: Talk) -> None:
    talk.get("/gesprek?naast=en")
    talk.get(f"{PAGE}/nieuw/inkomen")
    [words] = [part for part in talk.page.all("div") if "talk__words" in part.classes]
    assert (words.get("lang"), words.text[:24]) == ("en", "What is your net income?")


def test_two_languages_show_the_table_once_more(talk: Talk) -> None:
    talk.get("/gesprek?naast=en")
    vary(talk, "inkomen", work("1.720"))
    [other] = [part for part in talk.page.all("div") if "variants__other" in part.classes]
    assert (other.get("lang"), other.get("dir")) == ("en", "ltr")
    assert "Probably yes" in other.text
    assert "Your income is € 286,35 higher" in other.text.replace("\u00a0", " ")
    assert len(talk.page.all("table")) == 2
    assert len(rows(talk)) == len(rows(talk, 1))
