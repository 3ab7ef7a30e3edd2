"""The variants beside how it is now; where a second language was chosen, the table and each question in both."""

from __future__ import annotations

from flask import render_template
from flask_babel import force_locale
from markupsafe import Markup

from webapp import state
from webapp.forms import form_for
from webapp.questions import Question
from webapp.staff import conversation as talk
from webapp.staff.conversation import Conversation
from webapp.staff.varying import Imagining, free_letter, imagining, letters
from webapp.views import VariantsPage, variant_question_page, variants_page


def rendered(now: Conversation) -> str:
    """The whole page."""
    shown = [imagining(now, letter).shown() for letter in letters()] if now.way.advice else []

    def page() -> VariantsPage:
        return variants_page(now.name, now.answers, now.way.advice, shown, free_letter() is not None)

    here, said, other, again = page(), state.heard(), talk.beside(), Markup("")
    if other and here.rows:
        with force_locale(other.code):
            again = Markup(render_template("staff/variants_beside.html", page=page()))  # noqa: S704 -- ours, escaped
    return render_template("staff/variants.html", page=here, said=said, other_language=other, again=again)


def in_other_language(side: Imagining, asked: Question, change: str) -> dict[str, object]:
    """The question of a change once more, in the language beside that of the page."""
    other, then = talk.beside(), side.then
    if other is None:
        return {"other": None, "other_language": None}
    with force_locale(other.code):
        form = form_for(asked, then.has_partner, answer=then.of(asked))
        again = variant_question_page(side.now.name, (side.letter, change), then, form, lambda: side.imagined, ())
    return {"other": again, "other_language": other}
