"""The checks of every page bite: a good page passes, and each way to spoil it is refused by name."""

from __future__ import annotations

from typing import Final

import pytest
from flask import Flask, Response

from tests.webapp_client import CheckingClient, broken_header_rules
from tests.webapp_page_rules import broken_rules, fault_in_address
from tests.webapp_pages import Page
from tests.webapp_question_rules import broken_question_rules

GOOD: Final = """<!doctype html>
<html lang="nl" dir="ltr">
<head>
  <meta charset="utf-8">
  <title>Fout: vraag 2: Hoe oud bent u? – Rondkomenwijzer</title>
  <link rel="stylesheet" href="/static/css/base.css?v=0123456789">
  <script src="/static/js/fresh.js?v=0123456789" defer></script>
</head>
<body>
  <header>
    <ul><li><a href="/vraag/leeftijd?taal=en" lang="en" hreflang="en">English</a></li></ul>
    <form method="post" action="/snel-weg"><button type="submit">Snel weg</button></form>
  </header>
  <main id="main" tabindex="-1">
    <section id="fouten" tabindex="-1" aria-labelledby="fouten-titel">
      <h2 id="fouten-titel">Er is nog iets niet goed</h2>
      <ul><li><a href="#number">Vul uw leeftijd in.</a></li></ul>
    </section>
    <form class="question" method="post" action="/vraag/leeftijd?terug=uitslag" novalidate autocomplete="off">
      <input type="hidden" name="csrf_token" value="x">
      <h1><label for="number">Hoe oud bent u?</label></h1>
      <p id="hint">Hooguit <bdi dir="ltr">€ 1,00</bdi>.</p>
      <p class="utrecht-form-field-error-message" id="number-fout">Vul uw leeftijd in.</p>
      <input type="text" id="number" name="number" value="" autocomplete="off" aria-required="true"
             aria-describedby="hint number-fout" aria-invalid="true">
      <fieldset><legend>Anders</legend>
        <input type="checkbox" id="unknown" name="unknown" value="1"><label for="unknown">Ik weet het niet</label>
      </fieldset>
      <button type="submit">Volgende vraag</button>
    </form>
    <details><summary>Waarom vragen we dit?</summary><p>Daarom.</p></details>
    <dl><div><dt>Bij</dt><dd>Ons</dd></div></dl>
  </main>
  <aside><h2>Hulp nodig?</h2><p>Bel 053 481 78 00.</p></aside>
  <footer><a href="/over">Over</a> <a href="/privacy">Privacy</a> <a href="/toegankelijkheid">Toegankelijk</a></footer>
</body>
</html>
"""

