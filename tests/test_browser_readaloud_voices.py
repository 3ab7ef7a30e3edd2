"""Reading aloud with a voice of the device itself, where there is no file; never with one that is elsewhere (K05)."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page, Route, expect

from tests.talking_page import (
    ALL,
    FIRST,
    READING,
    UNRECORDED,
    marked,
    page,
    press,
    silent,
    sounds_asked_for,
    talking,
    until,
)
from webapp.spoken_texts import identity

__all__ = ["page", "silent", "talking"]

pytestmark = pytest.mark.browser

# A browser with voices that says nothing, but tells what it was asked, and ends each sentence when the test wants it.
VOICES: Final = """given => {
    class Voices extends EventTarget {
        asked = [];
        here = given;
        getVoices() { return this.here; }
        speak(utterance) { this.asked.push(utterance); }
        cancel() { this.cancelled = true; }
    }
    Object.defineProperty(window, "speechSynthesis", { value: new Voices(), writable: true });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
LOCAL: Final = '{name: "local", lang: "nl_NL", localService: true}'
REMOTE: Final = '{name: "remote", lang: "nl-NL", localService: false, default: true}'
SOMALI: Final = '{name: "so", lang: "so", localService: true}'
ASKED: Final = "speechSynthesis.asked.map(one => [one.text, one.voice.name])"
END_LAST: Final = "speechSynthesis.asked.at(-1).onend()"


def with_voices(page: Page, *voices: str) -> None:
    page.add_init_script(f"({VOICES})([{', '.join(voices)}])")


def wait_for_voice(page: Page, number: int) -> None:
    """Wait until the voice was asked for this many sentences."""
    until(page, "speechSynthesis.asked.length", number)


def test_K05_only_a_voice_of_the_device_itself_is_used(page: Page, silent: str) -> None:
    with_voices(page, REMOTE, LOCAL, SOMALI)
    page.goto(silent)
    press(page)
    for number, sentence in enumerate(ALL, start=1):
        wait_for_voice(page, number)
        said, voice = page.evaluate(ASKED)[-1]
        assert (said.replace("\u00ad", ""), voice) == (sentence, "local")
        page.evaluate(END_LAST)
    wait_for_voice(page, 8)
    assert page.evaluate(ASKED)[-1] == ["Soomaali", "so"], "each in its own language"
    page.evaluate(END_LAST)
    expect(page.locator("#voorlezen")).to_have_text("Lees voor")
    expect(page.locator("#voorlezen-rest")).to_be_empty()


def test_K05_a_voice_that_sends_the_text_elsewhere_is_as_none(page: Page, silent: str) -> None:
    with_voices(page, REMOTE)
    page.goto(silent, wait_until="networkidle")
    expect(page.locator("#voorlezen")).to_be_hidden()
    expect(page.locator("[data-say-name]:visible")).to_have_count(0)


def test_a_voice_that_comes_later_or_of_another_language(page: Page, silent: str) -> None:
    with_voices(page, SOMALI)
    page.goto(silent, wait_until="networkidle")
    expect(page.locator("#voorlezen")).to_be_hidden()
    page.evaluate(f"speechSynthesis.here = [{LOCAL}]; speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(page.locator("#voorlezen")).to_be_visible()
    expect(page.locator("[data-say-name]:visible")).to_have_text(["Nederlands"])


def test_a_file_goes_first_and_what_has_none_is_spoken(page: Page, talking: str) -> None:
    with_voices(page, LOCAL)
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/*.json*", hold)
    page.route(f"**/{identity(FIRST)}.opus*", lambda route: route.abort())
    page.goto(f"{talking}/more")
    press(page)
    while not waiting:
        page.wait_for_timeout(20)
    assert page.evaluate(ASKED) == [], "first what has a file must be known"
    waiting[0].continue_()
    wait_for_voice(page, 1)
    assert page.evaluate(ASKED) == [[FIRST, "local"]], "its file did not come"
    page.evaluate(END_LAST)
    wait_for_voice(page, 2)
    assert page.evaluate(ASKED)[-1] == [UNRECORDED, "local"]
    assert marked(page) == UNRECORDED
    page.evaluate(END_LAST)
    expect(page.locator("#voorlezen")).to_have_text("Lees voor")
    expect(page.locator("#voorlezen-rest")).to_be_empty()


def test_a_voice_that_hangs_does_not_keep_the_clock_standing_still(page: Page, silent: str) -> None:
    with_voices(page, LOCAL)
    page.clock.install()
    page.goto(silent)
    press(page)
    wait_for_voice(page, 1)
    page.clock.run_for(10_000)
    assert page.evaluate(READING)
    page.clock.run_for(10_000)
    assert not page.evaluate(READING)
    assert page.evaluate("speechSynthesis.cancelled")
    expect(page.locator("#voorlezen-rest")).to_have_text("Niet alles kon worden voorgelezen.")


def test_the_sentence_that_is_heard_is_in_sight(page: Page, silent: str) -> None:
    with_voices(page, LOCAL)
    page.emulate_media(reduced_motion="reduce")
    page.goto(silent)
    page.evaluate("document.querySelector('#far').style.height = '3000px'")
    press(page)
    for number, sentence in enumerate(ALL, start=1):
        wait_for_voice(page, number)
        assert page.evaluate("scrollY > 1000") is (sentence == "Nederlands")
        page.evaluate(END_LAST)


def test_the_name_of_a_language_is_said_by_a_file_or_a_voice(page: Page, talking: str) -> None:
    with_voices(page, SOMALI)
    asked = sounds_asked_for(page)
    page.goto(f"{talking}/so", wait_until="networkidle")
    assert asked == []
    page.locator("[data-say-name=Soomaali]").click()
    wait_for_voice(page, 1)
    assert page.evaluate(ASKED) == [["Soomaali", "so"]]
    with page.expect_request(f"**/{identity('Nederlands')}.opus*"):
        page.locator("[data-say-name=Nederlands]").click()
    assert page.evaluate("speechSynthesis.cancelled"), "one thing at a time"
    assert not page.evaluate(READING)
