"""The compiled catalogues: the same each time, never older than the texts they were made from."""

from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest

from webapp import compiled
from webapp.i18n import catalogue
from webapp.languages import FOLDER, LanguageError

DUTCH = "Dit ging niet goed"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one catalogue in it."""
    target = compiled.catalogue_path(tmp_path, "en")
    target.parent.mkdir(parents=True)
    target.write_bytes(compiled.catalogue_path(FOLDER, "en").read_bytes())
    return tmp_path


def said(folder: Path) -> str:
    content = compiled.up_to_date(compiled.catalogue_path(folder, "en"), "en")
    return GNUTranslations(BytesIO(content)).gettext(DUTCH)


def change(folder: Path, before: str, after: str) -> None:
    source = compiled.catalogue_path(folder, "en")
    text = source.read_text(encoding="utf-8")
    assert before in text
    source.write_text(text.replace(before, after), encoding="utf-8")


def test_what_is_compiled_is_read_and_nothing_is_written_twice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiled.main([str(folder)]) == 0
    assert compiled.compile_all(folder) == []
    monkeypatch.setattr(compiled, "compiled", lambda *_: pytest.fail("it was compiled already"))
    assert said(folder) == "This did not work"


def test_the_same_texts_give_the_same_bytes(folder: Path) -> None:
    source = compiled.catalogue_path(folder, "en").read_bytes()
    assert compiled.compiled(source, "en") == compiled.compiled(source, "en")


def test_a_text_that_was_changed_later_is_what_people_read(folder: Path) -> None:
    compiled.compile_all(folder)
    change(folder, "This did not work", "That went wrong")
    assert said(folder) == "That went wrong"
    [written] = compiled.compile_all(folder)
    assert written == compiled.compiled_path(compiled.catalogue_path(folder, "en"))


@pytest.mark.parametrize("content", [b"", b"\xde\x12\x04\x95", b"not at all"])
def test_a_compiled_file_that_is_broken_is_passed_over(folder: Path, content: bytes) -> None:
    compiled.compiled_path(compiled.catalogue_path(folder, "en")).write_bytes(content)
    assert said(folder) == "This did not work"


def test_a_catalogue_that_cannot_be_read_stops_the_site_with_a_name(folder: Path) -> None:
    with pytest.raises(LanguageError, match="^de is published, but its texts cannot be read"):
        catalogue("de", folder)
    compiled.catalogue_path(folder, "en").write_bytes(b'msgid "\xff"')
    with pytest.raises(LanguageError, match="^en is published, but its texts cannot be read"):
        catalogue("en", folder)
