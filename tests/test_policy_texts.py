"""R07: sentences that cannot be filled in, files that are not there and names that stand twice are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.broken_policy import (
    ALL_FILES,
    IIT,
    LEERGELD,
    REFERRALS,
    Break,
    assert_refused,
    complaint,
    copy_of_policy,
)

TOO_MUCH: Final = "is {over_by} hoger"
SENTENCES: Final = {
    "no_such_placeholder": Break(IIT, TOO_MUCH, "is {over} hoger", "{over}"),
    "too_little_is_not_too_much": Break(IIT, "{short_by}", "{over_by}", "{over_by}"),
    "too_much_is_not_too_little": Break(IIT, TOO_MUCH, "is {short_by} hoger", "{short_by}"),
    "no_distance_when_it_holds": Break(IIT, "de grens van {limit}", "de grens, {over_by}", "{over_by}"),
    "no_value_while_unknown": Break(IIT, "We weten nog niet hoe oud u bent", "Hoe oud {value}", "{value}"),
    "no_value_without_a_limit": Break(IIT, "U bent jonger dan de AOW", "U bent {value}, jonger dan de AOW", "{value}"),
    "no_name": Break(IIT, TOO_MUCH, "is {} hoger", "{}"),
    "never_closed": Break(IIT, TOO_MUCH, "is {over_by hoger", "{over_by"),
    "never_opened": Break(IIT, TOO_MUCH, "is over_by} hoger", "}"),
    "number_format": Break(IIT, TOO_MUCH, "is {over_by:.2f} hoger", "over_by"),
    "no_text_at_all": Break(LEERGELD, 'holds: "U hebt een kind in de schoolleeftijd."', 'holds: ""', '""'),
    "no_unknown": Break(
        IIT, '        unknown: "We weten nog niet hoe oud u bent."\n', "", "iit.age_min", back="- id: age_min"
    ),
    "no_holds": Break(
        IIT, '        holds: "U krijgt geen studiefinanciering."\n', "", "iit.not_student", back="- id: not_student"
    ),
    "no_fails_of_a_child": Break(
        IIT,
        '            fails: "Uw inkomen is {over_by} hoger dan de grens van {limit}."\n',
        "",
        "iit.income_outer",
        back="- id: income_outer",
    ),
    "misspelt_state": Break(IIT, "        holds:", "        hold:", "hold", back="text:"),
}


@pytest.mark.parametrize("broken", SENTENCES.values(), ids=SENTENCES)
def test_sentences(broken: Break, tmp_path: Path) -> None:
    assert_refused(broken, tmp_path)


NEEDED_FILES: Final = [name for name in ALL_FILES if not name.startswith("national/")]


@pytest.mark.parametrize("name", NEEDED_FILES)
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    root = copy_of_policy(tmp_path)
    (root / name).unlink()
    assert complaint(root).startswith(f"rules/policy/{name}:1: ")


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("norms", "norm."),
        ("wealth_limits", "wealth."),
        ("state_pension_age", "state_pension_age"),
        ("kwijtschelding", "kwijtschelding.car_value"),
    ],
)
def test_without_a_national_file_a_missing_parameter_is_named(name: str, parameter: str, tmp_path: Path) -> None:
    root = copy_of_policy(tmp_path)
    (root / "national" / f"{name}.yaml").unlink()
    assert parameter in complaint(root)


@pytest.mark.parametrize("content", [b"", b"# Nothing but a remark.\n"], ids=["empty", "remark"])
@pytest.mark.parametrize("name", ALL_FILES)
def test_an_empty_file_is_named(name: str, content: bytes, tmp_path: Path) -> None:
    root = copy_of_policy(tmp_path)
    (root / name).write_bytes(content)
    assert complaint(root).startswith(f"rules/policy/{name}:1: ")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: 'b", b"- a\n- b\n", b"a: 1\n---\nb: 2\n", b"just words\n"])
@pytest.mark.parametrize("name", ["municipalities.yaml", "national/norms.yaml", IIT, "notes.yaml"])
def test_a_file_of_another_shape_is_named(name: str, content: bytes, tmp_path: Path) -> None:
    root = copy_of_policy(tmp_path)
    (root / name).write_bytes(content)
    assert complaint(root).startswith(f"rules/policy/{name}:")


def test_a_scheme_without_a_file_is_refused(tmp_path: Path) -> None:
    root = copy_of_policy(tmp_path)
    Break("municipalities/enschede/schemes.yaml", "- leergeld", "- leergled", "").apply(root)
    assert complaint(root).startswith("rules/policy/schemes/leergled.yaml:1: ")


# What would otherwise come to light only when somebody asks for advice, or never.
TOGETHER: Final = {
    "scheme_with_the_id_of_another": Break(IIT, "id: iit\n", "id: leergeld\n", "leergeld"),
    "referral_twice": Break(REFERRALS, "id: voedselbank\n", "id: veilig_thuis\n", "veilig_thuis"),
    "municipality_twice": Break("municipalities.yaml", "slug: almelo", "slug: borne", "borne"),
    "served_municipality_not_listed": Break("municipalities.yaml", "slug: enschede", "slug: enskede", "enschede"),
    "no_other_municipality": Break("municipalities.yaml", "slug: other", "slug: elders", "other"),
    "no_note_for_expired_figures": Break("notes.yaml", "figures_expired:", "figures_gone:", "figures_expired"),
    "no_note_to_confirm": Break("notes.yaml", "confirm_with_municipality:", "confirm:", "confirm_with_municipality"),
    "condition_twice": Break(IIT, "id: not_student\n", "id: age_min\n", "same id"),
    "shared_condition_twice": Break("shared_conditions.yaml", "id: age_18\n", "id: lives_here\n", "lives_here"),
    "scheme_offered_twice": Break("municipalities/enschede/schemes.yaml", "- leergeld", "- iit", "iit"),
    "condition_named_as_the_engine_names_its_own": Break(IIT, "id: not_student\n", "id: hard\n", "hard"),
}


@pytest.mark.parametrize("broken", TOGETHER.values(), ids=TOGETHER)
def test_what_does_not_fit_together_is_refused_when_loading(broken: Break, tmp_path: Path) -> None:
    root = copy_of_policy(tmp_path)
    broken.apply(root)
    text = complaint(root)
    assert text.startswith("rules/policy/")
    assert broken.names in text
