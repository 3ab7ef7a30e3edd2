"""The conversation at a table: all questions on one page, the outcome beside them, nothing kept."""

from webapp.staff import leaving, variants
from webapp.staff.routes import blueprint

__all__ = ["blueprint", "leaving", "variants"]
