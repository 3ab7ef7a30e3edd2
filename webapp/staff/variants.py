"""The pages of "Wat als?" at the table: up to three variants beside how it is now. HTTP only; every POST redirects."""

from __future__ import annotations

from http import HTTPStatus

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import state
from webapp.answers import Answers, Conflict, accept, conflict_of
from webapp.forms import form_for
from webapp.i18n import keep_in_links, later
from webapp.mishaps import TOO_MUCH
from webapp.questions import Question
from webapp.session import SessionTooLarge
from webapp.staff import conversation as talk
from webapp.staff import varying
from webapp.staff.compared import in_other_language, rendered
from webapp.staff.presets import child_turns_18, partner_turned
from webapp.staff.routes import blueprint, other_conversation
from webapp.staff.varying import LETTERS, NEW, Imagining, imagining
from webapp.views import (
    CHILD,
    PARTNER,
    PRESETS,
    child_page,
    mistakes_in,
    variant_question_page,
)


@blueprint.get("/wat-als")
def variants() -> str:
    """The variants, and every scheme in each of them beside how it is now."""
    varying.drop_drafts()
    return rendered(talk.conversation())


@blueprint.get("/wat-als/<letter>/<change>")
def vary(letter: str, change: str) -> str | Response:
    """One change, to be filled in: as it is in this variant, or with what was wrong about the new answer."""
    found = _asked(letter, change)
    if isinstance(found, Response):
        return found
    side, asked = found
    if change == CHILD:
        page = child_page(side.now.name, letter, side.then)
        return render_template("staff/variant_child.html", page=page, said=state.heard())
    then, draft = side.then, state.draft(asked, varying.draft_place(letter))
    given = then.of(asked)
    if change == PARTNER and draft is None:
        given = partner_turned(asked, given)
    form = form_for(asked, then.has_partner, draft, given)
    checked = draft is not None and form.validate()
    mistakes = mistakes_in(form, conflict_of(then, asked, form.answer(), side.policy) if checked else None)
    keep_in_links(_anchor="fouten" if mistakes else "")
    shown = variant_question_page(side.now.name, (letter, change), then, form, lambda: side.imagined, mistakes)
    both = in_other_language(side, asked, change)
    return render_template("staff/variant_question.html", page=shown, said=state.heard(), **both)


@blueprint.post("/wat-als/<letter>/<change>")
def put_in_variant(letter: str, change: str) -> Response:
    """Take one change into a variant; the answers of now stay."""
    if talk.is_another():
        return other_conversation()
    found = _asked(letter, change)
    if isinstance(found, Response):
        return found
    side, asked = found
    outcome = _outcome(side, asked, change)
    if isinstance(outcome, Answers):
        return _kept(side, asked, change, outcome)
    return _once_more(letter, change, asked, "fouten")


@blueprint.post("/wat-als/<letter>/weg")
def take_away(letter: str) -> Response:
    """Take one variant away; the others stay as they are."""
    if talk.is_another():
        return other_conversation()
    varying.remove(letter)
    return _to_variants()


def _asked(letter: str, change: str) -> tuple[Imagining, Question] | Response:
    """The variant and the question of a change; or the way back, where that cannot be asked now."""
    if letter not in (*LETTERS, NEW):
        abort(HTTPStatus.NOT_FOUND)
    now = talk.conversation()
    if change not in PRESETS and now.answers.catalogue.find(change) is None:
        abort(HTTPStatus.NOT_FOUND)
    if now.way.advice is None or now.answers.lives_elsewhere:
        return _to_variants()
    if letter == NEW and varying.free_letter() is None:
        state.say(later("Er zijn al drie varianten. Haal er eerst één weg."))
        return _to_variants()
    if letter != NEW and letter not in varying.letters():
        state.say(later("Deze variant is er niet meer."))
        return _to_variants()
    side = imagining(now, letter)
    question = side.about(change)
    return (side, question) if question else _to_variants()


def _outcome(side: Imagining, asked: Question, change: str) -> Answers | Conflict | None:
    """The answers with what was sent in its place; None where the form is not right."""
    then = side.then
    if change == CHILD:
        answer = child_turns_18(asked, then.of(asked), request.form.get("choice", ""))
    else:
        form = form_for(asked, then.has_partner, request.form, then.of(asked))
        answer = form.answer() if form.validate() else None
    return accept(then, asked, answer, side.policy) if answer else None


def _kept(side: Imagining, asked: Question, change: str, then: Answers) -> Response:
    """Keep what is other than now; on to the income where a partner comes or goes, else back to the table."""
    letter = (varying.free_letter() if side.letter == NEW else None) or side.letter
    changes = side.with_answer(then)
    try:
        varying.keep(letter, changes)
    except SessionTooLarge:
        state.say(TOO_MUCH)
        return _once_more(side.letter, change, asked)
    if not changes:
        state.say(later("Dit is hetzelfde als nu. Daarom is er geen variant."))
        return _to_variants()
    income = imagining(side.now, letter).needs_income(asked)
    if income is None:
        return _to_variants(f"variant-{letter}")
    return redirect(url_for(".vary", letter=letter, change=income.id), HTTPStatus.SEE_OTHER)


def _once_more(letter: str, change: str, asked: Question, anchor: str | None = None) -> Response:
    """The same page again, with what was filled in."""
    if change == CHILD:
        state.say(later("Kies welk kind 18 wordt."))
        return redirect(url_for(".vary", letter=letter, change=change), HTTPStatus.SEE_OTHER)
    varying.drop_drafts()
    state.keep_draft(asked.id, request.form, varying.draft_place(letter))
    return redirect(url_for(".vary", letter=letter, change=change, _anchor=anchor), HTTPStatus.SEE_OTHER)


def _to_variants(anchor: str | None = None) -> Response:
    return redirect(url_for(".variants", _anchor=anchor), HTTPStatus.SEE_OTHER)
