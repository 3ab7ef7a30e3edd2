"""For who keeps the figures right: every parameter with what it asks for, and the outcome on another day."""

from webapp.content.routes import blueprint

__all__ = ["blueprint"]
