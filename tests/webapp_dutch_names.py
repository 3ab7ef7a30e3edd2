"""Names that stay Dutch in every language: schemes, offices, streets, titles of sources, and words of Dutch letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from rules import load_policy
from webapp.glossary import load_terms

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
_TERMS: Final = [name for term in load_terms(_POLICY) for name in (term.term, *term.also)]
DUTCH_NAMES: Final = frozenset([*names_in(_POLICY), *_TERMS])
OFFICE_AND_SCHEME_TITLES: Final = frozenset(
    [scheme.title for scheme in _POLICY.schemes] + [referral.title for referral in _POLICY.referrals]
)
