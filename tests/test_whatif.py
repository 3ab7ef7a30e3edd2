""" "Wat als?": what imagined answers would do to the schemes, beside how it is now."""

from __future__ import annotations

import pytest
from flask import Flask

from rules import load_policy
from tests.webapp_fixtures import Resident, i_do_not_know
from tests.webapp_households import COUPLE, FAR_ABOVE, SINGLE_PARENT
from tests.whatif_visitor import (
    CHILDREN,
    EARNS,
    app,
    cards,
    earner,
    imagine,
    in_cookie,
    kinds,
    sides,
    who_lives_here,
    work,
)

__all__ = ["app", "earner"]


def test_the_page_begins_with_how_it_is_now_and_with_a_picture_of_the_limits(earner: Resident) -> None:
    page = earner.get("/wat-als")
    assert page.heading == "Wat als er iets verandert?"
    links = [link for link in page.links if link.startswith("/wat-als/")]
    assert links == ["/wat-als/inkomen", "/wat-als/gezin", "/wat-als/vermogen"]
    text = page.all("main")[0].text
    assert "Loon uit werk: € 1.355,00 per maand" in text
    for warning in ("Vraag eerst advies", "Toeslagen, belasting", "Een Wijkwijzer kan het met u uitrekenen"):
        assert warning in text
    assert "geen aanvraag en geen besluit" in text
    assert not cards(page)
    assert len(page.all("svg", role="img")) == 6
    assert "Terug naar hoe het nu is" not in text


def test_more_income_says_per_scheme_what_stops_and_why(earner: Resident) -> None:
    page = imagine(earner, "inkomen", work("1.720"))
    assert page.path == "/wat-als"
    assert kinds(page) == {
        "iit": "lost",
        "garantverzorgd": "lost",
        "kwijtschelding": "lost",
        "algemene_bijstand": "lost",
        "bijzondere_bijstand": "less_sure",
    }
    card = cards(page)["iit"]
    assert "Deze regeling past dan waarschijnlijk niet meer bij u." in card.text
    assert "Dat scheelt € 244,00 per jaar." in card.text
    assert sides(card) == [
        "Nu Waarschijnlijk wel € 244,00 per jaar",
        "Straks Past waarschijnlijk niet Uw inkomen is € 286,35 hoger dan de grens van € 1.433,65.",
    ]
    assert sides(cards(page)["garantverzorgd"])[0] == "Nu Waarschijnlijk wel Bedrag verschilt"
    assert "Deze regeling is dan minder zeker." in cards(page)["bijzondere_bijstand"].text
    assert (
        "Nu Loon uit werk: € 1.355,00 per maand Straks Loon uit werk: € 1.720,00 per maand" in page.all("main")[0].text
    )
    assert "2 regelingen blijven gelijk" in [e.text for e in page.all("summary")]


def test_what_could_be_lost_stands_before_what_could_be_gained(earner: Resident) -> None:
    imagine(earner, "inkomen", work("1.720"))
    page = imagine(earner, "gezin", who_lives_here("none"))
    assert kinds(page)["leergeld"] == "lost"
    order = list(kinds(page).values())
    assert order == sorted(order, key=["lost", "less_sure", "gained", "surer", "amount"].index)


def test_changes_add_up_and_one_button_takes_all_of_them_back(earner: Resident) -> None:
    imagine(earner, "inkomen", work("1.390"))
    page = imagine(earner, "vermogen", {"have": "9.000", "owe": "0"})
    assert {e.text for e in page.all("dt")} == {"Nu", "Straks"}
    assert len([e for e in page.elements if "change--imagined" in e.classes]) == 2
    page = imagine(earner, "gezin", who_lives_here("none"))
    assert "Uw spaargeld en bezit, min uw schulden, zijn € 1.000,00 meer" in cards(page)["iit"].text
    response = earner.post("/wat-als/terug", {})
    page = earner.get(response.headers["Location"])
    assert not cards(page)
    assert "imagined" not in in_cookie(earner)


def test_an_answer_as_it_is_now_is_no_change(earner: Resident) -> None:
    imagine(earner, "inkomen", work("2.900"))
    page = imagine(earner, "inkomen", work("1355,00"))
    assert not cards(page)
    assert "imagined" not in in_cookie(earner)


def test_nothing_changes_is_said_in_words(earner: Resident) -> None:
    page = imagine(earner, "inkomen", work("1.350"))
    assert "Bij deze regelingen verandert er dan niets." in page.all("main")[0].text


