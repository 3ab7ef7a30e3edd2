"""F01 to F13 over every question, in each state and language. F06, F09 and F14 have files of their own."""

# ruff: noqa: N802 (a test is named after the number of its criterion)
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from rules import load_policy
from rules.conditions import leaves
from tests.crawl import COOKIE, WHOLE, Visit, crawl
from tests.webapp_fixtures import Resident, client_of, i_do_not_know, make_app
from tests.webapp_households import COUPLE, SINGLE_PARENT, Story
from tests.webapp_page_rules import FORBIDDEN_ATTRIBUTES, FORBIDDEN_TYPES
from tests.webapp_pages import Element, Page
from tests.webapp_question_rules import NOT_KNOWN, WHY, error_before, said
from webapp.i18n import catalogue
from webapp.languages import published, source
from webapp.questions import load_catalogue

POLICY: Final = load_policy()
QUESTIONS: Final = load_catalogue(POLICY).questions
CODES: Final = [language.code for language in published()]
each_language = pytest.mark.parametrize("code", WHOLE)


def pages(code: str, state: str = "") -> Iterator[tuple[Visit, Page]]:
    """Every question of the crawl, or those in one state; at least each question once."""
    found = [visit for visit in crawl(code) if visit.question and state in ("", visit.state)]
    assert {visit.question for visit in found} == {question.id for question in QUESTIONS}
    yield from ((visit, Page(visit.html, visit.name)) for visit in found)


def form_of(page: Page) -> Element:
    [form] = [form for form in page.all("form") if "question" in form.classes]
    return form


@each_language
def test_F01_one_question_a_page_and_its_text_is_the_heading(code: str) -> None:
    for visit, page in pages(code):
        question = next(question for question in QUESTIONS if question.id == visit.question)
        text = said(question.worded_for(visit.with_partner).text, code)
        assert page.heading == text
        heading = page.all("h1")[0]
        label = heading.closest("legend") or heading.children[0]
        assert (label.tag in ("legend", "label"), label.text, label.closest("form")) == (True, text, form_of(page))


@each_language
def test_F02_every_field_has_a_visible_label_that_names_it(code: str) -> None:
    """That the browser calls it by the same name is tested with axe, in test_browser_axe."""
    for _visit, page in pages(code):
        assert page.fields
        for field in page.fields:
            [label] = page.labels_of(field)
            assert label.text
            assert "visually-hidden" not in label.classes
            assert not {"aria-label", "aria-labelledby", "title"} & field.attributes.keys()


@each_language
def test_F03_nothing_that_hinders(code: str) -> None:
    assert {"placeholder", "required", "maxlength", "autofocus", "disabled"} <= FORBIDDEN_ATTRIBUTES
    assert "number" in FORBIDDEN_TYPES
    for visit in crawl(code):
        for element in Page(visit.html).elements:
            assert not FORBIDDEN_ATTRIBUTES & element.attributes.keys(), (visit.name, element)
            is_password = visit.name.startswith("signin") and element.get("name") == "wachtwoord"
            assert element.get("type") not in FORBIDDEN_TYPES or is_password, (visit.name, element)
            assert int(element.get("tabindex") or 0) <= 0, (visit.name, element)


@each_language
def test_F04_our_own_checks_and_descriptions_that_exist(code: str) -> None:
    for visit, page in pages(code):
        assert "novalidate" in form_of(page).attributes
        needed = [e for e in page.elements if e.get("aria-required") == "true"]
        only_boxes = all(field.get("type") == "checkbox" for field in page.fields)
        assert needed or only_boxes, visit.name  # ARIA has no word for "tick at least one box".
        described = [e for e in page.elements if e.get("aria-describedby")]
        assert described, visit.name
        for element in described:
            assert all(page.by_id(id_) for id_ in element.get("aria-describedby").split()), (visit.name, element)


@each_language
def test_F05_an_empty_form_says_what_is_wrong_above_and_at_the_field(code: str) -> None:
    for visit, page in pages(code, "error"):
        question = next(question for question in QUESTIONS if question.id == visit.question)
        text = said(question.errors["empty"], code)
        assert page.errors == [text]
        assert page.title.startswith(error_before(code))
        summary = page.by_id("fouten")
        assert summary is not None and summary.get("tabindex") == "-1"
        assert page.elements.index(summary) < page.elements.index(form_of(page))
        [link] = [e for e in page.all("a") if e.closest("section") is summary]
        assert link.text == text
        target = page.by_id(link.get("href").removeprefix("#"))
        assert target in page.fields
        assert any(e.get("aria-invalid") == "true" for e in page.elements)


def test_F05_the_redirect_after_an_error_ends_at_the_summary() -> None:
    """So the browser puts the focus there, also without script."""
    resident = Resident(make_app())
    resident.get("/vraag/gemeente")
    response = resident.post("/vraag/gemeente", {})
    assert (response.status_code, response.headers["Location"]) == (303, "/vraag/gemeente#fouten")


