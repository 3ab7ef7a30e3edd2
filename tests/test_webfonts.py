"""Letters for browsers: made from the fonts we ship, only where they are needed, and enough for every text (L05)."""

from __future__ import annotations

import re
import tomllib
from io import BytesIO
from typing import Final

import pytest
from fontTools.ttLib import TTFont

from tests.webapp_fixtures import make_app
from tests.webapp_pages import Page
from webapp.font_files import part_of
from webapp.i18n import catalogue
from webapp.languages import Language, languages, published
from webapp.webfonts import FAMILY, FOLDER, FONTS, code_points, scripts

MOST_BYTES: Final = 16_000
EVERYWHERE: Final = frozenset(map(ord, "\n\u2066\u2069"))
weights = pytest.mark.parametrize(
    ("name", "weight"), [(name, weight) for name, script in scripts().items() for weight in script.sources]
)


@weights
def test_each_file_is_what_is_made_from_the_font_of_the_letter(name: str, weight: int) -> None:
    script = scripts()[name]
    kept = (FOLDER.parent / script.file(weight)).read_bytes()
    assert kept == part_of((FONTS / script.sources[weight]).read_bytes(), script.characters)
    assert len(kept) < MOST_BYTES


@weights
def test_each_file_has_the_letters_that_are_listed(name: str, weight: int) -> None:
    script = scripts()[name]
    font = TTFont(BytesIO((FOLDER.parent / script.file(weight)).read_bytes()))
    assert set(code_points(script.characters)) - set(font.getBestCmap()) == set()


def test_g03_each_has_its_licence_and_nothing_else_is_there() -> None:
    listed = tomllib.loads((FOLDER / "webfonts.toml").read_text("utf-8"))["script"]
    files = {script.file(weight).removeprefix("fonts/") for script in scripts().values() for weight in script.sources}
    assert {path.name for path in FOLDER.iterdir()} == files | {"webfonts.toml"} | {
        one["licence_file"] for one in listed
    }
    for one in listed:
        assert "SIL OPEN FONT LICENSE" in (FOLDER / one["licence_file"]).read_text("utf-8").upper()


@pytest.mark.parametrize("language", published(), ids=lambda language: str(language.code))
def test_L05_every_character_is_in_a_font_that_is_shipped(language: Language) -> None:
    """On the screen: in our own letters, or in those of Noto Sans, which stand for what every device has."""
    texts = [language.name]
    if not language.is_source:
        texts += [str(text) for text in catalogue(language.code)._catalog.values()]
    ours = set(code_points(scripts()[language.font].characters)) if language.font else set()
    latin = set(TTFont(FONTS / "NotoSans-Regular.ttf").getBestCmap())
    needed = {ord(character) for text in texts for character in text} - EVERYWHERE
    assert sorted(map(chr, needed - latin - ours)) == []
    if language.font:
        letters = {code for code in needed if code > 0x52F and chr(code).isalpha()}
        assert letters and letters <= ours, "these letters come from our file, whatever the device has"


@pytest.mark.parametrize("language", published(), ids=lambda language: str(language.code))
def test_only_pages_that_need_letters_load_them(language: Language) -> None:
    client = make_app().test_client()
    page = Page(client.get(f"/?taal={language.code}").get_data(as_text=True))
    sheets = [link.get("href") for link in page.all("link") if "/static/font-" in link.get("href")]
    assert bool(sheets) is bool(language.font)
    for address in sheets:
        sheet = client.get(address).get_data(as_text=True)
        assert f'font-family: "{FAMILY}"' in sheet
        for file in re.findall(r'url\("([^"]+)"\)', sheet):
            response = client.get(f"/static/{file}", buffered=True)
            assert (response.status_code, response.mimetype) == (200, "font/woff2")
            assert "immutable" in response.headers["Cache-Control"]


def test_a_planned_language_may_need_letters_that_are_not_there_yet() -> None:
    assert {one.font for one in languages() if not one.published} - {""} - set(scripts()) != set()
