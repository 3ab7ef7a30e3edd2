"""The chat: the same questions for who would rather tell than fill in."""

from webapp.chat import ending, routes, telling
from webapp.chat.routes import blueprint

__all__ = ["blueprint", "ending", "routes", "telling"]
