"""What an answer changed in the outcome, said once: who answers a question wants to know what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rules import SchemeAdvice


@dataclass(frozen=True, slots=True)
class Change:
    """A scheme that is in another group than when the resident last saw the outcome."""

    scheme: SchemeAdvice
    group: str


def changes_since(
    before: Mapping[str, str] | None, schemes: Iterable[SchemeAdvice], group_of: Callable[[SchemeAdvice], str]
) -> tuple[Change, ...]:
    """The schemes in another group than `before` ({scheme id: group}; None = the outcome was not seen yet)."""
    seen = before or {}
    now = [Change(scheme, group_of(scheme)) for scheme in schemes]
    return tuple(change for change in now if seen.get(change.scheme.id, change.group) != change.group)
