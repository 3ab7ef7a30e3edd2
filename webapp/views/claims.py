"""What the chat understood, said back: one sentence for each thing, that can be changed or taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import ngettext

from rules import Policy, dutch_euros, parse_cents
from webapp.answers import Answers
from webapp.discreet import UNSAFE
from webapp.i18n import later, speaker
from webapp.questions import Question
from webapp.understanding import QUESTION_OF, Claims
from webapp.views.wording import in_a_row, months_in_words


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One thing. `key` names it for the button that takes it away; `private` keeps it off paper."""

    key: str
    text: str
    question: Question | None
    private: bool = False


def claim_sentences(claims: Claims, answers: Answers, policy: Policy) -> tuple[str, ...]:
    """What was told, as sentences."""
    return tuple(line.text for line in claim_lines(claims, answers, policy))


def claim_lines(claims: Claims, answers: Answers, policy: Policy) -> tuple[ClaimLine, ...]:
    """Every claim, in the order of the catalogue and in the words for this household."""
    speak, catalogue = speaker(), answers.catalogue
    has_partner = answers.has_partner or claims.get("has_partner") is True
    names = {town.slug: town.name for town in policy.municipalities}
    order = [question.id for question in catalogue.questions]
    found = []
    for fact, value in claims.items():
        asked = catalogue.find(QUESTION_OF.get(fact, ""))
        worded = asked.worded_for(has_partner, speak) if asked else None
        for key, text in _sentences(fact, value, claims, worded, names):
            found.append(ClaimLine(key, text, worded, key.endswith(f".{UNSAFE}")))
    return tuple(sorted(found, key=lambda line: order.index(line.question.id) if line.question else len(order)))


