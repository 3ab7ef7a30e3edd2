"""The catalogue of questions: data in YAML, loaded and checked once."""

from webapp.questions.catalogue import MUNICIPALITY, NOT_ASKED, Catalogue, CatalogueError, load_catalogue
from webapp.questions.question import NONE, UNKNOWN, BoxField, Choice, FactJson, Need, Question

__all__ = [
    "MUNICIPALITY",
    "NONE",
    "NOT_ASKED",
    "UNKNOWN",
    "BoxField",
    "Catalogue",
    "CatalogueError",
    "Choice",
    "FactJson",
    "Need",
    "Question",
    "load_catalogue",
]
