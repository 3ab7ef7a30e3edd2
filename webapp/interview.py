"""One question a page, then the answers together, then the outcome: what the wizard and the kiosk have in common.

A guided interview, as the field calls it. HTTP only: every POST ends in a redirect, so that Back always works.
"""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp import counting, state, told
from webapp.answers import Answers, accept, conflict_of
from webapp.forms import form_for
from webapp.i18n import keep_in_links, later
from webapp.mode import CHAT, interview_mode, interview_url
from webapp.questions import Question
from webapp.signpost import Signpost, signpost
from webapp.told import filled_in
from webapp.understanding import Claims, merged
from webapp.views import (
    QuestionPage,
    check_page,
    claim_sentences,
    mistakes_in,
    outcome_of,
    question_page,
    read_postcode,
    result_page,
)

OUTCOME: Final = "uitslag"
TOLD: Final = "klopt"
"""Where a link to change something comes from in the chat: what it understood, before that counts."""

BACK_TO: Final = {"controleren": "check", OUTCOME: "result"}
"""What a link to change an answer says of where it came from; and that page."""


def add_to(blueprint: Blueprint) -> None:
    """Give a mode these pages. Its templates, in a folder of its name: `question.html`, `check.html`, `result.html`."""
    add_answering(blueprint)
    for rule, view, method in (
        ("/vraag/<question_id>", question, "GET"),
        ("/controleren", check, "GET"),
        ("/uitslag", result, "GET"),
        ("/uitslag/wijkwijzers", find_places, "POST"),
    ):
        blueprint.add_url_rule(rule, view.__name__, view, methods=[method])


def add_answering(blueprint: Blueprint) -> None:
    """Give a mode only the ways on: it shows its questions itself (`asked_page`), and the rest is the wizard's."""
    blueprint.add_url_rule("/vraag", "go_on", go_on, methods=["GET"])
    blueprint.add_url_rule("/vraag/<question_id>", "answer", answer, methods=["POST"])


def go_on() -> Response:
    """The next question, or the check page when there is none."""
    return _to_next(signpost())


def question(question_id: str) -> str | Response:
    """One question: empty, with the earlier answer, or with what was wrong about it."""
    page = asked_page(question_id)
    if isinstance(page, Response):
        return page
    return render_template(f"{interview_mode()}/question.html", page=page)


def asked_page(question_id: str) -> QuestionPage | Response:
    """What the page with this question shows; or on to another page, where it cannot be asked now."""
    way = signpost()
    answers = way.answers
    asked, claims = _asked(question_id, way)
    if asked is None:
        return not_here(way)
    draft = state.draft(asked)
    sent = filled_in(asked, answers, claims) if claims and draft is None else draft
    form = form_for(asked, answers.has_partner, sent or draft, answers.of(asked))
    checked = draft is not None and form.validate()
    conflict = conflict_of(answers, asked, form.answer(), way.policy) if checked else None
    mistakes = mistakes_in(form, conflict)
    back_to = _back_to(asked)
    keep_in_links(terug=back_to, _anchor="fouten" if mistakes else "")
    page = question_page(answers, form, lambda: way.advice, mistakes, back_to, state.heard())
    return replace(page, noted=claim_sentences(claims, answers, way.policy) if back_to != TOLD else ())


def _told(asked: Question) -> Claims:
    """What was told about this question and is no answer yet; in the chat also what was not confirmed."""
    claims = told.noted()
    if interview_mode() == CHAT:
        claims = merged(claims, told.pending().claims)
    return told.about(asked, claims)


