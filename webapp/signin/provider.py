"""Single sign-on of the municipality, through OpenID Connect: the code flow, with PKCE, state and nonce (Authlib)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app
from joserfc.errors import JoseError
from requests import RequestException

from webapp.accounts import Role

TIMEOUT: Final = 5
"""Seconds that we wait for the provider."""

LEEWAY: Final = 30
"""Seconds that its clock may differ from ours."""

CANNOT_REACH: Final = (RequestException,)
NOT_TRUSTED: Final = (OAuthError, JoseError, ValueError, KeyError)
"""What Authlib raises for an answer that is not what it should be: state, nonce, signature, audience, times."""


def register(app: Flask) -> None:
    """Know the provider, if the settings name one. It is asked nothing before somebody signs in."""
    issuer = app.config["OIDC_ISSUER"]
    app.extensions["oidc"] = None
    if not issuer:
        return
    oauth = OAuth(app)
    app.extensions["oidc"] = oauth.register(
        "municipality",
        client_id=app.config["OIDC_CLIENT_ID"],
        client_secret=app.config["OIDC_CLIENT_SECRET"],
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": app.config["OIDC_SCOPE"], "code_challenge_method": "S256", "default_timeout": TIMEOUT},
    )


def has_provider() -> bool:
    """Whether people can sign in with the account of the municipality."""
    return current_app.extensions.get("oidc") is not None


def provider() -> Any:
    """Authlib's client for the provider."""
    return current_app.extensions["oidc"]


def roles_of(claims: Mapping[str, Any], wanted: Mapping[str, Role], claim: str) -> frozenset[Role]:
    """The roles that the groups in a token give; groups that are not in the setting give none."""
    groups = claims.get(claim)
    named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
    return frozenset(wanted[group] for group in named if isinstance(group, str) and group in wanted)
