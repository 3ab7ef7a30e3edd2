"""All help that the policy knows, grouped by need: offices that rules refer to, and who handles a scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from rules import Policy, Wijkwijzer
from webapp.views.referrals import WALK_IN

Contact = Mapping[str, str]
NEEDS: Final = ("urgent", "questions", "debts", "money", "care", "work", "law", "elsewhere")
"""The groups in the order of the page; the policy says which office is in which."""


@dataclass(frozen=True, slots=True)
class Office:
    """One office: its Dutch title and text, how to reach it, and the places where people can walk in."""

    id: str
    title: str
    text: str
    contact: Contact
    places: tuple[Wijkwijzer, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpGroup:
    """The offices for one need."""

    id: str
    title: str
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """All groups, who handles each scheme, and the other municipalities in which the Stadsbank helps too."""

    groups: tuple[HelpGroup, ...]
    schemes: tuple[Office, ...]
    stadsbank_elsewhere: tuple[str, ...]


def help_page(policy: Policy) -> HelpPage:
    """Every office in the policy, once in the group of its need."""
    offices: dict[str, list[Office]] = {need: [] for need in NEEDS}
    for name, contact in policy.contacts.items():
        if "need" in contact:
            offices[contact["need"]].append(Office(name, contact["name"], "", contact))
    for rule in policy.referrals:
        places = policy.wijkwijzers if rule.id == WALK_IN else ()
        offices[rule.need].append(Office(rule.id, rule.title, rule.text, rule.contact, places))
    titles = _titles()
    return HelpPage(
        tuple(HelpGroup(need, titles[need], tuple(found)) for need, found in offices.items() if found),
        tuple(Office(scheme.id, scheme.title, scheme.summary, scheme.apply) for scheme in policy.schemes),
        tuple(town.name for town in policy.municipalities if town.stadsbank and town.slug != policy.served),
    )


def _titles() -> dict[str, str]:
    return {
        "urgent": _("Nu direct hulp nodig"),
        "questions": _("Vragen en papieren"),
        "debts": _("Schulden en zorgen over geld"),
        "money": _("Te weinig inkomen"),
        "care": _("Zorg en opvoeden"),
        "work": _("Werk"),
        "law": _("Vragen over de wet"),
        "elsewhere": _("U woont niet in Enschede"),
    }
