"""What somebody who works with the site may do."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """Each opens one part of the site, and nothing else."""

    STAFF = "staff"
    """Conversations at a table: /gesprek."""

    CONTENT = "content"
    """The figures of the policy, with their sources: /waarden."""

    STATISTICS = "statistics"
    """How often the site is used: /cijfers."""


def roles_in(text: str) -> frozenset[Role]:
    """The roles in a text with spaces between; unknown words are left out."""
    return frozenset(Role(word) for word in text.split() if word in list(Role))


def written(roles: Iterable[Role]) -> str:
    """Roles as one text, always in the same order."""
    return " ".join(sorted(set(roles)))