def test_a_partner_makes_us_ask_more_and_whoever_skips_that_is_told(earner: Resident) -> None:
    page = imagine(earner, "gezin", who_lives_here("partner", "children", partner_age="35", **CHILDREN))
    assert page.path == "/wat-als/inkomen"
    assert page.heading == "Wat is het netto inkomen van u en uw partner?"
    assert page.all("input", name="amount_1")[0].get("value") == "1.355,00"
    page = earner.get("/wat-als")
    text = page.all("main")[0].text
    assert "Door deze verandering moeten we nog 7 dingen weten." in text
    assert "Van 7 regelingen weten we het dan nog niet" in text
    asked = []
    page = imagine(earner, "inkomen", {**work("2.000"), "who_1": "self"})
    while page.path != "/wat-als":
        question = earner.catalogue.find(page.path.removeprefix("/wat-als/"))
        assert question is not None
        asked.append(question.id)
        page = imagine(earner, question.id, EARNS.get(question.id) or i_do_not_know(question))
    assert {"vermogen", "verblijf", "studie", "laag-inkomen"} <= set(asked)
    assert len(asked) == len(set(asked))
    assert kinds(page) == {"iit": "amount"}
    assert "Het bedrag wordt dan anders." in cards(page)["iit"].text
    assert [side[-17:] for side in sides(cards(page)["iit"])] == ["€ 244,00 per jaar", "€ 292,00 per jaar"]


def test_an_imagined_answer_gives_way_when_its_partner_is_gone_again(earner: Resident) -> None:
    imagine(earner, "gezin", who_lives_here("partner", "children", partner_age="35", **CHILDREN))
    imagine(earner, "inkomen", {**work("4.000"), "who_1": "partner"})
    page = imagine(earner, "gezin", who_lives_here("children", **CHILDREN))
    assert page.path == "/wat-als"
    assert not cards(page)
    assert in_cookie(earner).get("imagined") is None


def test_a_couple_that_parts_is_asked_for_the_own_income(app: Flask) -> None:
    resident = Resident(app)
    resident.walk(COUPLE.sent)
    page = imagine(resident, "gezin", who_lives_here("children", children_ages="13"))
    assert page.path == "/wat-als/inkomen"
    assert page.all("input", name="amount_1")[0].get("value") == "1.100,00"
    assert not page.all("input", name="who_1")


def test_a_scheme_that_people_have_can_be_lost_too(app: Flask) -> None:
    resident = Resident(app)
    resident.walk({**EARNS, "zorgverzekering": {"choice": "garantverzorgd"}})
    page = imagine(resident, "inkomen", work("1.720"))
    card = cards(page)["garantverzorgd"]
    assert "U hebt deze regeling nu. Dan past die waarschijnlijk niet meer." in card.text
    assert sides(card)[0] == "Nu U hebt dit al"


def test_work_instead_of_bijstand(app: Flask) -> None:
    resident = Resident(app)
    resident.walk(SINGLE_PARENT.sent)
    page = resident.get("/wat-als")
    assert "U hebt nu Bijstandsuitkering. De grens is € 1.348,48. Wordt uw inkomen hoger?" in page.all("main")[0].text
    assert "Daarom rekenen we in het plaatje zonder bijstand." in page.all("main")[0].text
    page = imagine(resident, "inkomen", work("1.400"))
    assert page.path == "/wat-als/vakantiegeld", "so near to a limit the holiday allowance decides"
    page = imagine(resident, "vakantiegeld", {"choice": "no"})
    assert "U hebt deze regeling nu." in cards(page)["algemene_bijstand"].text
    assert "Zonder vakantiegeld" in page.all("main")[0].text or "Vakantiegeld" in page.all("main")[0].text


def test_less_income_can_bring_schemes_and_asks_what_was_never_asked(app: Flask) -> None:
    resident = Resident(app)
    resident.walk(FAR_ABOVE.sent)
    page = imagine(resident, "inkomen", {**work("1.500"), "who_1": "self"})
    assert page.path.startswith("/wat-als/")
    assert "Overslaan en bekijken wat we al weten" in page.all("main")[0].text
    page = resident.get("/wat-als")
    assert kinds(page) == {"leergeld": "gained"}
    assert sides(cards(page)["leergeld"])[0] == "Nu Past waarschijnlijk niet"


def test_the_holiday_allowance_sharpens_the_picture(app: Flask) -> None:
    resident = Resident(app)
    resident.walk(SINGLE_PARENT.sent)
    assert "/wat-als/vakantiegeld" in resident.get("/wat-als").links
    page = imagine(resident, "vakantiegeld", {"choice": "yes"})
    assert "stukken van de balken gestippeld" not in page.all("main")[0].text
    assert "tot en met € 1.845,30" in page.all("main")[0].text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_text_of_the_page_is_there_in_every_language(app: Flask, language: str) -> None:
    resident = Resident(app)
    resident.walk(EARNS)
    resident.get(f"/wat-als?taal={language}")
    page = imagine(resident, "inkomen", work("1.720"))
    assert page.language == language
    assert load_policy().version not in page.html  # Nothing here is meant to be kept.


def test_not_knowing_yet_is_no_refusal(app: Flask) -> None:
    """Who does not know the wealth waits for five schemes; a high income settles that, so nothing "stays the same"."""
    resident = Resident(app)
    resident.walk({**EARNS, "vermogen": {"unknown": "1"}})
    assert resident.advice().scheme("iit").status == "unknown"
    page = imagine(resident, "inkomen", work("9.000"))
    assert kinds(page)["iit"] == "ruled_out"
    assert "Weten we nog niet" in sides(cards(page)["iit"])[0]
    assert "hoger dan de grens" in sides(cards(page)["iit"])[1]
    alike = [element.text for element in page.all("details") if "blijven gelijk" in element.text]
    assert not any("Weten we nog niet" in text for text in alike)
