"""Reads a tagged PDF as a screen reader would: its words in order, without what is only decoration."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pikepdf

_RANGE: Final = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_SINGLE: Final = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def opened(content: bytes) -> pikepdf.Pdf:
    """The document."""
    return pikepdf.open(BytesIO(content))


def squeezed(text: str) -> str:
    """Without white space and marks of direction: where lines break is not what a text says."""
    return re.sub(r"[\s\u2066-\u2069\u202a-\u202e\u200b]+", "", text)


def words_of(pdf: pikepdf.Pdf) -> str:
    """All words, squeezed; what is marked as decoration (page numbers, lines) left out."""
    return squeezed("".join("".join(run) for page in pdf.pages for run in _runs(page)))


def words_from_right(pdf: pikepdf.Pdf) -> tuple[set[str], str]:
    """The words of a letter in Arabic or Persian, and all that is in Latin letters and digits, squeezed.

    Letters that are written from right to left stand in the file as they are drawn, a word in one run or in more.
    """
    found: set[str] = set()
    other = word = ""
    for run in (run for page in pdf.pages for run in _runs(page)):
        if any(unicodedata.bidirectional(letter) in ("R", "AL", "NSM") for text in run for letter in text):
            here = "".join(reversed(run))
            word = here + word
            found |= plain_words(here)
        else:
            other += "".join(run)
            found |= plain_words(word)
            word = ""
    return found | plain_words(word), squeezed(other)


def plain_words(text: str) -> set[str]:
    """The words of a text, without vowel signs and joiners; a word of two scripts counts as two."""
    whole = unicodedata.normalize("NFKC", text).replace("\u200c", "")
    letters = "".join(letter for letter in whole if not unicodedata.combining(letter))
    return set(re.findall(r"[0-9A-Za-z\u00c0-\u024f]+|[^\W0-9A-Za-z\u00c0-\u024f]+", letters))


def _runs(page: Any) -> Iterator[list[str]]:
    """What each run of letters stands for, a text for each letter as it is drawn."""
    fonts = {str(name): _characters(font) for name, font in page.Resources.Font.items()}
    now: dict[int, str] = {}
    marked: list[bool] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            marked.append(str(operands[0]) == "/Artifact")
        elif name == "EMC":
            marked.pop()
        elif name == "Tf":
            now = fonts[str(operands[0])]
        elif name in ("Tj", "TJ") and not any(marked):
            yield list(_shown(operands[0], now))


def _shown(operand: Any, characters: dict[int, str]) -> Iterator[str]:
    for piece in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(piece, pikepdf.String):
            raw = bytes(piece)
            yield from (
                characters.get(int.from_bytes(raw[at : at + 2], "big"), "\ufffd") for at in range(0, len(raw), 2)
            )


def _characters(font: Any) -> dict[int, str]:
    """What each code stands for, by the table that a PDF has for copying text."""
    table = bytes(font.ToUnicode.read_bytes())
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        found |= {int(code, 16): _text(text) for code, text in _SINGLE.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in _RANGE.findall(block):
            start = int(first, 16)
            for code in range(start, int(last, 16) + 1):
                found[code] = chr(ord(_text(text)) + code - start)
    return found


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")


def structure(pdf: pikepdf.Pdf) -> list[str]:
    """The kind of each piece of the document, as it is read: H1, P, L, LI, …"""
    return list(_kinds(pdf.Root.StructTreeRoot.K))


def _kinds(node: Any) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for inner in node:
            yield from _kinds(inner)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node["/S"]).removeprefix("/")
        if "/K" in node:
            yield from _kinds(node["/K"])
