"""The kiosk: the same questions on a touch screen, for one person after the other, each of whom leaves nothing."""

from webapp.kiosk import caretaker, ending, routes, taking
from webapp.kiosk.blueprint import blueprint

__all__ = ["blueprint", "caretaker", "ending", "routes", "taking"]