def values(page: Page) -> set[tuple[str, str]]:
    """All that is typed, chosen or ticked."""
    written = {(e.get("name"), e.get("value")) for e in page.fields if e.get("type") == "text" and e.get("value")}
    return written | {(e.get("name"), e.get("value")) for e in page.fields if "checked" in e.attributes}


@each_language
def test_F07_answers_survive_another_language(code: str) -> None:
    other = next(one for one in CODES if one != code)
    app = make_app()
    for visit, page in pages(code, "answered"):
        client = client_of(app)
        client.set_cookie(COOKIE, visit.cookie)
        client.get(f"{visit.address.split('?')[0]}?taal={other}")
        assert client.page.language == other
        assert values(client.page) == values(page) != set(), visit.name
        assert client.get("/vraag").status_code in (302, 303)


@pytest.mark.parametrize("state", ["empty", "answered"])
def test_F07_answers_survive_an_error(state: str) -> None:
    """What was wrong is shown again as it was typed."""
    resident = Resident(make_app())
    for visit, page in pages("nl", state):
        texts = [field.get("name") for field in page.fields if field.get("type") == "text"]
        if not texts or not visit.is_live:
            continue
        resident.client.set_cookie(COOKIE, visit.cookie)
        resident.get(visit.address)
        sent = {name: f"zoveel {name}" for name in texts}
        response = resident.post(visit.address.split("?")[0], sent)
        again = resident.get(response.headers["Location"].split("#")[0])
        assert again.errors and again.is_question, visit.name
        assert {(name, value) for name, value in values(again) if name in texts} == set(sent.items()), visit.name


@each_language
def test_F08_the_title_follows_the_step(code: str) -> None:
    titles: dict[str, set[str]] = {}
    for visit, page in pages(code, "empty"):
        assert page.heading in page.title
        assert re.search(r" \d+: ", page.title), page.title
        titles.setdefault(page.title, set()).add(visit.question)
    assert all(len(found) == 1 for found in titles.values()), titles


@each_language
def test_F10_nothing_is_chosen_beforehand_and_nobody_has_to_know(code: str) -> None:
    for visit, page in pages(code, "empty"):
        assert values(page) == set(), visit.name
        assert said(NOT_KNOWN, code) in [page.label_of(field) for field in page.fields], visit.name


@pytest.mark.parametrize("story", [SINGLE_PARENT, COUPLE], ids=lambda story: story.name)
def test_F11_every_answer_can_be_changed_and_the_later_ones_stay(story: Story) -> None:
    resident = Resident(make_app())
    asked = resident.walk(story.sent)
    before = resident.answers().facts
    for question_id in asked:
        check = resident.get("/controleren")
        address = f"/vraag/{question_id}?terug=controleren"
        assert [link for link in check.links if link.startswith(f"/vraag/{question_id}?")] == [address]
        page = resident.get(address)
        assert values(page), question_id
        assert resident.answer(question_id, story.sent[question_id], back_to="controleren").path == "/controleren"
        assert resident.answers().facts == before
    question = resident.catalogue.find("rekeningen")
    assert question is not None
    resident.answer("rekeningen", i_do_not_know(question), back_to="controleren")
    assert resident.answers().facts == {**before, "debts": None, "premium_arrears": None}


def facts_in_rules() -> set[str]:
    """Every fact that a condition, a note or a referral of the policy reads, or that decides which limit goes."""
    trees: list[Any] = [node for scheme in POLICY.schemes for node in scheme.conditions]
    trees += [note.when for scheme in POLICY.schemes for note in scheme.notes]
    trees += [referral.when for referral in POLICY.referrals]
    return {fact for tree in trees for leaf in leaves(tree) for fact in leaf.facts}


def test_F12_every_question_is_used_by_a_rule_and_says_why() -> None:
    used = facts_in_rules() | {"municipality", "income_includes_holiday_allowance"}  # Where; and which norm goes.
    assert {question.id: set(question.facts) - used for question in QUESTIONS if set(question.facts) - used} == {}
    for code in WHOLE:
        for visit, page in pages(code):
            question = next(question for question in QUESTIONS if question.id == visit.question)
            [why] = [e for e in page.all("details") if e.children[0].text == said(WHY, code)]
            assert said(question.why, code) in why.text


@each_language
def test_F13_the_same_help_in_the_same_place_on_every_page(code: str) -> None:
    contacts = set()
    for visit in crawl(code):
        page = Page(visit.html)
        [contact] = page.all("aside")
        body: Mapping[str, int] = {e.tag: number for number, e in enumerate(page.all("body")[0].children)}
        if visit.name.startswith("kiosk-"):
            assert contact.inside("header"), visit.name
        else:
            assert body["aside"] == body["main"] + 1, visit.name
        contacts.add(contact.text)
    assert len(contacts) == 1
    assert "053 481 78 00" in contacts.pop()


def test_no_text_of_a_question_is_left_in_dutch() -> None:
    """A question that is the same in two languages was forgotten, unless it is one of the names."""
    for code in CODES:
        if code != source().code:
            same = [question.text for question in QUESTIONS if catalogue(code).gettext(question.text) == question.text]
            assert same == []
