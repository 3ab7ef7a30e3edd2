"""Languages: which there are, which one a page is in, and its texts. Dutch is the source; a text is its own key."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel import negotiate_locale
from babel.support import NullTranslations, Translations
from flask import Flask, Response, current_app, g, has_request_context, request, session, url_for
from flask_babel import Babel, Domain, get_locale, get_translations

from rules import Say, as_written
from webapp.compiled import DOMAIN, catalogue_path, up_to_date
from webapp.languages import FOLDER, Language, LanguageError, published, source
from webapp.mode import at_kiosk, interview_url

WITH_PAGES: Final = ("wizard", "pages", "takealong", "whatif", "staff", "kiosk", "chat", "content")
FOR_SEARCH: Final = (
    "wizard.start",
    *(f"pages.{name}" for name in ("how", "rules", "scheme_rules", "glossary", "places")),
)
"""Pages without answers, that somebody may look for: each language of them has an address of its own."""

COMMA: Final = {"ltr": ", ", "rtl": "، "}
IS_ERROR: Final = "is_error"
KEPT: Final = "kept_in_links"
IN_LINK: Final = "taal"
"""The name of the language in an address and in the session."""


def language() -> Language:
    """The language of this page."""
    code = str(get_locale() or source().code)
    return next((one for one in published() if one.code == code), source())


def speaker() -> Say:
    """What gives Dutch texts in the language of this page; ask for it once where there are many."""
    if language().is_source:
        return as_written
    texts = get_translations()
    return lambda text: str(texts.gettext(text)) if text else ""


def later(text: str) -> str:
    """A Dutch sentence that a later page says: only marked here, so that translators find it."""
    return text


def say(text: str) -> str:
    """One text that came out of a YAML file, in the language of this page."""
    return speaker()(text)


def choose() -> str:
    """The language for this request: what the link says, else what was chosen before, else what the browser prefers.

    The API keeps nothing and reads no cookie: there only the request's own header counts.
    """
    codes = [one.code for one in published()]
    if not has_request_context():
        return source().code
    if request.blueprint != "api":
        for wish in (request.args.get(IN_LINK), session.get(IN_LINK)):
            if wish in codes:
                return str(wish)
    if at_kiosk():
        return source().code  # Its browser is nobody's: what that prefers says nothing about who stands there.
    # Not Werkzeug's own best match: for a browser that says "en-GB, nl;q=0.5" that is Dutch.
    wishes = [tag for tag, quality in request.accept_languages if quality]
    return negotiate_locale(wishes, codes, sep="-") or source().code


def register(app: Flask) -> None:
    """Make every page speak the language that was chosen, and remember a choice made in a link."""
    babel = Babel(app, default_locale=source().code, locale_selector=choose, default_domain=DOMAIN)
    babel.domain_instance = texts = Domain(domain=DOMAIN)
    for one in published():
        texts.cache[one.code, DOMAIN] = NullTranslations() if one.is_source else catalogue(one.code)
    app.before_request(remember)
    app.after_request(name_language)
    app.context_processor(
        lambda: {
            "language": language(),
            "language_links": language_links,
            "addresses_for_search": addresses_for_search,
            "comma": COMMA[language().direction],
        }
    )


def remember() -> None:
    """Keep the language of the link, so that the next page has it too.

    Not with a form: one from another site comes without our cookie, and a new one would take the place of the answers.
    """
    wish = request.args.get(IN_LINK)
    if is_page() and wish in [one.code for one in published()]:
        session[IN_LINK] = wish


def name_language(response: Response) -> Response:
    """Say in a header which language a page is in."""
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = language().code
    return response


def language_links() -> list[tuple[Language, str]]:
    """The other languages, each with the address of this same page in it."""
    return [(one, same_page(**{IN_LINK: one.code})) for one in published() if one != language()]


def same_page(**values: Any) -> str:
    """The address of this page, with something else in it.

    Nothing of the address that was asked for comes back in it, but what the page itself has checked (`keep_in_links`).
    A page about an error has no address of its own: there the links lead to the first page.
    """
    if not is_page() or g.get(IS_ERROR):
        return interview_url("start", **values)
    return url_for(str(request.endpoint), **{**(request.view_args or {}), **g.get(KEPT, {}), **values})


def addresses_for_search() -> list[tuple[str, str]]:
    """(language, address) of each language of a page that search engines may show; `x-default` is the one that chooses.

    A page with answers has none. The address is whole where the site knows its own name.
    """
    if not is_page() or g.get(IS_ERROR) or request.endpoint not in FOR_SEARCH:
        return []
    home, here = current_app.config["PUBLIC_BASE_URL"], url_for(str(request.endpoint), **(request.view_args or {}))
    found = [(one.code, f"{home}{here}?{IN_LINK}={one.code}") for one in published()]
    return [*found, ("x-default", f"{home}{here}")]


def is_page() -> bool:
    """Whether this asks for a page that people can open, by an address that exists."""
    return request.method in ("GET", "HEAD") and request.endpoint is not None and request.blueprint in WITH_PAGES


def link_to_start() -> None:
    """Let the links to this same page lead to the first page: this one is about an error."""
    setattr(g, IS_ERROR, True)


def keep_in_links(**values: str) -> None:
    """Let the links to this same page carry these values too; empty ones are left out."""
    setattr(g, KEPT, {name: value for name, value in values.items() if value})


@cache
def catalogue(code: str, folder: Path = FOLDER) -> Translations:
    """The texts of one language. LanguageError when they cannot be read."""
    try:
        return Translations(BytesIO(up_to_date(catalogue_path(folder, code), code)), domain=DOMAIN)
    except (OSError, ValueError) as error:
        raise LanguageError(f"{code} is published, but its texts cannot be read: {error}") from None
