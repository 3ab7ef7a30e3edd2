"""One form class for each kind of question. A form belongs to one question and knows nothing of HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from flask_babel import gettext as _
from wtforms import Form

from webapp.forms.fields import BoxesField, ChoiceField, MoneyField, TickField, WholeNumberField
from webapp.forms.fields import WrittenField as Written
from webapp.forms.validators import add_error, answered_once, both_filled
from webapp.questions import NONE, UNKNOWN, Question

Answer = dict[str, Any]
"""A validated answer, ready for JSON: {"choice": …}, {"boxes": […]}, {"boxes": […], "fields": {fact: value}},
{"number": 34}, {"have": cents, "owe": cents}, {"years": 5, "months": 0}, {"lines": […]}, {"none": true} or
{"unknown": true}. In "fields" an age, ages, or cents; None where that is not known."""

HIGHEST_AGE: Final = 120
HIGHEST_MONTHS: Final = 720


def unknown_text() -> str:
    """The choice that stands on every question."""
    return str(_("Ik weet het niet"))


class QuestionForm(Form):
    """What all kinds share: checks between fields, and the answer as plain values."""

    question: ClassVar[Question]
    id_prefix = ""

    def begin_ids(self, prefix: str) -> None:
        """Let every id begin with this, so that no two questions on one page share one."""
        self.id_prefix = prefix
        for field in self:
            field.id = field.label.field_id = f"{prefix}{field.id}"

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check each field, then the fields together."""
        super().validate(extra_validators)
        self.check_together()
        return not self.errors

    def check_together(self) -> None:
        """Checks that need more than one field."""

    def answer(self) -> Answer:
        """The validated answer."""
        chosen = self["choice"].data
        return {UNKNOWN: True} if chosen == UNKNOWN else {"choice": chosen}

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """(id of the field to go to, text) for every error, in the order of the page."""
        found: list[tuple[str, str]] = []
        for field in self:
            found.extend((_place(field), str(text)) for text in field.errors)
        return found

    def refuse(self, text: str) -> None:
        """Put an error at the first thing to fill in: the answer is good in itself, but not beside another one."""
        add_error(next(iter(self)), text)


class WrittenForm(QuestionForm):
    """Something to write, with boxes below it for "none" and "I do not know"."""

    @property
    def written(self) -> list[Written]:
        """The text fields, in the order of the page."""
        return [field for field in self if isinstance(field, Written)]

    @property
    def ticks(self) -> list[TickField]:
        """The boxes below them."""
        return [field for field in self if isinstance(field, TickField)]

    def check_together(self) -> None:
        """Written or ticked, not both."""
        answered_once(self.written, self.ticks, self.question.errors)

    def answer(self) -> Answer:
        """What was ticked, or else what was written."""
        for tick in self.ticks:
            if tick.data:
                return {tick.name: True}
        return self.written_answer()

    def written_answer(self) -> Answer:
        """What was written; an empty field is left out."""
        return {field.name: field.data for field in self.written}


class BalanceForm(WrittenForm):
    """What people have, and what they owe."""

    def check_together(self) -> None:
        """Both amounts, or a box."""
        if answered_once(self.written, self.ticks, self.question.errors):
            both_filled(self["have"], self["owe"], self.question.errors)  # type: ignore[arg-type]


class DurationForm(WrittenForm):
    """Years and months; one of them is enough."""

    def check_together(self) -> None:
        """At most sixty years together."""
        answered_once(self.written, self.ticks, self.question.errors)
        if not self.errors and self.months_together() > HIGHEST_MONTHS:
            add_error(self.written[0], self.question.errors["too_high"])

    def months_together(self) -> int:
        """Years and months as months."""
        return 12 * (self["years"].data or 0) + (self["months"].data or 0)

    def written_answer(self) -> Answer:
        """Years and months; beside a filled field, an empty one is nought."""
        return {"years": self["years"].data or 0, "months": self["months"].data or 0}


class BoxesForm(QuestionForm):
    """Boxes to tick."""

    def answer(self) -> Answer:
        """The ticked values, in the order of the page."""
        ticked = self["boxes"].data
        for alone in (UNKNOWN, NONE):
            if ticked == [alone]:
                return {alone: True}
        return {"boxes": [choice.value for choice in self.question.choices if choice.value in ticked]}


def _place(field: Any) -> str:
    """Where a link to a field goes: a list of choices has no place of its own, its first choice has."""
    return str(next(option.id for option in field) if hasattr(field, "iter_choices") else field.id)


def _choice_form(question: Question) -> type[QuestionForm]:
    choices = [(choice.value, choice.text) for choice in question.choices]

    class OneChoiceForm(QuestionForm):
        choice = ChoiceField(question.text, question.errors, choices=[*choices, (UNKNOWN, unknown_text())])

    return OneChoiceForm


def boxes_field(question: Question) -> BoxesField:
    """A box for each choice, for "none" and for "I do not know"."""
    choices = [(choice.value, choice.text) for choice in question.choices]
    alone = {
        value: _("U kruiste ‘%(choice)s’ aan en ook iets anders. Haal een van de twee weg.", choice=text)
        for value, text in ((NONE, question.none), (UNKNOWN, unknown_text()))
    }
    every = [*choices, (NONE, question.none), (UNKNOWN, unknown_text())]
    return BoxesField(question.text, question.errors, alone, choices=every)


def _boxes_form(question: Question) -> type[QuestionForm]:
    class TickForm(BoxesForm):
        boxes = boxes_field(question)

    return TickForm


def _age_form(question: Question) -> type[QuestionForm]:
    class AgeForm(WrittenForm):
        number = WholeNumberField(question.text, question.errors, highest=HIGHEST_AGE)
        unknown = TickField(unknown_text())

    return AgeForm


def _balance_form(question: Question) -> type[QuestionForm]:
    class HaveAndOweForm(BalanceForm):
        have = MoneyField(question.labels["have"], question.errors)
        owe = MoneyField(question.labels["owe"], question.errors)
        unknown = TickField(unknown_text())

    return HaveAndOweForm


def _duration_form(question: Question) -> type[QuestionForm]:
    class YearsAndMonthsForm(DurationForm):
        years = WholeNumberField(question.labels["years"], question.errors, highest=HIGHEST_MONTHS // 12)
        months = WholeNumberField(question.labels["months"], question.errors, highest=HIGHEST_MONTHS)
        unknown = TickField(unknown_text())

    return YearsAndMonthsForm


BUILDERS: Final[Mapping[str, Callable[[Question], type[QuestionForm]]]] = {
    "choice": _choice_form,
    "yes_no": _choice_form,
    "boxes": _boxes_form,
    "age": _age_form,
    "balance": _balance_form,
    "duration": _duration_form,
}
