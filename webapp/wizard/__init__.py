"""The wizard: one question a page."""

from webapp.wizard import ending
from webapp.wizard.routes import blueprint

__all__ = ["blueprint", "ending"]