def _sentences(
    fact: str, value: Any, claims: Claims, question: Question | None, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """(key, sentence) of one claim; those of a list have a sentence for each member."""
    if fact == "municipality":
        other = _("U woont in een gemeente die niet in onze lijst staat.")
        yield fact, _("U woont in de gemeente %(place)s.", place=names[value]) if value in names else other
    elif fact == "income_lines":
        for number, line in enumerate(value):
            yield f"{fact}.{number}", _income(line, question)
    elif isinstance(value, bool):
        yield fact, speaker()(_OF_TWO[fact][0 if value else 1])
    elif fact in _WRITTEN:
        yield fact, _WRITTEN[fact](value)
    elif question is not None:
        yield from _members(fact, value, claims, question)


def _members(fact: str, value: Any, claims: Claims, question: Question) -> Iterator[tuple[str, str]]:
    """A choice or boxes in the words of the question: "Bijzondere kosten: Verhuizen"."""
    said = {line[1] for line in claims.get("income_lines", ())} if fact == "income_sources" else set()
    label = question.check_label
    if not value:
        yield fact, _("%(label)s: %(answer)s.", label=label, answer=question.none)
    for member in [value] if isinstance(value, str) else value:
        choice = question.choice(member)
        if member not in said:
            words = choice.text if choice else question.none
            yield (
                fact if isinstance(value, str) else f"{fact}.{member}",
                _(
                    "%(label)s: %(answer)s.",
                    label=_("Soort inkomen") if fact == "income_sources" else label,
                    answer=words,
                ),
            )


def _income(line: Sequence[Any], question: Question | None) -> str:
    who, what, amount, period = line
    choice = question.choice(what) if question and what else None
    labels = question.labels if question else {}
    words = {"what": choice.text if choice else _("Inkomen"), "amount": dutch_euros(parse_cents(amount))}
    if period is None:
        return str(_("%(what)s: %(amount)s. Hoe vaak u dit krijgt, weet ik nog niet.", **words))
    words["period"] = labels.get(period, period)
    if who == "partner":
        return f"{_('%(what)s van uw partner: %(amount)s %(period)s', **words)}."
    if who == "self":
        return f"{_('%(what)s van u: %(amount)s %(period)s', **words)}."
    return f"{_('%(what)s: %(amount)s %(period)s', **words)}."


def _ages(ages: Sequence[int]) -> str:
    if not ages:
        return str(_("U hebt geen kinderen jonger dan 18."))
    row = in_a_row([str(age) for age in ages])
    return str(
        ngettext(
            "U hebt %(num)s kind van %(ages)s jaar.", "U hebt %(num)s kinderen van %(ages)s jaar.", len(ages), ages=row
        )
    )


def _euros(amount: str) -> str:
    return dutch_euros(parse_cents(amount))


def _debts(kind: str) -> str:
    said: dict[str, str] = {
        "none": _("U betaalt alle rekeningen op tijd."),
        "behind": _("U betaalt sommige rekeningen te laat."),
        "problematic": _("U kunt uw rekeningen niet meer betalen."),
    }
    return said[kind]


_WRITTEN: Final[Mapping[str, Callable[[Any], str]]] = {
    "age": lambda age: str(_("U bent %(age)s jaar.", age=age)),
    "partner_age": lambda age: str(_("Uw partner is %(age)s jaar.", age=age)),
    "children_ages": _ages,
    "children_count": lambda count: str(
        ngettext(
            "U hebt %(num)s kind. De leeftijd weet ik nog niet.",
            "U hebt %(num)s kinderen. De leeftijden weet ik nog niet.",
            count,
        )
    ),
    "savings": lambda amount: str(_("U hebt %(amount)s aan geld.", amount=_euros(amount))),
    "debt_total": lambda amount: str(_("U hebt %(amount)s aan schulden.", amount=_euros(amount))),
    "home_value": lambda amount: str(_("Uw huis is %(amount)s waard.", amount=_euros(amount))),
    "mortgage": lambda amount: str(_("Uw hypotheek is nu %(amount)s.", amount=_euros(amount))),
    "car_value": lambda amount: str(_("Uw auto is %(amount)s waard.", amount=_euros(amount))),
    "low_income_months": lambda months: str(_("U hebt al %(time)s een laag inkomen.", time=months_in_words(months))),
    "debts": _debts,
}


_OF_TWO: Final[Mapping[str, tuple[str, str]]] = {
    "has_partner": (later("U hebt een partner."), later("U hebt geen partner.")),
    "income_includes_holiday_allowance": (
        later("Het vakantiegeld zit in uw inkomen."),
        later("U krijgt het vakantiegeld apart."),
    ),
    "premium_arrears": (
        later("U moet nog oude zorgpremie betalen."),
        later("U hoeft geen oude zorgpremie te betalen."),
    ),
    "costs_already_paid": (
        later("U hebt deze kosten al betaald."),
        later("U hebt deze kosten nog niet allemaal betaald."),
    ),
    "lawful_residence": (later("U mag in Nederland wonen."), later("U mag nu niet in Nederland wonen.")),
    "lawful_residence_5_years": (
        later("U woont al 5 jaar of langer in Nederland."),
        later("U woont nog geen 5 jaar in Nederland."),
    ),
    "student": (later("U krijgt nu studiefinanciering."), later("U krijgt nu geen studiefinanciering.")),
    "student_past_5_years": (
        later("U kreeg de afgelopen 5 jaar studiefinanciering."),
        later("U kreeg de afgelopen 5 jaar geen studiefinanciering."),
    ),
    "medical_study_limit": (
        later("U kunt door ziekte of handicap niet werken naast uw studie."),
        later("U kunt werken naast uw studie."),
    ),
    "has_debts": (later("U hebt schulden."), later("U hebt geen schulden.")),
    "owns_home": (later("U hebt een eigen huis."), later("U hebt geen eigen huis.")),
    "has_car": (later("U hebt een auto."), later("U hebt geen auto.")),
    "car_indispensable": (later("U hebt de auto echt nodig."), later("U kunt ook zonder auto.")),
    "iit_past_12_months": (
        later("U kreeg de afgelopen 12 maanden individuele inkomenstoeslag."),
        later("U kreeg de afgelopen 12 maanden geen individuele inkomenstoeslag."),
    ),
    "sanction_past_12_months": (
        later("U kreeg de afgelopen 12 maanden minder uitkering als straf."),
        later("U kreeg de afgelopen 12 maanden geen straf op uw uitkering."),
    ),
    "income_improvement_expected": (
        later("U verwacht binnen een jaar duidelijk meer inkomen."),
        later("U verwacht binnen een jaar niet duidelijk meer inkomen."),
    ),
    "separated_past_5_years": (
        later("U ging de afgelopen 5 jaar uit elkaar met een partner."),
        later("U ging de afgelopen 5 jaar niet uit elkaar met een partner."),
    ),
}
"""The sentence where the fact is true, and where it is not."""
