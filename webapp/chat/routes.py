"""The pages of the chat: the first one, the conversation with its question, and what was understood. HTTP only."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import interview, state, told
from webapp.chat.confirming import confirm, without
from webapp.chat.turn import Turn, drop_turn, keep_turn, last_turn
from webapp.i18n import keep_in_links
from webapp.mode import AT_CHAT, CHAT
from webapp.questions import Question
from webapp.session import SessionTooLarge
from webapp.signpost import Signpost, signpost
from webapp.understanding import merged
from webapp.views import claim_lines
from webapp.views.chat import Said, chat_page, told_page
from webapp.views.chat_reply import danger_card, mistake_text, reply_to, unclear_lines

blueprint = Blueprint(CHAT, __name__, url_prefix=AT_CHAT)
interview.add_answering(blueprint)


@blueprint.get("")
def start() -> str | Response:
    """What this is, and the field to tell in. Who told something already goes on with that."""
    if told.pending().claims:
        return redirect(url_for(".told"), HTTPStatus.SEE_OTHER)
    if not state.is_empty() or told.noted():
        return redirect(url_for(".go_on"), HTTPStatus.SEE_OTHER)
    return render_template("chat/start.html", said=_said(), heard=state.heard())


@blueprint.get("/vraag/<question_id>")
def question(question_id: str) -> str | Response:
    """The conversation so far, with the question of now."""
    asked = interview.asked_page(question_id)
    if isinstance(asked, Response):
        return asked
    said = _said(asked.question)
    if said.mistake:
        keep_in_links(terug=asked.back_to, _anchor="fouten")
    return render_template("chat/question.html", page=chat_page(signpost().answers, asked, said))


@blueprint.get("/klopt", endpoint="told")
def show_told() -> str | Response:
    """What was understood: nothing of it counts before somebody says yes."""
    waiting = told.pending()
    if not waiting.claims:
        return redirect(url_for(".go_on"), HTTPStatus.SEE_OTHER)
    way = signpost()
    lines = claim_lines(waiting.claims, way.answers, way.policy)
    said = _said()
    if said.mistake:
        keep_in_links(_anchor="fouten")
    asked = waiting.asked[-1] if waiting.asked else ""
    return render_template(
        "chat/told.html",
        page=told_page(lines, _changeable(way), unclear_lines(waiting.unclear), asked, said),
        heard=state.heard(),
    )


@blueprint.post("/klopt")
def accept() -> Response:
    """Yes, that is right: take what makes whole answers, and note the rest for its question."""
    way, waiting = signpost(), told.pending()
    before = told.noted()
    found = confirm(way.answers, merged(before, waiting.claims), waiting.asked, way.policy)
    try:
        told.keep_pending(told.Pending({}))
        told.keep_noted(found.noted)
        state.keep(found.answers)
    except SessionTooLarge:
        told.keep_noted(before)
        told.keep_pending(waiting)
        keep_turn(Turn("too_much"))
        return redirect(url_for(".told", _anchor="antwoord"), HTTPStatus.SEE_OTHER)
    drop_turn()
    if found.look_at is None:
        return redirect(url_for(".go_on"), HTTPStatus.SEE_OTHER)
    if found.draft is not None:
        state.keep_draft(found.look_at.id, found.draft)
    anchor = "fouten" if found.draft is not None else None
    return redirect(url_for(".question", question_id=found.look_at.id, _anchor=anchor), HTTPStatus.SEE_OTHER)


@blueprint.post("/weg")
def remove() -> Response:
    """Take one line away. The button says which: an address tells nothing of anybody."""
    waiting = told.pending()
    left = without(waiting.claims, request.form.get("weg", ""))
    told.keep_pending(told.Pending(left, waiting.unclear, waiting.asked))
    drop_turn()
    return redirect(url_for(".told" if told.pending().claims else ".start"), HTTPStatus.SEE_OTHER)


def _said(asked: Question | None = None) -> Said:
    """The last words of the chat, where they belong to this page."""
    turn = last_turn(asked.id if asked else "")
    policy, terms = current_app.extensions["policy"], current_app.extensions["glossary"]
    return Said(
        reply_to(turn.kind, turn.about, asked, terms, policy),
        danger_card(turn.danger, policy),
        turn.typed,
        mistake_text(turn.mistake),
    )


def _changeable(way: Signpost) -> frozenset[str]:
    """The questions that can be opened from what was told."""
    claims = told.pending().claims
    return frozenset(
        question.id
        for question in way.answers.catalogue.questions
        if told.about(question, claims) and told.can_be_put(question, way.answers)
    )
