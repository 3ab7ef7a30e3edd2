"""An office on paper: what it does, and how to reach it without a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rules import Policy, Referral, meaning
from webapp.i18n import say, speaker
from webapp.paper.words import plain

IN_WORDS: Final = ("phone_text", "hours")
"""What is said about the phone, in this order."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How to reach an office; what is not known is empty. `name` and `address` stay Dutch, `words` are sentences.

    `unchecked`: why these should be checked, or empty; the letter says it once for all offices.
    """

    name: str
    phone: str
    address: str
    email: str
    web: str
    words: tuple[str, ...]
    unchecked: str


@dataclass(frozen=True, slots=True)
class Office:
    """One office: what it is called, what that means, what it does."""

    name: str
    meaning: str
    text: tuple[str, ...]
    ways: Ways


def office_of(referral: Referral) -> Office:
    """The office of a referral, in the language of the reader."""
    more = referral.contact.get("text", "")
    texts = (referral.text, more if more not in referral.text else "")
    return Office(
        name=referral.title,
        meaning=meaning(referral.title, speaker()) or "",
        text=tuple(plain(say(text)) for text in texts if text),
        ways=ways_of(referral.contact),
    )


def ways_of(contact: Mapping[str, str]) -> Ways:
    """How to reach it: from a contact of the policy, or from how a scheme is applied for."""
    address = contact.get("address", "")
    return Ways(
        name=contact.get("name", ""),
        phone=contact.get("phone", ""),
        address=f"{address}, {contact['postcode']} {contact['city']}" if address else "",
        email=contact.get("email", ""),
        web=contact.get("url", "").removeprefix("https://").rstrip("/"),
        words=tuple(plain(say(contact[key])) for key in IN_WORDS if contact.get(key)),
        unchecked=plain(say(contact.get("caution", ""))),
    )


def places_in(policy: Policy) -> tuple[str, ...]:
    """Where people can walk in, each on one line; the city only where it is another one than the municipality."""
    home = next(place.name for place in policy.municipalities if place.slug == policy.served)
    return tuple(
        f"{place.name}: {place.address}, {place.postcode}" + (f" {place.city}" if place.city != home else "")
        for place in policy.wijkwijzers
    )
