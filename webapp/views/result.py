"""What the result page shows: what cannot wait, what to do now, the schemes in groups, papers, help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from rules import Advice, Policy, Referral, SchemeAdvice
from webapp.answers import ELSEWHERE, Answers
from webapp.i18n import speaker
from webapp.journey import question_about
from webapp.questions import Question
from webapp.views.cards import FITTING, Card, card_of, group_of
from webapp.views.changes import Change, changes_since
from webapp.views.check import income_looks_wrong
from webapp.views.next_steps import next_steps
from webapp.views.open_questions import open_questions
from webapp.views.papers import PaperLine, merged_papers
from webapp.views.places import PlaceSearch, search_places
from webapp.views.referrals import NOT_ON_PAPER, URGENT, WALK_IN

GROUPS: Final = ("likely", "possible", "unknown", "already", "not_now", "unlikely")
"""The order of the page."""

TO_CONFIRM: Final = "confirm_with_municipality"
UNDER_AGE: Final = "age_18"
"""The condition of the schemes that nobody below 18 can meet."""


@dataclass(frozen=True, slots=True)
class SchemeGroup:
    """The schemes with one outcome."""

    id: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class HelpCard:
    """One office; `on_paper` is false where a print could harm."""

    referral: Referral
    on_paper: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything on the result page, in its order.

    `help_first`: where no scheme fits yet, people come first. `walk_in`: the advice to go to a Wijkwijzer, whose places
    are in `places` (None for who lives elsewhere).
    """

    advice: Advice
    changes: tuple[Change, ...]
    urgent: tuple[HelpCard, ...]
    groups: tuple[SchemeGroup, ...]
    papers: tuple[PaperLine, ...]
    help: tuple[HelpCard, ...]
    walk_in: Referral | None
    places: PlaceSearch | None
    contacts: Mapping[str, Mapping[str, str]]
    lives_elsewhere: bool
    municipality_name: str
    municipality_is_a_guess: bool
    is_minor: bool
    next_question: Question | None
    to_look_at: tuple[Question, ...]
    check_income: Question | None

    def cards(self, group_id: str) -> tuple[Card, ...]:
        """The schemes in a group."""
        return tuple(card for card in self._all_cards if card.group == group_id)

    @property
    def confirm(self) -> str:
        """One sentence for the whole page instead of the same one at every scheme; empty where none is needed."""
        notes = (note for card in self._all_cards for note in card.scheme.notes if note.id == TO_CONFIRM)
        return next((note.text for note in notes), "")

    @property
    def figures_expired(self) -> bool:
        """Whether a figure that the rules need is not known any more."""
        return self.advice.figures_expired

    @property
    def policy_version(self) -> str:
        """Which rules were used."""
        return self.advice.policy_version

    @property
    def on(self) -> date:
        """The day of the advice."""
        return self.advice.on

    @property
    def valid_until(self) -> date | None:
        """The last day of the figures; None where none of ours was used."""
        return None if self.lives_elsewhere else self.advice.valid_until

    @property
    def _all_cards(self) -> tuple[Card, ...]:
        return tuple(card for group in self.groups for card in group.cards)

    @property
    def fits(self) -> tuple[Card, ...]:
        """The schemes that are worth asking for."""
        return tuple(card for id_ in FITTING for card in self.cards(id_))

    @property
    def help_first(self) -> bool:
        """Whether people come before schemes."""
        return not self.fits

    @property
    def urgent_on_paper(self) -> bool:
        """Whether something of what cannot wait may be printed."""
        return any(card.on_paper for card in self.urgent)

    @property
    def first_open(self) -> str:
        """Where on the page the first question is that can be answered there; empty where there is none."""
        asked = (card.open for card in self.cards("unknown"))
        return next((one.here.form.id_prefix for one in asked if one.here), "")

    @property
    def waits_for_answers(self) -> bool:
        """Whether an answer of the resident could settle something."""
        return any(card.open.here or card.open.above or card.open.first for card in self.cards("unknown"))

    @property
    def steps(self) -> tuple[str, ...]:
        """What to do now."""
        return next_steps(self)

    @property
    def title(self) -> str:
        """The title of the window; it says first what went wrong."""
        heading = _("Uw uitslag")
        mistake = self.places is not None and self.places.mistake
        return str(_("Fout: %(heading)s", heading=heading) if mistake else heading)


