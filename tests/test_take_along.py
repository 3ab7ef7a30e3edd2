"""Taking the outcome along to another device: the page that offers it, and the link that opens it there."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Final

import pytest
from flask import Flask

from tests.taker import BASE, app_with_link, link_of, somebody, token_of
from tests.webapp_fixtures import KEY, Resident, make_app, text_of
from tests.webapp_households import COUPLE, FAR_ABOVE, SINGLE_PARENT, STORIES, Story
from webapp import config
from webapp.keys import SettingError
from webapp.link import LIFETIME, Sealer, token_for

NOW: Final = 1_795_000_000.0
APP: Final = app_with_link(NOW=lambda: NOW)


def after(days: float) -> Flask:
    """The same site, days later."""
    return app_with_link(NOW=lambda: NOW + timedelta(days=days).total_seconds())


def take_over(resident: Resident, link: str) -> None:
    """Open a link and say yes."""
    resident.get(link)
    assert resident.page.heading == "Wilt u verder met deze antwoorden?"
    response = resident.post(link, {})
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.headers["Location"] == "/uitslag"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_k08_the_link_opens_the_same_result_for_somebody_else(story: Story) -> None:
    first, second = somebody(APP, story), somebody(APP)
    quiet = "unsafe_at_home" not in str(story.facts)
    take_over(second, link_of(first))
    second.get("/uitslag")
    if quiet:
        assert second.answers() == first.answers()
        assert second.advice() == first.advice()
    assert [entry.question for entry in second.answers().entries] == [
        entry.question for entry in first.answers().entries
    ]


def test_the_code_is_a_picture_with_words_and_nothing_inline() -> None:
    resident = somebody(APP, COUPLE)
    resident.get("/meenemen")
    [picture] = re.findall(r'<div class="qr" role="img" aria-label="([^"]+)"><svg [^>]*>', resident.page.html)
    assert "QR-code" in picture
    assert "<style" not in resident.page.html and " style=" not in resident.page.html


def test_the_link_can_be_read_and_copied_and_says_until_when() -> None:
    resident = somebody(APP, COUPLE)
    token = token_of(resident)
    text = text_of(resident.page.html)
    assert f"{BASE}/verder/{token}" in text
    assert "14 dagen" in text
    assert "Iedereen met de code of de link kan uw antwoorden zien." in text
    assert "Wij bewaren uw antwoorden niet." in text
    assert not any("/verder/" in link for link in resident.page.links), "it is for another device"


def test_k08_without_a_public_address_there_is_only_paper() -> None:
    resident = somebody(make_app(), COUPLE)
    resident.get("/meenemen")
    assert "/verder/" not in resident.page.html
    assert "qr" not in resident.page.html.lower()
    assert "/uitslag.pdf" in resident.page.links


def test_without_answers_there_is_nothing_to_take_along() -> None:
    for path in ("/meenemen", "/uitslag.pdf"):
        assert somebody(APP).get(path).path == "/verlopen"


def test_opening_a_link_keeps_nothing_before_somebody_says_yes() -> None:
    resident = somebody(APP)
    resident.get(link_of(somebody(APP, COUPLE)))
    assert resident.answers().entries == ()


def test_who_has_answers_is_warned_and_may_keep_them() -> None:
    resident = somebody(APP, FAR_ABOVE)
    before = resident.answers()
    link = link_of(somebody(APP, COUPLE))
    resident.get(link)
    assert "op dit apparaat staan al antwoorden" in text_of(resident.page.html)
    assert resident.answers() == before
    take_over(resident, link)
    assert resident.answers() != before
    fresh = somebody(APP)
    fresh.get(link)
    assert "op dit apparaat staan al antwoorden" not in text_of(fresh.page.html)


def test_nothing_of_the_old_answers_stays_behind() -> None:
    resident = somebody(APP, FAR_ABOVE)
    with resident.client.session_transaction() as session:
        session["draft"] = ["leeftijd", {"number": ["abc"]}]
        session["something_of_another_page"] = 1
    take_over(resident, link_of(somebody(APP, COUPLE)))
    with resident.client.session_transaction() as session:
        assert not {"draft", "something_of_another_page"} & session.keys()


def test_the_language_travels_along_unless_the_other_device_has_chosen_one() -> None:
    first = somebody(APP, COUPLE)
    first.get("/?taal=en")
    link = link_of(first)
    second = somebody(APP)
    assert second.get(link).language == "en"
    third = somebody(APP)
    third.get("/?taal=nl")
    assert third.get(link).language == "nl"


def test_a_link_needs_the_token_of_the_form() -> None:
    resident = somebody(APP)
    link = link_of(somebody(APP, COUPLE))
    resident.get(link)
    assert resident.post(link, {}, token="wrong").headers["Location"] == link, "it opens as before: nothing is lost"
    assert resident.answers().entries == ()


def test_a_browser_without_cookies_is_told_so_instead_of_shown_the_same_page_for_ever() -> None:
    link = link_of(somebody(APP, COUPLE))
    assert somebody(APP).post(link, {}).headers["Location"].startswith("/verlopen")


def test_nobody_who_waited_long_hears_that_the_answers_are_gone_while_they_are_there() -> None:
    resident = somebody(APP, COUPLE)
    resident.get("/meenemen")
    assert resident.post("/meenemen", {}, token="wrong").headers["Location"] == "/meenemen"
    assert "Deze pagina stond lang open." in resident.get("/meenemen").html
    assert somebody(APP).post("/meenemen", {}).headers["Location"].startswith("/verlopen")


@pytest.mark.parametrize("story", [None, FAR_ABOVE], ids=["no answers here", "answers here"])
@pytest.mark.parametrize(
    ("kind", "status", "heading"),
    [
        ("expired", HTTPStatus.GONE, "Deze link werkt niet meer"),
        ("another version", HTTPStatus.GONE, "Deze link is te oud voor onze vragen"),
        ("another key", HTTPStatus.NOT_FOUND, "Deze link klopt niet"),
        ("altered", HTTPStatus.NOT_FOUND, "Deze link klopt niet"),
        ("cut", HTTPStatus.NOT_FOUND, "Deze link klopt niet"),
        ("nonsense", HTTPStatus.NOT_FOUND, "Deze link klopt niet"),
    ],
)
def test_a_link_that_does_not_open_says_why_and_takes_nothing_away(
    kind: str, status: HTTPStatus, heading: str, story: Story | None
) -> None:
    token = token_of(somebody(APP, COUPLE))
    other = Sealer([f"{KEY}, but another one"])
    bad = {
        "expired": token,
        "another version": "AI" + token[2:],
        "another key": token_for(somebody(APP, COUPLE).answers(), "nl", other, NOW),
        "altered": token[:60] + ("A" if token[60] != "A" else "B") + token[61:],
        "cut": token[:-8],
        "nonsense": "hallo",
    }[kind]
    app = after(14) if kind == "expired" else APP
    resident = somebody(app, story)
    before = resident.answers()
    response = resident.client.get(f"/verder/{bad}")
    assert response.status_code == status
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert resident.client.page.heading == heading
    assert bad not in response.get_data(as_text=True), "a token that is of no use is not repeated"
    resident.page = resident.client.page
    assert ("/vraag" if story else "/") in resident.page.links
    resident.get("/over")
    assert resident.answers() == before
    resident.get("/vraag/gemeente")
    assert resident.post(f"/verder/{bad}", {}).headers["Location"] == f"/verder/{bad}"
    assert resident.answers() == before


def test_k08_it_works_for_fourteen_days() -> None:
    link = link_of(somebody(APP, COUPLE))
    almost = somebody(after(13.9))
    take_over(almost, link)
    assert timedelta(days=14) == LIFETIME


def test_pages_of_links_are_not_for_search_engines() -> None:
    resident = somebody(APP)
    response = resident.client.get(link_of(somebody(APP, COUPLE)))
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response.headers["Cache-Control"]


def test_changed_tokens_never_open_and_are_never_an_error_of_ours() -> None:
    token = token_of(somebody(APP, SINGLE_PARENT))
    client = APP.test_client()
    chance = random.Random(4)
    for _ in range(300):
        at = chance.randrange(len(token))
        letter = chance.choice("ABCxyz019-_.~!é€%2F;:@&=+$, \u202e")
        changed = token[:at] + letter + token[at + chance.randrange(3) :]
        if changed != token:
            status = client.get(f"/verder/{changed}").status_code
            assert status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE), changed


def test_an_older_key_still_opens_a_link() -> None:
    link = link_of(somebody(APP, COUPLE))
    turned = app_with_link(
        NOW=lambda: NOW, SECRET_KEY="a new key for tests only, long enough", SECRET_KEY_FALLBACKS=[KEY]
    )
    take_over(somebody(turned), link)


def test_a_link_of_older_questions_says_that_some_are_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    link = link_of(somebody(APP, COUPLE))
    catalogue = APP.extensions["catalogue"]
    fewer = replace(catalogue, questions=tuple(q for q in catalogue.questions if q.id != "hulp"))
    monkeypatch.setitem(APP.extensions, "catalogue", fewer)
    resident = somebody(APP)
    resident.get(link)
    assert "1 vraag is veranderd." in text_of(resident.page.html)


@pytest.mark.parametrize(
    "address",
    [
        "https://rondkomen.example",
        "https://rondkomen.example/",
        "http://localhost:8000",
        "http://127.0.0.1",
        "http://[::1]:1",
    ],
)
def test_a_public_address_may_be(address: str) -> None:
    assert config.public_address(address) == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://rondkomen.example",
            "rondkomen.example",
            "ftp://a.nl",
            "javascript:alert(1)",
            "https://",
            "https:///x",
        ),
        *("https://a.nl/pad", "https://a.nl?x=1", "https://a.nl#x", "https://ik@a.nl", "https://a nl"),
        *("http://localhost.kwaad.nl", "http://127.0.0.1.kwaad.nl", "https://a.nl\n", "http://[::1]kwaad.nl"),
    ],
)
def test_a_public_address_may_not_be(address: str) -> None:
    with pytest.raises(SettingError, match="RONDKOMENWIJZER_PUBLIC_BASE_URL"):
        config.public_address(address)


def test_the_public_address_is_checked_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(config.PUBLIC_NAME, "http://rondkomen.example")
    with pytest.raises(SettingError, match="https://"):
        make_app()
    monkeypatch.setenv(config.PUBLIC_NAME, "https://rondkomen.example/")
    assert make_app().config["PUBLIC_BASE_URL"] == "https://rondkomen.example"
