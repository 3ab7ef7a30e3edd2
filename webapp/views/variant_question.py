"""What the page of one change of a variant shows: the question to answer otherwise, and what was wrong about that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from rules import Advice
from webapp.answers import Answers
from webapp.forms import QuestionForm
from webapp.questions import Question
from webapp.views.question import Mistake, norm_hint
from webapp.views.variants import CHILD, children_of, variant_title


@dataclass(frozen=True, slots=True)
class VariantQuestionPage:
    """One question to be answered otherwise. `clashes` are the questions whose answers contradict what was sent."""

    name: str
    letter: str
    change: str
    variant: str
    question: Question
    form: QuestionForm
    mistakes: tuple[Mistake, ...]
    clashes: tuple[Question, ...]
    norm_hint: str

    @property
    def title(self) -> str:
        """The title of the window; it says first what went wrong."""
        if self.mistakes:
            return str(_("Fout: %(question)s", question=self.question.text))
        return self.question.text


@dataclass(frozen=True, slots=True)
class ChildPage:
    """Which child turns 18. `ages`: the oldest first, each once."""

    name: str
    letter: str
    change: str
    variant: str
    ages: tuple[int, ...]


def child_page(name: str, letter: str, then: Answers) -> ChildPage:
    """Put the page together."""
    return ChildPage(name, letter, CHILD, variant_title(letter), children_of(then))


def variant_question_page(
    name: str,
    variant: tuple[str, str],
    then: Answers,
    form: QuestionForm,
    advice: Callable[[], Advice | None],
    mistakes: Sequence[Mistake],
) -> VariantQuestionPage:
    """Put the page together. `variant` = its letter (or the word for a new one), and the change in the list."""
    letter, change = variant
    return VariantQuestionPage(
        name=name,
        letter=letter,
        change=change,
        variant=variant_title(letter),
        question=form.question,
        form=form,
        mistakes=tuple(replace(mistake, earlier=None) for mistake in mistakes),
        clashes=tuple(mistake.earlier for mistake in mistakes if mistake.earlier),
        norm_hint=norm_hint(form.question, then, advice),
    )
