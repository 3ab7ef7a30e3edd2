"""The answers of a household as the forms would give them, without a server between."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from rules import Policy
from tests.webapp_fixtures import ON, Sent, i_do_not_know
from webapp.answers import Answers, accept
from webapp.forms import form_for
from webapp.journey import advice_for, next_question
from webapp.questions import Catalogue


def answers_to(sent: Mapping[str, Sent], catalogue: Catalogue, policy: Policy) -> Answers:
    """Every question in turn, as the wizard asks them; what is not given is not known. Needs an app context."""
    answers = Answers(catalogue)
    while (question := next_question(answers, advice_for(answers, policy, ON))) is not None:
        filled_in = sent.get(question.id) or i_do_not_know(question)
        form = form_for(question, answers.has_partner, MultiDict(dict(filled_in)))
        assert form.validate(), (question.id, form.errors)
        found = accept(answers, question, form.answer(), policy)
        assert isinstance(found, Answers), found
        answers = found
    return answers
