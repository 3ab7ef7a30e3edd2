"""What the pages show on which staff make what leaves the table: the letter of the resident, a note for an office."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from rules import Referral
from webapp.languages import Language
from webapp.paper import Note
from webapp.views.question import Mistake


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """`lines`: what staff wrote. `can_print`: there is an outcome. `languages`: those of the letter, in its order.

    `asks_about_safety`: the resident said not to be safe at home, so paper says so only when that is ticked.
    """

    name: str
    lines: str
    can_print: bool
    languages: tuple[Language, ...]
    asks_about_safety: bool
    mistakes: tuple[Mistake, ...]
    said: str

    @property
    def heading(self) -> str:
        """The heading of the page."""
        return str(_("Neem mee of verwijs"))

    @property
    def title(self) -> str:
        """The title of the window; it says first what went wrong."""
        return _titled(self.heading, self.mistakes)


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """`note`: as it will be on paper; None until an office was chosen. `beside`: the same, for who reads along."""

    name: str
    offices: tuple[Referral, ...]
    chosen: str
    note: Note | None
    beside: Note | None
    mistakes: tuple[Mistake, ...]
    said: str

    @property
    def heading(self) -> str:
        """The heading of the page."""
        return str(_("Verwijs naar een organisatie"))

    @property
    def title(self) -> str:
        """The title of the window; it says first what went wrong."""
        return _titled(self.heading, self.mistakes)

    def wrong(self, field: str) -> str:
        """What is wrong with a field, or a group of them; empty where nothing is."""
        return next((mistake.text for mistake in self.mistakes if mistake.field.partition("-")[0] == field), "")


def _titled(heading: str, mistakes: tuple[Mistake, ...]) -> str:
    return str(_("Fout: %(heading)s", heading=heading)) if mistakes else heading
