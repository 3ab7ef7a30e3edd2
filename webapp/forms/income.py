"""The question about income: up to four lines (whose, what, how much, how often), or a box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _

from rules import MAX_CENTS
from webapp.forms.fields import ChoiceField, MoneyField, TickField
from webapp.forms.kinds import Answer, QuestionForm, WrittenForm, unknown_text
from webapp.forms.validators import add_error
from webapp.income import PERIODS, WHO, monthly_cents
from webapp.questions import Question

LINES: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Line:
    """The fields of one line; `who` only where there is a partner, `add` (what opens it) not for the first."""

    number: int
    title: str
    add: str
    who: ChoiceField | None
    what: ChoiceField
    amount: MoneyField
    period: ChoiceField

    @property
    def is_started(self) -> bool:
        """Whether anything in the line was filled in."""
        return self.amount.is_filled or any(field.is_filled for field in (self.who, self.what, self.period) if field)

    def name_in_errors(self) -> None:
        """Say in each error which line it is about: the same mistake in two lines must not read the same."""
        for field in (self.who, self.what, self.amount, self.period):
            if field is not None:
                field.errors = [_("%(line)s: %(error)s", line=self.title, error=text) for text in field.errors]

    @property
    def has_mistake(self) -> bool:
        """Whether the line has to be looked at."""
        return any(field.errors for field in (self.who, self.what, self.amount, self.period) if field)


class IncomeForm(WrittenForm):
    """Lines or a box; each line that is started must be whole."""

    @property
    def lines(self) -> list[Line]:
        """The four lines, in the order of the page."""
        labels = self.question.labels
        fields: dict[str, Any] = self._fields
        return [
            Line(
                number,
                labels[f"line_{number}"],
                labels.get(f"add_{number}", ""),
                fields.get(f"who_{number}"),
                fields[f"what_{number}"],
                fields[f"amount_{number}"],
                fields[f"period_{number}"],
            )
            for number in LINES
        ]

    def check_together(self) -> None:
        """A box, or lines without holes."""
        texts = self.question.errors
        started = [line for line in self.lines if line.is_started]
        ticked = sum(tick.is_filled for tick in self.ticks)
        if ticked + bool(started) > 1:
            add_error(self.ticks[0], texts["both" if started else "both_ticked"])
        elif not ticked and not started:
            add_error(self.lines[0].amount, texts["empty"])
        elif started:
            self._check_lines(started)
        if len(started) > 1:
            for line in started:
                line.name_in_errors()
        if started and not self.errors and monthly_cents(self.written_answer()["lines"]) > MAX_CENTS:
            add_error(started[0].amount, texts["sum_too_high"])

    def _check_lines(self, started: list[Line]) -> None:
        texts = self.question.errors
        for line in started:
            for field, cause in (
                (line.who, "who_empty"),
                (line.what, "what_empty"),
                (line.amount, "amount_empty"),
                (line.period, "period_empty"),
            ):
                if field is not None and not field.is_filled:
                    add_error(field, texts[cause])

    def refuse(self, text: str) -> None:
        """An earlier answer contradicts a kind of income: student finance is the only one it can."""
        lines = [line for line in self.lines if line.what.data == "student_finance"] or self.lines
        add_error(lines[0].what, text)

    def written_answer(self) -> Answer:
        """Each line as [whose, what, cents, how often]."""
        return {
            "lines": [
                [line.who.data if line.who else WHO[0], line.what.data, line.amount.data, line.period.data]
                for line in self.lines
                if line.is_started
            ]
        }


def income_form(question: Question, has_partner: bool) -> type[QuestionForm]:
    """The form, with "whose is it" only where there are two."""
    labels, texts = question.labels, question.errors
    what = [(choice.value, choice.text) for choice in question.choices]
    fields: dict[str, Any] = {}
    for number in LINES:
        if has_partner:
            people = [(who, labels[who]) for who in WHO]
            fields[f"who_{number}"] = ChoiceField(labels["who"], texts, must=False, choices=people)
        fields[f"what_{number}"] = ChoiceField(labels["what"], texts, must=False, choices=what)
        fields[f"amount_{number}"] = MoneyField(labels["amount"], texts)
        periods = [(period, labels[period]) for period in PERIODS]
        fields[f"period_{number}"] = ChoiceField(labels["period"], texts, must=False, choices=periods)
    fields["none"] = TickField(question.none)
    fields["unknown"] = TickField(unknown_text())
    return type("LinesForm", (IncomeForm,), fields)


def prefilled(answer: Answer) -> dict[str, Any]:
    """An earlier answer as the data of the form's fields."""
    data: dict[str, Any] = {name: value for name, value in answer.items() if name != "lines"}
    for number, (who, what, cents, period) in zip(LINES, answer.get("lines", []), strict=False):
        data |= {f"who_{number}": who, f"what_{number}": what, f"amount_{number}": cents, f"period_{number}": period}
    return data
