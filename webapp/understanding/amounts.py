"""Amounts in a message: what each is (income, savings, debt, …), whose, from what and how often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from rules import MAX_CENTS, format_cents
from webapp.understanding.facts import Found
from webapp.understanding.incomes import income_line, settled
from webapp.understanding.lexicon import Lexicon
from webapp.understanding.nearness import NEAR, Amount, distance
from webapp.understanding.periods import period_of, rhythm_behind
from webapp.understanding.spans import clause, last_named
from webapp.understanding.text import MARK, Text

BESIDE: Final = 12
"""Characters around an amount in which "gross" is about it."""

MAY_BE_INCOME: Final = ("", "inkomen", "soort-inkomen", "vakantiegeld", "leeftijd", "gezin", "gemeente", "nood")
"""Questions beside which an amount with a period, and nothing else to tell what it is, is an income."""

YEARS: Final = range(1930, 2036)

ROLES: Final = ("income", "savings", "debt_total", "car_value", "home_value", "mortgage", "worth", "ignored")
BRINGS: Final[dict[str, dict[str, Any]]] = {
    "debt_total": {"has_debts": True},
    "car_value": {"has_car": True},
    "home_value": {"owns_home": True},
    "mortgage": {"owns_home": True},
}
OF_A_HOUSE: Final = {"home_value": 10_000_00, "mortgage": 1_000_00}
"""Cents. A smaller number stands for thousands: "worth 300"."""

LEAST_HOUSE: Final = 60_000_00
"""Cents. Of what is worth less, the house must be named."""

LEAST_INCOME: Final = 150_00
"""Cents. A smaller number with no euro sign and no period beside a word about income is an age, or hours."""

FEW_EUROS: Final = 20_00
"""Cents. So little is a number of times a week, if no euro sign stands there."""

SURELY_MONEY: Final = 150_00
"""Cents. So many weeks, months or hours nobody writes."""

SHORT_MESSAGE: Final = 14
"""Words. In a longer message an amount that comes every month may be anything."""

RHYTHMS: Final = ("week", "four_weeks", "month")
"""What comes or goes so often is no sum that somebody has or owes."""

WORTH_OF: Final = {"waarde-huis": "home_value", "bezit": "car_value", "auto-nodig": "car_value"}

A_WORD: Final = 0.9
"""So much farther may the thing stand that is worth something."""

Told = list[tuple[str, re.Match[str]]]
"""Words that say what an amount is: (role, where they stand)."""

_RIGHT_BEFORE: Final = re.compile(r"<\d+>(?: euro)? $")


def put_amounts(found: Found, text: Text, line: str, lexicon: Lexicon, asked: str) -> list[str]:
    """Add what is said of money (`line`: of now); the codes of amounts that were seen but cannot be taken."""
    unclear: list[str] = []
    lines: list[list[Any]] = []
    sums: dict[str, set[str]] = {}
    amounts = _amounts(found, text, line, lexicon)
    told = {span: _telling(line, *span, lexicon) for span in {clause(line, amount.start) for amount in amounts}}
    for amount in amounts:
        role = _role(amount, amounts, told[clause(line, amount.start)], line, lexicon, asked)
        role = _worth_of(amount, found, asked) if role == "worth" else role
        code = _cannot_be_taken(amount, role, line, lexicon)
        if code:
            unclear.append(code)
        elif role == "income":
            lines.append(income_line(amount, found, line, lexicon))
        elif role and role != "ignored" and _is_sum(amount, role):
            sums.setdefault(role, set()).add(format_cents(amount.number.cents or 0))
            brings = {} if WORTH_OF.get(asked) == role == "home_value" else BRINGS.get(role, {})
            found.facts |= {name: value for name, value in brings.items() if name not in found.facts}
    for role, said in sums.items():
        if len(said) == 1:
            found.put(role, *said)
        elif role in found.facts:
            del found.facts[role]  # Two amounts: which of them, or both together, was not said.
    if lines:
        found.facts["income_lines"] = settled(lines, found, asked, line, lexicon)
    return unclear


def _worth_of(amount: Amount, found: Found, asked: str) -> str:
    """What is worth so much: what was asked, or the house of who owns one, if it is a sum for a house."""
    is_house = found.facts.get("owns_home") and (amount.number.cents or 0) >= LEAST_HOUSE
    return WORTH_OF.get(asked) or ("home_value" if is_house else "")


def _amounts(found: Found, text: Text, line: str, lexicon: Lexicon) -> list[Amount]:
    """Every number that is not something else already."""
    struck = [match.span() for pattern in lexicon.amounts["not_money"] for match in pattern.finditer(line)]
    years = {match.end() for pattern in lexicon.amounts["year"] for match in pattern.finditer(line)}
    result = []
    for mark in MARK.finditer(line):
        number = text.number(mark[0])
        inside = any(start <= mark.start() < end for start, end in struck)
        small = number.cents is not None and number.cents < SURELY_MONEY
        is_year = number.whole in YEARS and mark.end() in years
        if is_year or found.is_taken(*mark.span()) or (inside and small and not number.in_euros):
            continue
        says_euro = number.in_euros or any(p.match(line, mark.end() + 1) for p in lexicon.amounts["euro"])
        result.append(Amount(number, *mark.span(), says_euro, period_of(text, line, mark, lexicon)))
    rhythm = {span for amount in result if (span := rhythm_behind(line, amount.end, lexicon))}
    return [amount for amount in result if (amount.start, amount.end) not in rhythm]


def _role(amount: Amount, amounts: list[Amount], told: Told, line: str, lexicon: Lexicon, asked: str) -> str:
    """What the nearest telling word makes of it; empty when nothing does, or two say different things."""
    scores = sorted(_scores(amount, told, line, lexicon))
    is_ignored = any(role == "ignored" for _distance, role in scores)
    may_be = asked in MAY_BE_INCOME and not is_ignored and _is_of_somebody(amount, line, lexicon)
    if amount.period and may_be and (not scores or scores[0][0] > 1):
        scores = sorted([*scores, (2.5, "income")])
    if not scores and asked == "waarde-huis" and amount is amounts[0] and len(amounts) <= len(OF_A_HOUSE):
        return "home_value" if (amount.number.cents or 0) >= LEAST_HOUSE else ""
    if not scores and asked == "auto-nodig" and len(amounts) == 1:
        return "car_value"
    if not scores:
        return "income" if asked == "inkomen" and _may_be_income(amount) else ""
    reach = scores[0][0] + (A_WORD if scores[0][1] == "worth" else 0)
    close = {role for distance, role in scores if distance <= reach}
    if len(close) > 1:
        close.discard("worth")  # Of what, the other one says.
    if len(close) > 1:
        return "ignored" if "ignored" in close else ""
    role = close.pop()
    return "" if role == "income" and not _may_be_income(amount) else role


def _is_of_somebody(amount: Amount, line: str, lexicon: Lexicon) -> bool:
    """Whether the writer or the partner is spoken of before it in the sentence; in a short message nobody has to be."""
    begin, _end = clause(line, amount.start)
    return len(line.split()) <= SHORT_MESSAGE or bool(last_named(line, begin, amount.start, lexicon))


def _telling(line: str, begin: int, end: int, lexicon: Lexicon) -> Told:
    """Every word of this sentence that says what an amount is."""
    patterns = ((role, pattern) for role in ROLES for pattern in lexicon.amounts[role])
    return [(role, match) for role, pattern in patterns for match in pattern.finditer(line, begin, end)]


def _scores(amount: Amount, told: Told, line: str, lexicon: Lexicon) -> Iterator[tuple[float, str]]:
    """How near each telling word of the sentence is, and what it says."""
    for role, match in told:
        if _is_of_another(amount, match, line):
            continue
        words = distance(amount, match.span(), line, lexicon)
        behind = match.start() >= amount.end and line[amount.end : match.start()].strip() in ("", "euro")
        if behind and not MARK.match(line, match.end() + 1):
            words = -1.0 if role == "ignored" else -0.5  # "120 huurtoeslag", "8000 euro schuld"
        if words <= NEAR:
            yield words, role


def _is_of_another(amount: Amount, told: re.Match[str], line: str) -> bool:
    """Whether a telling word stands right behind another number, and a pause before this one: "300 saved, 1200 …"."""
    between = line[told.end() : amount.start]
    return "," in between and bool(_RIGHT_BEFORE.search(line, 0, told.start()))


def _is_sum(amount: Amount, role: str) -> bool:
    """Whether a number can be what somebody has, owes or owns."""
    cents = amount.number.cents
    if cents is None or cents > MAX_CENTS or cents < OF_A_HOUSE.get(role, 0) or amount.period in RHYTHMS:
        return False
    return amount.says_euro or cents >= (FEW_EUROS if role == "savings" else LEAST_INCOME)


def _may_be_income(amount: Amount) -> bool:
    cents = amount.number.cents
    if cents is None:
        return True
    if cents < FEW_EUROS and not (cents and amount.says_euro and amount.period):
        return False
    return cents <= MAX_CENTS and (amount.says_euro or bool(amount.period) or cents >= LEAST_INCOME)


def _cannot_be_taken(amount: Amount, role: str, line: str, lexicon: Lexicon) -> str:
    begin, end = clause(line, amount.start)
    near = line[max(begin, amount.start - BESIDE) : min(end, amount.end + BESIDE)]
    if role in ("", "ignored"):
        behind = line[max(begin, amount.start - 45) : min(end, amount.end + 25)]
        return "allowance" if any(p.search(behind) for p in lexicon.amounts["allowance"]) else ""
    if role != "income":
        in_range = "range" if _is_inside(amount, "range", line, lexicon) else ""
        return "ambiguous" if amount.number.cents is None else in_range
    if amount.number.cents is None:
        return "ambiguous"
    if amount.period in ("year", "day"):
        return f"per_{amount.period}"
    if any(p.search(near) for p in lexicon.amounts["gross"]) or _is_inside(amount, "gross", line, lexicon):
        return "gross"
    return "range" if _is_inside(amount, "range", line, lexicon) else ""


def _is_inside(amount: Amount, kind: str, line: str, lexicon: Lexicon) -> bool:
    """Whether words of this kind take in the number itself: "between 1200 and 1400", "gross salary is 2400"."""
    begin, end = clause(line, amount.start)
    wide = line[max(begin, amount.start - 60) : min(end, amount.end + 60)]
    mark = line[amount.start : amount.end]
    return any(mark in match[0] for pattern in lexicon.amounts[kind] for match in pattern.finditer(wide))
