"""The fields: they read what people write and hold plain values. Every error text comes from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectMultipleField, ValidationError

from rules import dutch_number
from webapp.forms.notation import MAX_TEXT, NotationError, read_ages, read_money, read_whole
from webapp.forms.widgets import PlainTextInput, TickInput

Choices = Sequence[tuple[str, str]]
"""(value, text) in the order of the page."""


class WrittenField(Field):
    """A text field that keeps what was typed; `data` is None when it is empty or not understood."""

    data: Any

    def __init__(self, label: str, texts: Mapping[str, str], **options: Any) -> None:
        super().__init__(label, **options)
        self.texts = texts
        self.typed: str | None = None

    def read(self, text: str) -> Any:
        """The value of what was typed; raises NotationError."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The value as people write it."""
        return str(value)

    @property
    def is_filled(self) -> bool:
        """Whether something was typed, understood or not."""
        return self.data is not None or bool(self.typed)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep the text (cut off for showing it again) and read it."""
        self.data = None
        raw = str(valuelist[0]).replace("\x00", "") if valuelist else ""
        self.typed = raw.strip()[: MAX_TEXT + 1]
        if self.typed:
            try:
                self.data = self.read(self.typed)
            except NotationError as error:
                raise ValidationError(self.texts[error.cause]) from None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed[:MAX_TEXT]
        return "" if self.data is None else self.write(self.data)


class MoneyField(WrittenField):
    """Euros, in cents."""

    widget = PlainTextInput("decimal")

    def read(self, text: str) -> int:
        return read_money(text)

    def write(self, value: Any) -> str:
        return dutch_number(value)


class WholeNumberField(WrittenField):
    """A whole number from 0 to `highest`."""

    widget = PlainTextInput("numeric")

    def __init__(self, label: str, texts: Mapping[str, str], highest: int = 0, **options: Any) -> None:
        super().__init__(label, texts, **options)
        self.highest = highest

    def read(self, text: str) -> int:
        return read_whole(text, self.highest)


class AgesField(WrittenField):
    """The ages of children, written in a row."""

    widget = PlainTextInput("text")

    def read(self, text: str) -> list[int]:
        return read_ages(text)

    def write(self, value: Any) -> str:
        return ", ".join(str(age) for age in value)


class TickField(BooleanField):
    """A box such as "Ik weet het niet"."""

    widget = TickInput()

    @property
    def is_filled(self) -> bool:
        """Whether the box is ticked."""
        return bool(self.data)


class ChoiceField(RadioField):
    """Radio buttons; nothing is chosen beforehand."""

    def __init__(self, label: str, texts: Mapping[str, str], choices: Choices, must: bool = True, **more: Any) -> None:
        given: Any = dict(choices)
        super().__init__(label, choices=given, **more)
        self.texts = texts
        self.values = frozenset(given)
        self.must = must

    @property
    def is_filled(self) -> bool:
        """Whether one was chosen."""
        return self.data is not None

    def pre_validate(self, form: Any) -> None:
        """One of the choices, or nothing where that is allowed."""
        if self.data is None:
            if self.must:
                raise ValidationError(self.texts["empty"])
        elif self.data not in self.values:
            raise ValidationError(self.texts["invalid"])


class BoxesField(SelectMultipleField):
    """Boxes of which some stand alone: "Geen van deze" and "Ik weet het niet"."""

    def __init__(
        self, label: str, texts: Mapping[str, str], alone: Mapping[str, str], choices: Choices, **more: Any
    ) -> None:
        given: Any = dict(choices)
        super().__init__(label, choices=given, **more)
        self.texts = texts
        self.values = frozenset(given)
        self.alone = alone

    def pre_validate(self, form: Any) -> None:
        """At least one box; none beside one that stands alone."""
        ticked = set(self.data or [])
        if not ticked:
            raise ValidationError(self.texts["empty"])
        if ticked - self.values:
            raise ValidationError(self.texts["invalid"])
        lonely = next((value for value in self.alone if value in ticked), None)
        if lonely and len(ticked) > 1:
            raise ValidationError(self.alone[lonely])
