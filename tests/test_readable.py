"""Nothing a resident reads escapes translation: what an advice says, what the policy files hold, and texts_of agree."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
import yaml

from rules import NAME_KEYS, Advice, texts_of
from rules.policy_loader import POLICY_ROOT
from rules.texts import placeholders
from tests.households import advice_for, policy
from tests.reading import random_household
from tests.test_cases import ALL

TEXTS: Final = list(texts_of(policy()))
HOUSEHOLDS: Final = [(case["given"]["municipality"], case["given"]["facts"], case["on"]) for case in ALL]
RANDOM: Final = [random_household(random.Random(seed)) for seed in range(300)]


def leaves(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in JSON-like data, with the key it stands under."""
    if isinstance(data, str):
        yield key, data
    elif isinstance(data, dict):
        for name, inner in data.items():
            yield from leaves(inner, name)
    elif isinstance(data, list):
        for inner in data:
            yield from leaves(inner, key)


# What a program reads, and the titles of schemes, offices and sources, which stay Dutch.
NOT_SAID: Final = """
    municipality on valid_until id with_holiday_allowance without income_percent title status facts value limit
    over_by checked_on min max period blocking_facts notes sources urgency because next_fact assumptions
    policy_version rule from
"""


@pytest.fixture(scope="module")
def advices() -> list[Advice]:
    return [advice_for(*household) for household in [*HOUSEHOLDS, *RANDOM]]


def test_all_that_an_advice_says_is_among_the_texts(advices: list[Advice]) -> None:
    known = {text for _, text in TEXTS}
    said: set[str] = set()

    def listen(text: str) -> str:
        said.add(text)
        return text

    for advice in advices:
        advice.as_json(listen)
    assert said - known == set()
    assert len(said) > 180


def test_all_that_a_resident_reads_in_an_advice_is_said(advices: list[Advice]) -> None:
    not_said = {*NAME_KEYS, *NOT_SAID.split()}
    for advice in advices:
        for key, text in leaves(advice.as_json(lambda text: f"⟦{text}⟧")):
            assert key in not_said or re.fullmatch("⟦.*⟧", text, re.DOTALL), f"{key}: {text}"


def test_an_advice_in_dutch_is_the_same_as_one_that_nobody_translated(advices: list[Advice]) -> None:
    for advice in advices[::10]:
        translated, written = advice.as_json(lambda text: f"⟦{text}⟧"), advice.as_json()
        for part in ("schemes", "referrals"):
            for there, here in zip(translated[part], written[part], strict=True):
                assert there["title"] == here["title"]
                assert (there.pop("meaning"), here.pop("meaning")) == (f"⟦{here['title']}⟧", None)
        told = str(translated).replace("⟦", "").replace("⟧", "")
        assert told == str(written)


NOT_FOR_PEOPLE: Final = """
    id contact source sources checked_on confirm fact use is is_not includes at_least at_most more_than less_than
    max_status period without_partner with_partner per_child need
"""


def written(data: Any) -> Iterator[str]:
    """Every text in a policy file that is meant for people."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, inner in data.items():
            if key not in (*NAME_KEYS, *NOT_FOR_PEOPLE.split()):
                yield from written(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from written(inner)


def test_the_texts_are_exactly_those_written_in_the_policy_files() -> None:
    files = [*sorted((POLICY_ROOT / "schemes").glob("*.yaml")), POLICY_ROOT / "municipalities/enschede/contacts.yaml"]
    files += [POLICY_ROOT / f"{name}.yaml" for name in ("shared_conditions", "referrals", "notes")]
    found = {text for file in files for text in written(yaml.safe_load(file.read_text("utf-8")))}
    assert found == {text for _, text in TEXTS}


def test_each_text_has_one_place_and_the_order_is_stable() -> None:
    places = [place for place, _ in TEXTS]
    assert len(set(places)) == len(places)
    assert list(texts_of(policy())) == TEXTS
    assert places[0] == "schemes/iit: title"
    assert "schemes/iit: conditions.income_outer.within_limit.fails" in places
    assert "shared_conditions: age_21.partner.partner_age.unknown" in places
    assert "schemes/kwijtschelding: apply.deadline" in places


def test_every_text_can_be_a_line_in_a_catalogue() -> None:
    for place, text in TEXTS:
        assert text == " ".join(text.split()), place
        assert placeholders(text) <= {"value", "limit", "over_by", "short_by", "percent"}, place
