"""The pages of who keeps the figures right. HTTP only. They change nothing: the policy is in files, and in git."""

from __future__ import annotations

from datetime import date
from typing import Final

from flask import Blueprint, current_app, render_template, request
from flask.blueprints import BlueprintSetupState
from wtforms.form import BaseForm

from rules import Policy, advise
from webapp.accounts import Role, guard
from webapp.content.asking import DAY, HOUSEHOLD, preview_form
from webapp.content.examples import Example, load_examples
from webapp.i18n import keep_in_links
from webapp.views import Mistake
from webapp.views.preview import Preview, preview
from webapp.views.values import KEPT, values_page

blueprint = Blueprint("content", __name__, url_prefix="/waarden")
guard(blueprint, Role.CONTENT)

EXAMPLES: Final = "examples"
SHOWN: Final = "toon"


@blueprint.record
def read_examples(setup: BlueprintSetupState) -> None:
    """Read the example households while the application starts, so that a fault in them shows then."""
    setup.app.extensions[EXAMPLES] = load_examples(setup.app.extensions["policy"])


@blueprint.get("")
def values() -> str:
    """Every parameter, with what it asks for."""
    shown = request.args.get(SHOWN, "")
    if shown in KEPT:
        keep_in_links(**{SHOWN: shown})
    return render_template("content/values.html", page=values_page(*_today(), shown))


@blueprint.get("/proef")
def other_day() -> str:
    """The outcome for a household on another day, beside that of today."""
    policy, _on = _today()
    examples: tuple[Example, ...] = current_app.extensions[EXAMPLES]
    form = preview_form(request.args, policy.first_figures, examples)
    is_asked = DAY in request.args or HOUSEHOLD in request.args
    is_valid = is_asked and form.validate()
    _keep_what_was_understood(form)
    found = _compared(form, examples) if is_valid else None
    mistakes = [Mistake(_first_id(form, name), str(text)) for name, texts in form.errors.items() for text in texts]
    return render_template("content/preview.html", form=form, mistakes=mistakes, preview=found, policy=policy)


def _compared(form: BaseForm, examples: tuple[Example, ...]) -> Preview:
    policy, today = _today()
    example = next(one for one in examples if one.id == form[HOUSEHOLD].data)
    now, then = (advise(example.household, on, policy) for on in (today, form[DAY].data))
    return preview(example.title, now, then, policy, current_app.extensions["catalogue"])


def _keep_what_was_understood(form: BaseForm) -> None:
    """The same page in another language is about the same day and household."""
    good = {name: form[name].data for name in (DAY, HOUSEHOLD) if form[name].data and not form[name].errors}
    keep_in_links(**{name: str(value) for name, value in good.items()})


def _first_id(form: BaseForm, name: str) -> str:
    """Where the focus goes: of a list, to its first choice."""
    return f"{name}-0" if name == HOUSEHOLD else str(form[name].id)


def _today() -> tuple[Policy, date]:
    """The policy, and the day on which it is asked."""
    return current_app.extensions["policy"], current_app.config["TODAY"]()
