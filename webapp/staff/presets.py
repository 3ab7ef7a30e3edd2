"""The changes of a household that staff choose from a list: a partner who comes or goes, a child that turns 18."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.answers import Answer
from webapp.questions import Question


def partner_turned(question: Question, given: Answer | None) -> Answer:
    """An answer about the household with the partner added or taken away; what that leaves open is empty."""
    partner = next(choice.value for choice in question.choices if choice.sets.get("has_partner"))
    before = (given or {}).get("boxes", [])
    boxes = [one for one in before if one != partner] if partner in before else [partner, *before]
    return _household(question, boxes, (given or {}).get("fields", {}))


def child_turns_18(question: Question, given: Answer | None, chosen: str) -> Answer | None:
    """An answer about the household without one child of the age that was chosen; None where there is none."""
    fields = dict((given or {}).get("fields", {}))
    ages = [str(age) for age in fields.get("children_ages") or []]
    if given is None or chosen not in ages:
        return None
    ages.remove(chosen)
    fields["children_ages"] = [int(age) for age in ages]
    children = next(one.value for one in question.choices if one.more and one.more.fact == "children_ages")
    return _household(question, [one for one in given["boxes"] if ages or one != children], fields)


def _household(question: Question, boxes: list[str], fields: Mapping[str, object]) -> Answer:
    if not boxes:
        return {"none": True}
    asked = {choice.more.fact for choice in question.choices if choice.more and choice.value in boxes}
    return {"boxes": boxes, "fields": {fact: value for fact, value in fields.items() if fact in asked}}
