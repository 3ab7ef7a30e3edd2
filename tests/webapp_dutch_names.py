"""Names that stay Dutch in every language: schemes, offices, municipalities, streets and the titles of sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from rules import load_policy

NAMED: Final = frozenset({"title", "name", "address", "postcode", "city"})


def names_in(value: Any) -> Iterator[str]:
    """Every name anywhere in a policy."""
    if is_dataclass(value) and not isinstance(value, type):
        yield from names_in({field.name: getattr(value, field.name) for field in fields(value)})
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, str):
                yield from [inner] if key in NAMED else []
            else:
                yield from names_in(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from names_in(inner)


_POLICY: Final = load_policy()
DUTCH_NAMES: Final = frozenset(names_in(_POLICY))
OFFICE_AND_SCHEME_TITLES: Final = frozenset(
    [scheme.title for scheme in _POLICY.schemes] + [referral.title for referral in _POLICY.referrals]
)