SPOILED: Final = [
    ("<!doctype html>", "", "does not begin with <!doctype html>"),
    ("</section>", "", "closes nothing"),
    ('<main id="main"', '<main id="main" id="main"', "has id twice"),
    ("<p>Daarom.</p>", "<p>Daarom.<br></br></p>", "</br> closes nothing"),
    ("<p>Daarom.</p>", "<p />Daarom.", "does not close itself"),
    ("</html>", "</html>Nog iets", "text outside the document"),
    ("<p>Daarom.</p>", "<marquee>Daarom.</marquee>", "<marquee> is not an element"),
    ("<p>Daarom.</p>", "<p><ul><li>Daarom.</li></ul></p>", "<ul> is inside <p>"),
    ("<dt>Bij</dt>", "<dt>Bij</dt><p>Zo</p>", "is no name with values"),
    ("<dl><div>", "<dl>Los<div>", "text straight in <dl>"),
    ("<ul><li><a href=", "<ul><p>Nee</p><li><a href=", "<p> is no child for <ul>"),
    ("<p>Daarom.</p>", "<li>Daarom.</li>", "<details> is no parent for <li>"),
    ("<p>Daarom.</p>", "<ul></ul>", "<ul> is empty"),
    ("<legend>Anders</legend>", "", "has not one <legend>"),
    ("<fieldset><legend>", "<fieldset><p>Eerst</p><legend>", "does not begin with <legend>"),
    ("<p>Daarom.</p>", "<table><tr><p>Nee</p></tr></table>", "<p> is no child for <tr>"),
    ("Snel weg</button>", '<a href="/">Weg</a></button>', "is inside <button"),
    ("<h2>Hulp nodig?</h2>", "<h2></h2>", "<h2> says nothing"),
    ("<p>Daarom.</p>", '<p><img src="/static/x.svg"></p>', "has no alt"),
    ("<h2>Hulp nodig?</h2>", "<h1>Hulp nodig?</h1>", "2 times h1"),
    ("vraag 2: Hoe oud bent u?", "Hoe oud bent u? (vraag 2)", "does not begin with the heading"),
    (" – Rondkomenwijzer", "", "title without the site's name"),
    ("<h2>Hulp nodig?</h2>", "<h3>Hulp nodig?</h3>", "h1 is followed by h3"),
    ('id="hint"', 'id="number"', "id number is there twice"),
    ('aria-labelledby="fouten-titel"', 'aria-labelledby="titel"', "refers to titel, which is not there"),
    ('aria-describedby="hint number-fout"', 'aria-describedby=""', "has an empty reference"),
    ('href="#number"', 'href="#age"', "leads nowhere"),
    ("<body>", "<body><style>p{}</style>", "<style> is inline"),
    ("<p>Daarom.</p>", '<p onclick="x()">Daarom.</p>', "is inline"),
    ("<body>", "<body><script>x()</script>", "inline script"),
    ('href="/over"', 'href="javascript:x()"', "runs a script"),
    ('href="/static/css', 'href="https://example.org/css', "is not our own file"),
    ('src="/static/js', 'src="//example.org/js', "is not our own file"),
    ('name="number"', 'name="number" placeholder="34"', "has placeholder"),
    ('name="number"', 'name="number" required', "has required"),
    ('name="number"', 'name="number" maxlength="3"', "has maxlength"),
    ('name="number"', 'name="number" autofocus', "has autofocus"),
    ('name="number"', 'name="number" style="color:red"', "has style"),
    ('<button type="submit">V', '<button type="submit" disabled>V', "has disabled"),
    ('type="text"', 'type="number"', "field of a kind we do not use"),
    ('type="text"', 'type="email"', "field of a kind we do not use"),
    ('name="number"', 'name="number" tabindex="2"', "changes the order of the keyboard"),
    ('<label for="unknown">', '<label for="number">', "0 visible labels"),
    ('<label for="unknown">', '<label class="visually-hidden" for="unknown">', "visible labels"),
    ('name="number"', 'name="number" aria-label="Leeftijd"', "not named by its label"),
    ("<fieldset>", '<fieldset aria-label="Kies">', "not named by its legend"),
    ('value="" autocomplete="off"', 'value=""', "would be filled in by the browser"),
    ('value="" autocomplete="off"', 'value="" autocomplete="bday"', "asks the browser for personal data"),
    ('name="number"', 'name="bsn"', "is no field of ours"),
    ("Hoe oud bent u?", "Wat is uw geboortedatum?", "asks who somebody is"),
    ('name="csrf_token"', 'name="income"', "is no hidden field of ours"),
    ('class="question" method="post"', 'class="question" method="get"', "in the address"),
    ('<input type="hidden" name="csrf_token" value="x">', "", "has no token"),
    ("?terug=uitslag", "?age=34", "says too much: age"),
    ("?terug=uitslag", "?terug=1395,00", "says too much: terug"),
    ('<bdi dir="ltr">€ 1,00</bdi>', "€ 1,00", "an amount is not in <bdi"),
    ('<bdi dir="ltr">', "<bdi>", "an amount is not in <bdi"),
    ('lang="nl"', 'lang="xx"', "names no language that is published"),
    ('dir="ltr">\n<head>', 'dir="rtl">\n<head>', "names no language that is published"),
    ("<p>Daarom.</p>", '<p lang="en">Because.</p>', "marked as en, but"),
    ("<p>Daarom.</p>", '<p lang="zz">Ja</p>', "not in the list"),
    ("<aside>", "<div>", "put together in another way"),
    ("053 481 78 00", "ons", "no phone number"),
    ('href="/privacy"', 'href="/"', "no link to /privacy"),
    ('action="/snel-weg"', 'action="/weg"', "no way to leave in a hurry"),
]
SPOILED_QUESTIONS: Final = [
    ('<h1><label for="number">Hoe oud bent u?</label></h1>', "<h1>Hoe oud bent u?</h1>", "neither the label nor the"),
    ("novalidate ", "", "lets the browser check"),
    (' aria-required="true"', "", "nothing says that an answer is needed"),
    ('aria-describedby="hint number-fout"', 'aria-describedby="number-fout"', "the hint belongs to nothing"),
    ('aria-describedby="hint number-fout"', 'aria-describedby="hint"', "the error belongs to no field"),
    (' aria-invalid="true"', "", "the error belongs to no field"),
    ("Ik weet het niet", "Weet ik niet", "nobody can say"),
    ("Waarom vragen we dit?", "Meer", "does not say why"),
    ("<title>Fout: v", "<title>V", "a title that does not tell"),
    ('id="fouten" tabindex="-1"', 'id="fouten"', "no summary that takes the focus"),
    ('href="#number">Vul', 'href="#main">Vul', "no link in the summary goes to the field"),
    ('<p class="utrecht-form-field-error-message"', "<p", "an error is announced, but there is none"),
]


