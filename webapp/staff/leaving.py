"""What leaves the table: a letter for the resident, and a note for an office. HTTP only."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from flask import abort, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp import state
from webapp.counting import note_conversation
from webapp.discreet import discreet
from webapp.i18n import later
from webapp.just_now import JustNow
from webapp.paper import CannotShow, PrinterBusy, print_letters, print_note
from webapp.session import SessionTooLarge
from webapp.staff import conversation as talk
from webapp.staff import lines
from webapp.staff.handing import OFFICE, leaving_page, letters, note_on_paper, offices, referral_page
from webapp.staff.routes import blueprint, other_conversation

TELLS_ALL: Final = JustNow("talk_paper_tells_all", ("staff.keep_lines", "staff.letter_pdf"))
"""Whether the letter may say that home is not safe."""

AGREED: Final = JustNow("talk_note_agreed", ("staff.agree_to_note", "staff.note_pdf"))
"""The fingerprint of the note that the resident agreed with."""

for just_now in (TELLS_ALL, AGREED):
    just_now.register(blueprint)

MISSING: Final = "talk_note_missing"
"""The field that was left open, for the page that follows."""

ONWARD: Final = {"brief": ".letter_pdf", "verwijzing": ".referral"}
"""Where the other buttons of the page lead, once the lines are kept."""


@blueprint.get("/mee")
def leaving() -> str:
    """What can be made, and the lines that go along."""
    return render_template("staff/leaving.html", page=leaving_page(talk.conversation()))


@blueprint.post("/mee")
def keep_lines() -> str | Response:
    """Keep the lines; with the other buttons, also go on to the letter or the note."""
    if talk.is_another():
        return other_conversation()
    typed, onward = lines.typed_in(request.form.get("afspraken", "")), request.form.get("verder", "")
    fault = lines.fault_in(typed)
    try:
        if fault:
            lines.keep_draft(typed)
            return _to(".leaving", "fouten")
        lines.keep(typed)
    except SessionTooLarge:  # No room for what was typed, so it comes back with this very answer.
        fault = fault or _("Deze tekst is te lang om te onthouden: maak hem korter.")
        return render_template("staff/leaving.html", page=leaving_page(talk.conversation(), typed, fault))
    if onward not in ONWARD:
        state.say(later("De afspraken zijn bewaard, tot het gesprek gewist wordt."))
    TELLS_ALL.keep(onward == "brief" and "veiligheid" in request.form)
    return _to(ONWARD.get(onward, ".leaving"))


@blueprint.get("/brief.pdf")
def letter_pdf() -> Response:
    """The outcome for the resident, in both languages of the table."""
    now = talk.conversation()
    written = letters(now.answers if TELLS_ALL.kept else discreet(now.answers), now.way.policy)
    if not written:
        return _to(".leaving")
    note_conversation(now.way.advice)
    return _pdf(lambda: print_letters(written), "uitslag.pdf")


@blueprint.get("/verwijzing")
def referral() -> str | Response:
    """Which office, and the whole note as it will be on paper."""
    now = talk.conversation()
    if now.way.advice is None:
        return _to(".leaving")
    return render_template("staff/referral_note.html", page=referral_page(now, str(session.pop(MISSING, ""))))


@blueprint.post("/verwijzing")
def choose_office() -> Response:
    """Make the note for an office; nothing leaves the table yet."""
    if talk.is_another():
        return other_conversation()
    chosen = request.form.get("kantoor", "")
    if chosen not in [one.id for one in offices(talk.conversation())]:
        state.keep_in(MISSING, "kantoor")
        return _to(".referral", "fouten")
    state.keep_in(OFFICE, chosen)
    return _to(".referral", "verwijzing")


@blueprint.post("/verwijzing/akkoord")
def agree_to_note() -> Response:
    """The resident agrees: the PDF of the note that was shown, and of no other."""
    if talk.is_another():
        return other_conversation()
    note = note_on_paper(talk.conversation())
    if note is None:
        return _to(".referral")
    if request.form.get("gezien") != note.fingerprint:
        state.say(later("Er is iets veranderd. Lees de verwijzing nog een keer."))
        return _to(".referral")
    if "akkoord" not in request.form:
        state.keep_in(MISSING, "akkoord")
        return _to(".referral", "fouten")
    AGREED.keep(note.fingerprint)
    return _to(".note_pdf")


@blueprint.get("/verwijzing.pdf")
def note_pdf() -> Response:
    """The note, right after the resident agreed."""
    note = note_on_paper(talk.conversation())
    if note is None or AGREED.kept != note.fingerprint:
        return _to(".referral")
    return _pdf(lambda: print_note(note), "verwijzing.pdf")


def _pdf(made: Callable[[], bytes], name: str) -> Response:
    try:
        content = b"" if request.method == "HEAD" else made()
    except CannotShow:
        state.say(later("In deze taal kunnen we nog geen brief maken. Kies een andere tweede taal."))
        return _to(".leaving")
    except PrinterBusy:
        abort(HTTPStatus.SERVICE_UNAVAILABLE)
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _to(endpoint: str, anchor: str | None = None) -> Response:
    return redirect(url_for(endpoint, _anchor=anchor), HTTPStatus.SEE_OTHER)
