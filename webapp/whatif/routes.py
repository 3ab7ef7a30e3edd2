"""The pages of "Wat als?". HTTP only: every POST ends in a redirect, so that Back always works."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from webapp import state
from webapp.answers import Answers, accept, conflict_of
from webapp.forms import form_for
from webapp.i18n import keep_in_links
from webapp.imagined import changes_in, imagine
from webapp.mishaps import STOOD_OPEN, TOO_MUCH
from webapp.questions import Question
from webapp.session import SessionTooLarge
from webapp.views import imagined_question_page, mistakes_in, whatif_page
from webapp.whatif.imagining import Imagining, imagining

blueprint = Blueprint("whatif", __name__, url_prefix="/wat-als")


@blueprint.get("")
def compare() -> str | Response:
    """How it is now beside how it would be then, and the picture of the limits."""
    both = imagining()
    if both is None:
        return _no_answers()
    state.drop_draft(state.IMAGINED_DRAFT)
    page = whatif_page(both.sides, both.is_unfinished, state.heard())
    return render_template("whatif/compare.html", page=page)


@blueprint.get("/<question_id>")
def question(question_id: str) -> str | Response:
    """One question to be answered otherwise: with the answer of now, or with what was wrong about the new one."""
    both = imagining()
    asked = _asked(question_id, both)
    if both is None or asked is None:
        return _to_compare()
    then = both.then
    draft = state.draft(asked, state.IMAGINED_DRAFT)
    form = form_for(asked, then.has_partner, draft, then.of(asked))
    checked = draft is not None and form.validate()
    conflict = conflict_of(then, asked, form.answer(), both.policy) if checked else None
    mistakes = mistakes_in(form, conflict)
    keep_in_links(_anchor="fouten" if mistakes else "")
    page = imagined_question_page(then, form, lambda: both.imagined, mistakes, state.heard())
    return render_template("whatif/question.html", page=page)


@blueprint.post("/<question_id>")
def answer(question_id: str) -> Response:
    """Take one imagined answer; on to what it makes us ask, else to the comparison. The real answers stay."""
    both = imagining()
    asked = _asked(question_id, both)
    if both is None or asked is None:
        return _to_compare()
    form = form_for(asked, both.then.has_partner, request.form, both.then.of(asked))
    outcome = accept(both.then, asked, form.answer(), both.policy) if form.validate() else None
    if not isinstance(outcome, Answers):
        state.keep_draft(asked.id, request.form, state.IMAGINED_DRAFT)
        return redirect(url_for(".question", question_id=asked.id, _anchor="fouten"), HTTPStatus.SEE_OTHER)
    then = imagine(both.real, changes_in(outcome, both.real), both.policy)
    state.keep_imagined(changes_in(then, both.real))
    following = both.after(then)
    if following is None:
        return _to_compare("uitkomst")
    return redirect(url_for(".question", question_id=following.id), HTTPStatus.SEE_OTHER)


@blueprint.post("/terug")
def undo() -> Response:
    """Back to how it is now."""
    state.drop_imagined()
    return _to_compare()


@blueprint.errorhandler(SessionTooLarge)
def ask_for_less(_error: SessionTooLarge) -> Response:
    """An imagined answer that does not fit in the cookie: nothing is lost, and the question is asked again."""
    return _again(TOO_MUCH)


@blueprint.errorhandler(CSRFError)
def ask_again(_error: CSRFError) -> Response:
    """A page that stood open too long: the same question with what was filled in, if the answers are still there."""
    if state.is_lost() or state.is_empty():
        return _no_answers()
    return _again(STOOD_OPEN)


def _again(sentence: str) -> Response:
    state.say(sentence)
    question_id = (request.view_args or {}).get("question_id")
    both = imagining()
    if question_id is None or _asked(question_id, both) is None:
        return _to_compare()
    state.keep_draft(question_id, request.form, state.IMAGINED_DRAFT)
    return redirect(url_for(".question", question_id=question_id), HTTPStatus.SEE_OTHER)


def _asked(question_id: str, both: Imagining | None) -> Question | None:
    """The question, if it may be asked here; 404 for one that does not exist."""
    if both is None:
        return None
    found = both.real.catalogue.find(question_id)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found if both.allows(found) else None


def _to_compare(anchor: str = "") -> Response:
    return redirect(url_for(".compare", _anchor=anchor or None), HTTPStatus.SEE_OTHER)


def _no_answers() -> Response:
    """There is nothing to compare yet, or not any more."""
    lost = state.is_lost() and state.is_empty()
    return redirect(url_for("wizard.lost" if lost else "wizard.go_on"), HTTPStatus.SEE_OTHER)
