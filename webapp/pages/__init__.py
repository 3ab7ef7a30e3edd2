"""The short pages about the site itself."""

from webapp.pages.routes import blueprint

__all__ = ["blueprint"]
