"""What the page of the conversation shows: every question in its group, and the outcome with the rule behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from rules import Advice, Finding, Policy, Referral, SchemeAdvice, TraceStep
from webapp.answers import Answers
from webapp.forms import QuestionForm, form_for
from webapp.i18n import speaker
from webapp.journey import could_settle, has_meaning
from webapp.questions import Question
from webapp.views.cards import group_of
from webapp.views.question import Mistake, norm_hint
from webapp.views.referrals import URGENT
from webapp.views.result import GROUPS, group_titles
from webapp.views.wording import in_words


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """One question with its fields. `state`: "next" (suggested), "open" (an answer can still change the outcome),
    "again" (the partner came or went), "answered", or "later" (changes nothing now)."""

    question: Question
    form: QuestionForm
    norm_hint: str
    state: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableGroup:
    """The questions that are talked about together."""

    id: str
    title: str
    questions: tuple[TableQuestion, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition as staff check it: whether it holds, the sentence, and where the rule stands."""

    finding: Finding
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One scheme: its group, whether the last answer changed that, and everything behind it."""

    scheme: SchemeAdvice
    group: str
    is_changed: bool
    checked: tuple[Checked, ...]
    steps: tuple[TraceStep, ...]
    waits_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """The schemes with one outcome."""

    id: str
    title: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a conversation stands. `before` = {scheme id: group} before the last answer; empty where there was none."""

    name: str
    answers: Answers
    advice: Advice | None
    policy: Policy
    suggested: Question | None
    before: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TablePage:
    """Everything on the page. `suggested` is the question that settles most; nobody has to follow it."""

    name: str
    groups: tuple[TableGroup, ...]
    suggested: Question | None
    outcome: tuple[OutcomeGroup, ...]
    urgent: tuple[Referral, ...]
    referrals: tuple[Referral, ...]
    advice: Advice | None
    mistakes: tuple[Mistake, ...]
    said: str
    answered: int

    def question(self, question_id: str) -> TableQuestion | None:
        """One question of the page."""
        return next((one for group in self.groups for one in group.questions if one.question.id == question_id), None)

    @property
    def title(self) -> str:
        """The title of the window; it says first what went wrong."""
        return str(_("Fout: Gesprek") if self.mistakes else _("Gesprek"))


def prefix_at_table(question: Question) -> str:
    """What every id of this question begins with: they all stand on one page."""
    return f"{question.id}-"


def stands_on_page(question: Question, answers: Answers) -> bool:
    """Whether the question makes sense beside the other answers, or was answered."""
    return answers.of(question) is not None or has_meaning(question, answers)


def table_page(
    now: Standing, shown: QuestionForm | None = None, mistakes: Sequence[Mistake] = (), said: str = ""
) -> TablePage:
    """Put the page together. `shown` is the form with the `mistakes`, if there are any."""
    advice, suggested = now.advice, now.suggested
    referrals = advice.referrals if advice else ()
    return TablePage(
        name=now.name,
        groups=_groups(now, shown),
        suggested=suggested.worded_for(now.answers.has_partner, speaker()) if suggested else None,
        outcome=_outcome_groups(advice, now) if advice else (),
        urgent=tuple(one for one in referrals if one.urgency == URGENT),
        referrals=tuple(one for one in referrals if one.urgency != URGENT),
        advice=advice,
        mistakes=tuple(mistakes),
        said=said,
        answered=len(now.answers.entries),
    )


def _groups(now: Standing, shown: QuestionForm | None) -> tuple[TableGroup, ...]:
    """Every question that has a meaning now, in the order of a talk."""
    say = speaker()
    return tuple(
        TableGroup(
            group.id,
            say(group.title),
            tuple(_question(one, now, shown) for one in group.questions if stands_on_page(one, now.answers)),
        )
        for group in now.answers.catalogue.conversation
    )


def _question(question: Question, now: Standing, shown: QuestionForm | None) -> TableQuestion:
    given = now.answers.of(question)
    form = shown if shown is not None and shown.question.id == question.id else None
    form = form or form_for(question, now.answers.has_partner, answer=given, prefix=prefix_at_table(question))
    said = tuple(in_words(form.question, given)) if given else ()
    hint = norm_hint(form.question, now.answers, lambda: now.advice)
    return TableQuestion(form.question, form, hint, _state_of(question, now), said)


def _state_of(question: Question, now: Standing) -> str:
    answers, advice = now.answers, now.advice
    if question == now.suggested:
        return "next"
    if question in answers.to_look_at:
        return "again"
    if answers.of(question) is not None:
        return "answered"
    if advice is None or could_settle(question, answers, advice):
        return "open"
    return "later" if set(question.facts).isdisjoint(advice.open_facts) else "open"


def _outcome_groups(advice: Advice, now: Standing) -> tuple[OutcomeGroup, ...]:
    """The schemes by outcome, each with the rule behind it; nothing where our schemes cannot apply."""
    if now.answers.municipality != now.policy.served:
        return ()
    titles = group_titles()
    outcomes = [_outcome(scheme, advice, now.before) for scheme in advice.schemes]
    groups = (OutcomeGroup(id_, titles[id_], tuple(one for one in outcomes if one.group == id_)) for id_ in GROUPS)
    return tuple(group for group in groups if group.outcomes)


def _outcome(scheme: SchemeAdvice, advice: Advice, before: Mapping[str, str]) -> Outcome:
    say, group = speaker(), group_of(scheme)
    return Outcome(
        scheme=scheme,
        group=group,
        is_changed=before.get(scheme.id, group) != group,
        checked=tuple(Checked(finding, finding.text.said(say)) for finding in scheme.conditions),
        steps=tuple(step for step in advice.trace if step.rule.startswith(f"{scheme.id}.")),
        waits_for=scheme.blocking_facts if scheme.status == "unknown" else (),
    )
