"""What one household would be told on another day than today, beside what it is told now, and why that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from rules import Advice, Finding, ParameterOnDay, Policy, SchemeAdvice, dutch_euros, parameters_on, parse_cents
from webapp.i18n import speaker
from webapp.questions import Catalogue
from webapp.views.figure_rows import value_in_words
from webapp.views.scheme_changes import SchemeChange, SchemeState, scheme_changes
from webapp.views.variants import difference_in_words, kind_in_words
from webapp.views.wording import in_a_row

SAME: Final = "same"
NOT_KNOWN: Final = "not_known"


@dataclass(frozen=True, slots=True)
class Side:
    """One scheme on one of the two days: its status, in a line for each amount that has them its limits, and the
    sentences of conditions that do not hold then, but do (or are not known) on the other day."""

    state: SchemeState
    limits: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One scheme on both days; `what` says what is different, `difference` by how much."""

    id: str
    title: str
    kind: str
    now: Side
    then: Side
    what: str
    difference: str

    @property
    def is_alike(self) -> bool:
        """Whether nothing is different."""
        return self.kind == SAME and self.now == self.then


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One parameter that is other on that day; a value that is not known is said so."""

    name: str
    label: str
    now: str
    then: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """Both days beside each other. `figures_expired`: a figure that the rules need is not known on that day."""

    example: str
    today: date
    day: date
    figures_expired: bool
    rows: tuple[PreviewRow, ...]
    figures: tuple[FigureChange, ...]

    @property
    def different(self) -> tuple[PreviewRow, ...]:
        """The schemes for which something is different."""
        return tuple(row for row in self.rows if not row.is_alike)

    @property
    def alike(self) -> tuple[PreviewRow, ...]:
        """The schemes that stay as they are."""
        return tuple(row for row in self.rows if row.is_alike)

    @property
    def not_known(self) -> int:
        """How many parameters are not known on that day but are today."""
        return sum(not figure.is_known for figure in self.figures)


def preview(example: str, now: Advice, then: Advice, policy: Policy, catalogue: Catalogue) -> Preview:
    """Compare the advice of two days for the example household with this (Dutch) title."""
    labels = _labels(catalogue)
    rows = tuple(
        _row(change, now.scheme(change.id), then.scheme(change.id), labels) for change in scheme_changes(now, then)
    )
    say = speaker()
    return Preview(say(example), now.on, then.on, then.figures_expired, rows, tuple(_figures(policy, now.on, then.on)))


def _labels(catalogue: Catalogue) -> Mapping[str, str]:
    """{fact: what its question is called in a list of answers}"""
    say = speaker()
    return {fact: say(question.check_label) for question in catalogue.questions for fact in question.facts}


def _row(change: SchemeChange, now: SchemeAdvice, then: SchemeAdvice, labels: Mapping[str, str]) -> PreviewRow:
    here, there = _side(change.now, now, then, labels), _side(change.then, then, now, labels)
    difference = difference_in_words(now.amount, then.amount)
    return PreviewRow(
        change.id, change.title, change.kind, here, there, _what(change.kind, here.limits, there.limits), difference
    )


def _side(state: SchemeState, here: SchemeAdvice, there: SchemeAdvice, labels: Mapping[str, str]) -> Side:
    say, on_other_day = speaker(), {finding.id: finding.holds for finding in there.conditions}
    other = (one for one in here.conditions if one.holds is not on_other_day.get(one.id))
    told = (one.text.said(say) for one in other if one.holds is not True)
    return Side(state, tuple(_limits(here.conditions, labels)), tuple(dict.fromkeys(told)))


def _limits(findings: Iterable[Finding], labels: Mapping[str, str]) -> Iterator[str]:
    """The limits of conditions about money, by what they are about; those of ages and months are whole numbers."""
    found: dict[str, dict[str, None]] = {}
    for finding in findings:
        if isinstance(finding.limit, str) and finding.facts:
            amounts = found.setdefault(labels.get(finding.facts[0], ""), {})
            amounts[dutch_euros(parse_cents(finding.limit))] = None
    for what, limits in found.items():
        yield str(_("%(what)s: grens %(amounts)s", what=what, amounts=in_a_row(list(limits))))


def _what(kind: str, now: tuple[str, ...], then: tuple[str, ...]) -> str:
    if kind == SAME and len(then) < len(now):
        return str(_("Uitkomst blijft gelijk. Niet elke grens is bekend."))
    if kind == SAME and now != then:
        return str(_("Uitkomst blijft gelijk. Een grens is anders."))
    return str(_("Weten we op die dag niet")) if kind == NOT_KNOWN else kind_in_words(kind)


def _figures(policy: Policy, today: date, day: date) -> Iterator[FigureChange]:
    """The parameters with another value on that day, what cannot be calculated first, what no rule uses last."""
    say = speaker()
    pairs = zip(parameters_on(policy, today), parameters_on(policy, day), strict=True)
    changed = [(now, then) for now, then in pairs if (now.state, now.value) != (then.state, then.value)]
    for now, then in sorted(changed, key=lambda pair: (not pair[1].needed, pair[1].value is not None)):
        parameter = then.parameter
        is_known = then.value is not None
        yield FigureChange(parameter.name, say(parameter.label), _value(now), _value(then), is_known)


def _value(figure: ParameterOnDay) -> str:
    if figure.state == "expired":
        return str(_("verlopen, niet bekend"))
    return value_in_words(figure.parameter.unit, figure.value) or str(_("nog niet bekend"))
