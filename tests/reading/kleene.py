"""Three-valued logic (Kleene): True, False and None for unknown."""

from collections.abc import Iterable


def all_of(values: Iterable[bool | None]) -> bool | None:
    """False as soon as one is false, else unknown if one is unknown, else true."""
    seen = list(values)
    if any(value is False for value in seen):
        return False
    return None if any(value is None for value in seen) else True


def any_of(values: Iterable[bool | None]) -> bool | None:
    """True as soon as one is true, else unknown if one is unknown, else false."""
    seen = list(values)
    if any(value is True for value in seen):
        return True
    return None if any(value is None for value in seen) else False


def opposite(value: bool | None) -> bool | None:
    return None if value is None else not value
