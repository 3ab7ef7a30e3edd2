"""A small page that reads itself aloud, with our own script, style, recordings and headers; how tests look at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest
from flask import Blueprint, Flask, Response, render_template_string
from playwright.sync_api import Browser, Page

from tests.browser_fixtures import served
from tests.browser_site import window
from webapp.kiosk import sound
from webapp.languages import Language, published
from webapp.recordings import Recording, sha256, write_manifest
from webapp.security import EVERYWHERE, content_policy
from webapp.speech import record, voice_for
from webapp.spoken_texts import identity

STATIC: Final = Path(__file__).resolve().parent.parent / "static"
HEADING: Final = "Hoe oud bent u?"
FIRST: Final = "Vul uw leeftijd in, bijvoorbeeld 34."
SECOND: Final = "U hoeft niets te bewaren."
ALL: Final = (HEADING, FIRST, SECOND, "Ja", "Nee", "Waarom?", "Nederlands")
"""What is read of it, in order, where every sentence can be."""

UNRECORDED: Final = "Uw inkomen is € 46,51 hoger dan de grens."

PAGE: Final = """<!doctype html>
<html lang="{{ lang }}" data-sounds="{{ sounds_address(lang) }}">
<head>
<meta charset="utf-8"><title>Voorlezen</title>
<link rel="stylesheet" href="/static/css/tokens.css"><link rel="stylesheet" href="/static/css/base.css">
<link rel="stylesheet" href="/static/css/readaloud.css">
<script src="/static/js/readaloud.js" defer></script>
</head>
<body>
<main id="main">
<p hidden>Dit ziet niemand.</p><p aria-hidden="true">€</p>
<div class="progress"><p>Vraag 4 · Over u</p></div>
<h1><label for="age">Hoe oud
  bent u?</label></h1>
<p>Vul uw <strong>leeftijd</strong> in, bijvoorbeeld 34. U hoeft niets te be&shy;waren.</p>
<div><label>Ja</label><label>Nee</label></div>
<div class="pad"><button>7</button></div><span class="visually-hidden">Alleen voor een ander.</span>
<details><summary>Waarom?</summary><p>Dit is dicht.</p></details>
<div id="far"></div>
{% if more %}<p>Uw inkomen is <bdi>€ 46,51</bdi> hoger dan de grens.</p>{% endif %}
{% for code, name in [("nl", "Nederlands"), ("so", "Soomaali")] %}
<button type="button" data-say-lang="{{ code }}" data-say-name="{{ name }}" data-sound="{{ name_sound(code) }}" hidden>
<span lang="{{ code }}">{{ name }}</span></button>
{% endfor %}
</main>
<button type="button" id="voorlezen" data-start="Lees voor" data-stop="Stop met lezen" hidden>
<span class="voorlezen__words">Lees voor</span></button>
<p id="voorlezen-rest" role="status" data-text="Niet alles kon worden voorgelezen."></p>
</body></html>"""

MARKED: Final = "[...(CSS.highlights.get('voorlezen') || [])].map(range => range.toString().replace(/\\s+/g, ' '))[0]"
READING: Final = "'reading' in document.documentElement.dataset"
SWAP: Final = """() => {
    document.querySelector("#main").innerHTML = "<h1>De volgende vraag</h1>";
    document.dispatchEvent(new CustomEvent("htmx-after-swap", { detail: { ctx: {} } }));
}"""


def recorded(folder: Path, texts: Sequence[str] = ALL) -> Path:
    """Real recordings of these Dutch texts in a folder; gives that of the language."""
    dutch: Language = published()[0]
    voice = voice_for(dutch)
    target = folder / dutch.code
    target.mkdir(parents=True, exist_ok=True)
    made = []
    for text in texts:
        path = target / f"{identity(text)}.opus"
        record(voice, text, path)
        made.append(Recording(path.stem, text, path.name, sha256(path), voice.made_with))
    write_manifest(target, made)
    return target


def talking_app(folder: Path) -> Flask:
    """The page at `/` in Dutch, at `/so` in Somali, at `/more` with a sentence that has no recording."""
    app = Flask("talking", static_folder=str(STATIC), static_url_path="/static")
    app.config["AUDIO"] = str(folder)
    kiosk = Blueprint("kiosk", __name__, url_prefix="/kiosk")
    sound.add_to(kiosk)
    app.register_blueprint(kiosk)

    @app.get("/")
    @app.get("/<path>")
    def page(path: str = "") -> str:
        return render_template_string(PAGE, lang=path if path == "so" else "nl", more=path == "more")

    @app.after_request
    def as_on_the_site(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = content_policy("", at_kiosk=True)
        response.headers.update(EVERYWHERE)
        return response

    return app


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on a server without recordings."""
    with served(talking_app(tmp_path_factory.mktemp("nothing"))) as address:
        yield address


@pytest.fixture(scope="module")
def talking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on a server with a recording of each of its sentences."""
    folder = tmp_path_factory.mktemp("audio")
    recorded(folder)
    with served(talking_app(folder)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window without any voice: as Debian's Chromium is."""
    with window(browser) as found:
        yield found


def sounds_asked_for(page: Page) -> list[str]:
    """The names of the sound files that are asked for, from now on."""
    found: list[str] = []
    page.on("request", lambda one: found.append(one.url.split("/")[-1].split(".")[0]) if ".opus" in one.url else None)
    return found


def press(page: Page) -> None:
    page.locator("#voorlezen").click()


def marked(page: Page) -> str:
    """The sentence that is marked; empty when none is."""
    return str(page.evaluate(MARKED) or "")


def until(page: Page, expression: str, wanted: object) -> None:
    """Wait until it gives this. Playwright's own way of waiting evaluates text in the page, which ours forbid."""
    for _ in range(1000):
        if page.evaluate(expression) == wanted:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{expression} is {page.evaluate(expression)!r}, not {wanted!r}")


def wait_for_mark(page: Page, sentence: str) -> None:
    until(page, MARKED, sentence)
