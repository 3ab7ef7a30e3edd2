"""The pages on which anybody can check the rules: every scheme, every condition, every figure, with its source.

Nothing here knows a scheme by name: all of it follows from the policy on the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from rules import (
    HouseholdTable,
    NormTable,
    Policy,
    RuleCondition,
    RuleStep,
    Scheme,
    SchemeRules,
    Source,
    norms_on,
    parameters_on,
    referral_rules,
    rules_of,
)
from webapp.i18n import speaker
from webapp.views.figure_groups import FiguresTogether, figure_groups
from webapp.views.figure_rows import FigureRow, figure_row, figure_rows

UNKNOWN: Final = "–"


@dataclass(frozen=True, slots=True)
class StepLine:
    """A sentence, or a group ("all" or "any") of lines below it."""

    kind: str
    text: str
    lines: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One condition of a scheme or one reason to name an office."""

    id: str
    step: StepLine
    figures: tuple[FigureRow, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class LimitTable:
    """Amounts in cents (None = not known on the day), in named columns, with a row for each household."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """One scheme in the list: its income limit in a sentence ("" where it has none) and how many conditions it has."""

    scheme: Scheme
    income: str
    must: int
    weighed: int


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that belong together; `scheme` where they are those of one scheme."""

    id: str
    title: str
    scheme: Scheme | None
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """All schemes, the norms, all figures, and when which office is named."""

    on: date
    policy: Policy
    schemes: tuple[SchemeLine, ...]
    norms: LimitTable
    groups: tuple[FigureGroup, ...]
    referrals: tuple[tuple[str, ConditionLine], ...]
    figures_known: bool


@dataclass(frozen=True, slots=True)
class SchemeRulesPage:
    """One scheme: what must hold, what the office looks at, the limits in euros and the amounts."""

    on: date
    policy: Policy
    scheme: Scheme
    must: tuple[ConditionLine, ...]
    weighed: tuple[ConditionLine, ...]
    tables: tuple[LimitTable, ...]
    amounts: tuple[FigureRow, ...]
    figures_known: bool


def rules_page(policy: Policy, on: date) -> RulesPage:
    """Everything on one day."""
    figures = parameters_on(policy, on)
    referrals = tuple((rule.title, _condition(line)) for rule, line in referral_rules(policy, on))
    return RulesPage(
        on,
        policy,
        tuple(_scheme_line(rules_of(scheme, policy, on)) for scheme in policy.schemes),
        _norms(policy, on),
        tuple(_group(group) for group in figure_groups(policy, figures)),
        referrals,
        all(figure.state == "in_force" for figure in figures if figure.needed),
    )


def scheme_rules_page(scheme: Scheme, policy: Policy, on: date) -> SchemeRulesPage:
    """The rules of one scheme on one day."""
    rules = rules_of(scheme, policy, on)
    tables = [_norm_limits(table) for table in rules.norm_tables] + [_limits(table) for table in rules.household_tables]
    return SchemeRulesPage(
        on,
        policy,
        scheme,
        tuple(_condition(condition) for condition in rules.conditions if condition.hard),
        tuple(_condition(condition) for condition in rules.conditions if not condition.hard),
        tuple(tables),
        figure_rows(rules.amounts),
        rules.figures_known,
    )


def _scheme_line(rules: SchemeRules) -> SchemeLine:
    must = sum(condition.hard for condition in rules.conditions)
    income = rules.income.said(speaker()) if rules.income else ""
    return SchemeLine(rules.scheme, income, must, len(rules.conditions) - must)


def _condition(condition: RuleCondition) -> ConditionLine:
    return ConditionLine(condition.id, _line(condition.step), figure_rows(condition.figures), condition.source)


def _line(step: RuleStep) -> StepLine:
    text = step.sentence.said(speaker()) if step.sentence else ""
    return StepLine(step.kind, text, tuple(_line(inner) for inner in step.steps))


def _norms(policy: Policy, on: date) -> LimitTable:
    title = str(_("De norm: netto per maand"))
    return LimitTable(title, "", _holiday_columns(), _norm_rows(norms_on(policy, on)))


def _norm_limits(table: NormTable) -> LimitTable:
    percent = figure_row(table.percent) if table.percent else None
    title = _("%(percent)s van de norm, netto per maand", percent=(percent and percent.value) or UNKNOWN)
    return LimitTable(str(title), percent.label if percent else "", _holiday_columns(), _norm_rows(table))


def _norm_rows(table: NormTable) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
    say = speaker()
    return tuple(
        (say(limit.title), (limit.without_holiday_allowance, limit.with_holiday_allowance)) for limit in table.limits
    )


def _holiday_columns() -> tuple[str, ...]:
    return str(_("Zonder vakantiegeld")), str(_("Met vakantiegeld"))


def _limits(table: HouseholdTable) -> LimitTable:
    say = speaker()
    rows = tuple((say(title), (figure.value,)) for title, figure in table.limits)
    title = say(table.title)
    return LimitTable(title[:1].upper() + title[1:], "", (str(_("Bedrag")),), rows)


def _group(group: FiguresTogether) -> FigureGroup:
    return FigureGroup(group.id, group.title, group.scheme, figure_rows(group.figures))
