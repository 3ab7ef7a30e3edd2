"""The page with the counts, and each of them as a file for a spreadsheet. HTTP only."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from flask import Blueprint, abort, current_app, render_template, request
from werkzeug.wrappers import Response

from webapp.accounts import Role, guard
from webapp.i18n import keep_in_links
from webapp.statistics.counts import TABLES
from webapp.statistics.page import CHOICES, USUAL, last_day, read, statistics_page, weeks_of
from webapp.statistics.spreadsheet import as_csv

blueprint = Blueprint("statistics", __name__, url_prefix="/cijfers")
guard(blueprint, Role.STATISTICS)


@blueprint.get("")
def dashboard() -> str:
    """All four counts, each drawn and in a table, and the goals of the municipality."""
    number = _weeks_asked()
    keep_in_links(weken=str(number))
    page = statistics_page(number)
    return render_template("statistics/dashboard.html", page=page)


@blueprint.get("/<name>.csv")
def table(name: str) -> Response:
    """One of the counts, week by week."""
    if name not in TABLES or not current_app.config["COUNTS"]:
        abort(HTTPStatus.NOT_FOUND)
    weeks = weeks_of(_weeks_asked())
    count = read(name, weeks)
    response = Response(as_csv(count.by_week("", date.isoformat)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="cijfers-{name}-{last_day(weeks).isoformat()}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _weeks_asked() -> int:
    """How many weeks the address asks for; the usual number where it asks for anything else."""
    asked = request.args.get("weken", "")
    return int(asked) if asked in [str(number) for number in CHOICES] else USUAL
