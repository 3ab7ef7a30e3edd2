"""Contract §1: the schemes, the figures and the health of the site over HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

import webapp.self_check
from rules import Advice, EngineBusy, EngineError, advise, format_cents
from rules.__main__ import main as command_line
from tests.api_client import api_client, problem_of, schema_of
from tests.households import policy
from tests.webapp_fixtures import ON, make_app

DAYS: Final = ("2024-01-01", "2026-11-21", "2026-12-31", "2027-01-01")
EDGES: Final = ("0001-01-01", "2023-12-31", *DAYS, "9999-12-31")


def figures_on(day: str) -> dict[str, dict[str, Any]]:
    """Every figure of a day by name, from an answer that is as the schema says."""
    answer = api_client().get(f"/api/v1/policy?on={day}").get_json()
    assert list(schema_of("Policy").iter_errors(answer)) == []
    assert answer["on"] == day
    return {figure["name"]: figure for figure in answer["parameters"]}


def schemes() -> dict[str, dict[str, Any]]:
    """Every scheme by id, from an answer that is as the schema says."""
    answer = api_client().get("/api/v1/schemes").get_json()
    assert list(schema_of("Schemes").iter_errors(answer)) == []
    return {scheme["id"]: scheme for scheme in answer["schemes"]}


@pytest.mark.parametrize("day", EDGES)
def test_every_figure_has_its_value_of_the_day_or_none(day: str) -> None:
    on = date.fromisoformat(day)
    found = figures_on(day)
    assert list(found) == sorted(policy().parameters)
    for name, parameter in policy().parameters.items():
        first, figure = parameter.values[0], found[name]
        dated = None if on < first.start else parameter.at(on)
        state = "missing" if on < first.start else "in_force" if dated else "expired"
        assert (figure["status"], figure["value"] is None) == (state, dated is None)
        if dated is not None:
            assert figure["value"] == (format_cents(dated.value) if parameter.unit == "euro" else dated.value)
            assert figure["from"] == dated.start.isoformat()
            assert figure["source"] == {"title": dated.source.title, "url": dated.source.url}
            assert figure["checked_on"] == dated.source.checked_on.isoformat()
            assert figure["confirm"] is dated.confirm


@pytest.mark.parametrize("day", DAYS)
def test_the_figures_are_those_of_the_command_line(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    command_line(["policy", "--on", day])
    printed = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    words = {"missing": "MISSING", "expired": "EXPIRED"}
    for name, figure in figures_on(day).items():
        line = next(line for line in printed if line.startswith(f"{name}: "))
        assert words.get(figure["status"], "") in line
        assert ("MISSING" in line or "EXPIRED" in line) is (figure["status"] != "in_force")
        if figure["unit"] in ("euro", "percent", "months", "years", "count") and figure["value"] is not None:
            assert str(figure["value"]) in line
            assert ("CONFIRM" in line) is figure["confirm"]


def test_a_yes_or_no_is_a_boolean() -> None:
    assert figures_on(ON.isoformat())["applies_kostendelersnorm"]["value"] is False


def test_after_the_last_figures_no_old_value_is_given() -> None:
    norm = figures_on("2027-01-01")["norm.single_21_aow.with_holiday_allowance"]
    assert (norm["status"], norm["value"], norm["valid_until"]) == ("expired", None, "2026-12-31")
    assert norm["needed"] is True


def test_without_a_day_the_figures_are_those_of_today() -> None:
    assert api_client().get("/api/v1/policy").get_json()["on"] == ON.isoformat()


def test_every_scheme_is_listed_with_its_conditions_in_order() -> None:
    found = schemes()
    assert list(found) == [scheme.id for scheme in policy().schemes]
    for scheme in policy().schemes:
        listed = found[scheme.id]
        assert listed["max_status"] == scheme.max_status
        assert [(c["id"], c["hard"]) for c in listed["conditions"]] == [(n.id, not n.soft) for n in scheme.conditions]
        assert all(condition["facts"] for condition in listed["conditions"])
        assert listed["documents"] == list(scheme.documents)


def test_a_condition_names_the_figures_it_compares_with() -> None:
    listed = {condition["id"]: condition for condition in schemes()["iit"]["conditions"]}
    months = {"name": "iit.low_income_months", "unit": "months", "status": "in_force", "value": 60, "confirm": True}
    assert listed["low_income_months"]["test"] == "at_least"
    assert listed["low_income_months"]["parameters"] == [months]
    assert listed["low_income_months_longer"]["test"] == "more_than"
    assert listed["not_student"] == {**listed["not_student"], "test": None, "parameters": [], "facts": ["student"]}
    assert {figure["name"] for figure in listed["wealth_ok"]["parameters"]} == {
        *("wealth.single", "wealth.household", "wealth.home_equity"),
    }
    assert listed["wealth_ok"]["test"] is None


def test_the_figures_of_a_condition_are_those_of_today() -> None:
    figures = figures_on(ON.isoformat())
    named = [figure for scheme in schemes().values() for c in scheme["conditions"] for figure in c["parameters"]]
    assert named
    for figure in named:
        assert figure == {key: figures[figure["name"]][key] for key in figure}


def test_the_schemes_are_told_in_the_language_of_the_request() -> None:
    response = api_client().get("/api/v1/schemes", headers={"Accept-Language": "en"})
    english = {scheme["id"]: scheme for scheme in response.get_json()["schemes"]}
    assert response.headers["Content-Language"] == "en"
    assert "Accept-Language" in response.vary
    for scheme_id, dutch in schemes().items():
        assert english[scheme_id]["title"] == dutch["title"]
        assert english[scheme_id]["summary"] != dutch["summary"]
        assert english[scheme_id]["conditions"] == dutch["conditions"]


@pytest.mark.parametrize(
    ("today", "status", "days"),
    [(date(2026, 11, 21), "ok", 40), (date(2026, 12, 31), "ok", 0), (date(2027, 1, 1), "figures_expired", -1)],
)
def test_health_tells_until_when_the_figures_hold(today: date, status: str, days: int) -> None:
    response = make_app(today).test_client().get("/healthz")
    assert (response.status_code, response.mimetype) == (200, "application/json")
    answer = response.get_json()
    assert list(schema_of("Health").iter_errors(answer)) == []
    assert answer == {
        "status": status,
        "policy_version": policy().version,
        "figures_valid_until": "2026-12-31",
        "days_left": days,
        "figures_expired": status != "ok",
    }
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("error", [EngineError("canary"), EngineBusy("canary")])
def test_health_is_bad_when_the_engine_is(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(webapp.self_check, "advise", fail)
    response = api_client().get("/healthz")
    assert "canary" not in problem_of(response, 503)["message"]
    assert int(response.headers["Retry-After"]) > 0


def test_health_is_bad_when_nothing_is_concluded(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_concluded(*arguments: Any) -> Advice:
        return replace(advise(*arguments), trace=())

    monkeypatch.setattr(webapp.self_check, "advise", nothing_concluded)
    problem_of(api_client().get("/healthz"), 503)
