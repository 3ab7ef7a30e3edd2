"""What to do now, in at most three steps, made from the outcome: who needs help today reads something else first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from webapp.views.result import ResultPage

MOST: Final = 3


def next_steps(page: ResultPage) -> tuple[str, ...]:
    """The names of the steps, in order; templates/components/next_steps.html has a text for each."""
    first = ("urgent",) if page.urgent and not page.lives_elsewhere else ()
    return (*first, *_after_what_is_urgent(page))[:MOST]


def _after_what_is_urgent(page: ResultPage) -> tuple[str, ...]:
    if page.lives_elsewhere:
        return ("own_municipality", "what_to_ask", "talk")
    if page.is_minor:
        return ("somebody_older", "walk_in", "grown_up")
    if page.next_question:
        return ("finish", "prepare", "walk_in") if page.fits else ("finish", "walk_in")
    if page.fits:
        return ("prepare", "walk_in") if page.urgent else ("papers", "apply", "walk_in")
    if page.waits_for_answers:
        return ("answer", "walk_in", "call")
    if page.cards("unknown"):  # The figures have expired: no answer of the resident can help.
        return ("walk_in", "call")
    return ("look_again", "walk_in", "later")
