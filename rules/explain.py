"""The same advice as readable Dutch text: each condition with its fact, its limit and its source."""

from __future__ import annotations

from collections.abc import Iterator

from rules.advice import Advice, Finding, SchemeAdvice
from rules.money import dutch_euros

_STATUS = {
    "likely": "waarschijnlijk wel",
    "possible": "misschien",
    "unlikely": "waarschijnlijk niet",
    "unknown": "weten we nog niet",
}
_MARK = {True: "✓", False: "✗", None: "?"}
_PERIOD = {"year": "per jaar", "month": "per maand"}


def explain(advice: Advice) -> str:
    """Lines of text for a person at a terminal; ends with a newline."""
    return "\n".join(_lines(advice)) + "\n"


def _lines(advice: Advice) -> Iterator[str]:
    yield f"Advies voor {advice.municipality} op {advice.on} (regels {advice.policy_version})"
    if advice.figures_expired:
        yield f"De bedragen zijn bekend tot en met {advice.valid_until}. Voor deze dag zijn er nog geen."
    elif advice.valid_until:
        yield f"De bedragen gelden tot en met {advice.valid_until}."
    if advice.norm:
        without, included = advice.norm.without_holiday_allowance, advice.norm.with_holiday_allowance
        yield (
            f"Norm {advice.norm.id}: {dutch_euros(without)} per maand, of {dutch_euros(included)} met vakantiegeld."
            + (f" Inkomen: {advice.norm.income_percent} %." if advice.norm.income_percent else "")
        )
    for assumption in advice.assumptions:
        yield f"Aangenomen: {assumption.fact} is {_shown(assumption.value)}, door {assumption.because}."
    for scheme in advice.schemes:
        yield ""
        yield from _scheme_lines(scheme)
    yield ""
    yield "Waar u terecht kunt:" if advice.referrals else "Geen verwijzingen."
    for referral in advice.referrals:
        haste = " (met haast)" if referral.urgency == "urgent" else ""
        yield f"  {referral.title}{haste}, door {', '.join(referral.because)}"
        yield f"    {referral.text}"
        keys = ("phone", "address", "postcode", "city", "url")
        details = [referral.contact[key] for key in keys if key in referral.contact]
        if details:
            yield f"    {' · '.join(details)}"
    yield ""
    yield f"Volgende vraag: {advice.next_fact or 'geen'}"
    yield "Dit is geen aanvraag en geen beslissing."


def _scheme_lines(scheme: SchemeAdvice) -> Iterator[str]:
    yield f"{scheme.title}: {_STATUS[scheme.status]}"
    if scheme.amount:
        low, high = dutch_euros(scheme.amount.minimum), dutch_euros(scheme.amount.maximum)
        yield f"  Bedrag: {low if low == high else f'{low} tot {high}'} {_PERIOD[scheme.amount.period]}"
    if scheme.amount_note:
        yield f"  {scheme.amount_note}"
    for finding in scheme.conditions:
        yield from _finding_lines(finding)
    for note in scheme.notes:
        yield f"  ! {note.text} [{note.id}]"
    if scheme.blocking_facts:
        yield f"  Nog nodig: {', '.join(scheme.blocking_facts)}"


def _finding_lines(finding: Finding) -> Iterator[str]:
    kind = "" if finding.hard else " (telt mee, maar is niet beslissend)"
    yield f"  {_MARK[finding.holds]} {finding.text}{kind}"
    figures = [f"{finding.id}: {', '.join(finding.facts) or 'niets te vragen'}"]
    figures += [f"waarde {_shown(finding.value)}"] if finding.value is not None else []
    figures += [f"grens {finding.limit}"] if finding.limit is not None else []
    figures += [f"verschil {finding.over_by}"] if finding.over_by is not None else []
    yield f"      {' · '.join(figures)}"
    yield f"      bron: {finding.source.title}, {finding.source.url} (bekeken {finding.source.checked_on})"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
