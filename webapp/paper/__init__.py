"""The outcome as a letter in PDF. Needs no browser, writes no file, and knows nothing of HTTP."""

from __future__ import annotations

from flask import Flask, current_app

from webapp.paper.letter import Letter, letter
from webapp.paper.note import Note, note_to, offices_for
from webapp.paper.printer import NOTE, SIZES, CannotShow, Printer, PrinterBusy

__all__ = [
    "CannotShow",
    "Letter",
    "Note",
    "Printer",
    "PrinterBusy",
    "letter",
    "note_to",
    "offices_for",
    "print_letter",
    "print_letters",
    "print_note",
    "register",
]


def register(app: Flask) -> None:
    """Have the fonts and the templates ready before somebody asks for a letter."""
    app.extensions["printer"] = Printer()
    if app.config["STAFF"]:  # Only a conversation makes notes.
        app.extensions["note_printer"] = Printer(NOTE, at_once=1)


def print_letter(written: Letter) -> bytes:
    """The letter as PDF; CannotShow or PrinterBusy when it cannot be made (see `webapp.paper.printer`)."""
    printer: Printer = current_app.extensions["printer"]
    return printer.pdf(written.as_json(), written.on)


def print_letters(written: tuple[Letter, ...]) -> bytes:
    """The same letter in more languages as one PDF, in the size that reads best: together they never fit two pages."""
    printer: Printer = current_app.extensions["printer"]
    return printer.pdf([one.as_json() for one in written], written[0].on, sizes=SIZES[:1])


def print_note(written: Note) -> bytes:
    """The note for an office as PDF; CannotShow or PrinterBusy when it cannot be made."""
    printer: Printer = current_app.extensions["note_printer"]
    return printer.pdf(written.as_json(), written.on)
