"""The advice for other programs: JSON in, JSON out, nothing kept. It reads no cookie and sets none."""

from webapp.api import health, routes
from webapp.api.blueprint import blueprint
from webapp.api.problems import problem

__all__ = ["blueprint", "health", "problem", "routes"]
