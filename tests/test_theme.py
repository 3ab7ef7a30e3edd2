"""The slot for the look of a municipality: served after ours, and refused in one line when it cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.webapp_fixtures import client_of, make_app
from tests.webapp_pages import Page
from webapp.keys import SettingError
from webapp.theme import CSS_NAME, LOGO_NAME, MAX_BYTES

SAMPLE: Final = Path(__file__).resolve().parent.parent / "docs" / "theme-sample.css"
LOGO: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.SVG"
    path.write_text(LOGO, "utf-8")
    return path


def test_the_theme_comes_after_our_own_styles_and_may_be_kept() -> None:
    client = client_of(make_app(THEME_CSS=SAMPLE))
    client.get("/")
    sheets = [e.get("href") for e in client.page.all("link", rel="stylesheet")]
    assert [address.partition("?")[0] for address in sheets] == ["/static/site.css", "/static/theme.css"]
    response = client.get(sheets[1])
    assert response.get_data() == SAMPLE.read_bytes()
    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]


def test_the_logo_stands_before_the_name_of_the_site(logo: Path) -> None:
    client = client_of(make_app(THEME_LOGO=str(logo)))
    client.get("/")
    (picture,) = client.page.all("img")
    assert picture.get("src").startswith("/static/theme-logo.svg?v=")
    assert picture.get("alt") == "", "the name beside it says it all"
    response = client.get(picture.get("src"))
    assert (response.get_data(as_text=True), response.mimetype) == (LOGO, "image/svg+xml")


def test_without_a_theme_there_is_none() -> None:
    client = client_of(make_app())
    page = Page(client.get("/").get_data(as_text=True))
    assert len(page.all("link", rel="stylesheet")) == 1
    assert page.all("img")[0].get("src").startswith("/static/icon.svg")
    assert client.get("/static/theme.css").status_code == 404


@pytest.mark.parametrize("path", ["/", "/nergens"])
def test_the_environment_names_the_theme(path: str, logo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CSS_NAME, str(SAMPLE))
    monkeypatch.setenv(LOGO_NAME, str(logo))
    text = client_of(make_app()).get(path).get_data(as_text=True)
    assert "/static/theme.css?v=" in text and "/static/theme-logo.svg?v=" in text


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (None, "missing.css", "cannot be read: .*missing.css: No such file"),
        (b"a{}", "theme.txt", "must be a file that ends in .css, not "),
        (b" " * (MAX_BYTES + 1), "large.css", f"at most {MAX_BYTES} bytes, and .* has {MAX_BYTES + 1}"),
        (b"\xff\xfe", "letters.css", "must be text in UTF-8"),
        (b"@IMPORT 'x.css';", "more.css", "must load no other file, and .* has @import"),
        (b"a{background:URL(x.png)}", "picture.css", r"must load no other file, and .* has url\("),
    ],
)
def test_a_style_sheet_that_cannot_be_used_stops_the_start(
    tmp_path: Path, content: bytes | None, name: str, told: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SettingError, match=told) as fault:
        make_app(THEME_CSS=tmp_path / name)
    assert str(fault.value).startswith(CSS_NAME) and "\n" not in str(fault.value)


def test_a_folder_is_no_style_sheet(tmp_path: Path) -> None:
    (tmp_path / "theme.css").mkdir()
    with pytest.raises(SettingError, match="Is a directory"):
        make_app(THEME_CSS=tmp_path / "theme.css")


def test_a_logo_of_another_kind_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=f"{LOGO_NAME} must be a file that ends in .svg or .png"):
        make_app(THEME_LOGO=tmp_path / "logo.gif")
