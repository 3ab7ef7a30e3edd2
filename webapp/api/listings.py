"""The schemes and the figures as JSON: what the advice rests on, without a household."""

from __future__ import annotations

from datetime import date
from typing import Any

from rules import (
    STATUSES,
    ConditionOverview,
    ParameterOnDay,
    Policy,
    Say,
    conditions_of,
    meaning,
    parameters_on,
    say_readable,
)


def policy_json(policy: Policy, on: date) -> dict[str, Any]:
    """Every parameter on a day, with its source; what is not in force has no value."""
    return {
        "policy_version": policy.version,
        "municipality": policy.served,
        "on": on.isoformat(),
        "first_figures": policy.first_figures.isoformat(),
        "last_figures": policy.last_figures.isoformat(),
        "parameters": [found.as_json() for found in parameters_on(policy, on)],
    }


def schemes_json(policy: Policy, on: date, say: Say) -> dict[str, Any]:
    """Every scheme, its texts in the language of `say`, its figures those of the day."""
    figures = {found.parameter.name: found for found in parameters_on(policy, on)}
    return {
        "policy_version": policy.version,
        "municipality": policy.served,
        "on": on.isoformat(),
        "statuses": list(STATUSES),
        "schemes": [
            {
                "id": scheme.id,
                "title": scheme.title,
                "meaning": meaning(scheme.title, say),
                "summary": say(scheme.summary),
                "max_status": scheme.max_status,
                "conditions": [_condition_json(condition, figures) for condition in conditions_of(scheme)],
                "apply": say_readable(scheme.apply, say),
                "documents": [say(document) for document in scheme.documents],
                "sources": [source.as_json() for source in scheme.sources],
            }
            for scheme in policy.schemes
        ],
    }


def _condition_json(condition: ConditionOverview, figures: dict[str, ParameterOnDay]) -> dict[str, Any]:
    return {
        "id": condition.id,
        "hard": condition.hard,
        "facts": list(condition.facts),
        "test": condition.test,
        "parameters": [_figure_json(figures[name]) for name in condition.parameters],
        "source": condition.source.as_json(),
    }


def _figure_json(figure: ParameterOnDay) -> dict[str, Any]:
    told = figure.as_json()
    return {key: told[key] for key in ("name", "unit", "status", "value", "confirm")}
