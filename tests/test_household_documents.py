"""Contract §1 and §2: the document around the facts, what is unknown, and what follows from a fact."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import FACTS, Household, HouseholdError, decode_json, parse_household
from tests.households import household_of, policy
from tests.reading.case import MUNICIPALITIES
from tests.test_household import assert_one_line, assert_one_sentence


def parse(raw: bytes) -> Household:
    return parse_household(decode_json(raw), policy())


def refused(raw: bytes) -> HouseholdError:
    with pytest.raises(HouseholdError) as caught:
        parse(raw)
    assert_one_sentence(caught.value.message)
    return caught.value


def with_facts(facts: str) -> bytes:
    return f'{{"municipality": "enschede", "facts": {facts}}}'.encode()


@pytest.mark.parametrize("slug", [*sorted(MUNICIPALITIES), "other"])
def test_the_municipalities_of_the_contract_are_taken(slug: str) -> None:
    assert household_of(slug, {}).municipality == slug


WRONG_PLACES: Final = [
    '"Enschede"',
    '"hof van twente"',
    '"aalten"',
    '"amsterdam"',
    '""',
    "null",
    "7",
    '["enschede"]',
    "{}",
]


@pytest.mark.parametrize("value", WRONG_PLACES)
def test_another_municipality_is_refused(value: str) -> None:
    error = refused(f'{{"municipality": {value}, "facts": {{}}}}'.encode())
    assert error.fact == "municipality"
    assert "municipality" in error.message


def test_the_municipality_is_required() -> None:
    assert refused(b'{"facts": {"age": 34}}').fact == "municipality"
    assert refused(b"{}").fact == "municipality"


@pytest.mark.parametrize("key", ["on", "name", "Municipality", "", "facts ", "a\\nb", "\\ud800", "é", "x" * 9000])
def test_an_unknown_key_is_refused_by_name(key: str) -> None:
    error = refused(f'{{"municipality": "enschede", "facts": {{}}, "{key}": 1}}'.encode())
    assert error.fact == json.loads(f'"{key}"')
    assert len(error.message) < 500


@pytest.mark.parametrize("key", ["bsn", "name", "Age", "", "age ", "a\\nb", "\\ud800", "é", "x" * 9000])
@pytest.mark.parametrize("value", ["1", "null"])
def test_an_unknown_fact_is_refused_by_name(key: str, value: str) -> None:
    error = refused(with_facts(f'{{"{key}": {value}}}'))
    assert error.fact == json.loads(f'"{key}"')
    assert len(error.message) < 500


@pytest.mark.parametrize("value", ["[]", "null", '"age"', "34", "true"])
def test_facts_must_be_an_object(value: str) -> None:
    assert refused(with_facts(value)).fact == "facts"


@pytest.mark.parametrize("raw", [b"[]", b"null", b"34", b'"enschede"', b"true"])
def test_a_document_that_is_no_object_is_refused(raw: bytes) -> None:
    refused(raw)


DUPLICATES: Final = {
    '{"municipality": "enschede", "municipality": "enschede"}': "municipality",
    '{"municipality": "enschede", "facts": {}, "facts": {}}': "facts",
    '{"municipality": "enschede", "facts": {"age": 34, "age": 34}}': "age",
    '{"municipality": "enschede", "facts": {"age": 34, "\\u0061ge": 35}}': "age",
    '{"municipality": "enschede", "facts": {"age": [{"b": {"c": 1, "c": null}}]}}': "c",
    '[[{"x": 1, "x": 1}]]': "x",
}


@pytest.mark.parametrize(("text", "key"), DUPLICATES.items(), ids=DUPLICATES.values())
def test_a_duplicate_key_is_refused_at_any_depth(text: str, key: str) -> None:
    error = refused(text.encode())
    assert error.fact == key
    assert key in error.message


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b" ", b"{", b'{"municipality": "enschede"', b'{"municipality": "enschede",}', b"{} {}", b"{'a': 1}"),
        *(with_facts('{"age": 034}'), with_facts('{"age": +34}'), with_facts('{"income": .5}'), with_facts("{} // x")),
        *(with_facts('{"income": 5.}'), with_facts('{"age": "\n"}'), b"\xef\xbb\xbf{}", b"nul", b"\x00"),
    ],
)
def test_broken_json_is_refused(raw: bytes) -> None:
    refused(raw)


@pytest.mark.parametrize("raw", [b"\xff", b'{"municipality": "\xe9"}', '{"municipality": "other"}'.encode("utf-16")])
def test_invalid_utf8_is_refused(raw: bytes) -> None:
    refused(raw)


@pytest.mark.parametrize("opening", [b"[", b'{"facts":', b'{"municipality": "enschede", "facts": {"age": ['])
@pytest.mark.parametrize("depth", [2_000, 20_000])
def test_deep_nesting_is_refused(opening: bytes, depth: int) -> None:
    refused(opening * depth)


def test_closed_deep_nesting_is_refused() -> None:
    refused(with_facts('{"age": ' + "[" * 100_000 + "]" * 100_000 + "}"))


def test_more_than_a_megabyte_is_refused() -> None:
    document = with_facts('{"age": 34}')
    assert parse(document.ljust(1_000_000)).known == {"age": 34}
    refused(document.ljust(2**20 + 1))


def test_without_facts_nothing_is_known() -> None:
    household = parse(b'{"municipality": "enschede"}')
    assert not household.known
    assert all(household.is_absent(fact) for fact in FACTS)


@pytest.mark.parametrize("fact", FACTS)
def test_null_is_asked_and_unknown_and_never_absent(fact: str) -> None:
    household = household_of("enschede", {fact: None})
    assert fact not in household.known
    assert household.unsure == {fact}
    assert not household.is_absent(fact)
    assert household_of("enschede", {}).is_absent(fact)


# What follows from a fact (contract §2): the given facts, and all that is filled in, in the order of the chain.
IMPLIED: Final[list[tuple[dict[str, Any], dict[str, bool]]]] = [
    ({"student": True}, {"student_past_5_years": True}),
    ({"income_sources": ["student_finance"]}, {"student": True, "student_past_5_years": True}),
    ({"income_sources": ["work", "student_finance"]}, {"student": True, "student_past_5_years": True}),
    ({"income_sources": ["student_finance"], "student": True}, {"student_past_5_years": True}),
    ({"income_sources": ["student_finance"], "student_past_5_years": True}, {"student": True}),
    ({"lawful_residence": False}, {"lawful_residence_5_years": False}),
]


@pytest.mark.parametrize(("facts", "filled"), IMPLIED, ids=str)
@pytest.mark.parametrize("null", [False, True], ids=["absent", "null"])
def test_what_is_implied_is_filled_in(facts: dict[str, Any], filled: dict[str, bool], null: bool) -> None:
    household = household_of("enschede", {**(dict.fromkeys(filled) if null else {}), **facts})
    assert {name: household.known[name] for name in filled} == filled
    assert {assumption.fact: assumption.value for assumption in household.assumptions} == filled
    assert household.unsure.isdisjoint(filled)
    assert not any(household.is_absent(name) for name in filled)


@pytest.mark.parametrize(("facts", "filled"), IMPLIED, ids=str)
def test_what_is_given_is_no_assumption(facts: dict[str, Any], filled: dict[str, bool]) -> None:
    household = household_of("enschede", {**facts, **filled})
    assert household.assumptions == ()


@pytest.mark.parametrize(
    "facts",
    [
        *({"student": False}, {"student": None}, {"lawful_residence": True}, {"lawful_residence": None}),
        *({"income_sources": ["work"]}, {"income_sources": []}, {"income_sources": None}),
        *({"student_past_5_years": True}, {"lawful_residence_5_years": False}),
    ],
    ids=str,
)
def test_nothing_else_is_implied(facts: dict[str, Any]) -> None:
    household = household_of("enschede", facts)
    assert household.assumptions == ()
    assert household.known.keys() | household.unsure == facts.keys()


keys: Final = st.sampled_from(["municipality", "facts", *FACTS]) | st.text(max_size=8)
scalars: Final = (
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just("enschede")),
    st.sampled_from([choice for fact in FACTS.values() for choice in fact.choices]),
)
json_like: Final = st.recursive(
    st.one_of(*scalars),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=20,
)
households: Final = st.fixed_dictionaries(
    {"municipality": st.just("enschede"), "facts": st.dictionaries(keys, json_like, max_size=4)}
)


def check(raw: bytes) -> None:
    """Taken, or refused in one line (which may quote a key with a full stop in it): nothing else may happen."""
    try:
        household = parse(raw)
    except HouseholdError as error:
        assert_one_line(error.message)
    else:
        assert household.municipality in {*MUNICIPALITIES, "other"}
        assert household.known.keys() <= FACTS.keys()


@given(json_like | households)
def test_any_json_is_taken_or_refused_in_one_sentence(document: object) -> None:
    check(json.dumps(document).encode())


@given(st.binary(max_size=60) | st.text(alphabet='{}[]",:eE+-.0123456789 "tfn\\u', max_size=60).map(str.encode))
def test_any_bytes_are_taken_or_refused_in_one_sentence(raw: bytes) -> None:
    check(raw)


@given(st.dictionaries(keys, json_like | st.decimals() | st.dates() | st.binary(), max_size=5))
def test_any_decoded_facts_raise_nothing_else(facts: dict[str, object]) -> None:
    try:
        household = parse_household({"municipality": "enschede", "facts": facts}, policy())
    except HouseholdError as error:
        assert error.fact in facts or error.fact in FACTS
    else:
        assert not any(isinstance(value, float | Decimal) for value in household.known.values())
