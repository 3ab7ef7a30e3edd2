"""Signing in and out, for who works with the site: with an account of here, or with that of the municipality."""

from webapp.signin import provider_pages
from webapp.signin.routes import blueprint

__all__ = ["blueprint", "provider_pages"]
