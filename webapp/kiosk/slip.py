"""What stands on the slip of paper: the outcome in a few lines, and where to go with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app

from rules import Policy, Wijkwijzer
from webapp.answers import Answers
from webapp.discreet import discreet
from webapp.journey import advice_for
from webapp.views import ResultPage, result_page


@dataclass(frozen=True, slots=True)
class Slip:
    """`tells`: `figures` for amounts and how far off, `safety` for danger at home. `places`: where to walk in."""

    page: ResultPage
    tells: frozenset[str]
    places: Sequence[Wijkwijzer]

    @property
    def has_figures(self) -> bool:
        """Whether there is a figure that could be printed."""
        return any(card.amount or any(line.distance for line in card.reasons) for card in self.page.fits)


def slip_for(answers: Answers, policy: Policy, on: date, tells: frozenset[str]) -> Slip | None:
    """The slip for these answers; None while there is no advice. Nothing that tells of danger at home, unless asked."""
    shown = answers if "safety" in tells else discreet(answers)
    advice = advice_for(shown, policy, on)
    if advice is None:
        return None
    page = result_page(shown, advice, policy, None)
    return Slip(page, tells, () if page.lives_elsewhere else places_on_slip(policy))


def places_on_slip(policy: Policy) -> Sequence[Wijkwijzer]:
    """The Wijkwijzer where this kiosk stands; all of them where that is not known."""
    here = current_app.config["KIOSK_PLACE"]
    return tuple(place for place in policy.wijkwijzers if place.name == here) or policy.wijkwijzers
