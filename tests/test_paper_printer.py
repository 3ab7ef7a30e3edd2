"""Setting a letter: only our fonts and the text that it is given, never an empty box, never too many at once."""

from __future__ import annotations

import hashlib
import json
import threading
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import pytest
import typst
from fontTools.ttLib import TTFont

from rules import load_policy, texts_of
from tests.taker import somebody
from tests.webapp_fixtures import Resident, make_app, text_of
from tests.webapp_households import COUPLE
from webapp.i18n import catalogue
from webapp.languages import published
from webapp.paper import CannotShow, Printer, PrinterBusy, letter
from webapp.paper.characters import not_shown, shown
from webapp.paper.printer import TEMPLATE, empty_folder
from webapp.questions import load_catalogue
from webapp.webfonts import FONTS

DAY: Final = date(2026, 11, 21)
LISTED: Final = tomllib.loads((FONTS / "fonts.toml").read_text("utf-8"))["file"]
APP: Final = make_app()


def small(folder: Path, source: str, **options: Any) -> Printer:
    """A printer with another template."""
    template = folder / "small.typ"
    template.write_text('#set document(title: "x")\n#set text(font: "Noto Sans")\n' + source, encoding="utf-8")
    return Printer(template, **options)


def full_letter() -> dict[str, Any]:
    resident = somebody(APP, COUPLE)
    answers = resident.answers()
    with APP.test_request_context():
        found = letter(answers, APP.extensions["policy"], DAY)
    assert found is not None
    return found.as_json()


def test_g03_every_font_is_listed_with_its_licence_and_unchanged() -> None:
    files = {path.name for path in FONTS.iterdir()}
    assert files == {"fonts.toml"} | {font["path"] for font in LISTED} | {font["licence_file"] for font in LISTED}
    for font in LISTED:
        assert hashlib.sha256((FONTS / font["path"]).read_bytes()).hexdigest() == font["sha256"]
        assert "SIL OPEN FONT LICENSE" in (FONTS / font["licence_file"]).read_text("utf-8")


@pytest.mark.parametrize("listed", LISTED, ids=lambda listed: str(listed["path"]))
def test_the_characters_that_are_listed_are_those_of_the_font(listed: dict[str, str]) -> None:
    font = TTFont(FONTS / listed["path"])
    assert font["name"].getDebugName(1) == listed["family"]
    in_font = {code for code in font.getBestCmap() if code >= 0x20}
    ranges = [part.partition("-") for part in listed["characters"].split()]
    assert {c for first, _, last in ranges for c in range(int(first, 16), int(last or first, 16) + 1)} == in_font


@pytest.mark.parametrize("language", published(), ids=lambda language: str(language.code))
def test_l05_every_character_of_every_text_can_be_printed(language: Any) -> None:
    policy = load_policy()
    texts = [text for _, text in load_catalogue(policy).texts()] + [str(text) for text in texts_of(policy)]
    if not language.is_source:
        texts += [str(text) for text in catalogue(language.code)._catalog.values()]
    assert len(texts) > 300
    assert not_shown("".join(texts).replace("\n", "")) == ""


def test_what_our_fonts_do_not_have_is_named() -> None:
    assert not_shown("€ 1.234,50 – ‘één’ İğüşöç ąęł Українська") == ""
    assert not_shown("ትግርኛ ok ትግ") == "".join(sorted(set("ትግርኛ")))
    assert ord("A") in shown()


def test_a_text_that_cannot_be_shown_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotShow) as raised:
        small(tmp_path, "#json(bytes(sys.inputs.letter)).text").pdf({"text": "ትግርኛ"}, DAY)
    assert set(raised.value.characters) == set("ትግርኛ")
    assert "ትግርኛ" not in str(raised.value), "an error may be written down"


def test_the_site_says_so_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    resident = somebody(APP, COUPLE)

    def cannot(*_: Any) -> bytes:
        raise CannotShow("ص")

    monkeypatch.setattr(Printer, "pdf", cannot)
    resident.get("/uitslag.pdf")
    assert resident.page.path == "/meenemen"
    assert "In deze taal kunnen we nog geen brief maken." in text_of(resident.page.html)


