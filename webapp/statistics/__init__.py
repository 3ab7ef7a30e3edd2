"""The way in for who follows how often the site is used: /cijfers. Four counts, never crossed, never exact."""

from webapp.statistics.routes import blueprint

__all__ = ["blueprint"]
