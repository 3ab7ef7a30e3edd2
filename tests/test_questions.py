"""The catalogue: complete, in short and easy sentences, and nothing is asked that no rule uses (F12)."""

from __future__ import annotations

import re
import shutil
from itertools import groupby
from pathlib import Path
from typing import Final

import pytest

from rules import FACTS, load_policy
from rules.conditions import PercentOfNorm, leaves
from webapp.questions import MUNICIPALITY, NOT_ASKED, CatalogueError, Question, catalogue, load_catalogue

POLICY = load_policy()
CATALOGUE = load_catalogue(POLICY)
ALWAYS_ASKED: Final = {"urgent_threats", "debts", "help_topics"}
HARD_WORDS: Final = re.compile(r"\b(teneinde|dient te|indien|draagkracht|peildatum|vermogen|recht op)\b", re.IGNORECASE)

each_question = pytest.mark.parametrize("question", CATALOGUE.questions, ids=lambda question: question.id)


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!])\s+", text) if sentence]


def words(text: str) -> int:
    return len([word for word in text.split() if re.search(r"\w", word)])


def wordings(question: Question) -> list[Question]:
    return [question, question.worded_for(True)]


def facts_in_rules() -> set[str]:
    """Every fact that a condition of a scheme reads; a test against the norm also reads the holiday allowance."""
    tests = [leaf for scheme in POLICY.schemes for node in scheme.conditions for leaf in leaves(node)]
    used = {fact for leaf in tests for fact in leaf.facts}
    if any(isinstance(leaf.operand, PercentOfNorm) for leaf in tests):
        used.add("income_includes_holiday_allowance")
    return used


def test_every_fact_of_the_contract_has_a_question() -> None:
    asked = {fact for question in CATALOGUE.questions for fact in question.facts}
    assert asked == (set(FACTS) - NOT_ASKED) | {MUNICIPALITY}


def test_no_fact_about_who_somebody_is() -> None:
    everything = " ".join(question.text for question in CATALOGUE.questions).lower()
    assert not re.search(r"\b(bsn|geboortedatum|naam|adres|telefoonnummer|e-mail)\b", everything)


@each_question
def test_questions_are_short_and_end_with_a_question_mark(question: Question) -> None:
    for worded in wordings(question):
        assert words(worded.text) <= 12, worded.text
        assert worded.text.endswith("?")
        assert len(sentences(worded.hint)) <= 2, worded.hint
        texts = [worded.hint, worded.why, *worded.errors.values()]
        texts += [text for choice in worded.choices for text in choice.texts() if text]
        for sentence in (sentence for text in texts for sentence in sentences(text)):
            assert words(sentence) <= 15, sentence
        assert not any(HARD_WORDS.search(text) for text in [worded.text, *texts])


@each_question
def test_every_question_is_used_by_a_rule_and_says_why(question: Question) -> None:
    assert question.why.endswith(".")
    assert set(question.facts) <= facts_in_rules() | ALWAYS_ASKED | {MUNICIPALITY}, question.facts


@each_question
def test_every_error_is_specific_and_ends_with_a_full_stop(question: Question) -> None:
    errors = [*question.errors.values()]
    errors += [text for choice in question.choices if choice.more for text in choice.more.errors.values()]
    assert all(text.endswith(".") for text in errors)
    assert "verplicht" not in " ".join(errors)


def test_topics_stand_together_in_the_order_of_the_journey() -> None:
    assert CATALOGUE.topics == (
        ("begin", "Begin"),
        ("over-u", "Over u"),
        ("inkomen", "Inkomen"),
        ("zorg-en-kosten", "Zorg en kosten"),
        ("verblijf-en-studie", "Verblijf en studie"),
        ("geld-en-bezit", "Geld en bezit"),
        ("rekeningen-en-hulp", "Rekeningen en hulp"),
    )
    in_a_row = [topic for topic, _questions in groupby(question.topic_id for question in CATALOGUE.questions)]
    assert in_a_row == [topic for topic, _title in CATALOGUE.topics]


def test_another_text_or_order_is_another_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cookie may remember the next question of one version only."""
    assert load_catalogue(POLICY).version == CATALOGUE.version
    copied = tmp_path / "questions"
    shutil.copytree(catalogue.FOLDER, copied)
    topic = copied / "topics" / "02_over_u.yaml"
    topic.write_text(topic.read_text("utf-8").replace("Hoe oud bent u?", "Wat is uw leeftijd?"), "utf-8")
    monkeypatch.setattr(catalogue, "FOLDER", copied)
    assert load_catalogue(POLICY).version != CATALOGUE.version


def test_other_municipalities_are_the_twenty_and_one_way_out() -> None:
    question = CATALOGUE.find("andere-gemeente")
    assert question is not None
    assert len(question.choices) == 21
    assert question.choices[-1].text == "Mijn gemeente staat er niet bij"
    assert all(choice.value != "enschede" for choice in question.choices)


STRANGER: Final = {
    "value": "x",
    "text": "X",
    "more": {"fact": "car_value", "kind": "money", "label": "X?", "unknown": "X", "said_unknown": "X", "errors": {}},
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"facts": ["shoe_size"]}, "unknown fact shoe_size"),
        ({"facts": ["age", "has_partner"], "kind": "choice", "choices": [{"value": "x", "text": "X"}]}, "age must be"),
        ({"kind": "boxes", "choices": [{"value": "x", "text": "X"}]}, "`none` is missing"),
        ({"kind": "duration"}, "labels without text"),
        ({"otherwise": {"has_partner": False}}, "otherwise sets has_partner, which is not its fact"),
        ({"otherwise": {"age": "old"}}, "otherwise: age must be"),
        (
            {"kind": "boxes_with_fields", "none": "Nee", "choices": [STRANGER]},
            "asks for car_value, which is not its fact",
        ),
    ],
)
def test_a_half_question_is_refused(monkeypatch: pytest.MonkeyPatch, change: dict[str, object], message: str) -> None:
    whole = catalogue._question

    def broken(topic: object, entry: dict[str, object], *rest: object) -> Question:
        found = {**entry, **change} if entry["id"] == "leeftijd" else entry
        return whole(topic, found, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(catalogue, "_question", broken)
    with pytest.raises(CatalogueError, match=message):
        load_catalogue(POLICY)
