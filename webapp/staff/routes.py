"""The pages of the conversation. HTTP only. Our script gets a page at once, every other browser a redirect."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Blueprint, abort, current_app, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from webapp import state
from webapp.accounts import Role, guard
from webapp.answers import Answers, Conflict, accept
from webapp.counting import note_conversation
from webapp.discreet import discreet
from webapp.forms import form_for
from webapp.i18n import later
from webapp.landing import BY_SCRIPT
from webapp.link import UnusableLink, opened
from webapp.mishaps import TOO_MUCH
from webapp.questions import Question
from webapp.session import SessionTooLarge
from webapp.staff import conversation as talk
from webapp.staff.case_file import case_from
from webapp.staff.page import rendered, token_in
from webapp.views import mistakes_in, prefix_at_table, stands_on_page

blueprint = Blueprint("staff", __name__, url_prefix="/gesprek")
guard(blueprint, Role.STAFF)

STILL_FILLING_IN: Final = "Still-Filling-In"
"""What our script sends along while the focus is still in the question: too early to speak of mistakes."""


@blueprint.get("")
def table() -> str:
    """All questions, and the outcome beside them."""
    talk.choose_beside(request.args.get("naast"))
    return rendered(talk.conversation())


@blueprint.post("/antwoord/<question_id>")
def answer(question_id: str) -> str | Response:
    """Take one answer, of any question that has a meaning now."""
    if talk.is_another():
        return other_conversation()
    now = talk.conversation()
    asked = _asked(question_id, now.answers)
    if asked is None:
        return _to()
    form = form_for(asked, now.answers.has_partner, request.form, now.answers.of(asked), prefix_at_table(asked))
    outcome = accept(now.answers, asked, form.answer(), now.way.policy) if form.validate() else None
    if isinstance(outcome, Answers):
        talk.keep(outcome)
        note_conversation()
        return rendered(talk.conversation()) if BY_SCRIPT in request.headers else _to(asked)
    if BY_SCRIPT not in request.headers:
        state.keep_draft(asked.id, request.form, talk.DRAFT)
        return redirect(url_for(".table", _anchor="fouten"), HTTPStatus.SEE_OTHER)
    if STILL_FILLING_IN in request.headers:
        return Response(status=HTTPStatus.NO_CONTENT)
    conflict = outcome if isinstance(outcome, Conflict) else None
    return rendered(now, form, mistakes_in(form, conflict))


@blueprint.post("/volgende")
def begin_next() -> Response:
    """The next conversation: nothing of this one stays."""
    if talk.conversation().answers.entries:
        note_conversation(talk.conversation().way.advice)
    talk.begin()
    state.say(later("Het vorige gesprek is gewist. U begint opnieuw."))
    return _to()


@blueprint.post("/verder")
def go_on_from_link() -> Response:
    """Go on with the answers in a link or code of a resident."""
    if talk.is_another():
        return other_conversation()
    found, token = current_app.extensions, token_in(request.form.get("link", ""))
    try:
        content = opened(token, found["link"], found["catalogue"], found["policy"], current_app.config["NOW"]()).content
    except UnusableLink:
        state.say(later("Deze link kunnen we niet openen. Kijk of hij heel is, en niet ouder dan 14 dagen."))
        return _to()
    talk.begin(content.answers)
    note_conversation(is_from_link=True)
    state.say(later("De antwoorden van de inwoner staan hieronder."))
    return _to()


@blueprint.get("/testgeval.yaml")
def test_case() -> Response:
    """This household as a case for the tests; what is to be expected stays open."""
    answers = discreet(talk.conversation().answers)
    if answers.municipality is None:
        return _to()
    response = Response(case_from(answers, current_app.config["TODAY"]()), mimetype="application/yaml")
    response.headers["Content-Disposition"] = 'attachment; filename="testgeval.yaml"'
    return response


@blueprint.errorhandler(SessionTooLarge)
def ask_for_less(_error: SessionTooLarge) -> Response:
    """An answer that does not fit in the cookie: nothing is lost."""
    state.say(TOO_MUCH)
    return _to()


@blueprint.errorhandler(CSRFError)
def ask_again(_error: CSRFError) -> Response:
    """A page of before the last wipe, or one that stood open too long."""
    return other_conversation()


def _asked(question_id: str, answers: Answers) -> Question | None:
    """The question, if it stands on the page now; 404 for one that does not exist."""
    found = answers.catalogue.find(question_id)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found if stands_on_page(found, answers) else None


def other_conversation() -> Response:
    """Say that what was sent belongs to a conversation that is over, and show the one of now."""
    state.say(
        later("Dit hoorde bij een gesprek dat gewist is. Het is niet bewaard. Hieronder staat het gesprek van nu.")
    )
    return _to()


def _to(question: Question | None = None) -> Response:
    anchor = f"{prefix_at_table(question)}vraag" if question else None
    return redirect(url_for(".table", _anchor=anchor), HTTPStatus.SEE_OTHER)
