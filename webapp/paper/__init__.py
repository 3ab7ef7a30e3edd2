"""The outcome as a letter in PDF. Needs no browser, writes no file, and knows nothing of HTTP."""

from __future__ import annotations

from flask import Flask, current_app

from webapp.paper.letter import Letter, letter
from webapp.paper.printer import CannotShow, Printer, PrinterBusy

__all__ = ["CannotShow", "Letter", "Printer", "PrinterBusy", "letter", "print_letter", "register"]


def register(app: Flask) -> None:
    """Have the fonts and the template ready before somebody asks for a letter."""
    app.extensions["printer"] = Printer()


def print_letter(written: Letter) -> bytes:
    """The letter as PDF; CannotShow or PrinterBusy when it cannot be made (see `webapp.paper.printer`)."""
    printer: Printer = current_app.extensions["printer"]
    return printer.pdf(written.as_json(), written.on)
