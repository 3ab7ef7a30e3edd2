"""Papers to bring: the same paper in other words is one paper, and only what can exist in the household."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from rules import SchemeAdvice, load_policy
from tests.broken_policy import Break, assert_refused
from tests.households import advice_for
from webapp.views.papers import Facts, merged_papers, papers_for

PAPERS: Final = "papers.yaml"
POLICY: Final = load_policy()
BROKEN: Final = {
    "nobody_asks_for_it": Break(PAPERS, "Uw rekeningnummer", "Uw bankpas", "Uw bankpas"),
    "twice": Break(PAPERS, "Bewijs van uw huur of hypotheek", "Uw rekeningnummer", "stands twice"),
    "no_such_fact": Break(PAPERS, "fact: has_partner", "fact: has_friend", "has_friend"),
    "no_such_member": Break(PAPERS, "includes: self_employed", "includes: pirate", "pirate"),
    "unknown_key": Break(PAPERS, "\n    texts:", "\n    text:", "texts", back="- id: identity"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_papers_that_fit_nothing_are_refused(broken: Break, tmp_path: Path) -> None:
    assert_refused(broken, tmp_path)


def schemes(*ids: str) -> list[SchemeAdvice]:
    advice = advice_for("enschede", {"age": 34})
    return [advice.scheme(id_) for id_ in ids]


def merged(facts: Facts, *ids: str) -> dict[str, tuple[str, ...]]:
    return {line.text: line.schemes for line in merged_papers(schemes(*ids), POLICY, facts)}


def test_of_one_paper_in_two_wordings_the_most_complete_is_left_and_names_both_schemes() -> None:
    found = merged({}, "leergeld", "algemene_bijstand")
    assert found["Bankafschriften van al uw rekeningen van de laatste 3 maanden"] == (
        "Stichting Leergeld",
        "Bijstandsuitkering",
    )
    assert "Bankafschriften van de laatste maand" not in found
    assert (
        len(found)
        == len(set(found))
        < sum(len(scheme.documents) for scheme in schemes("leergeld", "algemene_bijstand"))
    )


def test_the_list_begins_with_what_people_gather_first() -> None:
    texts = list(merged({}, "kwijtschelding", "iit"))
    assert [text.split()[1] for text in texts[:2]] == ["paspoort,", "van"]
    assert texts.index("Bewijs van uw huur of hypotheek") < texts.index("De rekening (aanslag) van GBTwente")


def test_nothing_that_a_scheme_asks_for_gets_lost() -> None:
    ids = [scheme.id for scheme in POLICY.schemes]
    found = merged({}, *ids)
    covered = {text for paper in POLICY.papers if paper.texts[-1] in found for text in paper.texts} | set(found)
    assert {text for scheme in schemes(*ids) for text in scheme.documents} <= covered
    for scheme in schemes(*ids):
        assert any(scheme.title in titles for titles in found.values())


@pytest.mark.parametrize(
    ("facts", "asked"),
    [({}, True), ({"has_partner": None}, True), ({"has_partner": True}, True), ({"has_partner": False}, False)],
)
def test_only_who_may_have_a_partner_is_asked_for_their_papers(facts: Facts, asked: bool) -> None:
    [iit] = schemes("iit")
    assert ("Hebt u een partner: dezelfde papieren van uw partner" in papers_for(iit, POLICY, facts)) is asked


@pytest.mark.parametrize(("value", "asked"), [(None, True), ("0.00", False), ("900.00", True)])
def test_only_who_may_have_a_car_is_asked_for_its_papers(value: str | None, asked: bool) -> None:
    [remission] = schemes("kwijtschelding")
    papers = papers_for(remission, POLICY, {"car_value": value})
    assert any(paper.startswith("Hebt u een auto") for paper in papers) is asked


@pytest.mark.parametrize(("sources", "asked"), [(["work"], False), (["work", "self_employed"], True), (None, True)])
def test_only_who_may_have_a_business_is_asked_for_its_papers(sources: list[str] | None, asked: bool) -> None:
    [iit] = schemes("iit")
    papers = papers_for(iit, POLICY, {"income_sources": sources})
    assert any(paper.startswith("Hebt u een eigen bedrijf") for paper in papers) is asked
