"""The doorway to the rules: load the policy, check a household, get advice. Nothing else here is public.

>>> from datetime import date
>>> policy = load_policy()
>>> household = parse_household({"municipality": "enschede", "facts": {"age": 34}}, policy)
>>> advise(household, date(2026, 11, 21), policy).next_fact
'urgent_threats'
"""

from __future__ import annotations

from rules.advice import STATUSES, Advice, Finding, Norm, Note, Referral, SchemeAdvice, TraceStep
from rules.advising import advise, prepare
from rules.along_income import (
    AlongIncome,
    CannotDraw,
    IncomeLimit,
    SchemeAlongIncome,
    Stretch,
    along_income,
    with_income,
)
from rules.amounts import Amount
from rules.derived import NORMS
from rules.engine import EngineBusy, EngineError
from rules.household import MAX_BYTES, Assumption, Contradiction, Household, HouseholdError, decode_json, with_implied
from rules.household import parse_household as _parse_household
from rules.money import MAX_CENTS, dutch_euros, dutch_number, format_cents, parse_cents
from rules.overview import ConditionOverview, ParameterOnDay, conditions_of, parameters_on
from rules.parameters import MissingValue, Source, UnknownParameter
from rules.policy import Municipality, Paper, Policy, ReachGoal, ReferralRule, Scheme, Wijkwijzer
from rules.policy_files import PolicyError
from rules.policy_loader import load_policy
from rules.readable import book_texts_of, texts_of
from rules.rule_sentences import RuleSentence
from rules.rulebook import (
    HouseholdTable,
    NormTable,
    RuleCondition,
    RuleStep,
    SchemeRules,
    norms_on,
    referral_rules,
    rules_of,
)
from rules.texts import NAME_KEYS, READABLE_KEYS, Say, Sentence, as_written, meaning, say_readable
from rules.vocabulary import FACTS, Fact


def parse_household(document: object, policy: Policy) -> Household:
    """Check a decoded household document; HouseholdError names the fact at fault (see `rules.household`)."""
    return _parse_household(document, {municipality.slug for municipality in policy.municipalities})


__all__ = [
    "FACTS",
    "MAX_BYTES",
    "MAX_CENTS",
    "NAME_KEYS",
    "NORMS",
    "READABLE_KEYS",
    "STATUSES",
    "Advice",
    "AlongIncome",
    "Amount",
    "Assumption",
    "CannotDraw",
    "ConditionOverview",
    "Contradiction",
    "EngineBusy",
    "EngineError",
    "Fact",
    "Finding",
    "Household",
    "HouseholdError",
    "HouseholdTable",
    "IncomeLimit",
    "MissingValue",
    "Municipality",
    "Norm",
    "NormTable",
    "Note",
    "Paper",
    "ParameterOnDay",
    "Policy",
    "PolicyError",
    "ReachGoal",
    "Referral",
    "ReferralRule",
    "RuleCondition",
    "RuleSentence",
    "RuleStep",
    "Say",
    "Scheme",
    "SchemeAdvice",
    "SchemeAlongIncome",
    "SchemeRules",
    "Sentence",
    "Source",
    "Stretch",
    "TraceStep",
    "UnknownParameter",
    "Wijkwijzer",
    "advise",
    "along_income",
    "as_written",
    "book_texts_of",
    "conditions_of",
    "decode_json",
    "dutch_euros",
    "dutch_number",
    "format_cents",
    "load_policy",
    "meaning",
    "norms_on",
    "parameters_on",
    "parse_cents",
    "parse_household",
    "prepare",
    "referral_rules",
    "rules_of",
    "say_readable",
    "texts_of",
    "with_implied",
    "with_income",
]
