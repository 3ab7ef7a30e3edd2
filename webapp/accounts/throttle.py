"""Slows down who guesses passwords: in the database, so that all workers and machines count together.

Names that do not exist are counted just so, or the waiting would tell which exist. A failure is written down before the
password is looked at: a hundred tries at once are a hundred failures.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.storage import Attempt, Database

FREE: Final = 3
"""Failures that cost nothing: everybody mistypes."""

LOCKED_AFTER: Final = 10
"""Failures, after which the name is locked."""

LOCKED: Final = 15 * 60
"""Seconds."""

FORGOTTEN_AFTER: Final = 24 * 60 * 60
"""Seconds without a failure."""

KEY_LABEL: Final = b"rondkomenwijzer sign-in attempts"


@dataclass(frozen=True, slots=True)
class Throttle:
    """`secret`: of the application. `now`: seconds since 1970."""

    database: Database
    secret: str
    now: float

    def admit(self, name: str) -> int:
        """0 when a password may be tried now, which counts as a failure until it fits; else the seconds to wait."""
        digest, now = self._digest(name), int(self.now)
        with self.database.transaction() as session:
            self._reserve(session, digest)
            row = session.execute(select(Attempt).where(Attempt.name_digest == digest).with_for_update()).scalar_one()
            if row.wait_until > now:
                return row.wait_until - now
            failures = 0 if row.forget_at <= now else row.failures
            row.failures = failures + 1
            row.wait_until = now + waiting(row.failures)
            row.forget_at = now + FORGOTTEN_AFTER
            session.execute(delete(Attempt).where(Attempt.forget_at <= now))
        return 0

    def forget(self, name: str) -> None:
        """The password was right, or somebody opened the lock."""
        with self.database.transaction() as session:
            session.execute(delete(Attempt).where(Attempt.name_digest == self._digest(name)))

    def _reserve(self, session: Session, digest: str) -> None:
        """A row for this name. As the first statement it writes, so that no other process decides at the same time."""
        row: dict[str, Any] = {"name_digest": digest, "failures": 0, "wait_until": 0}
        row["forget_at"] = int(self.now) + FORGOTTEN_AFTER
        insert = sqlite.insert(Attempt) if self.database.is_sqlite else postgresql.insert(Attempt)
        session.execute(insert.values(row).on_conflict_do_nothing())

    def _digest(self, name: str) -> str:
        """What is kept of a name: people type their password there by mistake."""
        key = hmac.digest(self.secret.encode(), KEY_LABEL, "sha256")
        return hmac.new(key, name.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def waiting(failures: int) -> int:
    """Seconds until the next try: none at first, then 1, then twice as long each time, then the lock."""
    if failures >= LOCKED_AFTER:
        return LOCKED
    return int(2 ** (failures - FREE - 1)) if failures > FREE else 0
