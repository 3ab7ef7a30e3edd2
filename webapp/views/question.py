"""What a page with one question shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from rules import Advice, Referral, dutch_euros
from webapp.answers import Answers, Conflict
from webapp.discreet import asks_of_danger
from webapp.forms import QuestionForm
from webapp.i18n import speaker
from webapp.questions import Catalogue, Question
from webapp.views.referrals import URGENT
from webapp.views.wording import read_back


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: the field to go to, the sentence, and perhaps the earlier question to look at."""

    field: str
    text: str
    earlier: Question | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the resident is, counted in topics: how many questions there will be, nobody knows beforehand."""

    topic: int
    """1 for the first topic."""

    topics: int

    def state_of(self, topic: int) -> str:
        """What the bar shows of one topic: `done`, `now` or `later`."""
        if topic == self.topic:
            return "now"
        return "done" if topic < self.topic else "later"


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question in the wording for this household, with what the resident should see beside it."""

    question: Question
    form: QuestionForm
    number: int
    progress: Progress
    back: Question | None
    back_to: str
    mistakes: tuple[Mistake, ...]
    norm_hint: str
    read_back: str
    read_back_of: Question | None
    urgent: tuple[Referral, ...]
    said: str
    noted: tuple[str, ...] = ()
    """What was told about this question before, each in a sentence."""

    @property
    def is_private(self) -> bool:
        """Whether what is filled in here stays off paper."""
        return asks_of_danger(self.question)

    @property
    def title(self) -> str:
        """The title of the window; it says first what went wrong."""
        words = {"number": self.number, "question": self.question.text}
        if self.mistakes:
            return str(_("Fout: vraag %(number)s: %(question)s", **words))
        return str(_("Vraag %(number)s: %(question)s", **words))


def question_page(
    answers: Answers,
    form: QuestionForm,
    advice: Callable[[], Advice | None],
    mistakes: Sequence[Mistake],
    back_to: str = "",
    said: str = "",
) -> QuestionPage:
    """Put the page together. The last answer is read back only under a question that is new.

    `advice` makes the advice on the answers; it is called only where the page shows something of it.
    """
    question = form.question
    is_new = answers.of(question) is None
    last = answers.entries[-1].question if answers.entries and is_new else None
    return QuestionPage(
        question=question,
        form=form,
        number=answers.number_of(question),
        progress=progress_at(answers.catalogue, question),
        back=answers.before(question),
        back_to=back_to,
        mistakes=tuple(mistakes),
        norm_hint=norm_hint(question, answers, advice),
        read_back=read_back(answers, last) if last and not mistakes else "",
        read_back_of=last.worded_for(answers.has_partner, speaker()) if last else None,
        urgent=_urgent(advice()) if last and "urgent_threats" in last.facts else (),
        said=said,
    )


def progress_at(catalogue: Catalogue, question: Question) -> Progress:
    """The place of a question's topic among all topics."""
    ids = [topic_id for topic_id, _title in catalogue.topics]
    return Progress(ids.index(question.topic_id) + 1, len(ids))


def mistakes_in(form: QuestionForm, conflict: Conflict | None = None) -> list[Mistake]:
    """The errors of a form, or the earlier answer that contradicts it."""
    earlier = None
    if conflict:
        form.refuse(speaker()(conflict.text) or _("Dit past niet bij een eerder antwoord van u."))
        earlier = conflict.earlier.worded_for(conflict.with_partner, speaker())
    return [Mistake(field, text, earlier) for field, text in form.mistakes]


def _urgent(advice: Advice | None) -> tuple[Referral, ...]:
    """What was just ticked is answered at once: what cannot wait, and who helps with that very threat."""
    if advice is None:
        return ()
    return tuple(one for one in advice.referrals if one.urgency == URGENT or "urgent_threats" in one.because)


def norm_hint(question: Question, answers: Answers, make_advice: Callable[[], Advice | None]) -> str:
    """What "a low income" is for this household: with or without holiday allowance, as the income was given."""
    advice = make_advice() if question.norm_hint else None
    if advice is None or advice.norm is None:
        return ""
    apart = answers.facts.get("income_includes_holiday_allowance") is False
    if apart:
        norm, hint = advice.norm.without_holiday_allowance, question.norm_hint["without_holiday_allowance"]
    else:
        norm, hint = advice.norm.with_holiday_allowance, question.norm_hint["with_holiday_allowance"]
    return hint.format(norm=dutch_euros(norm))
