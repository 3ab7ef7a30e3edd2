"""What one question is: frozen, as the catalogue holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from rules import Say, as_written

UNKNOWN: Final = "unknown"
"""The form value of "Ik weet het niet", on every question."""

NONE: Final = "none"
"""The form value of "Geen van deze" in a list of boxes. No fact uses it there as a member, but income_sources."""

FactJson = None | bool | int | str | list[int] | list[str]
"""A fact as the contract writes it in JSON: money as "1395.00"."""


@dataclass(frozen=True, slots=True)
class BoxField:
    """What is to be filled in at a box that is ticked: one fact of the question, or that it is not known."""

    fact: str
    kind: str
    """`age`, `ages` or `money`."""

    label: str
    hint: str
    unknown: str
    """The text of its own box for "I do not know"."""

    said: str
    """The answer in a sentence, with {value} in it; empty for `ages`, which has its own words."""

    said_unknown: str
    errors: Mapping[str, str]

    def said_by(self, say: Say) -> BoxField:
        """The same in the language that `say` speaks."""
        return replace(
            self,
            label=say(self.label),
            hint=say(self.hint),
            unknown=say(self.unknown),
            said=say(self.said),
            said_unknown=say(self.said_unknown),
            errors=_said(self.errors, say),
        )

    def texts(self) -> Iterator[str]:
        """Every text, in the source language."""
        yield from (self.label, self.hint, self.unknown, self.said, self.said_unknown, *self.errors.values())


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or box. `sets` is what it says about the facts; empty for a member of a set fact.
    `is_name`: the text is a proper name, the same in every language."""

    value: str
    text: str
    sets: Mapping[str, FactJson] = field(default_factory=dict)
    is_name: bool = False
    hint: str = ""
    more: BoxField | None = None
    """What is asked at this box once it is ticked."""

    def said_by(self, say: Say, text: str) -> Choice:
        """The same in the language that `say` speaks, perhaps with another text."""
        more = self.more.said_by(say) if self.more else None
        return replace(self, text=say(text), hint=say(self.hint), more=more)

    def texts(self) -> Iterator[str]:
        """Every text, in the source language; a proper name is none."""
        if not self.is_name:
            yield self.text
        yield self.hint
        if self.more:
            yield from self.more.texts()


@dataclass(frozen=True, slots=True)
class Need:
    """When a question has meaning: a fact in a state, or an earlier question with a choice."""

    fact: str = ""
    state: str = ""
    question: str = ""
    choice: str = ""

    def is_met(self, facts: Mapping[str, object], chosen: Mapping[str, str]) -> bool:
        """Whether the question still has meaning, given what is known, and the chosen values by question."""
        if self.question:
            return chosen.get(self.question) == self.choice
        value = facts.get(self.fact)
        if self.state == "unknown":
            return value is None
        if self.state == "known":
            return value is not None
        if self.state == "positive":
            return value is not None and value != "0.00"
        return value is True if self.state == "yes" else bool(value)


@dataclass(frozen=True, slots=True)
class PartnerTexts:
    """The wording where there is a partner; what is empty stays as it was."""

    text: str = ""
    hint: str = ""
    none: str = ""
    counts: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the wizard; sets one fact, or several that belong together."""

    id: str
    topic_id: str
    topic_title: str
    facts: tuple[str, ...]
    kind: str
    text: str
    hint: str
    why: str
    check_label: str
    errors: Mapping[str, str]
    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    none: str = ""
    none_member: str = ""
    otherwise: Mapping[str, FactJson] = field(default_factory=dict)
    """What the boxes that are not ticked say. Empty where the ticked ones are members of one set fact."""

    norm_hint: Mapping[str, str] = field(default_factory=dict)
    """What "a low income" is: one sentence `with_holiday_allowance`, one `without_holiday_allowance`."""

    counts_title: str = ""
    counts: tuple[str, ...] = ()
    counts_not: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    needs: Need | None = None
    partner: PartnerTexts = field(default_factory=PartnerTexts)

    def choice(self, value: str) -> Choice | None:
        """The choice with this form value, if there is one."""
        return next((choice for choice in self.choices if choice.value == value), None)

    @property
    def changes_with_partner(self) -> bool:
        """Whether an answer given alone means something else once there is a partner."""
        return self.partner != PartnerTexts()

    def worded_for(self, has_partner: bool, say: Say = as_written) -> Question:
        """The same question in the words for one person or for two, in the language that `say` speaks."""
        words = self.partner if has_partner else _ALONE
        return replace(
            self,
            topic_title=say(self.topic_title),
            text=say(words.text or self.text),
            hint=say(words.hint or self.hint),
            why=say(self.why),
            check_label=say(self.check_label),
            errors=_said(self.errors, say),
            none=say(words.none or self.none),
            norm_hint=_said(self.norm_hint, say),
            counts_title=say(self.counts_title),
            counts=tuple(say(line) for line in words.counts or self.counts),
            counts_not=tuple(say(line) for line in self.counts_not),
            labels=_said({**self.labels, **words.labels}, say),
            choices=tuple(choice.said_by(say, words.choices.get(choice.value, choice.text)) for choice in self.choices),
            partner=_ALONE,
        )

    def texts(self) -> Iterator[str]:
        """Every text of the question, in the source language; names of municipalities are not texts."""
        for words in (self, self.partner):
            yield from (words.text, words.hint, words.none, *words.counts, *words.labels.values())
        yield from (self.topic_title, self.why, self.check_label, self.counts_title)
        yield from (*self.counts_not, *self.errors.values(), *self.norm_hint.values(), *self.partner.choices.values())
        yield from (text for choice in self.choices for text in choice.texts())


_ALONE: Final = PartnerTexts()


def _said(texts: Mapping[str, str], say: Say) -> dict[str, str]:
    return {name: say(text) for name, text in texts.items()}
