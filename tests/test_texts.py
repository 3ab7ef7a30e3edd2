"""Texts that can be said in any language: a sentence becomes one string only when it is said, with our own words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from rules import (
    NAME_KEYS,
    READABLE_KEYS,
    Finding,
    Policy,
    Sentence,
    advise,
    as_written,
    load_policy,
    meaning,
    parse_household,
    say_readable,
)
from rules.policy_loader import POLICY_ROOT
from rules.texts import placeholders
from tests.broken_policy import IIT, copy_of_policy
from tests.households import TODAY, advice_for, policy

TOO_HIGH: Final = Sentence("Uw inkomen is {over_by} hoger dan {limit}.", {"over_by": "€ 12,00", "limit": "€ 900,00"})
ENGLISH: Final = {
    TOO_HIGH.template: "The limit is {limit}. You are {over_by} over it.",
    "Bel de gemeente.": "Call the municipality.",
    "Bijzondere bijstand": "help with special costs",
    "Gemeente Enschede": "City of Enschede",
}


def in_english(text: str) -> str:
    return ENGLISH.get(text, text)


def test_a_sentence_is_dutch_until_it_is_said_in_another_language() -> None:
    assert str(TOO_HIGH) == TOO_HIGH.said() == "Uw inkomen is € 12,00 hoger dan € 900,00."
    assert f"{TOO_HIGH}" == TOO_HIGH.said(as_written)
    assert TOO_HIGH.said(in_english) == "The limit is € 900,00. You are € 12,00 over it."


def test_a_sentence_without_words_is_said_as_it_is() -> None:
    assert Sentence("Bel de gemeente.").said(in_english) == "Call the municipality."
    assert Sentence("{").said() == "{"


def test_a_translation_that_asks_for_other_words_is_an_error_and_not_a_hole() -> None:
    with pytest.raises(KeyError, match="value"):
        TOO_HIGH.said(lambda text: text.replace("{limit}", "{value}"))


def test_sentences_are_equal_when_they_say_the_same() -> None:
    same = Sentence(TOO_HIGH.template, {"limit": "€ 900,00", "over_by": "€ 12,00"})
    assert same == TOO_HIGH
    assert len({same, TOO_HIGH, Sentence(TOO_HIGH.template, {**TOO_HIGH.words, "limit": "€ 901,00"})}) == 2


def test_names_and_numbers_of_an_office_stay_as_they_are() -> None:
    details = {"name": "Gemeente Enschede", "phone": "14 053", "text": "Bel de gemeente.", "url": "https://x.nl"}
    assert say_readable(details, in_english) == {**details, "text": "Call the municipality."}
    assert say_readable(details, as_written) == details


def test_a_name_gets_a_meaning_only_where_it_says_something_else_to_the_reader() -> None:
    assert meaning("Bijzondere bijstand", in_english) == "help with special costs"
    assert meaning("GarantVerzorgd", in_english) is None
    assert meaning("Bijzondere bijstand", as_written) is None


@pytest.mark.parametrize(("template", "names"), [("Niets.", set()), ("{a} en {b}, {a}", {"a", "b"}), ("{{a}}", set())])
def test_the_placeholders_of_a_text(template: str, names: set[str]) -> None:
    assert placeholders(template) == names


@pytest.mark.parametrize("broken", ["{", "}", "{}", "{0}", "{a.b}", "{a!r}", "{a:>3}", "{a b}"])
def test_anything_but_a_plain_name_between_braces_is_refused(broken: str) -> None:
    with pytest.raises(ValueError):
        placeholders(broken)


def schema(name: str) -> Any:
    return json.loads((POLICY_ROOT / "schemas" / name).read_text("utf-8"))


def test_every_detail_of_an_office_or_application_is_either_said_or_a_name() -> None:
    """A key that somebody adds must be put in one of the two lists, or it would never be translated."""
    contact = schema("contacts.schema.json")["properties"]["contacts"]["additionalProperties"]["properties"]
    apply = schema("scheme.schema.json")["$defs"]["apply"]["properties"]
    not_shown = {"source", "checked_on", "confirm", "contact", "need"}
    assert (contact.keys() | apply.keys() | {"caution"}) - not_shown == {*READABLE_KEYS, *NAME_KEYS}
    assert not {*READABLE_KEYS} & {*NAME_KEYS}


COUPLE: Final = {"age": 40, "has_partner": True, "partner_age": 41, "children_ages": [], "income": "2500.00"}


def finding_of(facts: dict[str, Any], condition: str, rules: Policy | None = None) -> Finding:
    """The condition of the individuele inkomenstoeslag."""
    rules = rules or policy()
    household = parse_household({"municipality": "enschede", "facts": facts}, rules)
    found = {finding.id: finding for finding in advise(household, TODAY, rules).scheme("iit").conditions}
    return found[condition]


def test_a_finding_carries_exactly_the_words_that_its_sentence_uses() -> None:
    facts = {**COUPLE, "income_includes_holiday_allowance": True, "income_sources": ["work"]}
    finding = finding_of(facts, "income_outer")
    assert finding.text.template == "Uw inkomen is {over_by} hoger dan de grens van {limit}."
    assert finding.text.words.keys() == {"over_by", "limit"}
    assert finding.as_json(in_english)["text"] == str(finding.text)
    assert finding.as_json(lambda text: f"<{text}>")["text"] == f"<{finding.text}>"


def test_a_sentence_that_cannot_be_filled_in_leaves_it_to_the_next_node(tmp_path: Path) -> None:
    """Of somebody on bijstand the income may be unknown: then a sentence with the income in it cannot be said."""
    root = copy_of_policy(tmp_path)
    path = root / IIT
    text = path.read_text("utf-8")
    start = "    - id: income_outer\n"
    assert start in text
    path.write_text(text.replace(start, f'{start}      text: {{holds: "Boven: {{value}}."}}\n', 1), "utf-8")
    rules = load_policy(root)
    on_bijstand = {"age": 40, "has_partner": False, "children_ages": [], "income_sources": ["bijstand"]}
    held = finding_of(on_bijstand, "income_outer", rules)
    assert held.holds is True
    assert str(held.text) == "U krijgt bijstand. Dan is uw inkomen meestal laag genoeg."
    known = {**on_bijstand, "income": "1000.00", "income_includes_holiday_allowance": False}
    assert str(finding_of(known, "income_outer", rules).text) == "Boven: €\u00a01.000,00."


@pytest.mark.parametrize(
    ("wealth", "said"),
    [
        ("0.01", "Uw spaargeld, bezit en auto zijn samen €\u00a00,01, min uw schulden. De grens is €\u00a016.000,00."),
        ("0.00", "Uw spaargeld, bezit en auto zijn samen €\u00a00,00, min uw schulden. De grens is €\u00a016.000,00."),
        ("-0.01", "U hebt meer schulden dan spaargeld, bezit en auto. De grens is €\u00a016.000,00."),
    ],
)
def test_who_owes_more_than_they_own_reads_no_amount_below_zero(wealth: str, said: str) -> None:
    finding = finding_of({**COUPLE, "wealth": wealth, "car_value": "0.00"}, "wealth_with_car")
    assert finding.holds is True
    assert str(finding.text) == said


def test_of_a_car_that_is_not_there_no_amount_is_said() -> None:
    def said(value: str) -> str:
        scheme = next(
            s for s in advice_for("enschede", {**COUPLE, "car_value": value}).schemes if s.id == "kwijtschelding"
        )
        return next(str(f.text) for f in scheme.conditions if "car_value" in f.facts)

    assert (
        said("0.00")
        == "U hebt geen auto, of een auto die niets waard is. Een auto mag hooguit €\u00a03.350,00 waard zijn."
    )
    assert said("0.01") == "Een auto mag hooguit €\u00a03.350,00 waard zijn. Bij u is dat €\u00a00,01."


def test_amounts_are_never_given_to_the_translator() -> None:
    """What is said is looked up in a catalogue: the figures of a household must not be part of it."""
    asked: list[str] = []
    facts = {**COUPLE, "income_includes_holiday_allowance": True, "income_sources": ["work"], "wealth": "777.77"}

    def listen(text: str) -> str:
        asked.append(text)
        return text

    told = json.dumps(advice_for("enschede", facts).as_json(listen), ensure_ascii=False)
    assert "777,77" in told
    assert not [text for text in asked if "777" in text or "€" in text]
    assert "Uw inkomen is {over_by} hoger dan de grens van {limit}." in asked
