"""The pages of the wizard. HTTP only: every POST ends in a redirect, so that Back always works."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import state
from webapp.answers import Answers, accept, conflict_of
from webapp.forms import form_for
from webapp.i18n import keep_in_links, later
from webapp.questions import Question
from webapp.signpost import Signpost, signpost
from webapp.views import check_page, mistakes_in, question_page

blueprint = Blueprint("wizard", __name__)

OUTCOME = "uitslag"
BACK_TO = {"controleren": "wizard.check", OUTCOME: "wizard.result"}


@blueprint.get("/")
def start() -> str:
    """The first page."""
    return render_template("wizard/start.html", has_answers=not state.is_empty(), said=state.heard())


@blueprint.get("/vraag")
def go_on() -> Response:
    """The next question, or the check page when there is none."""
    return _to_next(signpost())


@blueprint.get("/vraag/<question_id>")
def question(question_id: str) -> str | Response:
    """One question: empty, with the earlier answer, or with what was wrong about it."""
    way = signpost()
    answers = way.answers
    asked = _asked(question_id, way)
    if asked is None:
        return not_here(way)
    draft = state.draft(asked)
    form = form_for(asked, answers.has_partner, draft, answers.of(asked))
    checked = draft is not None and form.validate()
    conflict = conflict_of(answers, asked, form.answer(), way.policy) if checked else None
    mistakes = mistakes_in(form, conflict)
    back_to = _back_to(asked)
    keep_in_links(terug=back_to, _anchor="fouten" if mistakes else "")
    page = question_page(answers, form, lambda: way.advice, mistakes, back_to, state.heard())
    return render_template("wizard/question.html", page=page)


@blueprint.post("/vraag/<question_id>")
def answer(question_id: str) -> Response:
    """Take one answer; go on, or back to the same question with what was typed."""
    way = signpost()
    answers = way.answers
    asked = _asked(question_id, way)
    if asked is None:
        return _to_next(way)
    form = form_for(asked, answers.has_partner, request.form, answers.of(asked))
    outcome = accept(answers, asked, form.answer(), way.policy) if form.validate() else None
    if not isinstance(outcome, Answers):
        state.keep_draft(asked.id, request.form)
        back = url_for(".question", question_id=asked.id, terug=_back_to() or None, _anchor="fouten")
        return redirect(back, HTTPStatus.SEE_OTHER)
    was_next = way.next if _back_to() else None
    state.keep(outcome)
    if not state.draft_is_for(_back_to()):
        state.drop_draft()  # Also of another question: nobody expects an old mistake to wait there.
    return _to_next(signpost(outcome), was_next)


@blueprint.get("/controleren")
def check() -> str | Response:
    """Every answer, each with a link to change it."""
    way = signpost()
    if way.advice is None:
        return not_here(way)
    state.drop_draft()
    page = check_page(way.answers, way.advice, way.next)
    return render_template("wizard/check.html", page=page)


def _asked(question_id: str, way: Signpost) -> Question | None:
    """The question, if it may be asked now; 404 for one that does not exist."""
    found = way.answers.catalogue.find(question_id)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found if way.allows(found) else None


def _back_to(asked: Question | None = None) -> str:
    """Where a change link came from: a page, or the question whose answer waits for this change.

    Who comes back to an answer that waited (`asked`), goes on from there to where that one was to lead.
    """
    wish = request.form.get("terug") or request.args.get("terug") or ""
    if not wish and asked is not None and state.draft_is_for(asked.id):
        wish = state.draft_back_to()
    known = wish in BACK_TO or state.draft_is_for(wish)
    return wish if known else ""


def not_here(way: Signpost) -> Response:
    """On from a page that cannot be shown now. Are the answers it was about gone, then that has to be said first."""
    if state.is_lost() and state.is_empty():
        return redirect(url_for(".lost"), HTTPStatus.SEE_OTHER)
    return _to_next(way)


def _to_next(way: Signpost, was_next: Question | None = None) -> Response:
    """Back to where a change was asked for, unless it opened a new question; else on to the next page."""
    following = way.next
    back_to = _back_to()
    if back_to and back_to not in BACK_TO:
        return redirect(url_for(".question", question_id=back_to), HTTPStatus.SEE_OTHER)
    if back_to and following in (None, was_next):
        if back_to == OUTCOME:
            state.say(later("Uw antwoord is bewaard."))
        return redirect(url_for(BACK_TO[back_to]), HTTPStatus.SEE_OTHER)
    if following is None:
        return redirect(url_for(".check"), HTTPStatus.SEE_OTHER)
    if back_to == OUTCOME and was_next is None:
        state.say(later("Uw antwoord is bewaard. Daarom komt er een vraag bij. Daarna gaat u terug naar uw uitslag."))
    return redirect(url_for(".question", question_id=following.id, terug=back_to or None), HTTPStatus.SEE_OTHER)
