"""One frozen dataclass for each page: what a template may show."""

from webapp.views.api_page import EXAMPLE_HOUSEHOLD, ApiPage, api_page
from webapp.views.cards import group_of
from webapp.views.check import CheckPage, check_page
from webapp.views.claims import claim_lines, claim_sentences
from webapp.views.places import read_postcode
from webapp.views.question import Mistake, QuestionPage, mistakes_in, question_page
from webapp.views.result import ResultPage, outcome_of, result_page
from webapp.views.staff import Standing, TablePage, prefix_at_table, stands_on_page, table_page
from webapp.views.take_along import OpenPage, TakeAlongPage
from webapp.views.variant_question import ChildPage, VariantQuestionPage, child_page, variant_question_page
from webapp.views.variants import CHILD, PARTNER, PRESETS, Variant, VariantsPage, variants_page
from webapp.views.whatif import ImaginedQuestionPage, Sides, WhatIfPage, imagined_question_page, whatif_page

__all__ = [
    "CHILD",
    "EXAMPLE_HOUSEHOLD",
    "PARTNER",
    "PRESETS",
    "ApiPage",
    "ChildPage",
    "CheckPage",
    "ImaginedQuestionPage",
    "Mistake",
    "OpenPage",
    "QuestionPage",
    "ResultPage",
    "Sides",
    "Standing",
    "TablePage",
    "TakeAlongPage",
    "Variant",
    "VariantQuestionPage",
    "VariantsPage",
    "WhatIfPage",
    "api_page",
    "child_page",
    "check_page",
    "claim_lines",
    "claim_sentences",
    "group_of",
    "imagined_question_page",
    "mistakes_in",
    "outcome_of",
    "question_page",
    "prefix_at_table",
    "read_postcode",
    "result_page",
    "stands_on_page",
    "table_page",
    "variant_question_page",
    "variants_page",
    "whatif_page",
]
