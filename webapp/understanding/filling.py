"""Claims as the ordinary form of a question would have got them: what a person would have typed and ticked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from webapp.questions import NONE, Question
from webapp.understanding.facts import MONTHS

Claims = Mapping[str, Any]
"""{fact: value}, as tests/utterances/README.md describes them. Money as "1450.00"."""

Fields = list[tuple[str, str]]

QUESTION_OF: Final[Mapping[str, str]] = {
    "municipality": "gemeente",
    "urgent_threats": "nood",
    "age": "leeftijd",
    "has_partner": "gezin",
    "partner_age": "gezin",
    "children_ages": "gezin",
    "children_count": "gezin",
    "income_lines": "inkomen",
    "income_sources": "inkomen",
    "income_includes_holiday_allowance": "vakantiegeld",
    "insurer": "zorgverzekering",
    "special_costs": "kosten",
    "costs_already_paid": "kosten-betaald",
    "costs_covered_elsewhere": "kosten-betaald",
    "lawful_residence": "verblijf",
    "lawful_residence_5_years": "verblijf",
    "student": "studie",
    "student_past_5_years": "studie",
    "medical_study_limit": "studie-en-ziekte",
    "savings": "vermogen",
    "debt_total": "vermogen",
    "has_debts": "rekeningen",
    "owns_home": "bezit",
    "has_car": "bezit",
    "car_value": "bezit",
    "home_value": "waarde-huis",
    "mortgage": "waarde-huis",
    "car_indispensable": "auto-nodig",
    "low_income_months": "laag-inkomen",
    "iit_past_12_months": "geldt-dit",
    "sanction_past_12_months": "geldt-dit",
    "income_improvement_expected": "geldt-dit",
    "separated_past_5_years": "geldt-dit",
    "debts": "rekeningen",
    "premium_arrears": "rekeningen",
    "help_topics": "hulp",
}
"""The question of the catalogue to which a claim belongs."""


def form_data(question: Question, claims: Claims, has_partner: bool) -> MultiDict[str, str]:
    """What the question's form would have been sent; perhaps a part of it, empty where nothing fits."""
    fill = _FILLED.get(question.id)
    return MultiDict(fill(claims, has_partner) if fill else [])


def _municipality(claims: Claims, _has_partner: bool) -> Fields:
    place = claims.get("municipality")
    return [] if not place else [("choice", "enschede" if place == "enschede" else "elsewhere")]


def _other_municipality(claims: Claims, _has_partner: bool) -> Fields:
    place = claims.get("municipality")
    return [("choice", place)] if place and place != "enschede" else []


def _members(fact: str) -> Callable[[Claims, bool], Fields]:
    def fill(claims: Claims, _has_partner: bool) -> Fields:
        members = claims.get(fact)
        if members is None:
            return []
        return [("boxes", member) for member in members] or [("boxes", NONE)]

    return fill


def _age(claims: Claims, _has_partner: bool) -> Fields:
    return [("number", str(claims["age"]))] if "age" in claims else []


def _family(claims: Claims, _has_partner: bool) -> Fields:
    """Whole only where both are known, the partner and the children; a form cannot hold "no partner" by itself."""
    partner, ages = claims.get("has_partner"), claims.get("children_ages")
    fields: Fields = []
    if partner:
        fields.append(("boxes", "partner"))
        if "partner_age" in claims:
            fields.append(("partner_age", str(claims["partner_age"])))
    if ages:
        fields += [("boxes", "children"), ("children_ages", ", ".join(map(str, ages)))]
    elif claims.get("children_count"):
        fields.append(("boxes", "children"))
    if partner is False and ages == []:
        fields.append(("boxes", NONE))
    return fields


def _income(claims: Claims, has_partner: bool) -> Fields:
    fields: Fields = []
    for number, (who, what, amount, period) in enumerate(claims.get("income_lines", [])[:4], start=1):
        said = {f"what_{number}": what, f"amount_{number}": _written(amount), f"period_{number}": period}
        if has_partner:
            said[f"who_{number}"] = who
        fields += [(name, value) for name, value in said.items() if value]
    if not fields and claims.get("income_sources") == ["none"]:
        fields.append(("none", "1"))
    return fields


