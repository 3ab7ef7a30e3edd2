"""Takes every text out of Python, templates and YAML, and brings the catalogues up to date (`make strings`).

The same sources give the same bytes: no dates, no line numbers, a fixed order. `--check` writes nothing and says what
is missing, left over, unfinished, or has other placeholders than the Dutch.
"""

from __future__ import annotations

import argparse
import re
import string
import sys
from collections.abc import Iterable, Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext

from rules import book_texts_of, load_policy, texts_of
from webapp.compiled import DOMAIN, catalogue_path
from webapp.content.examples import load_examples
from webapp.glossary import load_terms
from webapp.languages import FOLDER, Language, published
from webapp.questions import load_catalogue

ROOT: Final = FOLDER.parent
TEMPLATE: Final = FOLDER / f"{DOMAIN}.pot"
METHODS: Final = (("webapp/**.py", "python"), ("templates/**.html", "jinja2"))
OPTIONS: Final = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
KEYWORDS: Final = {"_": None, "gettext": None, "lazy_gettext": None, "later": None, "ngettext": (1, 2)}
HEADER: Final = "# Texts of the Rondkomenwijzer. Made by `make strings`; translators fill in the msgstr lines.\n#"
_PERCENT: Final = re.compile(r"%\(\w+\)[sd]")


def template() -> Catalog:
    """Every text of the site in Dutch, with the places where it stands."""
    catalog = Catalog()
    _head(catalog)
    for where, text, comment in (*_from_code(), *_from_yaml()):
        plural = isinstance(text, tuple)
        catalog.add(text, locations=[(where, 0)], auto_comments=[comment] if comment else [])
        catalog[text[0] if plural else text].flags.discard("python-format")
    return catalog


def updated(language: Language, texts: Catalog) -> Catalog:
    """The catalogue of one language with exactly these texts: translations kept, new ones empty, old ones gone."""
    path = catalogue_path(FOLDER, language.code)
    catalog = Catalog(locale=language.code)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language.code, abort_invalid=True)
    _head(catalog)
    catalog.mime_headers = [("Plural-Forms", plural_forms(language))]
    catalog.update(deepcopy(texts), no_fuzzy_matching=True)  # A copy: new messages would be shared, not copied.
    catalog.obsolete.clear()
    for message in catalog:
        message.flags.discard("python-format")
    return catalog


def plural_forms(language: Language) -> str:
    """How many forms a word has after a number, and which is when, as the Unicode CLDR says it for these formats."""
    return str(to_gettext(Locale.parse(language.formats).plural_form)).rstrip(";")


def as_bytes(catalog: Catalog) -> bytes:
    """The catalogue as a .po file."""
    written = BytesIO()
    write_po(written, catalog, width=120, include_lineno=False, omit_header=False)
    return re.sub(rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By):[^\n]*\n', b"", written.getvalue(), flags=re.M)


def faults(catalog: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being published, one line each."""
    for message in catalog:
        if not message.id:
            continue
        shown = message.id if isinstance(message.id, str) else message.id[0]
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if message.fuzzy:
            yield f"fuzzy: {shown}"
        if not all(text.strip() for text in strings) or len(strings) != _forms(catalog, message):
            yield f"missing: {shown}"
        elif any(placeholders(text) not in _allowed(message) for text in strings):
            yield f"other placeholders than the Dutch: {shown}"


def placeholders(text: str) -> frozenset[str]:
    """The named placeholders of a text, of both kinds: `%(name)s` of the pages and `{name}` of the rules."""
    found = set(_PERCENT.findall(text))
    found |= {f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(_PERCENT.sub("", text)) if name is not None}
    return frozenset(found)


def _forms(catalog: Catalog, message: Message) -> int:
    return int(catalog.num_plurals) if message.pluralizable else 1


def _allowed(message: Message) -> list[frozenset[str]]:
    """Each form must have the placeholders of the Dutch; a form for one number may spell that number out."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    whole = placeholders(ids[-1])
    return [whole, whole - {"%(num)s"}] if message.pluralizable else [whole]


def _from_code() -> Iterator[tuple[str, str | tuple[str, ...], str]]:
    for top in ("webapp", "templates"):
        found = extract_from_dir(ROOT / top, _methods(top), _options(top), KEYWORDS, ["Translators:"])
        for name, _line, text, comments, _context in sorted(found, key=lambda item: (item[0], item[1])):
            yield f"{top}/{name}", text, " ".join(comments)


def _methods(top: str) -> list[tuple[str, str]]:
    return [(pattern.removeprefix(f"{top}/"), method) for pattern, method in METHODS if pattern.startswith(top)]


def _options(top: str) -> dict[str, dict[str, str]]:
    return {pattern.removeprefix(f"{top}/"): given for pattern, given in OPTIONS.items() if pattern.startswith(top)}


def _from_yaml() -> Iterator[tuple[str, str, str]]:
    policy = load_policy()
    for question, text in load_catalogue(policy).texts():
        yield "webapp/questions", text, f"question {question}"
    for where, text in (*texts_of(policy), *book_texts_of(policy)):
        yield "rules/policy", text, where
    for term in load_terms(policy):
        yield from (("webapp/glossary", text, f"term {term.id}") for text in term.texts())
    for example in load_examples(policy):
        yield "webapp/content", example.title, f"example {example.id}"


def _head(catalog: Catalog) -> None:
    catalog.header_comment = HEADER
    catalog.project, catalog.version, catalog.fuzzy = "Rondkomenwijzer", "", False


def main(arguments: list[str] | None = None) -> int:
    """Bring all files up to date; with --check say what is wrong with them instead, and exit 1."""
    parser = argparse.ArgumentParser(prog="python -m webapp.strings", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file is not as it should be")
    check = parser.parse_args(arguments).check
    if not (ROOT / "webapp").is_dir():
        parser.error("this needs a checkout of the project: an installed site has no templates and sources beside it")
    texts = template()
    files = {TEMPLATE: as_bytes(texts)}
    complaints: list[str] = []
    for language in (one for one in published() if not one.is_source):
        catalog = updated(language, texts)
        files[catalogue_path(FOLDER, language.code)] = as_bytes(catalog)
        complaints += [f"{language.code}: {fault}" for fault in faults(catalog)]
    complaints += _write_or_compare(files.items(), check)
    print("\n".join(complaints) or "Every text is in every published language.")
    return 1 if complaints else 0


def _write_or_compare(files: Iterable[tuple[Path, bytes]], check: bool) -> Iterator[str]:
    for path, content in files:
        if path.exists() and path.read_bytes() == content:
            continue
        if check:
            yield f"{path.relative_to(ROOT)} is not up to date: run make strings"
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
