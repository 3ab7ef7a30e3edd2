"""Difficult words, each explained in a sentence or two: data, for the page and for whoever asks "wat is …?"."""

from webapp.glossary.terms import GlossaryError, Term, find_term, load_terms

__all__ = ["GlossaryError", "Term", "find_term", "load_terms"]
