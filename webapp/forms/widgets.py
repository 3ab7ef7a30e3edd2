"""How a text field is written in HTML: no placeholder, no required, no length, no browser validation."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from wtforms import Field
from wtforms.widgets import html_params


class PlainTextInput:
    """A text field. `numeric` and `decimal` bring up the right keys on a phone; the browser keeps no answers."""

    def __init__(self, inputmode: str = "numeric") -> None:
        self.inputmode = inputmode

    def __call__(self, field: Any, **attributes: object) -> Markup:
        """The `<input>`; `described_by` holds the ids of hint and error, in reading order."""
        described_by = attributes.pop("described_by", "")
        given = {
            "type": "text",
            "id": field.id,
            "name": field.name,
            "value": field._value(),
            "inputmode": self.inputmode,
            "autocomplete": "off",
            "class_": "utrecht-textbox utrecht-textbox--html-input",
            "aria-required": "true",
            **attributes,
        }
        if described_by:
            given["aria-describedby"] = described_by
        if field.errors:
            given["aria-invalid"] = "true"
            given["class_"] = f"{given['class_']} utrecht-textbox--invalid"
        return Markup("<input {}>").format(Markup(html_params(**given)))  # noqa: S704 (html_params escapes)


class TickInput:
    """One checkbox; its label is written beside it by the template."""

    def __call__(self, field: Field, **attributes: object) -> Markup:
        """The `<input type=checkbox>`."""
        given = {
            "type": "checkbox",
            "id": field.id,
            "name": field.name,
            "value": "1",
            "class_": "utrecht-checkbox utrecht-checkbox--html-input",
            "checked": bool(field.data),
            **attributes,
        }
        if field.errors:
            given |= {"aria-invalid": "true", "aria-describedby": f"{field.id}-fout"}
        return Markup("<input {}>").format(Markup(html_params(**given)))  # noqa: S704 (html_params escapes)
