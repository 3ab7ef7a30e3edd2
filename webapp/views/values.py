"""The page of who keeps the figures right: every parameter, what it asks for, and which file it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from rules import ParameterOnDay, Policy, Scheme, parameters_on
from webapp.views.attention import SOON, Attention, attention_to, checked_in_words, end_in_words
from webapp.views.figure_groups import UNUSED, FiguresTogether, figure_groups
from webapp.views.figure_rows import FigureRow, figure_row, value_in_words

NOW: Final = "nu"
CONFIRM: Final = "bevestigen"
KEPT: Final[dict[str, Callable[[Attention], bool]]] = {
    NOW: lambda attention: attention.is_now,
    CONFIRM: lambda attention: attention.confirm,
}
"""{what the address says: which parameters are then shown}. Any other word, or none, shows them all."""


@dataclass(frozen=True, slots=True)
class NextValue:
    """A value that is written down for later."""

    value: str
    start: date
    confirm: bool


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One parameter. `end` and `checked` are its days in words."""

    figure: FigureRow
    attention: Attention
    end: str
    checked: str
    next: NextValue | None
    file: str


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """Parameters that belong together, the most urgent first; `scheme` where they are those of one scheme."""

    id: str
    title: str
    scheme: Scheme | None
    rows: tuple[ValueRow, ...]

    @property
    def is_urgent(self) -> bool:
        """Whether one of them has to be looked at now."""
        return any(row.attention.is_now for row in self.rows)


@dataclass(frozen=True, slots=True)
class Summary:
    """How many parameters ask for what. `soon` is counted over the next `within` days."""

    expired: int
    soon: int
    within: int
    confirm: int
    old: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to see the list: all of it, or a part; `word` is what the address says."""

    word: str
    text: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """Everything on the page. `groups` holds only what was chosen to be seen, `summary` counts all."""

    on: date
    policy: Policy
    summary: Summary
    choices: tuple[Choice, ...]
    groups: tuple[ValueGroup, ...]


def values_page(policy: Policy, on: date, shown: str) -> ValuesPage:
    """All parameters on a day; `shown` is a word of KEPT, or anything else for all."""
    figures = parameters_on(policy, on)
    attention = {figure.parameter.name: attention_to(figure, on) for figure in figures}
    keep = KEPT.get(shown)
    chosen = tuple(figure for figure in figures if keep is None or keep(attention[figure.parameter.name]))
    groups = [_group(group, attention, on) for group in figure_groups(policy, chosen)]
    return ValuesPage(
        on,
        policy,
        _summary(attention.values()),
        tuple(_choices(tuple(attention.values()), shown)),
        tuple(sorted(groups, key=lambda group: (group.id == UNUSED, group.rows[0].attention.urgency))),
    )


def _group(group: FiguresTogether, attention: dict[str, Attention], on: date) -> ValueGroup:
    rows = [_row(figure, attention[figure.parameter.name], on) for figure in group.figures]
    rows.sort(key=lambda row: row.attention.urgency)
    return ValueGroup(group.id, group.title, group.scheme, tuple(rows))


def _row(figure: ParameterOnDay, attention: Attention, on: date) -> ValueRow:
    parameter = figure.parameter
    later = parameter.after(on)
    following = (
        NextValue(value_in_words(parameter.unit, later.value), later.start, later.confirm)
        if later is not None
        else None
    )
    return ValueRow(
        figure_row(figure),
        attention,
        end_in_words(attention.days_left),
        checked_in_words(attention.checked_ago),
        following,
        parameter.file,
    )


def _summary(found: Iterable[Attention]) -> Summary:
    found = tuple(found)
    return Summary(
        sum(one.is_expired for one in found),
        sum(one.expires_soon for one in found),
        SOON,
        sum(one.confirm for one in found),
        sum(one.is_old for one in found),
    )


def _choices(found: tuple[Attention, ...], shown: str) -> Iterator[Choice]:
    texts = {"": _("Alles"), NOW: _("Nu bekijken"), CONFIRM: _("Nog bevestigen")}
    chosen = shown if shown in KEPT else ""
    for word, text in texts.items():
        count = sum(KEPT[word](one) for one in found) if word else len(found)
        yield Choice(word, str(text), count, word == chosen)
