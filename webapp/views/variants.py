"""What the pages of the variants show: up to three of them beside how it is now, scheme by scheme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from rules import Advice, Amount, dutch_euros
from webapp.answers import Answers
from webapp.i18n import speaker
from webapp.imagined import changes_in
from webapp.journey import question_about
from webapp.questions import Question
from webapp.views.scheme_changes import KINDS, SchemeChange, SchemeState, scheme_changes
from webapp.views.wording import in_short

CHILD: Final = "kind-wordt-18"
PARTNER: Final = "partner"
PRESETS: Final = {"inkomen": "income", PARTNER: "has_partner", CHILD: "children_ages", "spaargeld": "wealth"}
"""{change in the list: the fact it is about}, in the order of the page. Which question asks it, the catalogue says."""

ICONS: Final = {"inkomen": "work", PARTNER: "people", CHILD: "child", "spaargeld": "wallet"}


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant: its letter, its answers, the advice on them, and what only this variant makes us ask."""

    letter: str
    then: Answers
    imagined: Advice
    open: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Preset:
    """A change that staff can choose."""

    id: str
    icon: str
    label: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One answer that is other than now, in words; `now` is empty where there is none."""

    question_id: str
    label: str
    now: tuple[str, ...]
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VariantCard:
    """One variant above the table. No `changes`: it says the same as now."""

    letter: str
    title: str
    changes: tuple[Changed, ...]
    open: tuple[Question, ...]
    presets: tuple[Preset, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One scheme in one variant. `difference` is only there where both amounts are known."""

    variant: str
    kind: str
    what: str
    state: SchemeState
    difference: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One scheme: now, and in each variant."""

    id: str
    title: str
    now: SchemeState
    cells: tuple[Cell, ...]

    @property
    def is_alike(self) -> bool:
        """Whether it stays as it is in every variant."""
        return all(cell.kind == "same" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class VariantsPage:
    """Everything on the page. `why_not` says why nothing can be compared; all the rest is then empty."""

    name: str
    why_not: str = ""
    cards: tuple[VariantCard, ...] = ()
    rows: tuple[Row, ...] = ()
    presets: tuple[Preset, ...] = ()
    can_add: bool = False

    @property
    def different(self) -> tuple[Row, ...]:
        """The schemes for which something changes, what could be lost first."""
        changed = (row for row in self.rows if not row.is_alike)
        return tuple(sorted(changed, key=lambda row: min(KINDS.index(cell.kind) for cell in row.cells)))

    @property
    def alike(self) -> tuple[Row, ...]:
        """The schemes that stay as they are."""
        return tuple(row for row in self.rows if row.is_alike)


def variants_page(
    name: str, real: Answers, advised: Advice | None, variants: Sequence[Variant], can_add: bool
) -> VariantsPage:
    """Put the page together; without an advice it only says why."""
    if advised is None:
        return VariantsPage(name, str(_("Vraag eerst in welke gemeente de inwoner woont.")))
    if real.lives_elsewhere:
        elsewhere = _(
            "We kennen alleen de regelingen van Enschede. Daarom kunnen we hier niets uitrekenen. "
            "Vraag het uw eigen gemeente."
        )
        return VariantsPage(name, str(elsewhere))
    return VariantsPage(
        name=name,
        cards=tuple(_card(variant, real) for variant in variants),
        rows=_rows(advised, variants) if variants else (),
        presets=presets_for(real),
        can_add=can_add,
    )


def presets_for(then: Answers) -> tuple[Preset, ...]:
    """The changes that make sense with these answers."""
    labels = {
        "inkomen": _("Meer of minder inkomen"),
        PARTNER: _("De partner gaat weg") if then.has_partner else _("Er komt een partner bij"),
        CHILD: _("Een kind wordt 18"),
        "spaargeld": _("Ander spaargeld"),
    }
    return tuple(
        Preset(id_, ICONS[id_], str(labels[id_]))
        for id_, fact in PRESETS.items()
        if question_about(fact, then) is not None and (id_ != CHILD or children_of(then))
    )


def children_of(answers: Answers) -> tuple[int, ...]:
    """The ages of the children, each once and the oldest first; empty where they are not known."""
    ages = answers.facts.get("children_ages")
    return tuple(sorted({int(age) for age in ages}, reverse=True)) if isinstance(ages, list) else ()


def variant_title(letter: str) -> str:
    """What a variant is called on the page; one that is still to be made has no letter."""
    return str(_("Variant %(letter)s", letter=letter.upper()) if len(letter) == 1 else _("Nieuwe variant"))


def _card(variant: Variant, real: Answers) -> VariantCard:
    then, say = variant.then, speaker()
    changes = tuple(
        Changed(
            entry.question.id,
            entry.question.worded_for(then.has_partner, say).check_label,
            in_short(entry.question, real),
            in_short(entry.question, then),
        )
        for entry in changes_in(then, real)
    )
    questions = tuple(question.worded_for(then.has_partner, say) for question in variant.open)
    return VariantCard(variant.letter, variant_title(variant.letter), changes, questions, presets_for(then))


def _rows(advised: Advice, variants: Sequence[Variant]) -> tuple[Row, ...]:
    changes = [{one.id: one for one in scheme_changes(advised, variant.imagined)} for variant in variants]
    return tuple(
        Row(
            scheme.id,
            scheme.title,
            changes[0][scheme.id].now,
            tuple(_cell(found[scheme.id], one.letter) for one, found in zip(variants, changes, strict=True)),
        )
        for scheme in advised.schemes
    )


def _cell(change: SchemeChange, letter: str) -> Cell:
    what, difference = kind_in_words(change.kind), difference_in_words(change.now.amount, change.then.amount)
    return Cell(variant_title(letter), change.kind, what, change.then, difference, change.reasons)


def kind_in_words(kind: str) -> str:
    """What the variant does, in a few words: the whole table has to be seen at a glance."""
    words = {
        "lost": _("Valt waarschijnlijk weg"),
        "less_sure": _("Minder zeker"),
        "ruled_out": _("Past dan waarschijnlijk niet"),
        "gained": _("Komt er misschien bij"),
        "surer": _("Zekerder"),
        "amount": _("Ander bedrag"),
        "not_known": _("Hangt af van open vragen"),
        "same": _("Blijft gelijk"),
    }
    return str(words[kind])


def difference_in_words(now: Amount | None, then: Amount | None) -> str:
    """How much more or less; in euros only where both amounts are exact, and for the same period."""
    if now is None or then is None or now == then:
        return ""
    exact = now.minimum == now.maximum and then.minimum == then.maximum
    if not exact or now.period != then.period:
        return str(_("Bedrag verschilt"))
    periods = {"year": _("per jaar"), "month": _("per maand"), "once": _("één keer")}
    words = {"amount": dutch_euros(abs(then.minimum - now.minimum)), "period": periods[then.period]}
    if then.minimum > now.minimum:
        return str(_("%(amount)s %(period)s meer", **words))
    return str(_("%(amount)s %(period)s minder", **words))
