"""The form that asks for another day and a household. It tells nothing about anybody, so it may stand in an address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError
from wtforms.form import BaseForm

from webapp.content.examples import Example
from webapp.filters import long_date
from webapp.forms.fields import ChoiceField, WrittenField
from webapp.forms.notation import NotationError, western_digits
from webapp.forms.widgets import PlainTextInput
from webapp.i18n import speaker

DAY: Final = "op"
HOUSEHOLD: Final = "huishouden"

_YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(?P<day>\d{1,2})[-./ ](?P<month>\d{1,2})[-./ ](?P<year>\d{4})")


def read_day(text: str) -> date:
    """A day written as 2027-01-01 or 1-1-2027; NotationError `not_a_day` for anything else."""
    plain = western_digits(text).strip()
    found = _YEAR_FIRST.fullmatch(plain) or _DAY_FIRST.fullmatch(plain)
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise NotationError("not_a_day")


class DayField(WrittenField):
    """A day, not before `first`."""

    widget = PlainTextInput("text")

    def __init__(self, label: str, first: date, **options: Any) -> None:
        texts = {
            "empty": str(_("Vul een dag in. Bijvoorbeeld: 01-01-2027.")),
            "not_a_day": str(_("We kunnen deze dag niet lezen. Schrijf de dag zo: 01-01-2027.")),
        }
        super().__init__(label, texts, **options)
        self.first = first

    def read(self, text: str) -> date:
        """The day that was typed."""
        return read_day(text)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 -- as WTForms calls it
        """There has to be a day, and figures for it."""
        if not self.typed:
            raise ValidationError(self.texts["empty"])
        if self.data is not None and self.data < self.first:
            day = long_date(self.first)
            raise ValidationError(str(_("Van voor %(day)s kennen we geen waarden. Kies een latere dag.", day=day)))


def preview_form(given: MultiDict[str, str], first: date, examples: Iterable[Example]) -> BaseForm:
    """The form with what was filled in; it is valid when there is a day from `first` on, and one of the households."""
    say = speaker()
    choose = str(_("Kies een voorbeeld uit de lijst."))
    choices = [(example.id, say(example.title)) for example in examples]
    fields: Any = {
        DAY: DayField(str(_("Voor welke dag?")), first),
        HOUSEHOLD: ChoiceField(str(_("Voor wie?")), {"empty": choose, "invalid": choose}, choices),
    }
    form = BaseForm(fields)
    form.process(given)
    return form
