"""All styles in one file and all icons in another: complete, small, and few requests (P01, P02)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.webapp_fixtures import client_of, make_app
from tests.webapp_pages import Page
from webapp.assets import APART, COMPONENTS, OWN, SHEETS, compact
from webapp.icons import ICONS
from webapp.kiosk.pictograms import load_pictograms

ROOT: Final = Path(__file__).resolve().parent.parent
STATIC: Final = ROOT / "static"
SOURCES: Final = [
    *(ROOT / "templates").rglob("*.html"),
    *(path for path in (ROOT / "webapp").rglob("*.py") if path.name != "icons.py"),
]
"""Where an icon may be named: in a page, or in what a page shows."""
MAX_STYLES: Final = 20_000
MAX_SCRIPTS: Final = 20_000
"""Bytes, compressed with gzip as the server does it."""
MAX_REQUESTS: Final = 10
APP: Final = make_app()


def fetch(address: str, **headers: str) -> bytes:
    response = client_of(APP).get(address, headers={n.replace("_", "-"): value for n, value in headers.items()})
    assert response.status_code == 200, address
    return response.get_data()


def start_page() -> Page:
    return Page(fetch("/").decode())


def loaded_by(page: Page) -> list[str]:
    """What a browser fetches to show a page, each once."""
    linked = [e for e in page.elements if e.tag in ("link", "use") and e.get("rel") != "alternate"]
    found = [e.get("href") for e in linked]
    found += [e.get("src") for e in page.elements if e.tag in ("script", "img")]
    return list(dict.fromkeys(address.partition("#")[0] for address in found))


def test_the_styles_are_every_sheet_in_order() -> None:
    joined = fetch("/static/site.css").decode()
    places = [joined.index(compact((STATIC / name).read_text("utf-8"))) for name in SHEETS]
    assert places == sorted(places)
    assert SHEETS[-1] == "css/print.css", "paper has the last word"
    assert joined.count("{") == joined.count("}")


def test_a_sheet_loses_only_its_indents_and_our_remarks() -> None:
    css = (
        '/* ours */\na {\n  color: red; /* why */\n\n}\n/**\n * @license EUPL-1.2\n */\nb::before { content: "* /"; }\n'
    )
    assert compact(css) == 'a {\ncolor: red;\n}\n/**\n* @license EUPL-1.2\n*/\nb::before { content: "* /"; }'
    assert fetch("/static/site.css").count(b"@license") == len(COMPONENTS)


def test_every_sheet_of_ours_is_used() -> None:
    assert {path.stem for path in (STATIC / "css").iterdir()} == {*OWN, *APART}


def test_P02_styles_and_scripts_are_small() -> None:
    sizes = {address: len(fetch(address, Accept_Encoding="gzip")) for address in loaded_by(start_page())}
    styles = sum(size for address, size in sizes.items() if urlsplit(address).path.endswith(".css"))
    scripts = sum(size for address, size in sizes.items() if urlsplit(address).path.endswith(".js"))
    assert 0 < styles <= MAX_STYLES
    assert 0 < scripts <= MAX_SCRIPTS


def test_P01_the_first_page_takes_few_requests_and_none_elsewhere() -> None:
    addresses = loaded_by(start_page())
    assert 1 + len(addresses) <= MAX_REQUESTS
    assert all(re.fullmatch(r"/static/[\w./-]+\?v=[0-9a-f]{10}", address) for address in addresses)


@pytest.mark.parametrize("name", ["site.css", "icons.svg"])
def test_what_is_made_at_the_start_is_sent_like_any_file(name: str) -> None:
    client = client_of(APP)
    first = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert first.mimetype == {".css": "text/css", ".svg": "image/svg+xml"}[Path(name).suffix]


def test_the_icons_are_one_picture_with_each_by_name() -> None:
    root = ET.fromstring(fetch("/static/icons.svg"))  # noqa: S314 - our own file
    assert [symbol.get("id") for symbol in root] == list(ICONS)
    for symbol in root:
        assert symbol.get("viewBox") == "0 0 24 24"
        assert len(symbol) > 0, symbol.get("id")
        assert not [name for shape in symbol for name in shape.attrib if name in ("style", "href", "stroke")]


def test_every_icon_in_a_page_is_there_and_every_icon_is_used() -> None:
    texts = [path.read_text("utf-8") for path in SOURCES]
    named = {name for text in texts for name in re.findall(r'\bicon\("([a-z-]+)"\)', text)}
    assert named and named - ICONS.keys() == set()
    words = {word for text in texts for word in re.findall(r'"([a-z-]+)"', text)} | set(load_pictograms().values())
    assert ICONS.keys() - words == set(), "an icon that nothing draws is weight for nothing"


def test_an_icon_is_never_the_only_thing_that_tells_something() -> None:
    for picture in start_page().all("svg"):
        assert picture.get("aria-hidden") == "true"
        around = picture.closest("a", "button", "summary", "nav", "li", "h2", "div")
        assert around is not None and around.text
