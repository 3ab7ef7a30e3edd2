"""The result page: the order, what to do now, own figures with the distance to a limit, what stays off paper."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import brotli  # type: ignore[import-not-found,import-untyped,unused-ignore]
import pytest

from tests.webapp_fixtures import Resident, Sent, make_app
from tests.webapp_households import COUPLE, FAR_ABOVE, PENSIONER, SINGLE_PARENT, STORIES
from tests.webapp_pages import Element, Page
from webapp.views.cards import group_of
from webapp.views.result import GROUPS

EXPIRED: Final = date(2031, 3, 1)
MOST_BYTES: Final = 20_000
LONGEST: Final = 20

ELSEWHERE: Final[dict[str, Sent]] = {"gemeente": {"choice": "elsewhere"}, "andere-gemeente": {"choice": "hengelo"}}
UNSAFE: Final[dict[str, Sent]] = {**SINGLE_PARENT.sent, "nood": {"boxes": ["unsafe_at_home"]}}
MINOR: Final[dict[str, Sent]] = {**SINGLE_PARENT.sent, "leeftijd": {"number": "16"}}
LITTLE_KNOWN: Final[dict[str, Sent]] = {
    "gemeente": {"choice": "enschede"},
    "leeftijd": {"number": "27"},
    "gezin": {"boxes": ["children"], "children_ages": "1 en 5"},
    "soort-inkomen": {"boxes": ["bijstand"]},
}
HOUSEHOLDS: Final[dict[str, dict[str, Sent]]] = {
    **{story.name: story.sent for story in STORIES},
    "elsewhere": ELSEWHERE,
    "unsafe": UNSAFE,
    "minor": MINOR,
    "knows nothing": {},
}


def outcome(sent: dict[str, Sent], on: date | None = None) -> Page:
    resident = Resident(make_app() if on is None else make_app(on=on))
    resident.walk(sent)
    return resident.get("/uitslag")


def earning(amount: str) -> dict[str, Sent]:
    """The single parent, long on a low income, with this wage without holiday allowance."""
    wage: Sent = {"what_1": "work", "amount_1": amount, "period_1": "month"}
    return {**SINGLE_PARENT.sent, "inkomen": wage, "vakantiegeld": {"choice": "no"}}


def main_of(page: Page) -> str:
    return page.all("main")[0].text.replace("\u00a0", " ")


def heading(page: Page, id_: str) -> Element:
    found = page.by_id(id_)
    assert found is not None, id_
    return found


def around(page: Page, id_: str, tag: str) -> Element:
    """The article or section that this heading names."""
    found = heading(page, id_).closest(tag)
    assert found is not None
    return found


def section_of(page: Page, scheme_id: str) -> str:
    return around(page, f"scheme-{scheme_id}", "section").get("aria-labelledby")


def steps(page: Page) -> list[str]:
    return [e.text for e in page.all("h3") if any("next-steps__step" in a.classes for a in ancestors(e))]


def ancestors(element: Element) -> list[Element]:
    found = []
    while element.parent is not None:
        element = element.parent
        found.append(element)
    return found


@pytest.mark.parametrize("sent", HOUSEHOLDS.values(), ids=HOUSEHOLDS)
def test_the_groups_stand_in_their_order_and_only_what_does_not_fit_is_folded(sent: dict[str, Sent]) -> None:
    page = outcome(sent)
    titles = [e.get("id") for e in page.all("h2")]
    shown = [id_ for id_ in titles if id_ in GROUPS]
    assert shown == [id_ for id_ in GROUPS if id_ in shown]
    for element in page.all("article"):
        folded = any(e.tag == "details" for e in ancestors(element))
        around_it = element.closest("section")
        assert around_it is not None
        assert folded is (around_it.get("aria-labelledby") == "unlikely")
    if "urgent" in titles:
        assert titles[0] == "urgent"


@pytest.mark.parametrize("sent", HOUSEHOLDS.values(), ids=HOUSEHOLDS)
def test_every_outcome_says_what_it_is_not_and_what_to_do_in_at_most_three_steps(sent: dict[str, Sent]) -> None:
    page = outcome(sent)
    text = main_of(page)
    assert "geen aanvraag en geen besluit" in text
    assert "geen recht" not in text.lower()
    assert 1 < len(steps(page)) <= 3
    assert len(steps(page)) == len(set(steps(page)))
    assert text.index("Wat nu?") < text.index("Goed om te weten")
    assert "/meenemen" in page.links
    assert ("/wat-als" in page.links) is (sent is not ELSEWHERE)


def test_who_has_help_to_ask_for_today_reads_that_first() -> None:
    page = outcome(PENSIONER.sent)
    assert steps(page)[0] == "Vraag vandaag nog hulp"
    assert "tel:08002000" in page.links


def test_the_steps_follow_from_the_outcome() -> None:
    assert steps(outcome(COUPLE.sent)) == [
        "Leg uw papieren klaar",
        "Vraag de regelingen aan",
        "Hulp nodig? Ga naar een Wijkwijzer",
    ]
    assert steps(outcome(FAR_ABOVE.sent))[0] == "Kijk uw antwoorden na"
    assert steps(outcome({}))[0] == "Beantwoord wat nog open staat"
    assert steps(outcome(MINOR))[0] == "Praat met iemand die u vertrouwt"


def test_only_a_possible_scheme_is_not_called_one_to_apply_for() -> None:
    page = outcome({**earning("1,00"), "leeftijd": {"number": "19"}})
    assert page.by_id("likely") is None
    assert section_of(page, "leergeld") == "possible"
    assert "Vraag na of u de regelingen kunt krijgen" in steps(page)


def test_elsewhere_there_is_still_something_to_do() -> None:
    page = outcome(ELSEWHERE)
    assert steps(page) == ["Bel uw eigen gemeente", "Zeg wat u zoekt", "Eerst met iemand praten? Bel Geldfit"]
    assert "tel:08008115" in page.links
    assert not [e for e in page.elements if "scheme" in e.classes]
    assert page.by_id("wijkwijzers") is None


def test_when_the_figures_have_expired_people_are_not_asked_for_what_cannot_help() -> None:
    page = outcome(PENSIONER.sent, EXPIRED)
    assert "We kennen de nieuwe bedragen nog niet" in main_of(page)
    assert section_of(page, "kwijtschelding") == "unknown"
    assert "Vraag vandaag nog hulp" in steps(page)


def test_who_is_under_age_reads_what_is_known_and_who_helps() -> None:
    page = outcome(MINOR)
    text = main_of(page)
    assert "U bent nog te jong om een regeling zelf aan te vragen. Er is wel hulp voor u." in text
    assert "U bent 16 jaar. U kunt dit zelf aanvragen vanaf 18 jaar." in text
    assert page.by_id("wijkwijzers") is not None


def test_exactly_at_the_limit_it_holds_and_one_cent_over_it_fails_by_that_cent() -> None:
    at_limit = outcome(earning("1.361,97"))
    assert section_of(at_limit, "iit") == "possible"
    over = outcome(earning("1.361,98"))
    assert section_of(over, "iit") == "unlikely"
    card = around(over, "scheme-iit", "article").text.replace("\u00a0", " ")
    assert "Uw inkomen is € 0,01 hoger dan de grens van € 1.361,97." in card
    assert "Wordt uw inkomen lager? Kijk dan opnieuw." in card


def test_who_is_too_old_for_a_scheme_is_not_told_to_look_again() -> None:
    page = outcome(
        {**PENSIONER.sent, "inkomen": {"what_1": "state_pension", "amount_1": "1.900,00", "period_1": "month"}}
    )
    for scheme in ("iit", "algemene_bijstand"):
        assert section_of(page, scheme) == "unlikely"
        assert "Kijk dan opnieuw" not in around(page, f"scheme-{scheme}", "article").text
    assert "Wordt uw inkomen lager? Kijk dan opnieuw." in around(page, "scheme-garantverzorgd", "article").text


def test_debts_above_the_money_are_told_without_a_bar() -> None:
    page = outcome({**COUPLE.sent, "vermogen": {"have": "350", "owe": "24.000"}})
    text = around(page, "scheme-kwijtschelding", "article").text.replace("\u00a0", " ")
    assert "U hebt meer schulden dan spaargeld en bezit." in text, "an amount below zero says little"
    assert "-23.650" not in text


def test_one_scheme_is_not_spoken_of_as_several_and_what_is_not_known_is_counted() -> None:
    page = outcome(LITTLE_KNOWN)
    assert "Vraag de regeling aan" in steps(page)
    assert "Van 5 regelingen weten we het nog niet." in main_of(page).replace("\u00a0", " ")


def test_the_distance_is_told_with_the_own_figures_and_drawn_once() -> None:
    page = outcome(earning("1.395,00"))
    card = around(page, "scheme-kwijtschelding", "article")
    text = card.text.replace("\u00a0", " ")
    assert "Uw inkomen is € 46,51 hoger dan de grens van € 1.348,49. Bij een hoge huur kan het soms toch." in text
    assert text.count("46,51") == 1
    assert "van € 1.618,19" not in text, "that the same income is under another limit would only confuse"
    bars = [e for e in page.elements if "distance__amount" in e.classes and card in ancestors(e)]
    limits = [e for e in page.elements if "distance__limit" in e.classes and card in ancestors(e)]
    assert float(bars[0].get("width")) == 95 > float(limits[0].get("x"))


def test_what_holds_is_told_with_figures_and_each_amount_beside_its_lowest_limit_only() -> None:
    page = outcome(COUPLE.sent)
    text = around(page, "scheme-kwijtschelding", "article").text.replace("\u00a0", " ")
    assert "Een auto mag hooguit € 3.350,00 waard zijn. Bij u is dat € 2.500,00." in text
    assert "Uw spaargeld en bezit zijn € 500,00 meer dan de grens van € 2.000,00." in text
    assert "€ 16.000,00" not in text


@pytest.mark.parametrize("sent", HOUSEHOLDS.values(), ids=HOUSEHOLDS)
def test_T03_sentences_have_at_most_twenty_words(sent: dict[str, Sent]) -> None:
    page = outcome(sent)
    for element in page.elements:
        if element.tag in ("p", "li", "h2", "h3", "summary", "label") and not element.get("class").startswith("source"):
            if any("source" in a.classes or "papers" in a.classes for a in ancestors(element)):
                continue
            if element.tag == "li" and any(child.tag in ("p", "h3", "div") for child in element.children):
                continue
            for sentence in re.split(r"(?<=[.?!:])\s+", element.text):
                assert len(sentence.split()) <= LONGEST, sentence


@pytest.mark.parametrize("sent", HOUSEHOLDS.values(), ids=HOUSEHOLDS)
def test_the_page_is_light(sent: dict[str, Sent]) -> None:
    assert len(brotli.compress(outcome(sent).html.encode(), quality=5)) <= MOST_BYTES


def test_nothing_on_paper_tells_that_somebody_is_not_safe() -> None:
    page = outcome(UNSAFE)
    assert "Veilig Thuis" in main_of(page)
    for element in page.elements:
        if element.has_own_text and "Veilig Thuis" in element.text and element.inside("main"):
            assert any("not-on-paper" in e.classes for e in (element, *ancestors(element))), repr(element)
    assert "not-on-paper" in around(page, "urgent", "section").classes, "an empty heading would tell it too"
    first = next(e for e in page.all("li") if "next-steps__step" in e.classes)
    assert "not-on-paper" in first.classes


def test_beside_other_urgent_help_only_veilig_thuis_stays_off_paper() -> None:
    page = outcome(PENSIONER.sent)
    assert "not-on-paper" not in around(page, "urgent", "section").classes
    hidden = [e for e in page.elements if "not-on-paper" in e.classes and "Voedselbank" in e.text]
    assert not hidden


def test_the_papers_are_one_list_that_names_the_schemes() -> None:
    page = outcome(SINGLE_PARENT.sent)
    lines = [e.text for e in page.all("li") if "papers__line" in e.classes]
    assert lines[0].startswith("Uw paspoort, identiteitskaart of verblijfsdocument (een rijbewijs is niet genoeg)")
    assert sum("paspoort" in line for line in lines) == 1
    assert sum("ankafschrift" in line for line in lines) == 1
    assert lines[1].endswith("Voor alle regelingen")
    school = next(line for line in lines if "brief van school" in line)
    assert school.endswith("Voor: Stichting Leergeld")
    assert not [line for line in lines if "partner:" in line or "eigen bedrijf" in line], "there is none"


def test_a_deadline_stands_in_sight_and_is_said_once() -> None:
    page = outcome(SINGLE_PARENT.sent)
    card = around(page, "scheme-garantverzorgd", "article")
    [deadline] = [e for e in page.elements if "deadline" in e.classes and card in ancestors(e)]
    assert "Meld u dan aan vóór 1 januari" in deadline.text
    assert not [e for e in ancestors(deadline) if e.tag == "details"]
    assert card.text.count("vóór 1 januari") == 1


def test_every_scheme_says_where_its_rule_comes_from_and_links_to_all_of_it() -> None:
    page = outcome(COUPLE.sent)
    resident = Resident(make_app())
    resident.walk(COUPLE.sent)
    for scheme in resident.advice().schemes:
        if group_of(scheme) in ("already", "not_now"):
            continue
        links = [e.get("href") for e in page.all("a") if around(page, f"scheme-{scheme.id}", "article") in ancestors(e)]
        assert f"/regels/{scheme.id}" in links
        assert {source.url for source in scheme.sources} <= set(links)
