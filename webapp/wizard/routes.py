"""The pages of the wizard. HTTP only: every POST ends in a redirect, so that Back always works."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from rules import Advice, Policy
from webapp.answers import Answers, Conflict, accept
from webapp.forms import QuestionForm, form_for
from webapp.journey import advice_for, may_be_asked, next_question
from webapp.questions import Question
from webapp.views import check_page, mistakes_in, question_page, result_page
from webapp.wizard import state

blueprint = Blueprint("wizard", __name__)

BACK_TO = {"controleren": "wizard.check", "uitslag": "wizard.result"}


@blueprint.get("/")
def start() -> str:
    """The first page."""
    return render_template("wizard/start.html", has_answers=not state.is_empty(), said=state.heard())


@blueprint.get("/vraag")
def go_on() -> Response:
    """The next question, or the check page when there is none."""
    return _to_next(_answers())


@blueprint.get("/vraag/<question_id>")
def question(question_id: str) -> str | Response:
    """One question: empty, with the earlier answer, or with what was wrong about it."""
    answers = _answers()
    asked, advice = _asked(question_id, answers)
    if asked is None:
        return _to_next(answers)
    draft = state.draft(asked)
    form = form_for(asked, answers.has_partner, draft, answers.of(asked))
    conflict = _conflict(form, asked, answers) if draft is not None and form.validate() else None
    mistakes = mistakes_in(form, conflict)
    page = question_page(answers, form, advice, mistakes, _back_to(), state.heard())
    return render_template("wizard/question.html", page=page)


@blueprint.post("/vraag/<question_id>")
def answer(question_id: str) -> Response:
    """Take one answer; go on, or back to the same question with what was typed."""
    answers = _answers()
    asked, advice = _asked(question_id, answers)
    if asked is None:
        return _to_next(answers)
    form = form_for(asked, answers.has_partner, request.form)
    outcome = accept(answers, asked, form.answer(), _policy()) if form.validate() else None
    if not isinstance(outcome, Answers):
        state.keep_draft(asked.id, request.form)
        back = url_for(".question", question_id=asked.id, terug=_back_to() or None, _anchor="fouten")
        return redirect(back, HTTPStatus.SEE_OTHER)
    state.keep(outcome)
    if state.draft(asked) is not None:
        state.drop_draft()
    return _to_next(outcome, next_question(answers, advice))


@blueprint.get("/controleren")
def check() -> str | Response:
    """Every answer, each with a link to change it."""
    answers = _answers()
    advice = _advice(answers)
    if advice is None:
        return _to_next(answers)
    state.drop_draft()
    page = check_page(answers, advice, next_question(answers, advice))
    return render_template("wizard/check.html", page=page)


@blueprint.get("/uitslag")
def result() -> str | Response:
    """The advice."""
    answers = _answers()
    advice = _advice(answers)
    if advice is None:
        return _to_next(answers)
    state.drop_draft()
    page = result_page(answers, advice, _policy(), next_question(answers, advice))
    return render_template("wizard/result.html", page=page)


def _policy() -> Policy:
    policy: Policy = current_app.extensions["policy"]
    return policy


def _answers() -> Answers:
    return state.answers(current_app.extensions["catalogue"])


def _advice(answers: Answers) -> Advice | None:
    return advice_for(answers, _policy(), current_app.config["TODAY"]())


def _asked(question_id: str, answers: Answers) -> tuple[Question | None, Advice | None]:
    """The question, if it may be asked now; 404 for one that does not exist."""
    found = answers.catalogue.find(question_id)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    advice = _advice(answers)
    return (found if may_be_asked(found, answers, advice) else None), advice


def _conflict(form: QuestionForm, asked: Question, answers: Answers) -> Conflict | None:
    outcome: Any = accept(answers, asked, form.answer(), _policy())
    return outcome if isinstance(outcome, Conflict) else None


def _back_to() -> str:
    """Where a change link came from; anything else is ignored."""
    wish = request.form.get("terug") or request.args.get("terug") or ""
    return wish if wish in BACK_TO else ""


def _to_next(answers: Answers, was_next: Question | None = None) -> Response:
    """Back to where a change was asked for, unless it opened a new question; else on to the next page."""
    following = next_question(answers, _advice(answers))
    back_to = _back_to()
    if back_to and following in (None, was_next):
        return redirect(url_for(BACK_TO[back_to]), HTTPStatus.SEE_OTHER)
    if following is None:
        return redirect(url_for(".check"), HTTPStatus.SEE_OTHER)
    return redirect(url_for(".question", question_id=following.id), HTTPStatus.SEE_OTHER)
