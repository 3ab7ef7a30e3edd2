"""What goes for every language: complete, its own plurals and direction, the same advice; one more asks for no code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from babel.plural import PluralRule

from tests.crawl import one_journey
from tests.test_languages import amounts_on
from tests.test_strings import TEXTS
from tests.webapp_fixtures import Resident, make_app, resident
from tests.webapp_households import SINGLE_PARENT, STORIES
from tests.webapp_pages import Page
from webapp import strings
from webapp.compiled import catalogue_path
from webapp.forms.notation import read_ages, read_money
from webapp.i18n import catalogue
from webapp.languages import FOLDER, Language, languages, published
from webapp.questions import load_catalogue

__all__ = ["resident"]

ROOT: Final = FOLDER.parent
APP: Final = make_app()
OTHERS: Final = [one for one in published() if not one.is_source]
each = pytest.mark.parametrize("language", OTHERS, ids=lambda one: str(one.code))
NUMBERS: Final = range(201)
AGES: Final = {
    "Vul van elk kind de leeftijd in. Bijvoorbeeld: 0 (baby), 8 en 14.": [0, 8, 14],
    "Vul de leeftijden in cijfers in, bijvoorbeeld 3, 8 en 14. Nog geen jaar? Vul 0 in.": [3, 8, 14],
    "Vul van elk kind de leeftijd in, niet het geboortejaar. Bijvoorbeeld 3, 8 en 14.": [3, 8, 14],
    "Vul alleen de leeftijden in, bijvoorbeeld 3, 8 en 14.": [3, 8, 14],
}


def said(text: str, language: Language) -> str:
    return str(catalogue(language.code).gettext(text))


def test_ten_of_the_twelve_are_published_and_the_others_have_no_catalogue() -> None:
    assert len(languages()) == 12
    assert {one.code for one in languages() if not one.published} == {"ti", "syr"}
    kept = {path.parts[-3] for path in FOLDER.glob("*/LC_MESSAGES/*.po")}
    assert kept == {one.code for one in OTHERS}, "no text is better than wrong text"


@each
def test_L01_no_dutch_sentence_is_left_on_any_page_of_the_journey(language: Language) -> None:
    """Every text of ours that stands on the page in Dutch, while there is another one in this language."""
    dutch = {
        text
        for message in TEXTS
        for text in ([message.id] if isinstance(message.id, str) else message.id)
        if text and "%" not in text and "{" not in text and said(text, language) != text
    }
    assert len(dutch) > 1000
    left = {
        (visit.name, element.text)
        for visit in one_journey(language.code)
        for element in Page(visit.html).elements
        if element.language == language.code and element.has_own_text and element.text in dutch
    }
    translated = {said(text, language) for text in dutch}
    assert {text for _name, text in left if text not in translated} == set()


@each
def test_L02_the_form_after_a_number_is_that_of_the_cldr(language: Language) -> None:
    texts, rule = catalogue(language.code), Locale.parse(language.formats).plural_form
    tags: list[str] = [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in {*rule.tags, "other"}]
    with catalogue_path(FOLDER, language.code).open("rb") as file:
        found = read_po(file, locale=language.code)
    messages = [message for message in found if message.pluralizable]
    assert len(messages) > 15
    for message in messages:
        forms = list(message.string or ())
        assert len(forms) == len(tags), message.id
        for number in NUMBERS:
            one, more = tuple(message.id)
            assert texts.ngettext(one, more, number) == forms[tags.index(rule(number))], (one, number)


def test_L02_the_rules_are_really_different() -> None:
    rules: dict[str, PluralRule] = {one.code: Locale.parse(one.formats).plural_form for one in published()}
    assert [rules["ar"](number) for number in (0, 1, 2, 3, 11, 100)] == ["zero", "one", "two", "few", "many", "other"]
    assert [rules["pl"](number) for number in (1, 2, 5, 22, 25)] == ["one", "few", "many", "few", "many"]
    assert [rules["uk"](number) for number in (1, 21, 2, 5)] == ["one", "one", "few", "many"]
    assert [rules["ro"](number) for number in (1, 2, 20)] == ["one", "few", "other"]


@each
def test_the_examples_beside_the_fields_are_understood_as_they_are_written(language: Language) -> None:
    for text, ages in AGES.items():
        example = re.search(r"\d[^.؟?:]*?14", said(text, language))
        assert example is not None, text
        assert read_ages(example[0]) == ages
    for word in (*language.euro, "€"):
        assert read_money(f"1.234,50 {word}") == 123450


@cache
def in_dutch(name: str) -> Resident:
    """Somebody who filled in everything in Dutch."""
    found = Resident(APP)
    found.walk(next(story.sent for story in STORIES if story.name == name))
    return found


@each
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_same_household_gets_the_same_advice(language: Language, story: Any) -> None:
    dutch, other = in_dutch(story.name), Resident(APP)
    other.get(f"/?taal={language.code}")
    assert other.walk(story.sent) == [entry.question.id for entry in dutch.answers().entries]
    assert other.advice() == dutch.advice()
    assert sorted(amounts_on(other.get("/uitslag"))) == sorted(amounts_on(dutch.get("/uitslag")))


@pytest.mark.parametrize("language", published(), ids=lambda one: str(one.code))
def test_L06_every_page_offers_all_others_by_their_own_names_dutch_first(language: Language) -> None:
    page = Resident(APP).get(f"/?taal={language.code}")
    [menu] = [e for e in page.all("nav") if "languages__menu" in e.classes]
    links = [link for link in page.all("a") if link.get("hreflang") and link.closest("nav") is menu]
    wanted = [one for one in published() if one != language]
    assert [(e.get("hreflang"), e.get("lang"), e.get("dir"), e.text) for e in links] == [
        (one.code, one.code, one.direction, one.name) for one in wanted
    ]
    assert not [e for e in page.elements if e.tag in ("img", "svg") and e.inside("nav") and e.get("alt")], "no flags"
    shown = [e.text for e in page.all("a") if e.get("hreflang") and e not in links]
    assert shown == [one.name for one in wanted], "on the first page they stand open too"


@each
def test_L07_a_translation_that_no_native_reader_checked_says_so_on_every_page(language: Language) -> None:
    sentence = said("Deze vertaling is nog niet nagekeken door iemand die de taal van huis uit spreekt.", language)
    for visit in one_journey(language.code):
        footers = Page(visit.html).all("footer")
        if footers:
            assert (sentence in footers[0].text) is not bool(language.reviewed_by), visit.name


def test_each_language_has_an_address_of_its_own_for_search_engines() -> None:
    app = make_app(PUBLIC_BASE_URL="https://rondkomen.example")
    for path in ("/", "/regels", "/regels/iit", "/woorden", "/hulp", "/zo-werkt-het"):
        page = Resident(app).get(path)
        found = {e.get("hreflang"): e.get("href") for e in page.all("link") if e.get("rel") == "alternate"}
        home = f"https://rondkomen.example{path}"
        assert found == {**{one.code: f"{home}?taal={one.code}" for one in published()}, "x-default": home}


@pytest.mark.parametrize("path", ["/vraag/gemeente", "/controleren", "/uitslag", "/meenemen", "/wat-als", "/nergens"])
def test_pages_with_answers_and_errors_name_no_such_addresses(resident: Resident, path: str) -> None:
    resident.walk(SINGLE_PARENT.sent)
    resident.client.get(path, follow_redirects=True)
    assert not [e for e in resident.client.page.all("link") if e.get("rel") == "alternate"]


LOOK: Final = """
import json, sys
from tests.webapp_fixtures import Resident, make_app
from tests.webapp_households import SINGLE_PARENT
from webapp import strings
assert strings.main(["--check"]) == 0
resident = Resident(make_app())
start = resident.get("/?taal=eo")
html = start.all("html")[0]
asked = resident.walk(SINGLE_PARENT.sent)
result = resident.get("/uitslag")
letter = resident.client.get("/uitslag.pdf", buffered=True)
menu = [e.text for e in resident.get("/?taal=nl").all("a") if e.get("hreflang")]
advice = {one.id: one.status for one in resident.advice().schemes}
shown = [html.get("lang"), html.get("dir"), start.heading, result.heading, letter.mimetype]
print(json.dumps([*shown, menu, asked, advice]))
"""


def add_made_up_language(tmp_path: Path) -> None:
    """A copy of the project with one more entry and one more catalogue."""
    for name in ("webapp", "rules", "templates", "static", "translations"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    entry = '  - {code: eo, name: Elpensita, direction: rtl, formats: eo, published: true, reviewed_by: ""}\n'
    with (tmp_path / "translations" / "languages.yaml").open("a", encoding="utf-8") as file:
        file.write(entry)
    made = Language("eo", "Elpensita", "rtl", "eo", True, "")
    texts = strings.updated(made, TEXTS)
    for message in texts:
        if message.id:
            one = message.id if isinstance(message.id, str) else None
            message.string = (f"~{one}" if one != "Rondkomenwijzer" else one) if one else (f"~{message.id[1]}",) * 2
    path = catalogue_path(tmp_path / "translations", "eo")
    path.parent.mkdir(parents=True)
    path.write_bytes(strings.as_bytes(texts))


@pytest.mark.slow
def test_one_more_language_is_one_entry_and_one_catalogue(tmp_path: Path) -> None:
    """A made-up language, written from right to left with a sign before each Dutch text, in a copy of the project."""
    add_made_up_language(tmp_path)
    environment = {
        **os.environ,
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
        "RONDKOMENWIJZER_INSTANCE": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lang, direction, start, result, kind, menu, asked, advice = json.loads(done.stdout.splitlines()[-1])
    assert (lang, direction) == ("eo", "rtl")
    assert (start, result) == ("~Welke hulp met geld past bij u?", "~Uw uitslag")
    assert kind == "application/pdf"
    assert "Elpensita" in menu
    dutch = Resident(APP)
    assert dutch.walk(SINGLE_PARENT.sent) == asked
    assert {one.id: one.status for one in dutch.advice().schemes} == advice


def test_a_question_is_put_in_every_language() -> None:
    questions = load_catalogue(APP.extensions["policy"]).questions
    for language in OTHERS:
        texts = [said(question.text, language) for question in questions]
        assert len(set(texts)) > 0.9 * len({question.text for question in questions})
