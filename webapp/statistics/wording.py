"""What each of the four counts says of itself: what is counted, and what not."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.statistics.counts import LANGUAGES, MODES, OUTCOMES, STOPS


def words_of(id_: str) -> tuple[str, ...]:
    """The title of a count, and short sentences below it."""
    texts = {MODES: _of_modes, LANGUAGES: _of_languages, OUTCOMES: _of_outcomes, STOPS: _of_stops}[id_]()
    return tuple(str(text) for text in texts)


def _of_modes() -> tuple[str, ...]:
    return (
        _("Hoe mensen begonnen"),
        _("We tellen hoe vaak iemand begint, en op welke manier. Wie later opnieuw begint, telt nog een keer."),
        _("We tellen niet wie het is, en niet wie alleen leest."),
    )


def _of_languages() -> tuple[str, ...]:
    return (
        _("In welke taal mensen begonnen"),
        _("We tellen de taal van de pagina waarop iemand begint."),
        _("Wie daarna een andere taal kiest, telt niet nog een keer."),
    )


def _of_outcomes() -> tuple[str, ...]:
    return (
        _("Wat eruit kwam"),
        _("We tellen per regeling de eerste uitkomst die iemand ziet. Wat iemand daarna verandert, telt niet mee."),
        _("We weten niet of iemand de regeling aanvroeg of kreeg."),
    )


def _of_stops() -> tuple[str, ...]:
    return (
        _("Waar mensen stopten"),
        _("We tellen het onderwerp waar iemand het laatst was, zonder de uitkomst te zien."),
        _("Dat telt bij de week waarin die persoon begon."),
        _("Wie nog bezig is, telt als gestopt totdat de uitkomst er is."),
        _("Gesprekken van medewerkers tellen hier niet mee."),
    )
