"""What the keys of the counts are called on the page, in the order in which they stand there."""

from __future__ import annotations

from collections.abc import Mapping

from babel import Locale
from flask_babel import gettext as _

from rules import STATUSES, Policy
from webapp.counting import CHECK, STAFF
from webapp.i18n import language, say
from webapp.languages import published
from webapp.mode import CHAT, KIOSK, WIZARD
from webapp.questions import Catalogue
from webapp.statistics.sums import OTHER, Sums
from webapp.views.scheme_changes import status_words

Names = Mapping[str, str]
"""{key: words}"""


def modes() -> Names:
    """The ways in."""
    return {
        WIZARD: str(_("Vragen")),
        CHAT: str(_("Chat")),
        KIOSK: str(_("Scherm in een gebouw")),
        STAFF: str(_("Gesprek")),
    }


def languages_offered() -> Names:
    """The languages, in the language of this page: Turks."""
    known = Locale.parse(language().formats).languages
    found = {one.code: str(known.get(one.code) or one.name) for one in published()}
    return {code: f"{name[:1].upper()}{name[1:]}" for code, name in found.items()}


def schemes(policy: Policy) -> Names:
    """The schemes, by their Dutch names."""
    return {scheme.id: scheme.title for scheme in policy.schemes}


def statuses() -> Names:
    """What can be said of a scheme, in the words that residents read."""
    return {status: status_words(status) for status in STATUSES}


def topics(catalogue: Catalogue) -> Names:
    """The topics as they are asked, and the page on which all answers are looked over."""
    return {**{id_: say(title) for id_, title in catalogue.topics}, CHECK: str(_("Antwoorden nakijken"))}


def with_other(names: Names, sums: Sums, place: int = 0, of: int = 1) -> Names:
    """The names, and one for what has none, where there is enough of that to be seen after rounding."""
    key = tuple(OTHER if part == place else None for part in range(of))
    return {**names, OTHER: str(_("Overig"))} if sums.rounded(None, *key) else names
