"""Which sentences the kiosk can show in a language, so that they can be recorded. Needs a checkout of the project."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from babel.messages.catalog import Catalog, Message

from rules import Policy, load_policy, meaning, texts_of
from webapp.languages import Language
from webapp.questions import load_catalogue
from webapp.sentences import readable, sentences, spoken
from webapp.strings import placeholders, template, updated

NOT_THERE: Final = (
    *(f"templates/{name}/" for name in ("staff", "content", "chat", "pages", "whatif", "takealong", "layouts")),
    *(f"webapp/{name}/" for name in ("staff", "content", "chat", "pages", "whatif", "takealong", "api", "paper")),
    *(f"webapp/views/{name}" for name in ("staff", "variant", "rules_page", "glossary_page", "api_page", "whatif")),
    *(f"webapp/views/{name}" for name in ("scheme_changes", "attention", "values", "preview", "figure_groups")),
    "webapp/glossary",
)
"""How the places begin of which no text is on a page of the kiosk. A new place counts as one that is."""

_POLICY: Final = "rules/policy"


def identity(sentence: str) -> str:
    """The name of a sentence in files and lists: the same as long as it sounds the same."""
    return hashlib.sha256(spoken(sentence).encode()).hexdigest()[:12]


def spoken_texts(language: Language) -> dict[str, str]:
    """{id: sentence} of everything that can be recorded; the own name of the language first.

    What has a placeholder in it is known only when the page is made, so that sentence is left out.
    """
    policy = load_policy()
    texts = template()
    said = texts if language.is_source else updated(language, texts)
    found: dict[str, str] = {}
    for text in (language.name, *_catalogue_texts(said, policy, language), *_names(said, policy, language)):
        for sentence in sentences(text):
            if not placeholders(sentence):
                found.setdefault(identity(sentence), readable(sentence))
    return found


def _catalogue_texts(said: Catalog, policy: Policy, language: Language) -> Iterator[str]:
    """Every text of the kiosk, as the language says it; of a text with numbers all forms."""
    shown = {text for _where, text in texts_of(policy)}
    for message in said:
        if message.id and _is_there(message, shown):
            forms = (message.id if language.is_source else message.string) or ()
            yield from [forms] if isinstance(forms, str) else forms


def _is_there(message: Message, shown: set[str]) -> bool:
    """Whether a page of the kiosk can show this text. `shown`: those of the policy that are not only on rule pages."""
    places = {place for place, _line in message.locations if not place.startswith(NOT_THERE)}
    return bool(places - {_POLICY}) or (_POLICY in places and message.id in shown)


def _names(said: Catalog, policy: Policy, language: Language) -> Iterator[str]:
    """Names that are Dutch everywhere: of municipalities; and of schemes and offices, with their meaning behind it."""
    for question in load_catalogue(policy).questions:
        yield from (choice.text for choice in question.choices if choice.is_name)
    titles = [*(scheme.title for scheme in policy.schemes), *(rule.title for rule in policy.referrals)]
    for title in titles:
        meant = None if language.is_source else meaning(title, lambda text: _said(said, text))
        yield f"{title} ({meant})" if meant else title


def _said(said: Catalog, text: str) -> str:
    message = said.get(text)
    return str(message.string) if message and message.string else text