def _yes_no(fact: str) -> Callable[[Claims, bool], Fields]:
    def fill(claims: Claims, _has_partner: bool) -> Fields:
        return [("choice", "yes" if claims[fact] else "no")] if fact in claims else []

    return fill


def _insurer(claims: Claims, _has_partner: bool) -> Fields:
    return [("choice", claims["insurer"])] if "insurer" in claims else []


def _paid(claims: Claims, _has_partner: bool) -> Fields:
    if claims.get("costs_covered_elsewhere"):
        return [("choice", "covered")]
    if "costs_already_paid" not in claims:
        return []
    return [("choice", "paid" if claims["costs_already_paid"] else "open")]


def _residence(claims: Claims, _has_partner: bool) -> Fields:
    lawful, long = claims.get("lawful_residence"), claims.get("lawful_residence_5_years")
    if lawful is False:
        return [("choice", "no")]
    return [("choice", "five-years" if long else "shorter")] if lawful and long is not None else []


def _study(claims: Claims, _has_partner: bool) -> Fields:
    now, past = claims.get("student"), claims.get("student_past_5_years")
    if now:
        return [("choice", "now")]
    return [("choice", "past" if past else "no")] if now is False and past is not None else []


def _money(**names: str) -> Callable[[Claims, bool], Fields]:
    def fill(claims: Claims, _has_partner: bool) -> Fields:
        found = [(name, _written(claims[fact])) for name, fact in names.items() if fact in claims]
        if "debt_total" in names.values() and claims.get("has_debts") is False and "debt_total" not in claims:
            found.append(("owe", "0"))
        return found

    return fill


def _property(claims: Claims, _has_partner: bool) -> Fields:
    home, car = claims.get("owns_home"), claims.get("has_car")
    fields: Fields = [("boxes", "home")] if home else []
    if car:
        fields.append(("boxes", "car"))
        if "car_value" in claims:
            fields.append(("car_value", _written(claims["car_value"])))
    if home is False and car is False:
        fields.append(("boxes", NONE))
    return fields


def _duration(claims: Claims, _has_partner: bool) -> Fields:
    if "low_income_months" not in claims:
        return []
    years, months = divmod(claims["low_income_months"], MONTHS)
    return [("years", str(years)), ("months", str(months))]


APPLIES: Final = {
    "iit": "iit_past_12_months",
    "sanction": "sanction_past_12_months",
    "improvement": "income_improvement_expected",
    "separated": "separated_past_5_years",
}


def _applies(claims: Claims, _has_partner: bool) -> Fields:
    ticked: Fields = [("boxes", name) for name, fact in APPLIES.items() if claims.get(fact)]
    none = all(claims.get(fact) is False for fact in APPLIES.values())
    return ticked or ([("boxes", NONE)] if none else [])


def _bills(claims: Claims, _has_partner: bool) -> Fields:
    ticked: Fields = []
    if claims.get("premium_arrears"):
        ticked.append(("boxes", "premium"))
    if claims.get("debts") in ("behind", "problematic"):
        ticked.append(("boxes", str(claims["debts"])))
    return ticked or ([("boxes", NONE)] if claims.get("debts") == "none" else [])


def _written(amount: str) -> str:
    """ "1450.00" as people write it."""
    return amount.replace(".", ",")


_FILLED: Final[Mapping[str, Callable[[Claims, bool], Fields]]] = {
    "gemeente": _municipality,
    "andere-gemeente": _other_municipality,
    "nood": _members("urgent_threats"),
    "leeftijd": _age,
    "gezin": _family,
    "inkomen": _income,
    "soort-inkomen": _members("income_sources"),
    "vakantiegeld": _yes_no("income_includes_holiday_allowance"),
    "zorgverzekering": _insurer,
    "kosten": _members("special_costs"),
    "kosten-betaald": _paid,
    "verblijf": _residence,
    "studie": _study,
    "studie-en-ziekte": _yes_no("medical_study_limit"),
    "vermogen": _money(have="savings", owe="debt_total"),
    "bezit": _property,
    "waarde-huis": _money(have="home_value", owe="mortgage"),
    "auto-nodig": _yes_no("car_indispensable"),
    "laag-inkomen": _duration,
    "geldt-dit": _applies,
    "rekeningen": _bills,
    "hulp": _members("help_topics"),
}
