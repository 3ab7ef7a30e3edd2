"""What people write is understood, and nothing that they did not say: on words that were never used to tune it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from time import thread_time
from typing import Any, Final

import pytest

from tests.utterances import DANGERS, HELD, OPEN, Utterance, language_of, of_language, read
from tests.utterances.scoring import Score, scored
from webapp.languages import published
from webapp.understanding import MAX_MESSAGE, merged, understand

IN_FULL: Final = {"nl": (400, 200), "en": (200, 100)}
"""{language: at least so many utterances, so many of them held apart}"""

AIM: Final = (0.99, 0.90)
"""Precision and recall of all that is held apart in a language: of a hundred facts that are taken, one may be wrong."""

REACHED: Final = {"nl": (0.993, 0.936), "en": (0.986, 0.932), "nl_second": (0.989, 0.915), "en_second": (0.995, 0.912)}
"""{part that is held apart: what was reached}: never less. Raise it when it is more, until each part is at the aim."""

SHORT: Final = 25
"""Characters. Shorter answers ("weet ik niet") are written by everybody."""

SLOWEST: Final = 0.020
"""Seconds of the processor, at p99; for words read for the first time some more."""


@pytest.fixture(scope="module", params=REACHED)
def held(request: Any) -> Iterator[tuple[str, Score]]:
    path = HELD / f"{request.param}.yaml"
    yield request.param, scored(read(path), language_of(path))


def test_what_was_held_apart_was_never_changed() -> None:
    lines = [line.split() for line in (HELD / "SHA256SUMS").read_text("utf-8").splitlines()]
    sums = {name: digest for digest, name in lines}
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in HELD.glob("*.yaml")}
    assert files == sums
    assert {path.stem for path in HELD.glob("*.yaml")} == REACHED.keys()


@pytest.mark.parametrize("language", IN_FULL)
def test_there_are_enough_utterances_and_a_third_is_held_apart(language: str) -> None:
    together, apart = IN_FULL[language]
    held_apart, others = of_language(language, HELD), of_language(language, OPEN)
    assert len(held_apart) >= apart and len(held_apart) + len(others) >= together
    said = {utterance.say.casefold() for utterance in held_apart if len(utterance.say) > SHORT}
    twice = sum(utterance.say.casefold() in said for utterance in others)
    assert twice == 0, "what is held apart is not shown, also not here"


def test_no_more_is_taken_wrongly_than_before(held: tuple[str, Score]) -> None:
    part, score = held
    assert score.precision >= min(REACHED[part][0], AIM[0])


def test_no_less_is_understood_than_before(held: tuple[str, Score]) -> None:
    part, score = held
    assert score.recall >= min(REACHED[part][1], AIM[1]) - 0.0001


@pytest.mark.parametrize("language", IN_FULL)
def test_all_that_is_held_apart_in_a_language_reaches_the_aim(language: str) -> None:
    """Its parts are small: of a hundred messages one or two facts decide. So the aim is of all of it together."""
    score = scored(of_language(language, HELD), language)
    assert score.precision >= AIM[0]
    assert score.recall >= AIM[1]


def test_a_message_is_read_in_no_time(held: tuple[str, Score]) -> None:
    assert held[1].slowest <= SLOWEST


@pytest.mark.parametrize("path", sorted(OPEN.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_it_was_made_with_is_still_understood(path: Any) -> None:
    score = scored(read(path), language_of(path))
    assert score.precision >= 0.95, score.wrong
    assert score.recall >= 0.80, score.missed


@pytest.mark.parametrize("language", [language.code for language in published()])
def test_every_published_language_has_utterances_and_knows_what_cannot_wait(language: str) -> None:
    utterances = of_language(language, OPEN)
    urgent = [utterance for utterance in utterances if utterance.danger]
    assert len(utterances) >= 30 and {kind for utterance in urgent for kind in utterance.danger} == DANGERS
    for utterance in urgent:
        assert set(understand(utterance.say, language, utterance.asked).danger) & utterance.danger, utterance.say


SAID: Final = (
    Utterance(
        "Ik ben 34, alleen met twee kinderen van 5 en 8, ik krijg 1450 in de maand van de bijstand en ik heb schulden",
        {
            "age": 34,
            "has_partner": False,
            "children_ages": [5, 8],
            "income_lines": [["self", "bijstand", "1450.00", "month"]],
            "income_sources": ["bijstand"],
            "has_debts": True,
        },
    ),
    Utterance("nee, drie kinderen", {"children_count": 3}),
    Utterance("geen schulden", {"has_debts": False}),
    Utterance("ze sluiten de stroom af", {"urgent_threats": ["energy_cutoff"]}),
    Utterance("veertienhonderdvijftig", {"income_lines": [[None, None, "1450.00", None]]}, "inkomen"),
    Utterance("1,4k", {"income_lines": [[None, None, "1400.00", None]]}, "inkomen"),
    Utterance("350 per week", {"income_lines": [[None, None, "350.00", "week"]]}, "inkomen"),
    Utterance(
        "mijn man 1600 en ik 400",
        {"has_partner": True, "income_lines": [["partner", None, "1600.00", None], ["self", None, "400.00", None]]},
        "inkomen",
    ),
    Utterance("twee van 5 en 8", {"children_ages": [5, 8]}, "gezin"),
    Utterance("een baby", {"children_ages": [0]}, "gezin"),
)
"""The examples of what has to be understood, word for word."""


@pytest.mark.parametrize("utterance", SAID, ids=lambda utterance: utterance.say[:30])
def test_the_examples_are_understood(utterance: Utterance) -> None:
    assert dict(understand(utterance.say, "nl", utterance.asked).facts) == dict(utterance.facts)


@pytest.mark.parametrize(
    ("say", "code"),
    [
        ("ik verdien 2400 bruto", "gross"),
        ("ik verdien 24000 per jaar", "per_year"),
        ("ik krijg tussen 1200 en 1400 per maand", "range"),
        ("ik krijg 120 huurtoeslag", "allowance"),
    ],
)
def test_an_amount_that_cannot_be_taken_is_named_and_not_taken(say: str, code: str) -> None:
    understood = understand(say, "nl", "inkomen")
    assert "income_lines" not in understood.facts and understood.unclear == (code,)


def test_later_words_count_and_members_are_added() -> None:
    before = {"age": 34, "urgent_threats": ["bailiff"], "children_ages": [5, 8]}
    new = {"age": 35, "urgent_threats": ["eviction"], "children_count": 3}
    assert merged(before, new) == {"age": 35, "urgent_threats": ["bailiff", "eviction"], "children_count": 3}


@pytest.mark.parametrize(
    "say", ["", " ", "\x00\x01", "<script>alert(1)</script>", "😀" * 50, "9" * MAX_MESSAGE * 2, "een " * 900]
)
def test_nonsense_says_nothing(say: str) -> None:
    understood = understand(say, "nl")
    assert dict(understood.facts) == {} and understood.danger == ()


LONG: Final = ("12 13 14 15 " * 90, "ik heb schulden en een man en twee kinderen van 5 en 8 en " * 20, "a," * 500)


@pytest.mark.parametrize("say", LONG, ids=lambda say: say[:12])
@pytest.mark.parametrize("language", IN_FULL)
def test_a_message_made_to_take_long_does_not(say: str, language: str) -> None:
    understand("", language)
    start = thread_time()
    understand(say, language)
    assert thread_time() - start < 1.0


@pytest.mark.parametrize(
    ("say", "language"),
    [("heb 2 kinderen van 3 en 4, 1200 bijstand", "nl"), ("2 kids, 3 and 4, 1200 bijstand", "en")],
)
def test_an_amount_behind_a_row_of_ages_is_no_age(say: str, language: str) -> None:
    facts = understand(say, language).facts
    assert facts["children_ages"] == [3, 4]
    assert [line[2] for line in facts["income_lines"]] == ["1200.00"]


@pytest.mark.parametrize(("say", "language"), [("kinderen van 8 en 2,5", "nl"), ("kids, 8 and 2.5", "en")])
def test_a_row_with_half_a_year_in_it_would_miss_a_child_and_is_not_taken(say: str, language: str) -> None:
    assert "children_ages" not in understand(say, language).facts


@pytest.mark.parametrize(
    ("say", "language"),
    [
        ("geen schulden behalve bij menzis", "nl"),
        ("ik heb geen schulden op de huur na", "nl"),
        ("nergens achter, behalve de energie", "nl"),
        ("not behind with anything but menzis", "en"),
        ("no debts but the rent", "en"),
        ("we owe nobody anything except the landlord", "en"),
        ("no debts, just a student loan", "en"),
        ("no debts, only the tax office", "en"),
        ("no debts really, just a payment plan with the gas company", "en"),
        ("geen schulden, alleen bij de belastingdienst", "nl"),
    ],
)
def test_a_no_with_an_exception_is_no_no(say: str, language: str) -> None:
    facts = understand(say, language).facts
    assert facts.get("debts") != "none" and facts.get("has_debts") is not False


def test_children_behind_an_exception_are_children() -> None:
    assert understand("no kids except a daughter of 4", "en").facts == {"children_ages": [4]}
    assert understand("geen kinderen behalve een dochter van 4", "nl").facts == {"children_ages": [4]}
    assert "children_ages" not in understand("ik heb geen kinderen thuis op een na", "nl").facts


@pytest.mark.parametrize("say", ["ik heb een goedkope tandarts", "we zoeken een goede tandarts"])
def test_somebody_who_has_or_looks_for_a_dentist_has_no_costs_yet(say: str) -> None:
    assert understand(say, "nl").facts == {}
