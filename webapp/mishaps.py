"""What can go wrong with a form that was sent, in the sentences that every page says of it."""

from __future__ import annotations

from typing import Final

from webapp.i18n import later

STOOD_OPEN: Final = later("Deze pagina stond lang open. Kijk uw antwoord na en druk nog een keer op de knop.")
"""For who sends a page that is older than the session."""

TOO_MUCH: Final = later("Dit is te veel om te onthouden. Vul minder in. Uw eerdere antwoorden zijn er nog.")
"""For who fills in more than the cookie can hold."""
