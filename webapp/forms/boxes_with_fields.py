"""Boxes of which some ask for more once they are ticked: a partner and how old, a car and what it is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from webapp.forms.fields import AgesField, MoneyField, TickField, WholeNumberField, WrittenField
from webapp.forms.kinds import HIGHEST_AGE, Answer, BoxesForm, QuestionForm, boxes_field
from webapp.forms.validators import add_error
from webapp.questions import BoxField, Question

_UNKNOWN: Final = "_unknown"


@dataclass(frozen=True, slots=True)
class More:
    """What one box asks for: a field to write in, and a box of its own for "I do not know"."""

    asked: BoxField
    written: WrittenField
    unknown: TickField
    is_ticked: bool
    """Whether the box itself is ticked."""

    is_as_before: bool
    """Whether nothing was filled in or changed since an earlier answer."""

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it."""
        return self.written.is_filled or self.unknown.is_filled

    @property
    def must_be_seen(self) -> bool:
        """Whether it is to be shown, also where its box is not ticked: something was filled in, or is wrong."""
        return bool(self.written.errors) or (self.is_filled and not self.is_ticked)

    def check(self) -> None:
        """Filled in once where the box is ticked, and not at all where it is not. Who takes the tick away from an
        earlier answer does not have to empty what that answer had filled in."""
        texts = self.asked.errors
        if not self.is_ticked:
            if self.is_filled and not self.is_as_before:
                add_error(self.written, texts["not_ticked"])
        elif self.written.is_filled and self.unknown.is_filled:
            add_error(self.written, texts["both"])
        elif not self.is_filled:
            add_error(self.written, texts["empty"])


class BoxesWithFieldsForm(BoxesForm):
    """A value at a box that is not ticked is never guessed away, nor is the box ticked for it."""

    before: ClassVar[Mapping[str, Any]] = {}
    """What an earlier answer had filled in, by fact."""

    @property
    def more(self) -> Mapping[str, More]:
        """{value of a box: what it asks for}, in the order of the page."""
        ticked = self["boxes"].data or []
        return {
            choice.value: self._more(choice.more, choice.value in ticked)
            for choice in self.question.choices
            if choice.more
        }

    def _more(self, asked: BoxField, is_ticked: bool) -> More:
        fields: dict[str, Any] = self._fields
        written, unknown = fields[asked.fact], fields[f"{asked.fact}{_UNKNOWN}"]
        now = (written.data, unknown.is_filled) if not written.errors else None
        before = self.before.get(asked.fact)
        is_as_before = asked.fact in self.before and now == (before, before is None)
        return More(asked, written, unknown, is_ticked, is_as_before)

    def check_together(self) -> None:
        """Each field belongs to its box."""
        found = self.more.values()
        for more in found:
            more.check()
        if not self["boxes"].data and any(more.written.errors for more in found):
            self["boxes"].errors = []  # The field says already that its box is to be ticked.

    def answer(self) -> Answer:
        """The ticked values, and by fact what was filled in at them; None for what is not known."""
        found = super().answer()
        if "boxes" in found:
            ticked = [more for more in self.more.values() if more.is_ticked]
            found["fields"] = {more.asked.fact: more.written.data for more in ticked}
        return found


def boxes_with_fields_form(question: Question, before: Mapping[str, Any]) -> type[QuestionForm]:
    """The form; the fields have the names of their facts. `before` is an earlier answer, or empty."""
    fields: dict[str, Any] = {"boxes": boxes_field(question), "before": before.get("fields", {})}
    for asked in _asked(question):
        fields[asked.fact] = _WRITTEN[asked.kind](asked)
        fields[f"{asked.fact}{_UNKNOWN}"] = TickField(asked.unknown)
    return type("BoxesAndFieldsForm", (BoxesWithFieldsForm,), fields)


def prefilled(question: Question, answer: Answer) -> dict[str, Any]:
    """What an earlier answer filled in, as the data of the form's fields."""
    fields = answer.get("fields", {})
    data = {asked.fact: fields[asked.fact] for asked in _asked(question) if asked.fact in fields}
    return data | {f"{fact}{_UNKNOWN}": value is None for fact, value in data.items()}


def _asked(question: Question) -> Iterator[BoxField]:
    return (choice.more for choice in question.choices if choice.more)


_WRITTEN: Final[Mapping[str, Callable[[BoxField], Any]]] = {
    "age": lambda asked: WholeNumberField(asked.label, asked.errors, highest=HIGHEST_AGE),
    "ages": lambda asked: AgesField(asked.label, asked.errors),
    "money": lambda asked: MoneyField(asked.label, asked.errors),
}