def result_page(
    answers: Answers,
    advice: Advice,
    policy: Policy,
    next_question: Question | None,
    postcode: str | None = None,
    seen_before: Mapping[str, str] | None = None,
) -> ResultPage:
    """Put the page together. Where our schemes cannot apply, no list of refusals is shown.

    `postcode` is what was typed to find a Wijkwijzer; `seen_before` = `outcome_of` when the page was last seen.
    """
    elsewhere = answers.municipality != policy.served
    groups = () if elsewhere else _groups(answers, advice, policy)
    urgent, walk_in, others = _help(advice)
    return ResultPage(
        advice=advice,
        changes=() if elsewhere else changes_since(seen_before, advice.schemes, group_of),
        urgent=urgent,
        groups=groups,
        papers=_papers(groups, policy, answers),
        help=others,
        walk_in=walk_in,
        places=None if elsewhere else search_places(policy.wijkwijzers, postcode),
        contacts=policy.contacts,
        lives_elsewhere=elsewhere,
        municipality_name=_municipality_name(answers, policy),
        municipality_is_a_guess=answers.municipality_is_a_guess,
        is_minor=not elsewhere and _is_minor(advice),
        next_question=next_question,
        to_look_at=() if elsewhere else _to_look_at(answers),
        check_income=question_about("income", answers) if income_looks_wrong(advice) else None,
    )


def outcome_of(advice: Advice) -> dict[str, str]:
    """{scheme id: group}, to tell next time what an answer changed."""
    return {scheme.id: group_of(scheme) for scheme in advice.schemes}


def _groups(answers: Answers, advice: Advice, policy: Policy) -> tuple[SchemeGroup, ...]:
    in_group: dict[str, list[SchemeAdvice]] = {id_: [] for id_ in GROUPS}
    for scheme in advice.schemes:
        in_group[group_of(scheme)].append(scheme)
    waits = open_questions(in_group["unknown"], answers, advice)
    titles = group_titles()
    return tuple(
        SchemeGroup(id_, titles[id_], tuple(card_of(s, answers, policy, waits.get(s.id)) for s in schemes))
        for id_, schemes in in_group.items()
        if schemes
    )


def _papers(groups: Iterable[SchemeGroup], policy: Policy, answers: Answers) -> tuple[PaperLine, ...]:
    """One list for the schemes that are worth asking for."""
    schemes = [card.scheme for group in groups if group.id in FITTING for card in group.cards]
    return merged_papers(schemes, policy, answers.facts)


def _help(advice: Advice) -> tuple[tuple[HelpCard, ...], Referral | None, tuple[HelpCard, ...]]:
    """What cannot wait; a Wijkwijzer, unless it is among those; and all other offices."""
    cards = [HelpCard(referral, referral.id not in NOT_ON_PAPER) for referral in advice.referrals]
    urgent = tuple(card for card in cards if card.referral.urgency == URGENT)
    rest = [card for card in cards if card not in urgent]
    walk_in = next((card.referral for card in rest if card.referral.id == WALK_IN), None)
    return urgent, walk_in, tuple(card for card in rest if card.referral.id != WALK_IN)


def _to_look_at(answers: Answers) -> tuple[Question, ...]:
    say = speaker()
    return tuple(question.worded_for(answers.has_partner, say) for question in answers.to_look_at)


def group_titles() -> dict[str, str]:
    """The heading of each group, in the language of the page."""
    return {
        "likely": _("Waarschijnlijk wel"),
        "possible": _("Misschien"),
        "unknown": _("Weten we nog niet"),
        "already": _("U hebt dit al"),
        "not_now": _("Nu niet van toepassing"),
        "unlikely": _("Waarschijnlijk niet"),
    }


def _is_minor(advice: Advice) -> bool:
    found = (finding for scheme in advice.schemes for finding in scheme.conditions if finding.id == UNDER_AGE)
    return any(finding.holds is False for finding in found)


def _municipality_name(answers: Answers, policy: Policy) -> str:
    if answers.municipality == ELSEWHERE:
        return ""
    return next((place.name for place in policy.municipalities if place.slug == answers.municipality), "")
