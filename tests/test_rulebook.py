"""The rules written out: every condition as a sentence made from the tree, with the figures of the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from rules import FACTS, NORMS, RuleStep, book_texts_of, load_policy, norms_on, parameters_on, referral_rules, rules_of
from rules.conditions import COMPARISONS, Branch, Figure, HouseholdLimit, Leaf, Literal, Operand, PercentOfNorm, leaves
from rules.derived import DERIVED, HOUSEHOLD_LIMITS, OUTCOMES, kind_of
from rules.rulebook import step_of
from tests.broken_policy import Break, assert_refused, copy_of_policy
from tests.households import TODAY, policy

FIGURES: Final = dict.fromkeys(policy().parameters, 7)
EXPIRED: Final = date(2031, 3, 1)
SENTENCES: Final = "rule_sentences.yaml"


def a_leaf(fact: str, test: str, operand: Operand) -> Leaf:
    return Leaf(f"x.{fact}", fact, False, fact, test, operand, {}, None)


def operands_of(fact: str) -> Iterator[tuple[str, Operand]]:
    """Every test that the reader of policy files lets through for a fact."""
    match kind_of(fact):
        case "bool":
            yield from (("is", Literal(value)) for value in (True, False))
        case "choice":
            yield from ((test, Literal(choice)) for test in ("is", "is_not") for choice in FACTS[fact].choices)
        case "choices":
            yield from (("includes", Literal(choice)) for choice in FACTS[fact].choices)
        case "int" | "money":
            limits: list[Operand] = [Figure("scheme.min_age"), Literal(1), PercentOfNorm("iit.income_percent")]
            limits += [HouseholdLimit(name) for name in HOUSEHOLD_LIMITS]
            yield from ((test, limit) for test in COMPARISONS for limit in limits)


EVERY_TEST: Final = [
    a_leaf(fact, test, operand) for fact in (*FACTS, *DERIVED, *OUTCOMES) for test, operand in operands_of(fact)
]


def test_whatever_a_policy_can_test_reads_as_a_whole_sentence_either_way() -> None:
    assert len(EVERY_TEST) > 300
    for leaf in EVERY_TEST:
        told = [policy().sentences.of(leaf, FIGURES.get, negated).said() for negated in (False, True)]
        assert told[0] != told[1], leaf
        for sentence in told:
            assert sentence[0].isupper() and sentence.endswith("."), sentence
            assert not set("{}") & set(sentence), sentence


def test_two_different_tests_never_read_the_same() -> None:
    said = [policy().sentences.of(leaf, FIGURES.get).said() for leaf in EVERY_TEST]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("test", "operand", "sentence"),
    [
        (
            "at_most",
            PercentOfNorm("leergeld.income_percent"),
            "Uw inkomen per maand is niet hoger dan 130 % van de norm.",
        ),
        ("less_than", PercentOfNorm("iit.income_percent"), "Uw inkomen per maand is lager dan 100 % van de norm."),
        ("at_most", Figure("wealth.single"), "Uw inkomen per maand is niet hoger dan € 8.000,00."),
    ],
)
def test_a_limit_is_told_with_the_figure_of_the_day(test: str, operand: Operand, sentence: str) -> None:
    def today(name: str) -> int | None:
        return policy().parameters.value(name, TODAY)

    said = policy().sentences.of(a_leaf("income", test, operand), today).said()
    assert said.replace("\u00a0", " ") == sentence


def texts_in(step: RuleStep) -> Iterator[str]:
    if step.sentence:
        yield step.sentence.said()
    for inner in step.steps:
        yield from texts_in(inner)


def test_every_leaf_of_every_condition_is_in_its_step() -> None:
    for scheme in policy().schemes:
        rules = rules_of(scheme, policy(), TODAY)
        assert [condition.id for condition in rules.conditions] == [node.id for node in scheme.conditions]
        for node, condition in zip(scheme.conditions, rules.conditions, strict=True):
            assert condition.hard is not node.soft
            assert len(list(texts_in(condition.step))) == len(list(leaves(node))), node.label


def test_not_turns_what_is_below_it_around() -> None:
    old = a_leaf("age", "at_least", Figure("scheme.min_age"))
    paid = a_leaf("costs_already_paid", "is", Literal(True))
    both = Branch("x.both", "both", False, "all", (old, paid), {}, None)
    neither = Branch("x.not", "not", False, "not", (both,), {}, None)
    step = step_of(neither, policy(), {found.parameter.name: found for found in parameters_on(policy(), TODAY)})
    assert step.kind == "any"
    assert list(texts_in(step)) == ["U bent jonger dan 18 jaar.", "U hebt nog niet al die kosten betaald."]


# By hand, from the tables of the norms: with and without holiday allowance, times the percentage, rounded half up.
BY_HAND: Final = [
    ("garantverzorgd", "single_21_aow", 161819, 170335),  # 1348.49 and 1419.46 x 1.2
    ("garantverzorgd", "couple_aow", 248075, 261132),  # 2067.29 and 2176.10 x 1.2
    ("leergeld", "single_21_aow", 175304, 184530),  # x 1.3
    ("leergeld", "couple_21_aow", 250432, 263613),  # 1926.40 and 2027.79 x 1.3
    ("algemene_bijstand", "single_aow", 150797, 158734),
    ("iit", "single_21_aow", 136197, 143365),  # x 1.01: 1361.9749 and 1433.6546
]


@pytest.mark.parametrize(("scheme_id", "norm", "without", "included"), BY_HAND)
def test_limits_in_euros_by_hand(scheme_id: str, norm: str, without: int, included: int) -> None:
    scheme = next(scheme for scheme in policy().schemes if scheme.id == scheme_id)
    table = rules_of(scheme, policy(), TODAY).norm_tables[0]
    limit = next(limit for limit in table.limits if limit.norm == norm)
    assert (limit.without_holiday_allowance, limit.with_holiday_allowance) == (without, included)


def test_the_norms_of_another_day_are_those_of_that_day() -> None:
    [single] = [limit for limit in norms_on(policy(), date(2025, 3, 1)).limits if limit.norm == "single_21_aow"]
    assert (single.without_holiday_allowance, single.with_holiday_allowance) == (127818, 134545)
    assert [limit.norm for limit in norms_on(policy(), TODAY).limits] == list(NORMS)


def test_what_is_not_known_on_a_day_is_never_taken_from_another_one() -> None:
    for on in (EXPIRED, date(2019, 1, 1)):
        for scheme in policy().schemes:
            rules = rules_of(scheme, policy(), on)
            amounts = [limit.with_holiday_allowance for table in rules.norm_tables for limit in table.limits]
            assert set(amounts) <= {None}
            assert not (amounts and rules.figures_known)


def test_an_expired_limit_leaves_a_gap_in_the_sentence() -> None:
    wealth = next(scheme for scheme in policy().schemes if scheme.id == "iit")
    told = [text for condition in rules_of(wealth, policy(), EXPIRED).conditions for text in texts_in(condition.step)]
    assert "Uw huis is, min de hypotheek, niet meer waard dan …." in told
    assert "U bent 21 jaar of ouder." in told


def test_every_referral_is_written_out_with_its_figures() -> None:
    found = {rule.id: condition for rule, condition in referral_rules(policy(), TODAY)}
    assert list(found) == [rule.id for rule in policy().referrals]
    assert [figure.value for figure in found["jongerencoach"].figures] == [18, 27]
    assert all(list(texts_in(condition.step)) for condition in found.values())


def test_every_text_of_the_book_has_one_place() -> None:
    places = [place for place, _ in book_texts_of(policy())]
    assert len(set(places)) == len(places) > 200
    assert "rule_sentences: age.at_least" in places
    assert "parameters: wealth.single.label" in places


BROKEN: Final = {
    "fact_without_sentences": Break(SENTENCES, "  age:\n", "  ages:\n", "age", back="facts:"),
    "bool_without_no": Break(SENTENCES, '    no: "U hebt geen partner."\n', "", "has_partner", back="  has_partner:"),
    "choice_without_word": Break(SENTENCES, '      menzis: "', '      menzies: "', "menzis", back="  insurer:"),
    "unknown_placeholder": Break(SENTENCES, "U bent {limit} jaar of ouder.", "U bent {years} jaar.", "{years}"),
    "broken_placeholder": Break(SENTENCES, "U bent {limit} jaar of ouder.", "U bent {limit jaar.", "limit jaar"),
    "norm_without_name": Break(SENTENCES, "  single_aow:", "  single_old:", "single_aow", back="norms:"),
    "pattern_missing": Break(SENTENCES, '  at_most: "{fact}: {limit} of minder."\n', "", "at_most", back="patterns:"),
    "no_sentence": Break(SENTENCES, "U hebt geen eigen huis.", "geen huis", "geen huis"),
    "parameter_without_label": Break(
        "national/wealth_limits.yaml", '    label: "Hoogste bezit: geen partner en geen kinderen"\n', "", "label",
        back="  wealth.single:",
    ),
    "referral_without_need": Break("referrals.yaml", "    need: debts\n", "", "need", back="- id: stadsbank"),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_gap_in_the_book_is_refused_when_loading(broken: Break, tmp_path: Path) -> None:
    assert_refused(broken, tmp_path)


def test_the_copy_has_the_same_book(tmp_path: Path) -> None:
    assert list(book_texts_of(load_policy(copy_of_policy(tmp_path)))) == list(book_texts_of(policy()))
