"""Each kind of question as a form: what it takes, what it refuses and with which words, and what it says as facts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from rules import load_policy
from webapp.answers import facts_of
from webapp.forms import QuestionForm, form_for
from webapp.income import PERIODS, monthly_cents
from webapp.questions import Question, load_catalogue

CATALOGUE = load_catalogue(load_policy())
each_question = pytest.mark.parametrize("question", CATALOGUE.questions, ids=lambda question: question.id)


def ask(question_id: str) -> Question:
    question = CATALOGUE.find(question_id)
    assert question is not None
    return question


def filled(question_id: str, has_partner: bool = False, **sent: Any) -> QuestionForm:
    return form_for(ask(question_id), has_partner, MultiDict(sent))


def facts(question_id: str, **sent: Any) -> dict[str, Any]:
    form = filled(question_id, "who_1" in sent, **sent)
    assert form.validate(), form.errors
    return facts_of(ask(question_id), form.answer())


def mistakes(question_id: str, **sent: Any) -> list[str]:
    form = filled(question_id, **sent)
    assert not form.validate()
    return [text for _field, text in form.mistakes]


@each_question
def test_an_empty_form_says_what_to_do_in_the_words_of_this_question(question: Question) -> None:
    form = form_for(question, False, MultiDict())
    assert not form.validate()
    assert [text for _field, text in form.mistakes] == [question.errors["empty"]]


@each_question
def test_nothing_is_filled_in_beforehand(question: Question) -> None:
    form = form_for(question, True)
    for field in form:
        assert not field.data
        options: Any = field if hasattr(field, "iter_choices") else ()
        assert not any(option.checked for option in options)


@each_question
def test_not_knowing_is_an_answer_everywhere(question: Question) -> None:
    sent = {"choice": "unknown", "boxes": "unknown", "unknown": "1"}
    form = form_for(question, True, MultiDict({name: sent[name] for name in sent if name in form_for(question, True)}))
    assert form.validate(), form.errors
    assert form.answer() == {"unknown": True}
    assert set(facts_of(question, form.answer()).values()) == {None}


@each_question
def test_an_answer_comes_back_into_the_form_as_it_was(question: Question) -> None:
    sent = {"choice": "unknown", "boxes": "unknown", "unknown": "1"}
    form = form_for(
        question, False, MultiDict({name: sent[name] for name in sent if name in form_for(question, False)})
    )
    assert form.validate()
    again = form_for(question, False, None, form.answer())
    assert again.validate(), again.errors
    assert again.answer() == form.answer()


def test_nonsense_from_outside_is_refused_with_our_own_words() -> None:
    assert mistakes("verblijf", choice="misschien") == ["Kies een van de antwoorden die op deze pagina staan."]
    assert mistakes("hulp", boxes="alles") == ["Kruis alleen antwoorden aan die op deze pagina staan."]


def test_a_box_that_stands_alone_stands_alone() -> None:
    sent = MultiDict([("boxes", "none"), ("boxes", "work")])
    form = form_for(ask("hulp"), False, sent)
    assert not form.validate()
    assert "Ik heb nu geen hulp nodig" in form.mistakes[0][1]


def test_bills_that_are_late_and_an_old_premium_are_one_question() -> None:
    assert facts("rekeningen", boxes="none") == {"debts": "none", "premium_arrears": False}
    assert facts("rekeningen", boxes="behind") == {"debts": "behind", "premium_arrears": False}
    assert facts("rekeningen", boxes="premium") == {"debts": "behind", "premium_arrears": True}
    assert facts("rekeningen", boxes="problematic") == {"debts": "problematic", "premium_arrears": False}
    everything = ["problematic", "premium", "behind"]
    assert facts("rekeningen", boxes=everything) == {"debts": "problematic", "premium_arrears": True}
    assert facts("rekeningen", boxes="unknown") == {"debts": None, "premium_arrears": None}


def test_questions_that_set_several_facts() -> None:
    open_, paid, covered = (facts("kosten-betaald", choice=choice) for choice in ("open", "paid", "covered"))
    assert open_ == {"costs_already_paid": False, "costs_covered_elsewhere": False}
    assert paid == {"costs_already_paid": True, "costs_covered_elsewhere": False}
    assert covered == {"costs_already_paid": False, "costs_covered_elsewhere": True}
    assert facts("verblijf", choice="shorter") == {"lawful_residence": True, "lawful_residence_5_years": False}
    assert facts("studie", choice="past") == {"student": False, "student_past_5_years": True}
    assert facts("geldt-dit", boxes="sanction") == {
        "iit_past_12_months": False,
        "sanction_past_12_months": True,
        "income_improvement_expected": False,
        "separated_past_5_years": False,
    }
    assert set(facts("geldt-dit", boxes="unknown").values()) == {None}


def test_simple_facts() -> None:
    assert facts("leeftijd", number="34") == {"age": 34}
    assert facts("nood", boxes="none") == {"urgent_threats": []}
    assert facts("soort-inkomen", boxes="none") == {"income_sources": ["none"]}
    assert facts("laag-inkomen", years="5", months="3") == {"low_income_months": 63}
    assert facts("laag-inkomen", months="18") == {"low_income_months": 18}
    assert facts("laag-inkomen", years="0") == {"low_income_months": 0}


def test_what_people_have_less_what_they_owe() -> None:
    assert facts("vermogen", have="1.000", owe="2.500,50") == {"wealth": "-1500.50"}
    assert mistakes("vermogen", have="1.000") == [ask("vermogen").errors["owe_empty"]]
    assert mistakes("vermogen", owe="1.000") == [ask("vermogen").errors["have_empty"]]
    assert mistakes("vermogen", have="veel", owe="0") == [ask("vermogen").errors["not_money"]]


def test_writing_and_ticking_is_one_too_many() -> None:
    assert "Kies een van de twee" in mistakes("leeftijd", number="34", unknown="1")[0]
    assert mistakes("inkomen", none="1", unknown="1") == ["U kruiste twee antwoorden aan. Kies een van de twee."]
    assert "Kies een van de twee" in mistakes("inkomen", amount_1="100", none="1")[0]


def test_limits_of_time() -> None:
    assert facts("laag-inkomen", years="60") == {"low_income_months": 720}
    assert mistakes("laag-inkomen", years="60", months="1") == [ask("laag-inkomen").errors["too_high"]]
    assert mistakes("leeftijd", number="1985") == [ask("leeftijd").errors["year"]]


def test_income_in_different_rhythms_is_one_sum_a_month() -> None:
    lines = {
        "who_1": "self",
        "what_1": "work",
        "amount_1": "1.100",
        "period_1": "four_weeks",
        "who_2": "partner",
        "what_2": "benefit",
        "amount_2": "250",
        "period_2": "week",
        "who_3": "self",
        "what_3": "work",
        "amount_3": "0,01",
        "period_3": "month",
    }
    assert facts("inkomen", **lines) == {"income": "2275.01", "income_sources": ["work", "benefit"]}


def test_income_of_one_person_asks_not_whose_it_is() -> None:
    form = form_for(ask("inkomen"), False)
    assert "who_1" not in form
    sent = {"what_1": "bijstand", "amount_1": "1.395,00", "period_1": "month"}
    assert facts("inkomen", **sent) == {"income": "1395.00", "income_sources": ["bijstand"]}


def test_no_income_and_unknown_income() -> None:
    assert facts("inkomen", none="1") == {"income": "0.00", "income_sources": ["none"]}
    assert facts("inkomen", unknown="1") == {"income": None}


@pytest.mark.parametrize("left_out", ["who", "what", "amount", "period"])
def test_a_line_with_a_hole_says_which(left_out: str) -> None:
    sent = {"who_2": "partner", "what_2": "work", "amount_2": "900", "period_2": "month"}
    del sent[f"{left_out}_2"]
    form = filled("inkomen", True, **sent)
    assert not form.validate()
    [(field, text)] = form.mistakes
    assert field.startswith(f"{left_out}_2")
    assert text == ask("inkomen").errors[f"{left_out}_empty"]


def test_the_same_mistake_in_two_lines_is_said_with_the_name_of_each_line() -> None:
    line = {"what_1": "work", "period_1": "month", "amount_1": "veel"}
    second = {name.replace("_1", "_2"): value for name, value in line.items()}
    said = ask("inkomen").errors["not_money"]
    assert mistakes("inkomen", **line) == [said]
    named = [f"Eerste inkomen: {said}", f"Tweede inkomen: {said}"]
    assert mistakes("inkomen", **line, **second) == named
    assert mistakes("inkomen", **line, **second, none="1") == [*named, ask("inkomen").errors["both"]]


def test_too_much_income_together() -> None:
    sent = {"what_1": "work", "amount_1": "10.000.000", "period_1": "week"}
    assert mistakes("inkomen", **sent) == [ask("inkomen").errors["sum_too_high"]]
    second = {"what_2": "work", "amount_2": "1", "period_2": "week"}
    assert mistakes("inkomen", **sent, **second) == [ask("inkomen").errors["sum_too_high"]]


cents = st.integers(0, 10_000_000)
lines = st.lists(st.tuples(st.just("self"), st.just("work"), cents, st.sampled_from(sorted(PERIODS))))


@given(lines)
def test_the_sum_is_rounded_once_and_half_up(drawn: list[tuple[str, str, int, str]]) -> None:
    rates = {"week": Fraction(52, 12), "four_weeks": Fraction(13, 12), "month": Fraction(1)}
    exact = sum((amount * rates[period] for _, _, amount, period in drawn), Fraction(0))
    rounded = monthly_cents(drawn)
    assert -Fraction(1, 2) < rounded - exact <= Fraction(1, 2)


def test_half_a_cent_goes_up() -> None:
    assert monthly_cents([["self", "work", 6, "four_weeks"]]) == 7  # 6.5 cents
    assert monthly_cents([["self", "work", 6, "four_weeks"], ["self", "work", 6, "four_weeks"]]) == 13