def test_a_good_page_is_good() -> None:
    page = Page(GOOD)
    assert broken_rules(page) == []
    assert broken_question_rules(page) == []


@pytest.mark.parametrize(("part", "instead", "complaint"), SPOILED)
def test_a_spoiled_page_is_refused(part: str, instead: str, complaint: str) -> None:
    assert part in GOOD
    found = "\n".join(broken_rules(Page(GOOD.replace(part, instead))))
    assert complaint in found


@pytest.mark.parametrize(("part", "instead", "complaint"), SPOILED_QUESTIONS)
def test_a_spoiled_question_is_refused(part: str, instead: str, complaint: str) -> None:
    assert part in GOOD
    assert complaint in "\n".join(broken_question_rules(Page(GOOD.replace(part, instead))))


def test_a_dutch_name_on_a_page_in_another_language_has_to_say_so() -> None:
    english = (
        GOOD.replace("Fout: vraag", "Error: question")
        .replace('lang="nl"', 'lang="en"')
        .replace('lang="en" hreflang="en">English', 'lang="nl">Nederlands')
    )
    assert broken_rules(Page(english)) == []
    loose = english.replace("<p>Daarom.</p>", "<h2>Stichting Leergeld</h2>")
    assert "is not marked as Dutch" in "\n".join(broken_rules(Page(loose)))
    marked = english.replace("<p>Daarom.</p>", '<h2><span lang="nl">Stichting Leergeld</span></h2>')
    assert broken_rules(Page(marked)) == []
    untranslated = english.replace("<p>Daarom.</p>", '<p lang="nl">Daarom.</p>')
    assert "is no name" in "\n".join(broken_rules(Page(untranslated)))


GOOD_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Set-Cookie": "session=x; HttpOnly; Path=/; SameSite=Lax",
}
SPOILED_HEADERS: Final = [
    ("X-Content-Type-Options", "", "may guess"),
    ("Referrer-Policy", "unsafe-url", "told to other sites"),
    ("Cross-Origin-Resource-Policy", None, "no Cross-Origin-Resource-Policy"),
    ("Cross-Origin-Opener-Policy", "unsafe-none", "another window"),
    ("Permissions-Policy", "camera=(self)", "may use the camera"),
    ("Cache-Control", "private", "may keep the page"),
    ("Content-Security-Policy", "default-src 'self'", "has default-src"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'", "move its addresses"),
    ("Content-Security-Policy", GOOD_HEADERS["Content-Security-Policy"] + "; script-src 'unsafe-inline'", "lets in"),
    ("Content-Security-Policy", GOOD_HEADERS["Content-Security-Policy"] + "; img-src https:", "lets in"),
    ("Set-Cookie", "session=x; Path=/; SameSite=Lax", "can be reached"),
    ("Set-Cookie", "session=x; HttpOnly; Path=/; SameSite=Lax; Domain=example.org", "can be reached"),
    ("Set-Cookie", f"session={'x' * 3800}; HttpOnly; Path=/; SameSite=Lax", "characters"),
    ("Location", "/uitslag?income=1395", "the redirect says too much: income"),
]


def serving(html: str, headers: dict[str, str], mimetype: str = "text/html") -> CheckingClient:
    """A client on an application that gives only this."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: Response(html, headers=headers, mimetype=mimetype))
    return CheckingClient(app, app.response_class)


@pytest.mark.parametrize(("name", "value", "complaint"), SPOILED_HEADERS)
def test_spoiled_headers_are_refused(name: str, value: str | None, complaint: str) -> None:
    headers = {**GOOD_HEADERS, name: value}
    with pytest.raises(AssertionError, match=complaint):
        serving(GOOD, {key: value for key, value in headers.items() if value is not None}).get("/")


def test_the_client_looks_at_the_page_and_its_question() -> None:
    client = serving(GOOD, GOOD_HEADERS)
    assert list(broken_header_rules(client.get("/"))) == []
    assert client.page.heading == "Hoe oud bent u?"
    with pytest.raises(AssertionError, match="leads nowhere"):
        serving(GOOD.replace("#number", "#age"), GOOD_HEADERS).get("/")
    with pytest.raises(AssertionError, match="lets the browser check"):
        serving(GOOD.replace("novalidate ", ""), GOOD_HEADERS).get("/")


def test_no_cookie_comes_with_json() -> None:
    with pytest.raises(AssertionError, match="a cookie comes with /"):
        serving("{}", GOOD_HEADERS, "application/json").get("/")


@pytest.mark.parametrize("address", ["/uitslag", "/vraag/x?terug=uitslag&taal=en#fouten", "https://example.org/?q=1"])
def test_good_addresses(address: str) -> None:
    assert fault_in_address(address) == ""
