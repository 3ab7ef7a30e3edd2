"""The catalogues: made again from the same sources they are the same, and nothing is missing or unfinished (L01)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from rules import load_policy, texts_of
from webapp import strings
from webapp.languages import Language, published
from webapp.questions import load_catalogue

TEXTS = strings.template()
others = pytest.mark.parametrize(
    "language", [one for one in published() if not one.is_source], ids=lambda one: one.code
)


def test_L01_texts_and_catalogues_agree(capsys: pytest.CaptureFixture[str]) -> None:
    code = strings.main(["--check"])
    assert code == 0, capsys.readouterr().out


def test_the_same_sources_give_the_same_bytes() -> None:
    assert strings.as_bytes(strings.template()) == strings.as_bytes(TEXTS) == strings.TEMPLATE.read_bytes()


def test_every_text_of_the_policy_and_of_the_questions_is_taken_out() -> None:
    known = {message.id for message in TEXTS if isinstance(message.id, str)}
    policy = load_policy()
    assert {text for _where, text in texts_of(policy)} <= known
    assert {text for _where, text in load_catalogue(policy).texts()} <= known


def test_every_text_between_marks_in_templates_and_python_is_taken_out() -> None:
    """A simple reading of the sources, apart from Babel's."""
    known = {text for message in TEXTS for text in ([message.id] if isinstance(message.id, str) else message.id)}
    files = [*(strings.ROOT / "templates").rglob("*.html"), *(strings.ROOT / "webapp").rglob("*.py")]
    found = {text for path in files for text in re.findall(r'\b_\("([^"\n]+)"', path.read_text(encoding="utf-8"))}
    assert len(found) > 80
    assert found <= known, found - known


def test_no_words_stand_in_a_template_outside_marks() -> None:
    for path in (strings.ROOT / "templates").rglob("*.html"):
        if path.name == "last_resort.html":  # For when nothing works any more: it has Dutch and English in it.
            continue
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"{#.*?#}|<(code|pre)\b.*?</\1>", " ", text, flags=re.DOTALL)
        text = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", " ", text, flags=re.DOTALL)
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", text, flags=re.DOTALL)
        assert not re.findall(r"(?<!-)\b[A-Za-z]{3,}", text.replace("doctype", "")), (path.name, text.split())


@others
def test_no_translation_is_the_dutch_sentence(language: Language) -> None:
    """Names may stay; a sentence of five words may not."""
    catalog = strings.updated(language, TEXTS)
    same = [message.id for message in catalog if message.id and message.string == message.id]
    assert [text for text in same if isinstance(text, str) and len(text.split()) > 4] == []


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("", "missing"),
        ("  ", "missing"),
        ("You have more.", "other placeholders"),
        ("You have {limit} and {value}.", "other placeholders"),
        ("You have {limt}.", "other placeholders"),
    ],
)
def test_a_faulty_translation_is_found(translation: str, fault: str) -> None:
    catalog = Catalog(locale="en")
    catalog.add("U hebt {limit}.", translation)
    assert [line.split(":")[0].startswith(fault) for line in strings.faults(catalog)] == [True]


def test_a_fuzzy_or_half_translation_is_found() -> None:
    catalog = Catalog(locale="en")
    catalog.add("Hallo", "Hello", flags=["fuzzy"])
    catalog.add(("%(num)s dag", "%(num)s dagen"), ("%(num)s day", ""))
    assert [line.split(":")[0] for line in strings.faults(catalog)] == ["fuzzy", "missing"]
    good = Catalog(locale="en")
    good.add(("%(num)s dag", "%(num)s dagen"), ("One day", "%(num)s days"))
    assert list(strings.faults(good)) == []


def test_check_writes_nothing_and_says_what_is_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = strings.TEMPLATE.read_bytes()
    monkeypatch.setattr(strings, "TEMPLATE", strings.ROOT / "translations" / "other.pot")
    assert strings.main(["--check"]) == 1
    assert "translations/other.pot is not up to date: run make strings" in capsys.readouterr().out
    assert not strings.TEMPLATE.exists()
    assert before
    assert not list(tmp_path.iterdir())
