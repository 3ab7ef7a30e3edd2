"""What was ticked right before something is made, and is forgotten as soon as any other page is opened.

It never stands in an address: paper that may tell all, or leave the table, is asked for anew each time.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request, session


@dataclass(frozen=True, slots=True)
class JustNow:
    """One such choice: where the cookie keeps it, and on which endpoints it lasts.

    A browser may fetch a PDF again to save or print it, so the choice lasts there.
    """

    place: str
    lasts_on: tuple[str, ...]

    def register(self, blueprint: Blueprint) -> None:
        """Forget the choice on every other page of the site."""
        blueprint.before_app_request(self.forget_elsewhere)

    def keep(self, said: object) -> None:
        """Remember what was ticked, for what follows; nothing where that is empty or False."""
        session.pop(self.place, None)
        if said:
            session[self.place] = said

    @property
    def kept(self) -> object:
        """What was ticked just now; None otherwise."""
        return session.get(self.place)

    def forget_elsewhere(self) -> None:
        """Back to no."""
        if request.endpoint not in self.lasts_on:
            session.pop(self.place, None)
