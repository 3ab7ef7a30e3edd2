"""Amounts, ages and numbers in the ways people write them (F09)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import MAX_CENTS, dutch_euros, dutch_number, format_cents, parse_cents
from webapp.forms.notation import NotationError, read_ages, read_money, read_whole

ARABIC = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٫٬")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")

amounts = st.integers(0, MAX_CENTS)


def grouped(cents: int, groups: str, decimals: str) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", groups) + f"{decimals}{rest:02d}"


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,50", 123450),
        ("1234.50", 123450),
        ("1,234.50", 123450),
        ("€ 1234,-", 123400),
        ("€1.234,--", 123400),
        ("1234 euro", 123400),
        ("1234 يورو", 123400),
        ("1.234,50 avro", 123450),
        ("1400євро", 140000),
        ("EUR 1234", 123400),
        ("1 234,50", 123450),
        ("1\u00a0234,50", 123450),
        ("1\u2009234,50", 123450),
        ("1\u202f234,50", 123450),
        ("1'234,50", 123450),
        ("1234,5", 123450),
        ("1.234", 123400),
        ("1.234.567", 123456700),
        ("٢٣٤٫٥٠", 23450),
        ("\u200f١٬٢٣٤٫٥٠\u200f", 123450),
        ("۱۲۳۴", 123400),
        ("１２３４", 123400),
        (",50", 50),
        ("0", 0),
        ("0,00", 0),
        ("10.000.000", MAX_CENTS),
    ],
)
def test_these_amounts_are_understood(text: str, cents: int) -> None:
    assert read_money(text) == cents


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("12.34,5", "ambiguous"),
        ("1.2.3", "ambiguous"),
        ("12 34", "ambiguous"),
        ("0.123", "ambiguous"),
        ("1234.567", "ambiguous"),
        ("1.234.50", "ambiguous"),
        ("1234,", "ambiguous"),
        ("12,345", "ambiguous"),
        ("1,234", "ambiguous"),
        ("1.234,567", "decimals"),
        ("12,3456", "decimals"),
        ("-5", "negative"),
        ("− 5,00", "negative"),
        ("€ -5", "negative"),
        ("10.000.000,01", "too_high"),
        ("9" * 190, "too_high"),
        ("9" * 201, "too_long"),
        ("veel", "not_money"),
        ("1e3", "not_money"),
        ("NaN", "not_money"),
        ("€", "not_money"),
        ("1395 per week", "not_money"),
        ("½", "not_money"),
        ("²", "not_money"),
    ],
)
def test_these_amounts_are_refused_with_their_own_cause(text: str, cause: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_money(text)
    assert caught.value.cause == cause


@given(amounts)
def test_every_notation_of_an_amount_reads_back_as_that_amount(cents: int) -> None:
    for groups in (".", " ", "\u00a0", "\u202f", "'", ""):
        assert read_money(grouped(cents, groups, ",")) == cents
    assert read_money(grouped(cents, ",", ".")) == cents
    assert read_money(dutch_euros(cents)) == cents
    assert read_money(dutch_number(cents).translate(ARABIC)) == cents
    assert read_money(dutch_number(cents).translate(PERSIAN)) == cents
    assert read_money(f"{cents // 100},-") == cents // 100 * 100


@given(amounts)
def test_what_is_shown_back_is_the_amount(cents: int) -> None:
    assert parse_cents(format_cents(cents)) == cents
    assert parse_cents(format_cents(-cents)) == -cents
    assert read_money(dutch_number(cents)) == cents


@given(st.text(max_size=210))
def test_any_text_is_an_amount_or_has_a_cause(text: str) -> None:
    try:
        assert 0 <= read_money(text) <= MAX_CENTS
    except NotationError as error:
        assert error.cause in {"not_money", "ambiguous", "negative", "decimals", "too_high", "too_long"}


@given(st.text(max_size=210))
def test_any_text_is_a_number_or_has_a_cause(text: str) -> None:
    for read, causes in (
        (lambda: read_whole(text, 120), {"not_a_number", "year", "too_high", "too_long"}),
        (lambda: read_ages(text), {"not_a_number", "ambiguous", "too_many", "year", "too_high", "too_long"}),
    ):
        try:
            read()
        except NotationError as error:
            assert error.cause in causes


@pytest.mark.parametrize(
    ("text", "number"),
    [("34", 34), (" 34 jaar ", 34), ("34 years old", 34), ("6 months", 6), ("٣٤", 34), ("0", 0), ("120", 120)],
)
def test_these_numbers_are_understood(text: str, number: int) -> None:
    assert read_whole(text, 120) == number


@pytest.mark.parametrize(
    ("text", "cause"),
    [("1985", "year"), ("121", "too_high"), ("-1", "not_a_number"), ("3,5", "not_a_number"), ("oud", "not_a_number")],
)
def test_these_numbers_are_refused(text: str, cause: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_whole(text, 120)
    assert caught.value.cause == cause


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("3 and 8 years", [3, 8]),
        ("1,5,8", [1, 5, 8]),
        ("3, 8 en 14", [3, 8, 14]),
        ("3 8 14", [3, 8, 14]),
        ("3;8", [3, 8]),
        ("0 (baby), 8 en 14", [0, 8, 14]),
        ("baby en 3", [0, 3]),
        ("0 (bebek), 8 ve 14", [0, 8, 14]),
        ("٠ (رضيع) و٨", [0, 8]),
        ("3 jaar en 8 jaar.", [3, 8]),
        ("٣، ٨", [3, 8]),
        ("8, 8", [8, 8]),
        ("3,8,14 jaar", [3, 8, 14]),
        ("10,5,3", [10, 5, 3]),
        ("1, 5 en 8", [1, 5, 8]),
        ("3/8/14", [3, 8, 14]),
        ("3 und 8 Jahre", [3, 8]),
        ("5 ve 8 yaşında", [5, 8]),
        ("٣ و٨ سنوات", [3, 8]),
        ("3, 8 i 14 lat", [3, 8, 14]),
        ("3, 8 і 14 років", [3, 8, 14]),
        ("۳ و ۸ ساله", [3, 8]),
        ("3 iyo 8 sano", [3, 8]),
        ("3, 8 și 14 de ani", [3, 8, 14]),
    ],
)
def test_these_rows_of_ages_are_understood(text: str, ages: list[int]) -> None:
    assert read_ages(text) == ages


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("1,5", "ambiguous"),
        ("12,5", "ambiguous"),
        ("1,5, 8", "ambiguous"),
        ("8 en 1,5", "ambiguous"),
        ("1,5 jaar", "ambiguous"),
        ("1,5 yaşında", "ambiguous"),
        ("3 of 8", "not_a_number"),
        ("3,8 jaar.", "ambiguous"),
        ("1 1/2", "ambiguous"),
        ("18", "too_high"),
        ("2015, 2018", "year"),
        ("twee", "not_a_number"),
        ("3.5", "not_a_number"),
        (" ".join("1" * 11), "too_many"),
    ],
)
def test_these_rows_of_ages_are_refused(text: str, cause: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_ages(text)
    assert caught.value.cause == cause
