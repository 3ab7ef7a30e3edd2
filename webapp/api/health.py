"""Whether it works, for who runs it: a real advice is made, and the figures are looked at."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, current_app

from rules import Advice
from webapp.api.blueprint import RETRY, blueprint
from webapp.api.problems import json_response, problem
from webapp.self_check import trial_advice


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 while advice can be given, also with figures that have expired (`status` says so); else 503."""
    advice = trial_advice(current_app.extensions["policy"], current_app.config["TODAY"]())
    if advice is None:
        message = "No advice can be given now."
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, errors=[(None, message)], headers=RETRY)
    response = json_response(health_json(advice))
    response.cache_control.no_store = True
    return response


def health_json(advice: Advice) -> dict[str, Any]:
    """How the figures stand. `days_left` counts from today and is negative once they have expired."""
    until = advice.valid_until
    return {
        "status": "figures_expired" if advice.figures_expired else "ok",
        "policy_version": advice.policy_version,
        "figures_valid_until": until.isoformat() if until else None,
        "days_left": (until - advice.on).days if until else None,
        "figures_expired": advice.figures_expired,
    }