@pytest.mark.parametrize(
    "probe",
    [
        '#read("/etc/passwd")',
        '#read("../../etc/passwd")',
        '#read("result.typ")',
        '#read("__typst_py_bytes__.typ") #read("fonts/fonts.toml")',
        '#import "@local/anything:1.0.0": *',
        '#image("/etc/hostname")',
    ],
)
def test_k03_a_template_can_read_nothing(probe: str, tmp_path: Path) -> None:
    with pytest.raises(typst.TypstError):
        small(tmp_path, probe).pdf({}, DAY)


def test_text_is_never_run() -> None:
    poison = '#read("/etc/passwd") *bold* = Heading \\ $x$ @label <l> https://x.nl // end /* */ `code` #panic()'
    found = full_letter()
    found["title"] = poison
    found["lead"] = [poison]
    assert Printer().pdf(found, DAY).startswith(b"%PDF")
    found["warnings"] = [json.dumps({"a": 1}), '"}', "#{", "]"]
    assert Printer().pdf(found, DAY).startswith(b"%PDF")


def test_the_folder_is_empty_and_stays_empty() -> None:
    Printer().pdf(full_letter(), DAY)
    assert list(Path(empty_folder()).iterdir()) == []
    assert empty_folder() == empty_folder()


def test_the_template_gives_no_warnings() -> None:
    fonts = typst.Fonts(False, False, [str(FONTS)])
    compiler = typst.Compiler(root=empty_folder(), font_paths=fonts, ignore_system_fonts=True)
    _, warnings = compiler.compile_with_warnings(
        input=TEMPLATE.read_bytes(), format="pdf", sys_inputs={"letter": json.dumps(full_letter()), "size": "10"}
    )
    assert [warning.message for warning in warnings] == []


def test_without_fonts_it_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A letter without a single word would be the result."""
    monkeypatch.setattr("webapp.paper.printer.FONTS", tmp_path)
    with pytest.raises(FileNotFoundError, match="no fonts"):
        Printer()


def test_many_at_once_all_get_their_own_letter() -> None:
    printer = Printer()
    base = full_letter()

    def one(number: int) -> bytes:
        return printer.pdf({**base, "title": f"Uitslag {number}"}, DAY, patience=60, longest=60)

    with ThreadPoolExecutor(8) as pool:
        letters = list(pool.map(one, [1, 2, 3, 4] * 4))
    assert len(set(letters)) == 4
    assert letters[:4] * 4 == letters


def test_one_more_than_there_are_turns_is_refused(tmp_path: Path) -> None:
    printer = small(tmp_path, "ok", at_once=1)
    printer._turns.acquire()
    with pytest.raises(PrinterBusy):
        printer.pdf({}, DAY, patience=0.01)
    printer._turns.release()
    assert printer.pdf({}, DAY).startswith(b"%PDF")


def test_a_letter_that_takes_too_long_is_given_up_and_keeps_its_turn_until_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = small(tmp_path, "ok", at_once=1)
    compiler, end = printer._compiler, threading.Event()

    def slow() -> typst.Compiler:
        end.wait(30)
        return compiler()

    monkeypatch.setattr(printer, "_compiler", slow)
    with pytest.raises(PrinterBusy):
        printer.pdf({}, DAY, longest=0.05)
    with pytest.raises(PrinterBusy):
        printer.pdf({}, DAY, patience=0.01)
    end.set()
    until = time.monotonic() + 30
    while not printer._turns.acquire(timeout=0.1):
        assert time.monotonic() < until
    printer._turns.release()
    assert printer.pdf({}, DAY).startswith(b"%PDF")


def test_a_fault_of_the_template_is_an_error_and_frees_the_turn(tmp_path: Path) -> None:
    printer = small(tmp_path, "#panic()", at_once=1)
    for _ in range(3):
        with pytest.raises(typst.TypstError):
            printer.pdf({}, DAY)


def test_when_it_is_too_busy_the_site_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    resident: Resident = somebody(APP, COUPLE)

    def busy(*_: Any) -> bytes:
        raise PrinterBusy

    monkeypatch.setattr(Printer, "pdf", busy)
    response = resident.client.get("/uitslag.pdf")
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.headers["Retry-After"] == "60"
    assert resident.client.page.heading == "Het is even te druk"
