"""Checks between the fields of one question. Each puts its sentence at the field where people should look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wtforms import Field

from webapp.forms.fields import MoneyField, TickField, WrittenField


def add_error(field: Field, text: str) -> None:
    """One error a field is enough: the first one wins."""
    if not field.errors:
        field.errors = [*field.errors, text]


def answered_once(written: Sequence[WrittenField], ticks: Sequence[TickField], texts: Mapping[str, str]) -> bool:
    """Either something is written, or one box is ticked. Returns whether the writing is the answer."""
    is_written = any(field.is_filled for field in written)
    ticked = sum(tick.is_filled for tick in ticks)
    if ticked + is_written > 1:
        add_error(written[0] if is_written else ticks[0], texts["both" if is_written else "both_ticked"])
    elif not ticked and not is_written:
        add_error(written[0], texts["empty"])
    return is_written and not ticked


def both_filled(have: MoneyField, owe: MoneyField, texts: Mapping[str, str]) -> None:
    """What people have and what they owe: nought has to be said, an empty field is not nought."""
    for field, cause in ((have, "have_empty"), (owe, "owe_empty")):
        if not field.is_filled:
            add_error(field, texts[cause])
