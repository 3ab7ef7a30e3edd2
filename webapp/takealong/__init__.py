"""Taking the outcome along: on paper, as a PDF, or with a code that opens the answers on another device."""

from webapp.takealong import opening
from webapp.takealong.routes import blueprint

__all__ = ["blueprint", "opening"]
