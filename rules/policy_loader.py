"""Load a municipality's policy from YAML, checking everything that can be checked before anybody is advised."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from rules.conditions import SHARED, Node, TreeReader, read_source
from rules.findings import untold_states
from rules.papers import read_papers
from rules.parameters import Parameters, Source, load_parameters
from rules.policy import (
    AmountBand,
    AmountRule,
    Municipality,
    NoteRule,
    Policy,
    ReachGoal,
    ReferralRule,
    Scheme,
    Wijkwijzer,
)
from rules.policy_checks import (
    CAUTION,
    RESERVED_IDS,
    check_notes,
    check_parameters,
    known_figures,
    refuse_twins,
)
from rules.policy_files import Place, PolicyFile, check_shape, read_policy_file
from rules.rule_sentences import read_rule_sentences

POLICY_ROOT: Final = Path(__file__).parent / "policy"
OTHER: Final = "other"


@lru_cache(maxsize=4)
def load_policy(root: Path = POLICY_ROOT) -> Policy:
    """Load and check the policy below `root` once; PolicyError names the file and line of what is wrong."""
    files = _Files(root)
    served, municipalities = _municipalities(files)
    home = f"municipalities/{served}"
    parameters = load_parameters([*sorted((root / "national").glob("*.yaml")), root / home / "parameters.yaml"], root)
    first, last = known_figures(parameters, root)
    contacts = files.read(f"{home}/contacts.yaml", "contacts.schema.json").data["contacts"]
    builder = _Builder(files, parameters, contacts, _notes(files))
    schemes = builder.schemes(files.read(f"{home}/schemes.yaml", "offered_schemes.schema.json").data["schemes"])
    here = next(entry.name for entry in municipalities if entry.slug == served)
    sentences = read_rule_sentences(files.read("rule_sentences.yaml", "rule_sentences.schema.json"), here)
    policy = Policy(
        _version(root, served),
        served,
        municipalities,
        parameters,
        tuple(builder.shared.values()),
        schemes,
        builder.referrals(),
        builder.notes,
        {name: as_contact(contact, builder.notes[CAUTION]) for name, contact in contacts.items()},
        _wijkwijzers(files, home),
        _reach_goals(files, home, {scheme.id for scheme in schemes}),
        read_papers(files.read("papers.yaml", "papers.schema.json"), _documents(files, root)),
        sentences,
        first,
        last,
    )
    check_parameters(policy, root)
    return policy


def _notes(files: _Files) -> dict[str, str]:
    file = files.read("notes.yaml", "notes.schema.json")
    check_notes(file)
    return {name: note["text"] for name, note in file.data["notes"].items()}


def _documents(files: _Files, root: Path) -> set[str]:
    """All that any scheme asks people to bring, offered here or not."""
    paths = sorted((root / "schemes").glob("*.yaml"))
    read = (files.read(f"schemes/{path.name}", "scheme.schema.json").data for path in paths)
    return {document for scheme in read for document in scheme.get("documents", ())}


def _wijkwijzers(files: _Files, home: str) -> tuple[Wijkwijzer, ...]:
    file = files.read(f"{home}/wijkwijzers.yaml", "wijkwijzers.schema.json")
    refuse_twins(file, ("wijkwijzers",), "name")
    return tuple(Wijkwijzer(**entry) for entry in file.data["wijkwijzers"])


def _reach_goals(files: _Files, home: str, offered: Collection[str]) -> tuple[ReachGoal, ...]:
    file = files.read(f"{home}/reach_goals.yaml", "reach_goals.schema.json")
    refuse_twins(file, ("goals",), "scheme")
    return tuple(_reach_goal(entry, position, file, offered) for position, entry in enumerate(file.data["goals"]))


def _reach_goal(data: Mapping[str, Any], position: int, file: PolicyFile, offered: Collection[str]) -> ReachGoal:
    place: Place = ("goals", position)
    if data["scheme"] not in offered:
        raise file.error((*place, "scheme"), f"the scheme {data['scheme']} is not offered")
    return ReachGoal(
        data["scheme"],
        data["group"],
        data["reached_percent"],
        data.get("reached_year"),
        data["goal_percent"],
        data.get("goal_year"),
        data.get("notes", ""),
        read_source({**data["source"], "checked_on": data["checked_on"]}, file, place),
    )


def _municipalities(files: _Files) -> tuple[str, tuple[Municipality, ...]]:
    file = files.read("municipalities.yaml", "municipalities.schema.json")
    refuse_twins(file, ("municipalities",), "slug")
    served: str = file.data["served"]
    slugs = {entry["slug"] for entry in file.data["municipalities"]}
    for slug, place in ((served, ("served",)), (OTHER, ("municipalities",))):
        if slug not in slugs:
            raise file.error(place, f"the list has no municipality {slug}")
    return served, tuple(Municipality(**entry) for entry in file.data["municipalities"])


def _version(root: Path, served: str) -> str:
    """A content hash over names and bytes of the files in use, in a fixed order."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        relative = path.relative_to(root)
        if relative.parts[0] == "municipalities" and relative.parts[1] != served:
            continue
        digest.update(relative.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def as_contact(data: Mapping[str, Any], caution: str) -> dict[str, str]:
    """What a resident needs of a contact, with a word of caution where it could not be confirmed."""
    known = {key: str(value) for key, value in data.items() if key not in ("source", "checked_on", "confirm")}
    return {**known, "caution": caution} if data.get("confirm") else known


class _Files:
    """Reads policy files below one root, each held against its schema."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, relative: str, schema: str) -> PolicyFile:
        file = read_policy_file(self.root / relative, self.root)
        check_shape(file, schema, self.root)
        return file


class _Builder:
    """Turns checked files into schemes and referrals, resolving shared conditions and contacts."""

    def __init__(self, files: _Files, parameters: Parameters, contacts: Mapping[str, Any], notes: Mapping[str, str]):
        self.files, self.parameters, self.contacts, self.notes = files, parameters, contacts, notes
        self.shared: dict[str, Node] = {}
        file = files.read("shared_conditions.yaml", "shared_conditions.schema.json")
        for position, data in enumerate(file.data["conditions"]):
            place: Place = ("conditions", position)
            if data["id"] in self.shared:
                raise file.error(place, f"two shared conditions are named {data['id']}")
            self.shared[data["id"]] = self._reader(file, None).read(data, place, SHARED)

    def _reader(self, file: PolicyFile, source: Source | None) -> TreeReader:
        return TreeReader(file, self.parameters, source, self.shared)

    def _contact(self, name: str, file: PolicyFile, place: Place) -> dict[str, str]:
        if name not in self.contacts:
            raise file.error(place, f"no contact is named {name}")
        return as_contact(self.contacts[name], self.notes[CAUTION])

    def schemes(self, names: Iterable[str]) -> tuple[Scheme, ...]:
        files = (self.files.read(f"schemes/{name}.yaml", "scheme.schema.json") for name in names)
        return tuple(self._scheme(file) for file in files)

    def _scheme(self, file: PolicyFile) -> Scheme:
        data = file.data
        if data["id"] != file.path.stem:
            raise file.error(("id",), f"the scheme {data['id']} stands in a file named {file.path.name}")
        sources = tuple(read_source(item, file, ("sources", i)) for i, item in enumerate(data["sources"]))
        apply = {key: value for key, value in data["apply"].items() if key != "contact"}
        return Scheme(
            data["id"],
            data["title"],
            data["summary"],
            data.get("max_status"),
            sources,
            tuple(sorted(self._conditions(file, sources[0]), key=lambda node: node.soft)),
            tuple(self._note(item, i, file) for i, item in enumerate(data.get("notes", []))),
            self._amount(data.get("amount"), file),
            {**self._contact(data["apply"]["contact"], file, ("apply", "contact")), **apply},
            tuple(data["documents"]),
        )

    def _conditions(self, file: PolicyFile, source: Source) -> list[Node]:
        reader, name = self._reader(file, source), file.data["id"]
        nodes: list[Node] = []
        for position, data in enumerate(file.data["conditions"]["all"]):
            place = ("conditions", "all", position)
            node = reader.read(data, place, name, position)
            if node.id in RESERVED_IDS:
                raise file.error(place, f"a condition cannot be named {node.id}")
            if node.label in {other.label for other in nodes}:
                raise file.error(place, f"{name} has two conditions with the same id: {node.id}")
            if untold_states(node):
                raise file.error(place, f"{node.label} has no sentence for {', '.join(sorted(untold_states(node)))}")
            nodes.append(node)
        return nodes

    def _note(self, data: Mapping[str, Any], position: int, file: PolicyFile) -> NoteRule:
        place = ("notes", position)
        if data["id"] not in self.notes:
            raise file.error(place, f"no note is named {data['id']}")
        prefix = f"{file.data['id']}.note.{data['id']}"
        when = self._reader(file, None).read(data["when"], (*place, "when"), prefix)
        return NoteRule(data["id"], when, data.get("text", self.notes[data["id"]]))

    def _amount(self, data: Mapping[str, Any] | None, file: PolicyFile) -> AmountRule | None:
        if data is None:
            return None
        reader = self._reader(file, None)
        for key in ("without_partner", "with_partner"):
            reader.check_unit(data[key], "euro", ("amount", key))
        for i, band in enumerate(data["per_child"]):
            reader.check_unit(band["amount"], "euro", ("amount", "per_child", i, "amount"))
            for key in ("from_age", "below_age"):
                if isinstance(band[key], str):
                    reader.check_unit(band[key], "years", ("amount", "per_child", i, key))
        bands = tuple(AmountBand(**band) for band in data["per_child"])
        return AmountRule(data["period"], data["without_partner"], data["with_partner"], bands, data.get("note"))

    def referrals(self) -> tuple[ReferralRule, ...]:
        file = self.files.read("referrals.yaml", "referrals.schema.json")
        refuse_twins(file, ("referrals",), "id")
        return tuple(self._referral(item, i, file) for i, item in enumerate(file.data["referrals"]))

    def _referral(self, data: Mapping[str, Any], position: int, file: PolicyFile) -> ReferralRule:
        place: Place = ("referrals", position)
        reader, prefix = self._reader(file, None), f"referral.{data['id']}"
        urgent: Node | bool = data.get("urgent", False)
        if "urgent_when" in data:
            urgent = reader.read(data["urgent_when"], (*place, "urgent_when"), f"{prefix}.urgent")
        return ReferralRule(
            data["id"],
            data["title"],
            data["text"],
            self._contact(data["contact"], file, (*place, "contact")),
            data["need"],
            reader.read(data["when"], (*place, "when"), f"{prefix}.when"),
            urgent,
            read_source(data["source"], file, (*place, "source")),
        )
