"""The web application: easy questions in, advice out. Knows people and HTTP; states no policy."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask

from rules import load_policy, prepare
from webapp import (
    accounts,
    api,
    assets,
    beside,
    bodies,
    chat,
    compression,
    content,
    errors,
    filters,
    i18n,
    kiosk,
    landing,
    link,
    logs,
    metrics,
    mode,
    pages,
    paper,
    proxies,
    security,
    session,
    signin,
    staff,
    statistics,
    storage,
    takealong,
    whatif,
    wizard,
)
from webapp.config import data_folder, settings
from webapp.questions import load_catalogue
from webapp.signin import provider

PARTS: Final = (
    *(proxies, logs, bodies, session, link, i18n, compression),
    *(security, mode, filters, assets, errors, landing, paper, beside, storage, accounts, metrics),
)
"""What is arranged for all pages. The order counts: each may add what happens before and after a request."""

WAYS_IN: Final = (wizard, chat, kiosk, pages, takealong, whatif, api)

FOR_STAFF: Final = (signin, staff, content, statistics)
"""The ways in that need a role, and the one to get it."""


def create_app(config: dict[str, Any] | None = None) -> Flask:
    """The application, with the policy and the questions loaded and checked."""
    app = Flask(
        __name__,
        template_folder=str(data_folder("templates")),
        static_folder=str(data_folder("static")),
        static_url_path="/static",
    )
    app.config.from_mapping(settings(config))
    app.url_map.merge_slashes = False  # Else Werkzeug redirects to an address with whatever host the request names.
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    policy = load_policy()
    prepare(policy, app.config["TODAY"]())
    app.extensions["policy"] = policy
    app.extensions["catalogue"] = load_catalogue(policy)
    for part in PARTS:
        part.register(app)
    for way_in in WAYS_IN:
        app.register_blueprint(way_in.blueprint)
    if app.config["STAFF"]:
        provider.register(app)
        for way_in in FOR_STAFF:
            app.register_blueprint(way_in.blueprint)
    app.context_processor(lambda: {"help_contact": policy.contacts["gemeente"]})
    return app
