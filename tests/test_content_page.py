"""The page of who keeps the figures right: what ends when, what to confirm, what to look at again, and where it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from rules.policy_loader import POLICY_ROOT
from tests.staff_accounts import working
from tests.trial_policy import TRIAL, with_trial_parameters
from tests.webapp_fixtures import ON, make_app
from tests.webapp_pages import Element, Page
from webapp.accounts import Role

LIST: Final = "/waarden"
WORDS: Final = {
    "forty": "verloopt over 40 dagen",
    "one": "verloopt over 1 dag",
    "today": "vandaag is de laatste dag",
    "yesterday": "verlopen sinds 1 dag",
    "twelve": "verlopen sinds 12 dagen",
    "sixty": "verloopt over 60 dagen",
    "sixty_one": "verloopt over 61 dagen",
    "endless": "geen einddatum",
    "next": "geen einddatum",
    "future": "geen einddatum",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a policy with parameters of these tests' own; the site uses it."""
    folder, policy = with_trial_parameters(tmp_path)
    monkeypatch.setattr("webapp.load_policy", lambda: policy)
    return folder


def page_of(address: str = LIST, on: date = ON) -> Page:
    return working(make_app(on, STAFF=True), Role.CONTENT).get(address)


def row(page: Page, name: str) -> Element:
    found = page.by_id(f"waarde-{name}")
    assert found is not None, name
    return found


def rows(page: Page) -> list[str]:
    """The names of the parameters in the order of the page."""
    return [e.get("id").removeprefix("waarde-") for e in page.all("li") if e.get("id").startswith("waarde-")]


def plain(element: Element) -> str:
    return element.text.replace("\u00a0", " ")


