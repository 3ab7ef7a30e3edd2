"""The rules for every page of the site: document, headings, references, fields, addresses, languages, help."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from rules import load_policy
from tests.webapp_dutch_names import DUTCH_NAMES, OFFICE_AND_SCHEME_TITLES
from tests.webapp_kiosk_rules import a_kiosk_leads_nowhere_else, help_at_kiosk, is_at_kiosk
from tests.webapp_page_structure import HEADINGS, faults_in
from tests.webapp_pages import Page
from tests.webapp_staff_fields import is_of_staff
from webapp.content.examples import load_examples
from webapp.i18n import catalogue
from webapp.languages import languages, published
from webapp.questions import load_catalogue

SITE: Final = " – Rondkomenwijzer"
BOTH: Final = "Fout: vraag %(number)s: %(question)s"
SOURCE_LANGUAGE: Final = "nl"
PHONE: Final = "053 481 78 00"
ABOUT_THE_SITE: Final = {"/over", "/privacy", "/toegankelijkheid"}
WITHOUT_TOKEN: Final = {"/snel-weg", "/kiosk/begin", "/kiosk/wissen", "/kiosk/weergave"}
"""Forms that must work from a page that stood open all day, or that has no cookie: none of them tells or changes an
answer, and the browser says when another site sends one."""

REFERENCES: Final = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "for", "headers")
FORBIDDEN_ATTRIBUTES: Final = {"placeholder", "required", "maxlength", "autofocus", "disabled", "style", "accesskey"}
FORBIDDEN_TYPES: Final = frozenset(
    {"number", "email", "tel", "date", "month", "datetime-local", "url", "password", "file", "search"}
)
FIELD_NAME: Final = re.compile(
    r"choice|boxes|number|have|owe|postcode|link|years|months|none|unknown|veiligheid|(who|what|amount|period)_[1-4]|"
    r"afspraken|kantoor|verhaal|akkoord|figures|safety|op|huishouden|(partner_age|children_ages|car_value)(_unknown)?"
)
HIDDEN_NAMES: Final = {"csrf_token", "terug", "taal", "gesprek", "gezien", "vraag", "verder"}
PERSONAL: Final = re.compile(
    r"\b(bsn|burgerservicenummer|e-?mail\w*|geboortedatum|telefoonnummer|achternaam|voornaam|uw naam|(uw|your) adr\w*|"
    r"your name|surname|date of birth|phone number|citizen service number)\b",
    re.IGNORECASE,
)
QUESTIONS: Final = [question.id for question in load_catalogue(load_policy()).questions]
QUERY: Final = {
    "terug": re.compile(r"(/kiosk/(vraag/)?)?[a-z]+(-[a-z]+)*"),
    "taal": re.compile(r"[a-z]{2,3}"),
    "naast": re.compile(r"[a-z]{2,4}"),
    "verder": re.compile(r"gesprek|waarden|cijfers"),
    "weken": re.compile(r"4|13|26|52"),
    "v": re.compile(r"[0-9a-f]{10}"),
    "on": re.compile(r"20\d\d-\d\d-\d\d"),
    "toon": re.compile(r"nu|bevestigen"),
    "op": re.compile(r"\d{4}-\d\d-\d\d"),
    "huishouden": re.compile(r"|".join(example.id for example in load_examples(load_policy()))),
}
"""All that an address may say behind its question mark: where to go back to, a language, a file's hash, for the API a
day, and for staff a part of a list, a day, a number of weeks and an invented household. So no answer is ever in it."""

LOOKS_UP: Final = {"/waarden/proef"}
"""Forms that tell nothing of anybody: their address may be kept and sent to somebody else."""

Rule = Callable[[Page], Iterator[str]]


def broken_rules(page: Page) -> list[str]:
    """Everything that is wrong with a page, each in one line; [] = a good page."""
    return [f"{page.path or 'page'}: {fault}" for rule in RULES for fault in rule(page)]


def check_page(page: Page) -> None:
    """Refuse a page that breaks a rule."""
    broken = broken_rules(page)
    assert not broken, "\n".join(broken)


@cache
def before_the_heading(code: str) -> re.Pattern[str]:
    """What may stand in a title before the text of the h1: that there is an error, and which question this is."""

    def said(text: str) -> str:
        is_translated = code in [one.code for one in published() if not one.is_source]
        whole = str(catalogue(code).gettext(text)) if is_translated else text
        return (
            re.escape(whole)
            .replace(re.escape("%(number)s"), r"\d+")
            .replace(re.escape("%(question)s"), "")
            .replace(re.escape("%(heading)s"), "")
        )

    texts = (BOTH, "Fout: %(question)s", "Fout: %(heading)s", "Vraag %(number)s: %(question)s")
    at_table = said("Fout: Gesprek").removesuffix(said("Gesprek"))
    return re.compile(f"(?:{'|'.join([*map(said, texts), at_table])})?")


def one_heading_and_a_title_that_begins_with_it(page: Page) -> Iterator[str]:
    if len(page.all("h1")) != 1:
        yield f"{len(page.all('h1'))} times h1"
    if not page.title.endswith(SITE):
        yield f"title without the site's name: {page.title}"
    before = before_the_heading(page.language).match(page.title)
    rest = page.title[before.end() if before else 0 :].removesuffix(SITE)
    if rest != page.heading:
        yield f"title “{page.title}” does not begin with the heading “{page.heading}”"


def headings_that_skip_no_level(page: Page) -> Iterator[str]:
    levels = [int(e.tag[1]) for e in page.elements if e.tag in HEADINGS]
    for before, level in zip(levels, levels[1:], strict=False):
        if level > before + 1:
            yield f"h{before} is followed by h{level}"


def ids_are_unique_and_references_lead_somewhere(page: Page) -> Iterator[str]:
    ids = Counter(e.get("id") for e, _name in page.having("id"))
    yield from (f"id {id_} is there twice" for id_, times in ids.items() if times > 1)
    for element, name in page.having(*REFERENCES):
        lost = [id_ for id_ in element.get(name).split() if id_ not in ids]
        yield from (f"{element!r} refers to {id_}, which is not there" for id_ in lost)
    for element, name in page.having("id", *REFERENCES):
        if not element.get(name).strip():
            yield f"{element!r} has an empty reference"
    for element, _name in page.having("href"):
        target = element.get("href")
        if target.startswith("#") and target[1:] not in ids:
            yield f"{element!r} leads nowhere"


def nothing_inline_and_nothing_from_elsewhere(page: Page) -> Iterator[str]:
    """S06; and every script, style and picture is our own."""
    events = [name for name in page.attributes if name.startswith("on")]
    yield from (f"{element!r} is inline" for element, _name in page.having(*events))
    yield from (f"{element!r} is inline" for element in page.all("style"))
    for element in page.all("script"):
        if element.text or "src" not in element.attributes:
            yield f"{element!r} is an inline script"
    for element, name in page.having("href", "src", "action", "formaction"):
        if element.get(name).strip().lower().startswith(("javascript:", "data:")):
            yield f"{element!r} runs a script"
    for element, name in page.having("href", "src"):
        if name == "href" and (element.tag != "link" or element.get("rel") == "alternate"):
            continue
        if element.get(name) and not element.get(name).startswith("/static/"):
            yield f"{element!r} is not our own file"


def no_attribute_that_hinders(page: Page) -> Iterator[str]:
    """F03: nothing vanishes while typing, nothing is cut off, nothing jumps."""
    yield from (f"{element!r} has {name}" for element, name in page.having(*FORBIDDEN_ATTRIBUTES))
    for element, _name in page.having("type"):
        if element.get("type") in FORBIDDEN_TYPES and not is_of_staff(page, element):
            yield f"{element!r} is a field of a kind we do not use"
    for element, _name in page.having("tabindex"):
        if int(element.get("tabindex") or 0) > 0:
            yield f"{element!r} changes the order of the keyboard"


def every_field_has_one_visible_label(page: Page) -> Iterator[str]:
    """F02: the label is what a screen reader says; nothing overrules it."""
    for field in page.fields:
        labels = page.labels_of(field)
        if len(labels) != 1 or "visually-hidden" in labels[0].classes:
            yield f"{field!r} has {len(labels)} visible labels"
        overruled = {"aria-label", "aria-labelledby", "title"} & field.attributes.keys()
        if overruled:
            yield f"{field!r} is not named by its label but by {overruled}"
        if field.get("type") == "text" and field.get("autocomplete") != "off" and not is_of_staff(page, field):
            yield f"{field!r} would be filled in by the browser"
    for group in page.all("fieldset"):
        if {"aria-label", "aria-labelledby"} & group.attributes.keys():
            yield f"{group!r} is not named by its legend"


def nothing_asks_who_somebody_is(page: Page) -> Iterator[str]:
    """S07: every field is one of the known ones, and no label asks for a person."""
    for field in page.fields:
        if is_of_staff(page, field):
            continue
        if not FIELD_NAME.fullmatch(field.get("name")):
            yield f"{field!r} is no field of ours"
        if PERSONAL.search(page.label_of(field)):
            yield f"{field!r} asks who somebody is"
        if field.get(
            "autocomplete",
        ) not in ("", "off"):
            yield f"{field!r} asks the browser for personal data"
    for hidden in page.all("input", type="hidden"):
        if hidden.get("name") not in HIDDEN_NAMES:
            yield f"{hidden!r} is no hidden field of ours"


def every_form_is_posted_and_carries_its_token(page: Page) -> Iterator[str]:
    tokens = page.all("input", type="hidden", name="csrf_token")
    with_token = [form for token in tokens if (form := token.closest("form"))]
    for form in page.all("form"):
        if urlsplit(form.get("action")).path in LOOKS_UP:
            continue
        if form.get("method") != "post":
            yield f"{form!r} would put what is filled in, in the address"
        if form.get("action") not in WITHOUT_TOKEN and form not in with_token:
            yield f"{form!r} has no token"


def no_answer_in_an_address(page: Page) -> Iterator[str]:
    for element, name in page.having("href", "src", "action"):
        fault = fault_in_address(element.get(name))
        if fault:
            yield f"{element!r} {fault}"


@cache
def fault_in_address(address: str) -> str:
    """What is wrong with an address of this site; empty for a good one and for other sites (which get no query)."""
    parts = urlsplit(address)
    if parts.netloc or parts.scheme:
        return ""
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name not in QUERY or not QUERY[name].fullmatch(value):
            return f"says too much: {name}"
    return ""


def money_stays_in_one_piece(page: Page) -> Iterator[str]:
    """L04"""
    yield from (f"an amount is not in <bdi dir=ltr>: {text}" for text in page.read.loose_money)


def the_language_is_right(page: Page) -> Iterator[str]:
    """L03: the page says its language; what is in another one says so, and is meant to be."""
    known = {one.code: one for one in languages()}
    here = next((one for one in published() if one.code == page.language), None)
    html = page.elements[0]
    if here is None or (html.get("lang"), html.get("dir")) != (here.code, here.direction):
        yield f"{html!r} names no language that is published"
        return
    for element in page.elements[1:]:
        code = element.get("lang")
        if "lang" in element.attributes and code not in known:
            yield f"{element!r} is in a language that is not in the list"
        elif "read-along" in element.classes:
            if code == here.code or not known[code].published or element.get("dir") != known[code].direction:
                yield f"{element!r} cannot be read along"
        elif code and code != here.code and element.text not in (known[code].name, *_names_in(code)):
            yield f"{element!r} is marked as {code}, but “{element.text}” is no name"
    if here.code != SOURCE_LANGUAGE:
        yield from _unmarked_names(page)


def _names_in(code: str) -> frozenset[str]:
    return DUTCH_NAMES if code == SOURCE_LANGUAGE else frozenset()


def _unmarked_names(page: Page) -> Iterator[str]:
    for element in page.elements:
        if element.has_own_text and element.text in OFFICE_AND_SCHEME_TITLES and element.language != SOURCE_LANGUAGE:
            yield f"the Dutch name “{element.text}” is not marked as Dutch"


def help_in_the_same_place(page: Page) -> Iterator[str]:
    """F13 and G01: straight after the main part the phone number, and last the three pages about the site."""
    if is_at_kiosk(page):
        yield from help_at_kiosk(page, PHONE)
        return
    body = page.all("body")[0]
    order = [e.tag for e in body.children if e.tag in ("header", "main", "aside", "footer")]
    if order != ["header", "main", "aside", "footer"]:
        yield f"the page is put together in another way: {order}"
    elif PHONE not in next(e.text for e in body.children if e.tag == "aside"):
        yield "the help contact has no phone number"
    missing = ABOUT_THE_SITE - {urlsplit(e.get("href")).path for e in page.all("a") if e.inside("footer")}
    yield from (f"no link to {path} at the foot" for path in sorted(missing))
    if not any(e.get("action") == "/snel-weg" and e.inside("header") for e in page.all("form")):
        yield "no way to leave in a hurry"


RULES: Final[tuple[Rule, ...]] = (
    faults_in,
    one_heading_and_a_title_that_begins_with_it,
    headings_that_skip_no_level,
    ids_are_unique_and_references_lead_somewhere,
    nothing_inline_and_nothing_from_elsewhere,
    no_attribute_that_hinders,
    every_field_has_one_visible_label,
    nothing_asks_who_somebody_is,
    every_form_is_posted_and_carries_its_token,
    no_answer_in_an_address,
    money_stays_in_one_piece,
    the_language_is_right,
    help_in_the_same_place,
    a_kiosk_leads_nowhere_else,
)
