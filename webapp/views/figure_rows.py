"""One figure of the policy on one day, as the pages show it: what it is, its value, its days and its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from rules import ParameterOnDay, Source, dutch_euros
from webapp.filters import long_date
from webapp.i18n import speaker
from webapp.views.wording import months_in_words

FEW_MONTHS = 12


@dataclass(frozen=True, slots=True)
class FigureRow:
    """`value` is empty unless the figure is in force; `days` says when it holds, or what is wrong."""

    name: str
    label: str
    value: str
    days: str
    in_force: bool
    confirm: bool
    source: Source | None
    notes: str


def figure_row(figure: ParameterOnDay) -> FigureRow:
    """What the page says about a figure, in the language of the page."""
    say = speaker()
    return FigureRow(
        figure.parameter.name,
        say(figure.parameter.label),
        value_in_words(figure.parameter.unit, figure.value),
        _days(figure),
        figure.state == "in_force",
        figure.confirm,
        figure.source,
        say(figure.parameter.notes or ""),
    )


def figure_rows(figures: Iterable[ParameterOnDay]) -> tuple[FigureRow, ...]:
    """The same for many."""
    return tuple(figure_row(figure) for figure in figures)


def value_in_words(unit: str, value: int | None) -> str:
    """A value with its unit: "€ 1.419,46", "120 %", "60 maanden (5 jaar)"; nothing when there is none."""
    if value is None:
        return ""
    match unit:
        case "euro":
            return dutch_euros(value)
        case "percent":
            return f"{value}\u00a0%"
        case "years":
            return str(ngettext("%(num)s jaar", "%(num)s jaar", value))
        case "months" if value > FEW_MONTHS:
            months = ngettext("%(num)s maand", "%(num)s maanden", value)
            return f"{months} ({months_in_words(value)})"
        case "months":
            return str(ngettext("%(num)s maand", "%(num)s maanden", value))
        case "boolean":
            return str(_("Ja")) if value else str(_("Nee"))
    return str(value)


def _days(figure: ParameterOnDay) -> str:
    start, end = figure.start, figure.valid_until
    if figure.state == "expired" and end:
        return str(_("Dit gold tot en met %(end)s. Wat nu geldt, weten we nog niet.", end=long_date(end)))
    if figure.state == "missing" and start:
        return str(_("Dit weten we pas vanaf %(start)s.", start=long_date(start)))
    if start and end:
        return str(_("Geldt van %(start)s tot en met %(end)s.", start=long_date(start), end=long_date(end)))
    return str(_("Geldt vanaf %(start)s. Een einddatum is niet bekend.", start=long_date(start))) if start else ""