def answer(question_id: str) -> Response:
    """Take one answer; go on, or back to the same question with what was typed."""
    way = signpost()
    answers = way.answers
    asked, _claims = _asked(question_id, way)
    if asked is None:
        return _to_next(way)
    form = form_for(asked, answers.has_partner, request.form, answers.of(asked))
    outcome = accept(answers, asked, form.answer(), way.policy) if form.validate() else None
    if not isinstance(outcome, Answers):
        state.keep_draft(asked.id, request.form)
        back = interview_url("question", question_id=asked.id, terug=_back_to() or None, _anchor="fouten")
        return redirect(back, HTTPStatus.SEE_OTHER)
    was_next = way.next if _back_to() else None
    state.keep(outcome)
    told.settle(asked, outcome)
    if not state.draft_is_for(_back_to()):
        state.drop_draft()  # Also of another question: nobody expects an old mistake to wait there.
    return _to_next(signpost(outcome), was_next)


def check() -> str | Response:
    """Every answer, each with a link to change it."""
    way = signpost()
    if way.advice is None:
        return not_here(way)
    state.drop_draft()
    page = check_page(way.answers, way.advice, way.next)
    return render_template(f"{interview_mode()}/check.html", page=page)


def result() -> str | Response:
    """The advice."""
    way = signpost()
    if way.advice is None:
        return not_here(way)
    state.drop_draft()
    counting.note_outcome(way.advice)
    page = result_page(way.answers, way.advice, way.policy, way.next, state.postcode(), state.last_outcome())
    state.keep_outcome(outcome_of(way.advice))
    return render_template(f"{interview_mode()}/result.html", page=page, said=state.heard())


def find_places() -> Response:
    """Keep the four digits until the next page; of what is no postcode, what was typed."""
    typed = request.form.get("postcode", "")
    digits = read_postcode(typed)
    state.keep_postcode(digits or typed)
    return redirect(interview_url("result", _anchor="wijkwijzers" if digits else "fouten"), HTTPStatus.SEE_OTHER)


def _asked(question_id: str, way: Signpost) -> tuple[Question | None, Claims]:
    """The question, if it may be asked now, and what was told about it; 404 for one that does not exist."""
    found = way.answers.catalogue.find(question_id)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    claims = _told(found)
    was_told = bool(claims) and told.can_be_put(found, way.answers)
    return (found if was_told or way.allows(found) else None), claims


def _back_to(asked: Question | None = None) -> str:
    """Where a change link came from: a page, or the question whose answer waits for this change.

    Who comes back to an answer that waited (`asked`), goes on from there to where that one was to lead.
    """
    wish = request.form.get("terug") or request.args.get("terug") or ""
    if not wish and asked is not None and state.draft_is_for(asked.id):
        wish = state.draft_back_to()
    known = wish in BACK_TO or state.draft_is_for(wish) or (wish == TOLD and interview_mode() == CHAT)
    return wish if known else ""


def not_here(way: Signpost) -> Response:
    """On from a page that cannot be shown now. Are the answers it was about gone, then that has to be said first."""
    if state.is_lost() and state.is_empty():
        return redirect(interview_url("lost"), HTTPStatus.SEE_OTHER)
    return _to_next(way)


def _to_next(way: Signpost, was_next: Question | None = None) -> Response:
    """Back to where a change was asked for, unless it opened a new question; else on to the next page."""
    following = way.next
    if not state.is_empty():
        counting.note_step(interview_mode(), following.topic_id if following else counting.CHECK)
    back_to = _back_to()
    if back_to == TOLD:
        return redirect(interview_url("told"), HTTPStatus.SEE_OTHER)
    if back_to and back_to not in BACK_TO:
        return redirect(interview_url("question", question_id=back_to), HTTPStatus.SEE_OTHER)
    if back_to and following in (None, was_next):
        if back_to == OUTCOME:
            state.say(later("Uw antwoord is bewaard."))
        return redirect(interview_url(BACK_TO[back_to]), HTTPStatus.SEE_OTHER)
    if following is None:
        return redirect(interview_url("check"), HTTPStatus.SEE_OTHER)
    if back_to == OUTCOME and was_next is None:
        state.say(later("Uw antwoord is bewaard. Daarom komt er een vraag bij. Daarna gaat u terug naar uw uitslag."))
    return redirect(interview_url("question", question_id=following.id, terug=back_to or None), HTTPStatus.SEE_OTHER)
