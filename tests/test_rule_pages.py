"""The pages on which anybody can check the rules: complete, true on the day, and without a scheme known by name."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest
import yaml
from babel.dates import format_date

from rules import Policy, dutch_euros, load_policy, parameters_on
from rules.conditions import leaves
from tests.broken_policy import copy_of_policy
from tests.webapp_fixtures import ON, Resident, make_app
from tests.webapp_pages import Element, Page

POLICY: Final = load_policy()
EXPIRED: Final = date(2031, 3, 1)
SCHEMES: Final = [scheme.id for scheme in POLICY.schemes]
LANGUAGES: Final = ["nl", "en"]


def page_of(address: str, on: date = ON) -> Page:
    return Resident(make_app(on)).get(address)


def found(page: Page, id_: str) -> Element:
    element = page.by_id(id_)
    assert element is not None, id_
    return element


def links_in(element: Element) -> set[str]:
    inside = {element.get("href")} if element.tag == "a" else set()
    return inside.union(*(links_in(child) for child in element.children))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme_id", SCHEMES)
def test_every_condition_is_on_the_page_of_its_scheme_with_its_source(scheme_id: str, language: str) -> None:
    page = page_of(f"/regels/{scheme_id}?taal={language}")
    scheme = next(scheme for scheme in POLICY.schemes if scheme.id == scheme_id)
    for node in scheme.conditions:
        shown = found(page, f"{'weegt' if node.soft else 'moet'}-{node.id}")
        sources = {source.url for source in (node.source, *(leaf.source for leaf in leaves(node))) if source}
        assert sources & links_in(shown) or {scheme.sources[0].url} <= links_in(shown), node.label
    assert {source.url for source in scheme.sources} <= set(page.links)


@pytest.mark.parametrize("on", [date(2024, 8, 1), date(2026, 3, 1), ON, EXPIRED])
def test_every_figure_that_is_needed_is_on_a_page_with_its_value_days_and_source(on: date) -> None:
    page = page_of("/regels", on)
    for figure in parameters_on(POLICY, on):
        shown = found(page, f"bedrag-{figure.parameter.name}")
        assert figure.parameter.label in shown.text
        assert figure.source is not None and figure.source.url in links_in(shown)
        assert ("Nog te bevestigen" in shown.text) is figure.confirm
        if figure.value is None:
            assert figure.valid_until is not None
            assert f"gold tot en met {in_words(figure.valid_until)}" in shown.text
        elif figure.parameter.unit == "euro":
            assert dutch_euros(figure.value).replace("\u00a0", " ") in shown.text.replace("\u00a0", " ")
        elif figure.parameter.unit != "boolean":
            assert re.search(rf"\b{figure.value}\b", shown.text)
        if figure.value is not None and figure.valid_until:
            assert f"tot en met {in_words(figure.valid_until)}" in shown.text


def in_words(day: date) -> str:
    return format_date(day, "long", locale="nl")


def rows(page: Page) -> list[list[str]]:
    return [[cell.text.replace("\u00a0", " ") for cell in row.children] for row in page.all("tr")]


def test_the_limits_are_in_the_table_as_they_are_calculated_by_hand() -> None:
    """norms of 2026-07-01: 1348.49 and 1419.46 for a single person; x 1.2."""
    row = ["Geen partner, jonger dan de AOW-leeftijd", "€ 1.618,19", "€ 1.703,35"]
    assert row in rows(page_of("/regels/garantverzorgd"))
    assert row not in rows(page_of("/regels/garantverzorgd", date(2026, 3, 1)))
    assert ["Geen partner, jonger dan de AOW-leeftijd", "€ 1.348,49", "€ 1.419,46"] in rows(page_of("/regels"))


def test_the_limits_of_wealth_are_in_a_table() -> None:
    table = rows(page_of("/regels/kwijtschelding"))
    assert ["Geen partner en geen kinderen", "€ 8.000,00"] in table
    assert ["Geen partner, wel kinderen", "€ 1.800,00"] in table


@pytest.mark.parametrize("scheme_id", SCHEMES)
def test_figures_that_have_expired_are_said_to(scheme_id: str) -> None:
    warning = "Sommige bedragen van vandaag kennen we nog niet"
    fresh, late = page_of(f"/regels/{scheme_id}"), page_of(f"/regels/{scheme_id}", EXPIRED)
    assert warning not in fresh.html
    assert (warning in late.html) is (scheme_id != "studietoeslag")
    assert "€" not in "".join(cell.text for cell in late.all("td") if "nog niet bekend" in cell.text)
    assert warning in page_of("/regels", EXPIRED).html


def test_the_list_leads_to_every_scheme_and_every_referral_is_on_it() -> None:
    page = page_of("/regels")
    assert {f"/regels/{scheme_id}" for scheme_id in SCHEMES} <= set(page.links)
    for rule in POLICY.referrals:
        assert rule.source.url in links_in(found(page, f"verwijzing-{rule.id}"))
    assert POLICY.version in page.html
    assert "python -m rules policy" in page.html


def test_a_scheme_that_does_not_exist_is_a_page_that_does_not_exist() -> None:
    resident = Resident(make_app())
    assert resident.client.get("/regels/nope").status_code == 404
    assert "nope" not in resident.client.page.html


NEW: Final = {
    "id": "new_scheme",
    "title": "Nieuwe regeling",
    "summary": "Iets wat er nog niet was.",
    "sources": [{"title": "Een bron", "url": "https://example.nl/nieuw", "checked_on": "2026-11-21"}],
    "conditions": {
        "all": [
            {"id": "debts", "fact": "debts", "is_not": "none"},
            {"id": "rent", "not": {"id": "eviction", "fact": "urgent_threats", "includes": "eviction"}},
            {"id": "income", "fact": "income", "more_than": {"percent": "iit.income_percent", "of": "norm"}},
            {"id": "home", "fact": "home_equity", "less_than": "wealth.single", "soft": True},
        ]
    },
    "apply": {"contact": "gemeente", "text": "Bel de gemeente.", "without_internet": "Bel de gemeente."},
    "documents": ["Uw paspoort, identiteitskaart of verblijfsdocument"],
}


def policy_with_a_new_scheme(tmp_path: Path) -> Policy:
    texts = dict.fromkeys(("holds", "fails", "unknown"), "Dit is een zin.")
    document = yaml.safe_load(yaml.safe_dump(NEW))
    for condition in document["conditions"]["all"]:
        condition["text"] = texts
    root = copy_of_policy(tmp_path)
    (root / "schemes" / "new_scheme.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    offered = root / "municipalities/enschede/schemes.yaml"
    offered.write_text(offered.read_text("utf-8") + "  - new_scheme\n", "utf-8")
    return load_policy(root)


def test_a_scheme_that_is_added_to_the_policy_is_shown_without_a_change_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = policy_with_a_new_scheme(tmp_path)
    monkeypatch.setattr("webapp.load_policy", lambda: policy)
    resident = Resident(make_app())
    assert "/regels/new_scheme" in resident.get("/regels").links
    page = resident.get("/regels/new_scheme")
    for id_, sentence in {
        "moet-debts": "Zo staat het niet met uw rekeningen: alles is op tijd betaald.",
        "moet-rent": "Dit is nu geen dringend probleem: u moet uw huis uit.",
        "moet-income": "Uw inkomen per maand is hoger dan 100 % van de norm.",
        "weegt-home": "De waarde van uw huis, min de hypotheek: minder dan € 8.000,00.",
    }.items():
        assert found(page, id_).text.replace("\u00a0", " ").startswith(sentence)
    assert "Nieuwe regeling" in resident.get("/hulp").html