def parameters_in(root: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(name, file, what stands there), read without the program."""
    files = [*sorted((root / "national").glob("*.yaml")), root / "municipalities/enschede/parameters.yaml"]
    for path in files:
        for name, entry in yaml.safe_load(path.read_text("utf-8"))["parameters"].items():
            yield name, path.relative_to(root).as_posix(), entry


def last_day(entry: dict[str, Any]) -> date | None:
    found = entry.get("valid_until") or entry["values"][-1].get("until")
    return date.fromisoformat(str(found)) if found else None


def day(text: object) -> date:
    return date.fromisoformat(str(text))


def test_without_the_switch_there_is_no_such_page() -> None:
    client = make_app().test_client()
    assert [client.get(address).status_code for address in (LIST, f"{LIST}/proef")] == [404, 404]


@pytest.mark.usefixtures("root")
def test_each_end_is_said_in_days() -> None:
    page = page_of()
    assert {name: words for name, words in WORDS.items() if words not in plain(row(page, f"trial.{name}"))} == {}
    assert "nog bevestigen" in plain(row(page, "trial.confirm"))
    assert "nog bevestigen" not in plain(row(page, "trial.endless"))


@pytest.mark.usefixtures("root")
def test_a_value_that_is_written_down_for_later_stands_there() -> None:
    page = page_of()
    assert "Daarna, vanaf 1 januari 2027: € 1.234,50." in plain(row(page, "trial.next"))
    assert "Daarna" not in plain(row(page, "trial.endless"))
    doubt = plain(row(page, "trial.doubt"))
    assert "nog bevestigen" in doubt and "Dat moet nog bevestigd worden." in doubt
    assert "Dit weten we pas vanaf 1 januari 2027." in plain(row(page, "trial.future"))


@pytest.mark.usefixtures("root")
def test_how_long_ago_the_source_was_looked_at() -> None:
    page = page_of()
    assert "366 dagen geleden nagekeken" in plain(row(page, "trial.old"))
    assert "365 dagen geleden nagekeken" in plain(row(page, "trial.year"))
    assert "vandaag nagekeken" in plain(row(page, "trial.endless"))
    assert "1 dag geleden nagekeken" in plain(row(page_of(on=ON + timedelta(days=1)), "trial.endless"))
    shown = rows(page_of(f"{LIST}?toon=nu"))
    assert "trial.old" in shown and "trial.year" not in shown


@pytest.mark.usefixtures("root")
def test_the_most_urgent_comes_first() -> None:
    wanted = ["twelve", "yesterday", "future", "today", "one", "forty", "sixty", "old", "confirm", "doubt", "sixty_one"]
    found = [name.removeprefix("trial.") for name in rows(page_of()) if name.startswith("trial.")]
    assert found.index("sixty") < found.index("old") < found.index("confirm")
    assert [name for name in found if name in wanted[:8]] == wanted[:8]
    assert set(found[8:10]) == {"confirm", "doubt"}
    assert set(found[10:]) == {"endless", "next", "sixty_one", "year"}


def test_groups_with_something_to_look_at_come_first_and_are_open(root: Path) -> None:
    ends = {name: last_day(entry) for name, _file, entry in parameters_in(root)}
    groups = [e for e in page_of().all("details") if e.get("id").startswith("groep-")]
    states = []
    for group in groups:
        names = [e.get("id").removeprefix("waarde-") for e in group.children[-1].children]
        soon = any((ends[name] or date.max) <= ON + timedelta(days=60) for name in names)
        assert ("open" in group.attributes) is soon or "trial.old" in names, group
        states.append("open" in group.attributes)
    assert groups[-1].get("id") == "groep-unused"
    assert states[:-1] == sorted(states[:-1], reverse=True)
    assert any(states) and not all(states)


def test_the_summary_counts_what_is_in_the_files(root: Path) -> None:
    entries = [entry for _name, _file, entry in parameters_in(root)]
    ends = [last_day(entry) for entry in entries]
    in_force = [[v for v in entry["values"] if day(v["from"]) <= ON][-1:] for entry in entries]
    old = sum(day(v["checked_on"]) < ON - timedelta(days=365) for values in in_force for v in values)
    later = [[v for v in entry["values"] if day(v["from"]) > ON] for entry in entries]
    pairs = zip(in_force, later, strict=True)
    confirm = sum(any(v.get("confirm") for v in [*now, *then]) for now, then in pairs)
    soon = sum(ON <= end <= ON + timedelta(days=60) for end in ends if end)
    expired = sum(end < ON for end in ends if end)
    text = plain(page_of().all("main")[0])
    assert expired == 2 and old == 1
    assert f"{expired} waarden zijn verlopen" in text
    assert f"{soon} waarden verlopen binnen 60 dagen" in text
    assert f"{old} waarde is langer dan een jaar geleden nagekeken" in text
    assert f"{confirm} waarden moeten nog bevestigd worden" in text
    assert len(rows(page_of(f"{LIST}?toon=bevestigen"))) == confirm


def test_the_list_can_be_seen_in_part_by_a_link(root: Path) -> None:
    everything = {name for name, _file, _entry in parameters_in(root)}
    page = page_of()
    assert set(rows(page)) == everything and len(rows(page)) == len(everything)
    assert {"/waarden?toon=nu#waarden", "/waarden?toon=bevestigen#waarden"} <= set(page.links)
    now = {name.removeprefix("trial.") for name in rows(page_of(f"{LIST}?toon=nu")) if name.startswith("trial.")}
    assert now == {"forty", "one", "today", "yesterday", "twelve", "sixty", "old", "future"}
    confirm = [name for name in rows(page_of(f"{LIST}?toon=bevestigen")) if name.startswith("trial.")]
    assert confirm == ["trial.confirm", "trial.doubt"]
    assert set(rows(page_of(f"{LIST}?toon=iets"))) == everything
    [chosen] = [e for e in page_of(f"{LIST}?toon=nu").all("a") if e.get("aria-current") == "true"]
    assert chosen.text.startswith("Nu bekijken")


def test_each_parameter_names_its_file_its_source_and_its_name(root: Path) -> None:
    page = page_of()
    for name, file, entry in parameters_in(root):
        codes = [e.text for e in page.all("code") if row(page, name) is e.closest("li")]
        assert codes == [name, file]
        assert (POLICY_ROOT / file).is_file() or file == TRIAL
        now = [v for v in entry["values"] if day(v["from"]) <= ON]
        links = [e.get("href") for e in page.all("a") if e.closest("li") is row(page, name)]
        assert links == [v["source"]["url"] for v in now[-1:]]


def test_a_list_with_nothing_in_it_says_so() -> None:
    page = page_of(f"{LIST}?toon=nu", date(2026, 8, 1))
    assert "Hier staat nu niets. U hoeft niets te doen." in plain(page.all("main")[0])
    assert rows(page) == []


def test_the_steps_name_what_exists() -> None:
    page, makefile = page_of(), (POLICY_ROOT.parent.parent / "Makefile").read_text("utf-8")
    steps = next(e for e in page.all("ol") if "publish" in e.classes)
    said = [e.text for e in page.all("code") if e.closest("ol") is steps]
    for command in ("policy", "test", "setup", "run"):
        assert any(f"make {command}" in one for one in said) and f"\n{command}: " in makefile
    told = "".join(
        (POLICY_ROOT.parent.parent / name).read_text("utf-8") for name in ("README.md", "docs/operations.md")
    )
    for word in ("until", "valid_until", "checked_on", "confirm: true", "RONDKOMENWIJZER_STAFF=1 make run"):
        assert any(word in one for one in said) and word in told
    assert "systemctl restart rondkomenwijzer" in told
