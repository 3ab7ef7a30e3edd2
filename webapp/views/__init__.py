"""One frozen dataclass for each page: what a template may show."""

from webapp.views.api_page import EXAMPLE_HOUSEHOLD, ApiPage, api_page
from webapp.views.check import CheckPage, check_page
from webapp.views.question import Mistake, QuestionPage, mistakes_in, question_page
from webapp.views.result import ResultPage, group_of, result_page

__all__ = [
    "EXAMPLE_HOUSEHOLD",
    "ApiPage",
    "CheckPage",
    "Mistake",
    "QuestionPage",
    "ResultPage",
    "api_page",
    "check_page",
    "group_of",
    "mistakes_in",
    "question_page",
    "result_page",
]
