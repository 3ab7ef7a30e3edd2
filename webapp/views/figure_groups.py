"""The figures of the policy in the groups and the order in which people look for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from rules import NORMS, ParameterOnDay, Policy, Scheme

UNUSED: Final = "unused"
"""The group of what no rule uses: always the last."""


@dataclass(frozen=True, slots=True)
class FiguresTogether:
    """Figures that belong together on a day; `scheme` where they are those of one scheme, which then is the title."""

    id: str
    title: str
    scheme: Scheme | None
    figures: tuple[ParameterOnDay, ...]


def figure_groups(policy: Policy, figures: tuple[ParameterOnDay, ...]) -> Iterator[FiguresTogether]:
    """The figures by the first part of their name; what no rule uses comes last."""
    schemes = {scheme.id: scheme for scheme in policy.schemes}
    found: dict[str, list[ParameterOnDay]] = {name: [] for name in ("norm", *schemes)}
    for figure in figures:
        prefix = figure.parameter.name.partition(".")[0]
        group = prefix if prefix in found else "other"
        found.setdefault(group if figure.needed else UNUSED, []).append(figure)
    titles = {
        "norm": str(_("De norm")),
        "other": str(_("Voor meer dan één regeling")),
        UNUSED: str(_("Kennen we, maar gebruiken we nu niet")),
    }
    for id_ in (*(name for name in found if name != UNUSED), UNUSED):
        if found.get(id_):
            together = tuple(sorted(found[id_], key=_as_read))
            yield FiguresTogether(id_, titles.get(id_, ""), schemes.get(id_), together)


def _as_read(figure: ParameterOnDay) -> tuple[int, str]:
    """The norms in the order of the table, the rest by name."""
    parts = figure.parameter.name.split(".")
    return (NORMS.index(parts[1]) if len(parts) > 1 and parts[1] in NORMS else len(NORMS), figure.parameter.name)
