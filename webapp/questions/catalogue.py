"""Loads the catalogue of questions from YAML and checks it, so that no page can meet a half question."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import jsonschema_rs

from rules import FACTS, Policy
from webapp.questions.question import BoxField, Choice, FactJson, Need, PartnerTexts, Question
from webapp.yaml_files import read_yaml

FOLDER: Final = Path(__file__).parent
CONVERSATION: Final = FOLDER / "conversation.yaml"
MUNICIPALITY: Final = "municipality"
NOT_ASKED: Final = frozenset({"children_ages_1_january"})
"""Facts of the contract without a question of their own: the program works with the present age or one year less."""

BOXES: Final = ("boxes", "boxes_with_fields")
YES_NO: Final = (("yes", "Ja", True), ("no", "Nee", False))
LABELS: Final[Mapping[str, frozenset[str]]] = {
    "balance": frozenset({"have", "owe", "owe_hint"}),
    "duration": frozenset({"years", "months"}),
    "income": frozenset(
        {"line_1", "line_2", "line_3", "line_4", "add_2", "add_3", "add_4", "who", "self", "partner", "what", "amount"}
        | {"period", "week", "four_weeks", "month"}
    ),
}


class CatalogueError(Exception):
    """A question that is not complete or not possible; says which one."""


@dataclass(frozen=True, slots=True)
class TalkGroup:
    """What is talked about together. `title` is in the source language."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All questions, in the order in which they are asked and stand on the check page."""

    questions: tuple[Question, ...]
    served: str
    """The municipality whose schemes we know; also what we work with when people do not know theirs."""

    version: str
    """Another one whenever a question, a text or the order changes."""

    conversation: tuple[TalkGroup, ...] = ()
    """The same questions in the order of a talk at a table."""

    @property
    def topics(self) -> tuple[tuple[str, str], ...]:
        """(id, title in the source language) of every topic, in the order in which they are asked."""
        return tuple(dict.fromkeys((question.topic_id, question.topic_title) for question in self.questions))

    def find(self, question_id: str) -> Question | None:
        """The question with this id, if there is one."""
        return next((question for question in self.questions if question.id == question_id), None)

    def texts(self) -> Iterator[tuple[str, str]]:
        """(question id, text) of everything in the catalogue that is to be translated; a text may stand twice."""
        for question in self.questions:
            yield from ((question.id, text) for text in question.texts() if text)
        yield from ((group.id, group.title) for group in self.conversation)

    def asking(self, fact: str) -> tuple[Question, ...]:
        """The questions that set this fact, the usual one first."""
        return tuple(question for question in self.questions if fact in question.facts)


def load_catalogue(policy: Policy) -> Catalogue:
    """Read all topics, in the order of their file names; raise CatalogueError at the first fault."""
    shape = jsonschema_rs.validator_for(json.loads((FOLDER / "topic.schema.json").read_text(encoding="utf-8")))
    kinds = read_yaml(FOLDER / "kinds.yaml")
    questions: list[Question] = []
    paths = sorted((FOLDER / "topics").glob("*.yaml"))
    for path in paths:
        document = read_yaml(path)
        for error in shape.iter_errors(document):
            where = ".".join(str(step) for step in error.instance_path)
            raise CatalogueError(f"{path.name}: {where}: {error.message}")
        for entry in document["questions"]:
            questions.append(_question(document, entry, kinds, policy))
    version = _version_of([*paths, FOLDER / "kinds.yaml"])
    catalogue = Catalogue(tuple(questions), policy.served, version, talk_groups(questions))
    _check(catalogue)
    return catalogue


def talk_groups(questions: Sequence[Question], path: Path = CONVERSATION) -> tuple[TalkGroup, ...]:
    """The groups of a talk. CatalogueError unless every question stands in exactly one of them."""
    groups = read_yaml(path)["groups"]
    known = {question.id: question for question in questions}
    named = [id_ for group in groups for id_ in group["questions"]]
    wrong = sorted({*known}.symmetric_difference(named) | {id_ for id_ in named if named.count(id_) > 1})
    if wrong:
        raise CatalogueError(f"conversation.yaml: each question must stand in one group: {', '.join(wrong)}")
    return tuple(TalkGroup(one["id"], one["title"], tuple(known[id_] for id_ in one["questions"])) for one in groups)


def _version_of(paths: Sequence[Path]) -> str:
    return hashlib.blake2b(b"\0".join(path.read_bytes() for path in paths), digest_size=8).hexdigest()


def _question(topic: Mapping[str, Any], entry: dict[str, Any], kinds: Mapping[str, Any], policy: Policy) -> Question:
    partner = entry.get("partner", {})
    return Question(
        topic_id=topic["topic"],
        topic_title=topic["title"],
        facts=tuple(entry["facts"]),
        errors={**kinds.get(entry["kind"], {}), **entry["errors"]},
        choices=_choices(entry, kinds, policy),
        otherwise=_otherwise(entry),
        counts=tuple(entry.get("counts", ())),
        counts_not=tuple(entry.get("counts_not", ())),
        needs=Need(**entry["needs"]) if "needs" in entry else None,
        partner=PartnerTexts(**{**partner, "counts": tuple(partner.get("counts", ()))}),
        **{name: entry[name] for name in _PLAIN if name in entry},
    )


