"""The rules for a page with a question (F01, F02, F04, F05, F10), besides those for every page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tests.webapp_pages import Element, Page
from webapp.i18n import catalogue
from webapp.languages import source

NOT_KNOWN: Final = "Ik weet het niet"
WHY: Final = "Waarom vragen we dit?"
SUMMARY: Final = "fouten"


def said(text: str, code: str) -> str:
    """A Dutch text as the catalogue of a language says it."""
    return text if code == source().code else catalogue(code).gettext(text)


def error_before(code: str) -> tuple[str, ...]:
    """What a title may begin with where there is a mistake: "Fout: "."""
    texts = ("Fout: vraag %(number)s: %(question)s", "Fout: %(question)s", "Fout: %(heading)s")
    return tuple(said(text, code).split("%")[0] for text in texts)


def broken_question_rules(page: Page) -> list[str]:
    """Everything that is wrong with a question; [] for a good one and for a page without a question."""
    if not page.is_question:
        return []
    return [f"{page.path}: {fault}" for rule in _RULES for fault in rule(page)]


def _form(page: Page) -> Element:
    return next(form for form in page.all("form") if "question" in form.classes)


def one_question_whose_text_is_the_heading(page: Page) -> Iterator[str]:
    """F01"""
    if len([form for form in page.all("form") if "question" in form.classes]) != 1:
        yield "more than one question"
    heading = page.all("h1")[0]
    named = heading.closest("legend") or next((child for child in heading.children if child.tag == "label"), None)
    if named is None or named.text != heading.text or not named.inside("form"):
        yield "the heading is neither the label nor the legend of the question"


def the_browser_checks_nothing_and_a_reader_hears_what_is_needed(page: Page) -> Iterator[str]:
    """F04: our own sentences instead of the browser's; hint and error belong to the field."""
    form = _form(page)
    if "novalidate" not in form.attributes or form.get("autocomplete") != "off":
        yield f"{form!r} lets the browser check or fill in"
    own = [field for field in page.fields if field.closest("form") is form]
    boxes_only = all(field.get("type") == "checkbox" for field in own)
    if not boxes_only and not any(e.get("aria-required") == "true" for e in page.elements):
        yield "nothing says that an answer is needed"
    described = [e for e in page.elements if "hint" in e.get("aria-describedby").split()]
    if not described:
        yield "the hint belongs to nothing"


def not_knowing_and_why_are_always_there(page: Page) -> Iterator[str]:
    """F10 and F12, as far as a page shows them."""
    if said(NOT_KNOWN, page.language) not in [page.label_of(field) for field in page.fields]:
        yield "nobody can say that they do not know"
    if not any(e.text == said(WHY, page.language) for e in page.all("summary")):
        yield "it does not say why this is asked"


def an_error_is_where_people_look(page: Page) -> Iterator[str]:
    """F05: a summary with links above the form, the same sentence at the field, and the title tells."""
    summary = page.by_id(SUMMARY)
    says_error = page.title.startswith(error_before(page.language))
    if not page.errors:
        if summary is not None or says_error or any("aria-invalid" in e.attributes for e in page.elements):
            yield "an error is announced, but there is none"
        return
    if summary is None or summary.get("tabindex") != "-1" or not says_error:
        yield "no summary that takes the focus, or a title that does not tell"
        return
    if page.elements.index(summary) > page.elements.index(_form(page)):
        yield "the summary is not above the form"
    links = {e.get("href").removeprefix("#"): e.text for e in page.all("a") if e.closest("section") is summary}
    fields = {field.get("id") for field in page.fields}
    for error in page.errors:
        if not any(text == error and target in fields for target, text in links.items()):
            yield f"no link in the summary goes to the field of: {error}"
    yield from _fields_of_errors(page)


def _fields_of_errors(page: Page) -> Iterator[str]:
    """Each sentence belongs to the field or group that is wrong, which says so."""
    errors = [e for e in page.elements if "utrecht-form-field-error-message" in e.classes]
    for error in (e for e in errors if e.language == page.language):  # A copy to read along has no fields.
        owners = [e for e in page.elements if error.get("id") in e.get("aria-describedby").split()]
        wrong = [e for owner in owners for e in (owner, *_within(page, owner)) if e.get("aria-invalid") == "true"]
        if not owners or not wrong:
            yield f"the error belongs to no field: {error.text}"


def _within(page: Page, group: Element) -> list[Element]:
    return [e for e in page.fields if e.closest("fieldset") is group]


_RULES: Final = (
    one_question_whose_text_is_the_heading,
    the_browser_checks_nothing_and_a_reader_hears_what_is_needed,
    not_knowing_and_why_are_always_there,
    an_error_is_where_people_look,
)
