"""What was told becomes an answer only where nothing of that answer has to be guessed."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from flask import Flask

from tests.webapp_fixtures import make_app
from webapp.answers import Answers
from webapp.chat.confirming import confirm, without
from webapp.understanding import Claims

OPEN: Final = Path(__file__).with_name("utterances") / "open"
TIMES: Final = {"week": Decimal(52) / 12, "four_weeks": Decimal(13) / 12, "month": Decimal(1)}


@cache
def utterances() -> list[dict[str, Any]]:
    """Everything that people were thought to say, with what it says by hand."""
    found: list[dict[str, Any]] = []
    for path in sorted(OPEN.glob("*.yaml")):
        found += yaml.safe_load(path.read_text("utf-8")) or []
    return [one for one in found if one.get("facts")]


@pytest.fixture(scope="module")
def app() -> Flask:
    return make_app()


def confirmed(app: Flask, claims: Claims, asked: str = "") -> Answers:
    with app.test_request_context("/chat/klopt"):
        answers = Answers(app.extensions["catalogue"])
        return confirm(answers, claims, (asked,) if asked else (), app.extensions["policy"]).answers


def follows(fact: str, value: Any, claims: Claims) -> bool:
    """Whether this fact was said, or cannot be otherwise than it is after what was said."""
    if fact in claims and fact not in ("debts", "car_value"):
        if isinstance(value, list):
            return sorted(claims[fact]) == sorted(value)
        return bool(claims[fact] == value)
    if fact == "income":
        lines = claims.get("income_lines", [])
        total = sum((Decimal(amount) * TIMES[period] for _, _, amount, period in lines), Decimal(0))
        return abs(total - Decimal(value)) < Decimal("0.02") and bool(lines or claims["income_sources"] == ["none"])
    if fact == "income_sources":
        return bool(set(value) == {what for _, what, _, _ in claims["income_lines"]})
    if fact == "wealth":
        owe = claims.get("debt_total", "0.00" if claims.get("has_debts") is False else None)
        return bool(owe is not None and Decimal(value) == Decimal(claims["savings"]) - Decimal(owe))
    otherwise: dict[str, bool] = {
        "home_equity": "home_value" in claims and "mortgage" in claims,
        "car_value": value == claims.get("car_value", "0.00" if claims.get("has_car") is False else None),
        "debts": value == claims.get("debts"),
        "lawful_residence_5_years": claims.get("lawful_residence") is False and value is False,
        "student_past_5_years": claims.get("student") is True and value is True,
        "costs_covered_elsewhere": "costs_already_paid" in claims and value is False,
    }
    return otherwise.get(fact, False)


def test_no_answer_says_more_than_was_told(app: Flask) -> None:
    assert len(utterances()) > 50
    invented = [
        (one["say"], fact, value)
        for one in utterances()
        for fact, value in confirmed(app, one["facts"], one.get("asked", "")).facts.items()
        if not follows(fact, value, one["facts"])
    ]
    assert invented == []


@pytest.mark.parametrize(
    "claims",
    [
        {"has_partner": True, "partner_age": 40},  # And children?
        {"has_partner": False},
        {"children_ages": [5, 8]},
        {"has_partner": False, "children_count": 2},
        {"urgent_threats": ["bailiff"]},
        {"special_costs": ["moving"]},
        {"separated_past_5_years": True},
        {"debts": "behind"},  # And the health premium?
        {"owns_home": True},
        {"has_car": True, "car_value": "2000.00"},  # And a house?
        {"savings": "500.00"},
        {"savings": "500.00", "has_debts": True},
        {"income_lines": [[None, "work", "1200.00", None]]},
        {"income_lines": [["self", "work", "1200.00", "month"]], "income_sources": ["work", "alimony"]},
        {"income_sources": ["bijstand"]},
        {"student": False},
        {"lawful_residence": True},
        {"has_partner": True, "income_lines": [["self", "work", "1200.00", "month"]], "income_sources": ["work"]},
    ],
    ids=str,
)
def test_a_part_of_an_answer_is_no_answer(app: Flask, claims: Claims) -> None:
    assert confirmed(app, claims).entries == ()


def test_the_answer_to_a_question_is_whole_when_that_question_was_asked(app: Flask) -> None:
    assert confirmed(app, {"urgent_threats": ["bailiff"]}, "nood").facts == {"urgent_threats": ["bailiff"]}
    assert confirmed(app, {"urgent_threats": []}).facts == {"urgent_threats": []}


def test_what_goes_with_a_line_goes_too() -> None:
    claims: Claims = {
        "has_partner": True,
        "partner_age": 40,
        "income_lines": [["self", "work", "1.00", "month"], ["partner", "work", "2.00", "month"]],
        "income_sources": ["work", "alimony"],
        "special_costs": ["moving", "baby"],
    }
    assert "partner_age" not in without(claims, "has_partner")
    once = without(claims, "income_lines.0")
    assert (once["income_lines"], once["income_sources"]) == (claims["income_lines"][1:], ["work", "alimony"])
    twice = without(once, "income_lines.0")
    assert "income_lines" not in twice and twice["income_sources"] == ["alimony"]
    assert without(claims, "special_costs.moving")["special_costs"] == ["baby"]
    assert "special_costs" not in without(without(claims, "special_costs.moving"), "special_costs.baby")
