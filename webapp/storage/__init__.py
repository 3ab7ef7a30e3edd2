"""The database: accounts of staff, failed sign-ins and counts. No resident, no answer, no address."""

from __future__ import annotations

from flask import Flask, current_app

from webapp.storage.database import Database, Unreachable, database_url
from webapp.storage.tables import (
    COUNTS,
    Account,
    Attempt,
    CountTable,
    JourneysByLanguage,
    JourneysByMode,
    OutcomesByScheme,
    StopsByTopic,
)

__all__ = [
    "COUNTS",
    "Account",
    "Attempt",
    "CountTable",
    "Database",
    "JourneysByLanguage",
    "JourneysByMode",
    "OutcomesByScheme",
    "StopsByTopic",
    "Unreachable",
    "database",
    "database_url",
    "register",
]


def register(app: Flask) -> None:
    """Know where the database is; it is opened when something is first kept."""
    app.extensions["database"] = Database(app.config["DATABASE"])


def database() -> Database:
    """The database of this application."""
    found: Database = current_app.extensions["database"]
    return found
