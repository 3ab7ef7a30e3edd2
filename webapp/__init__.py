"""The web application: easy questions in, advice out. Knows people and HTTP; states no policy."""

from __future__ import annotations

from typing import Any

from flask import Flask

from rules import load_policy, prepare
from webapp import (
    api,
    assets,
    bodies,
    compression,
    errors,
    filters,
    i18n,
    logs,
    pages,
    proxies,
    security,
    session,
    wizard,
)
from webapp.config import data_folder, settings
from webapp.questions import load_catalogue


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
    proxies.register(app)
    logs.register(app)
    bodies.register(app)
    session.register(app)
    i18n.register(app)
    compression.register(app)
    security.register(app)
    filters.register(app)
    assets.register(app)
    errors.register(app)
    app.register_blueprint(wizard.blueprint)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    app.context_processor(lambda: {"help_contact": policy.contacts["gemeente"]})
    return app
