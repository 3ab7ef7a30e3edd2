"""What the pages of "Wat als?" show: what may change, how it is now beside how it would be then, and the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from rules import Advice, AlongIncome, CannotDraw, parse_cents
from webapp.answers import Answers
from webapp.forms import QuestionForm
from webapp.i18n import speaker
from webapp.imagined import changeable, changes_in
from webapp.journey import question_about
from webapp.questions import Question
from webapp.views.cards import group_of
from webapp.views.picture import Picture, picture
from webapp.views.question import Mistake, norm_hint
from webapp.views.scheme_changes import SchemeChange, scheme_changes
from webapp.views.wording import in_short

ICONS: Final = {"income": "work", "has_partner": "people", "children_ages": "child", "wealth": "wallet"}


@dataclass(frozen=True, slots=True)
class Change:
    """Something that may be imagined otherwise: what was answered, and what is imagined instead (empty: nothing)."""

    question: Question
    icon: str
    label: str
    now: tuple[str, ...]
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """Everything on the page. `schemes` is empty as long as nothing is imagined.

    `picture` is None where nothing can be drawn: `why_no_picture` then says why, and `missing` are the questions that
    would help. `sharper` is a question that makes the limits sharper.
    """

    changes: tuple[Change, ...]
    schemes: tuple[SchemeChange, ...]
    open: tuple[Question, ...]
    picture: Picture | None
    why_no_picture: str
    missing: tuple[Question, ...]
    sharper: Question | None
    lives_elsewhere: bool
    is_imagined: bool
    is_unfinished: bool
    said: str

    @property
    def different(self) -> tuple[SchemeChange, ...]:
        """The schemes for which something changes."""
        return tuple(scheme for scheme in self.schemes if scheme.kind not in ("same", "not_known"))

    @property
    def not_known(self) -> tuple[SchemeChange, ...]:
        """The schemes that wait for an answer."""
        return tuple(scheme for scheme in self.schemes if scheme.kind == "not_known")

    @property
    def alike(self) -> tuple[SchemeChange, ...]:
        """The schemes that stay as they are."""
        return tuple(scheme for scheme in self.schemes if scheme.kind == "same")


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of the comparison, and the line of incomes for the household of then."""

    real: Answers
    then: Answers
    advised: Advice
    imagined: Advice
    along: AlongIncome | CannotDraw
    open: tuple[Question, ...]
    """The questions that only the imagined change makes us ask."""

    sharper: Question | None
    """The question that would make the limits sharper: with holiday allowance, or without."""


def whatif_page(sides: Sides, is_unfinished: bool, said: str = "") -> WhatIfPage:
    """Put the page together."""
    is_imagined = bool(changes_in(sides.then, sides.real))
    elsewhere = sides.real.lives_elsewhere
    drawn = None if elsewhere else _picture(sides)
    return WhatIfPage(
        changes=() if elsewhere else tuple(_changes(sides)),
        schemes=scheme_changes(sides.advised, sides.imagined) if is_imagined and not elsewhere else (),
        open=_worded(sides.open, sides.then),
        picture=drawn,
        why_no_picture="" if drawn else _why_no_picture(sides.along),
        missing=_worded(_missing(sides), sides.then),
        sharper=sides.sharper.worded_for(sides.then.has_partner, speaker()) if drawn and sides.sharper else None,
        lives_elsewhere=elsewhere,
        is_imagined=is_imagined,
        is_unfinished=is_unfinished,
        said=said,
    )


def _changes(sides: Sides) -> list[Change]:
    """What may be changed, then what was answered besides because of a change."""
    real, then = sides.real, sides.then
    asked = changeable(then)
    changed = {entry.question.id for entry in changes_in(then, real)}
    besides = [("", one.question) for one in changes_in(then, real) if one.question not in [q for _fact, q in asked]]
    found = []
    for fact, question in [*asked, *besides]:
        label = _labels().get(fact) or question.worded_for(then.has_partner, speaker()).check_label
        now = in_short(question, real)
        imagined = in_short(question, then) if question.id in changed else ()
        found.append(Change(question, ICONS.get(fact, "pencil"), label, now, imagined))
    return found


def _labels() -> dict[str, str]:
    return {
        "income": _("Inkomen of werk"),
        "has_partner": _("Partner en kinderen"),
        "children_ages": _("Kinderen"),
        "wealth": _("Spaargeld en schulden"),
    }


def _worded(questions: Sequence[Question], answers: Answers) -> tuple[Question, ...]:
    return tuple(question.worded_for(answers.has_partner, speaker()) for question in questions)


def _picture(sides: Sides) -> Picture | None:
    """The household of then. Its income of now stands beside it only where that is measured by the same norm."""
    if isinstance(sides.along, CannotDraw):
        return None
    now, then = _income(sides.real), _income(sides.then)
    had = [scheme.id for scheme in sides.imagined.schemes if group_of(scheme) == "already"]
    if now == then:
        return picture(sides.along, then, None, had)
    same_norm = sides.advised.norm is not None and sides.advised.norm.id == sides.along.norm_id
    return picture(sides.along, now if same_norm else None, then, had)


def _income(answers: Answers) -> int | None:
    """Cents a month; None while it is not known."""
    given = answers.facts.get("income")
    return parse_cents(given) if isinstance(given, str) else None


def _why_no_picture(along: AlongIncome | CannotDraw) -> str:
    if not isinstance(along, CannotDraw):
        return str(_("Bij uw antwoorden past nu geen van deze regelingen, bij geen enkel inkomen."))
    if along.reason == "figures_expired":
        return str(_("We kennen de nieuwe bedragen nog niet. Daarom kunnen we de grenzen nu niet laten zien."))
    return str(_("We weten nog niet genoeg om de grenzen te laten zien."))


def _missing(sides: Sides) -> list[Question]:
    """The questions that would tell which norm applies, each once."""
    facts = sides.along.missing if isinstance(sides.along, CannotDraw) else ()
    asked = (question_about(fact, sides.then) for fact in facts)
    return list({question.id: question for question in asked if question is not None}.values())


@dataclass(frozen=True, slots=True)
class ImaginedQuestionPage:
    """One question in what-if mode. `is_change`: people chose to imagine this; else it is asked because of that."""

    question: Question
    form: QuestionForm
    mistakes: tuple[Mistake, ...]
    norm_hint: str
    is_change: bool
    said: str

    @property
    def title(self) -> str:
        """The title of the window; it says first what went wrong."""
        if self.mistakes:
            return str(_("Fout: %(question)s", question=self.question.text))
        return self.question.text


def imagined_question_page(
    then: Answers,
    form: QuestionForm,
    advice: Callable[[], Advice | None],
    mistakes: Sequence[Mistake],
    said: str = "",
) -> ImaginedQuestionPage:
    """Put the page together. `advice` makes the advice on the imagined answers, where the page needs it."""
    question = form.question
    return ImaginedQuestionPage(
        question=question,
        form=form,
        mistakes=tuple(mistakes),
        norm_hint=norm_hint(question, then, advice),
        is_change=question.id in [one.id for _fact, one in changeable(then)],
        said=said,
    )