_PLAIN: Final = (
    "id",
    "kind",
    "text",
    "hint",
    "why",
    "check_label",
    "choices_from",
    "none",
    "none_member",
    "norm_hint",
    "counts_title",
    "labels",
)


def _choices(entry: Mapping[str, Any], kinds: Mapping[str, Any], policy: Policy) -> tuple[Choice, ...]:
    given = entry.get("choices", [])
    texts = {choice["value"]: choice["text"] for choice in given}
    if entry.get("choices_from") == "municipalities":
        return tuple(
            Choice(place.slug, texts.get(place.slug, place.name), {MUNICIPALITY: place.slug}, place.slug not in texts)
            for place in policy.municipalities
            if place.slug != policy.served
        )
    if entry["kind"] == "yes_no":
        fact = entry["facts"][0]
        return tuple(Choice(value, texts.get(value, text), {fact: truth}) for value, text, truth in YES_NO)
    if entry["kind"] == "choice":
        fact = entry["facts"][0]
        return tuple(Choice(item["value"], item["text"], item.get("sets", {fact: item["value"]})) for item in given)
    return tuple(
        Choice(
            item["value"],
            item["text"],
            item.get("sets", {}),
            hint=item.get("hint", ""),
            more=_box_field(item["more"], kinds) if "more" in item else None,
        )
        for item in given
    )


def _box_field(entry: Mapping[str, Any], kinds: Mapping[str, Any]) -> BoxField:
    """The errors of its kind go for it too, and those of its own."""
    texts = {name: entry.get(name, "") for name in ("label", "hint", "unknown", "said", "said_unknown")}
    return BoxField(entry["fact"], entry["kind"], errors={**kinds[entry["kind"]], **entry["errors"]}, **texts)


def _otherwise(entry: Mapping[str, Any]) -> Mapping[str, FactJson]:
    """A box that is not ticked says no, unless the question says otherwise. Members of a set say nothing apart."""
    if "otherwise" in entry:
        found: Mapping[str, FactJson] = entry["otherwise"]
        return found
    sets_facts = entry["kind"] == "boxes" and any("sets" in choice for choice in entry.get("choices", []))
    return dict.fromkeys(entry["facts"], False) if sets_facts else {}


def _check(catalogue: Catalogue) -> None:
    ids = [question.id for question in catalogue.questions]
    if len(set(ids)) != len(ids):
        raise CatalogueError("two questions have the same id")
    for question in catalogue.questions:
        for fact in question.facts:
            if fact != MUNICIPALITY and fact not in FACTS:
                raise CatalogueError(f"{question.id}: unknown fact {fact}")
        _check_kind(question)
        _check_choices(question)
    asked = {fact for question in catalogue.questions for fact in question.facts}
    missing = set(FACTS) - NOT_ASKED - asked
    if missing:
        raise CatalogueError(f"no question sets {', '.join(sorted(missing))}")


def _check_kind(question: Question) -> None:
    missing = LABELS.get(question.kind, frozenset()) - question.labels.keys()
    if missing:
        raise CatalogueError(f"{question.id}: labels without text: {', '.join(sorted(missing))}")
    if question.kind in (*BOXES, "income") and not question.none:
        raise CatalogueError(f"{question.id}: the text of `none` is missing")
    if question.kind in ("choice", *BOXES, "income") and not question.choices:
        raise CatalogueError(f"{question.id}: no choices")
    _check_facts(question, "otherwise", question.otherwise)
    for choice in question.choices:
        if choice.more and choice.more.fact not in question.facts:
            raise CatalogueError(f"{question.id}: {choice.value} asks for {choice.more.fact}, which is not its fact")


def _check_choices(question: Question) -> None:
    values = [choice.value for choice in question.choices]
    reserved = {"unknown", "none"} if question.kind in BOXES else {"unknown"}
    if len(set(values)) != len(values) or reserved & set(values):
        raise CatalogueError(f"{question.id}: a choice stands twice, or uses a reserved value")
    strangers = question.partner.choices.keys() - set(values)
    if strangers:
        raise CatalogueError(f"{question.id}: no such choice: {', '.join(sorted(strangers))}")
    for choice in question.choices:
        _check_facts(question, choice.value, _claims(question, choice))


def _check_facts(question: Question, part: str, claims: Mapping[str, FactJson]) -> None:
    """What a part of a question says, is about a fact of that question, and possible."""
    for fact, value in claims.items():
        if fact == MUNICIPALITY:
            continue
        if fact not in question.facts:
            raise CatalogueError(f"{question.id}: {part} sets {fact}, which is not its fact")
        try:
            FACTS[fact].parse(value)
        except ValueError as error:
            raise CatalogueError(f"{question.id}: {part}: {fact} {error}") from None


def _claims(question: Question, choice: Choice) -> Mapping[str, FactJson]:
    """What a choice says: what it sets, or that it is a member of the set."""
    if choice.sets or choice.more or question.kind not in ("boxes", "income"):
        return choice.sets
    return {question.facts[-1]: [choice.value]}
