"""All that is stored: accounts of staff, failed sign-ins, and four tables of counts. Nothing about a resident."""

from __future__ import annotations

from datetime import date

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

MAX_NAME = 64
MAX_HASH = 200


class Table(DeclarativeBase):
    """Constraints have names, so that a migration can change them on every database."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
        }
    )


class Account(Table):
    """Somebody who works with the site. `password_hash` is empty for who signs in through the municipality."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(MAX_NAME), unique=True)
    password_hash: Mapped[str] = mapped_column(String(MAX_HASH), default="")
    roles: Mapped[str] = mapped_column(String(100), default="")
    """Ids of roles with spaces between them."""

    epoch: Mapped[int] = mapped_column(default=0)
    """Part of every cookie of this account. One more, and none of the cookies until now is good."""

    is_active: Mapped[bool] = mapped_column(default=True)
    changed_on: Mapped[date]


class Attempt(Table):
    """Failed sign-ins on one name, that exists or not. `name_digest` cannot be turned back into what was typed."""

    __tablename__ = "sign_in_attempts"

    name_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[int] = mapped_column(default=0)
    """Seconds since 1970: until then no password is even looked at."""

    forget_at: Mapped[int] = mapped_column(default=0, index=True)
    """Seconds since 1970: then this row may go."""


class Count:
    """So many in one week. `week` is its Monday."""

    week: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


class JourneysByMode(Count, Table):
    """Journeys that began, by the way in."""

    __tablename__ = "journeys_by_mode"

    mode: Mapped[str] = mapped_column(String(20), primary_key=True)


class JourneysByLanguage(Count, Table):
    """Journeys that began, by the language of the page."""

    __tablename__ = "journeys_by_language"

    language: Mapped[str] = mapped_column(String(20), primary_key=True)


class OutcomesByScheme(Count, Table):
    """First outcomes that were shown, by scheme and status."""

    __tablename__ = "outcomes_by_scheme"

    scheme: Mapped[str] = mapped_column(String(40), primary_key=True)
    status: Mapped[str] = mapped_column(String(40), primary_key=True)


class StopsByTopic(Count, Table):
    """Journeys that are at a topic, or stopped there: by the week in which they began."""

    __tablename__ = "stops_by_topic"

    topic: Mapped[str] = mapped_column(String(40), primary_key=True)


CountTable = type[JourneysByMode] | type[JourneysByLanguage] | type[OutcomesByScheme] | type[StopsByTopic]
COUNTS: tuple[CountTable, ...] = (JourneysByMode, JourneysByLanguage, OutcomesByScheme, StopsByTopic)
