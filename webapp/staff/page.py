"""Renders the page of the conversation; where a second language was chosen, each question and the outcome in both."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import current_app, render_template
from flask_babel import force_locale
from markupsafe import Markup

from webapp import state
from webapp.answers import conflict_of
from webapp.forms import QuestionForm, form_for
from webapp.languages import published
from webapp.staff import conversation as talk
from webapp.staff.conversation import Conversation
from webapp.views import Mistake, Standing, mistakes_in, outcome_of, prefix_at_table, stands_on_page, table_page


def token_in(text: str) -> str:
    """The token at the end of a link that was pasted or scanned, or typed without the rest of it."""
    return urlsplit(text.strip()).path.rstrip("/").rsplit("/", 1)[-1]


def rendered(now: Conversation, form: QuestionForm | None = None, mistakes: Sequence[Mistake] = ()) -> str:
    """The whole page. `form` holds mistakes; without one, that of a browser without script waits in the cookie."""
    if form is None:
        form, mistakes = _waiting(now)
    page = table_page(_standing(now), form, mistakes, state.heard())
    html = render_template("staff/table.html", page=page, languages=published(), **_in_two_languages(now))
    if now.way.advice is not None:
        talk.keep_outcome(outcome_of(now.way.advice))
    return html


def _in_two_languages(now: Conversation) -> dict[str, object]:
    """The same page once more, in the language beside that of the page."""
    other = talk.beside()
    if other is None:
        return {"other": None, "other_language": None, "other_outcome": ""}
    with force_locale(other.code):
        again = table_page(_standing(now))
        outcome = Markup(render_template("staff/outcome_beside.html", page=again))  # noqa: S704 -- rendered by us, escaped
    return {"other": again, "other_language": other, "other_outcome": outcome}


def _standing(now: Conversation) -> Standing:
    way = now.way
    return Standing(now.name, way.answers, way.advice, way.policy, way.next, talk.last_outcome())


def _waiting(now: Conversation) -> tuple[QuestionForm | None, Sequence[Mistake]]:
    """What was sent without script and could not be kept, with what is wrong about it."""
    for question in current_app.extensions["catalogue"].questions:
        draft = state.draft(question, talk.DRAFT)
        if draft is not None and stands_on_page(question, now.answers):
            given = now.answers.of(question)
            form = form_for(question, now.answers.has_partner, draft, given, prefix_at_table(question))
            conflict = conflict_of(now.answers, question, form.answer(), now.way.policy) if form.validate() else None
            return form, mistakes_in(form, conflict)
    return None, ()
