"""What if something changes: imagined answers beside the real ones, and what they would do."""

from webapp.whatif.routes import blueprint

__all__ = ["blueprint"]
