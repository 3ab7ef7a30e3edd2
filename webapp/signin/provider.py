"""Single sign-on of the municipality, through OpenID Connect: the code flow, with PKCE, state and nonce (Authlib)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from authlib.common.urls import add_params_to_uri
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask, current_app, session

from webapp.accounts import Role
from webapp.signin.metadata import WELL_KNOWN, checked

TIMEOUT: Final = 5
"""Seconds that we wait for the provider, each time we ask it something."""

LEEWAY: Final = 30
"""Seconds that its clock may differ from ours."""

HOLDS: Final = 60 * 60
"""Seconds after which we ask the provider anew what it says of itself, and for its keys: one may be withdrawn."""

NAME: Final = "municipality"
TRIES: Final = f"_state_{NAME}_"
"""How the name begins under which Authlib keeps a try in the session."""


class Provider(FlaskOAuth2App):  # type: ignore[misc]
    """Authlib's client, that believes the provider only as far as `checked` does."""

    server_metadata: dict[str, Any]

    def load_server_metadata(self) -> dict[str, Any]:
        """What the provider says of itself; it is asked when somebody signs in."""
        if self.server_metadata.get("_loaded_at", 0) + HOLDS < time.time():
            with self._get_session() as asking:
                found = asking.get(self._server_metadata_url, withhold_token=True)
                found.raise_for_status()
            issuer = self._server_metadata_url.removesuffix(WELL_KNOWN)
            self.server_metadata = {**checked(found.json(), issuer), "_loaded_at": time.time()}
        return self.server_metadata


def register(app: Flask) -> None:
    """Know the provider, if the settings name one. It is asked nothing before somebody signs in."""
    issuer = app.config["OIDC_ISSUER"]
    app.extensions["oidc"] = None
    if not issuer:
        return
    app.extensions["oidc"] = OAuth(app).register(
        NAME,
        client_cls=Provider,
        client_id=app.config["OIDC_CLIENT_ID"],
        client_secret=app.config["OIDC_CLIENT_SECRET"],
        server_metadata_url=f"{issuer}{WELL_KNOWN}",
        client_kwargs={
            "scope": app.config["OIDC_SCOPE"],
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT,
            "max_redirects": 0,  # Else the secret could be sent on to anywhere.
        },
    )


def has_provider() -> bool:
    """Whether people can sign in with the account of the municipality."""
    return current_app.extensions.get("oidc") is not None


def begin(back: str) -> str:
    """The address to lead somebody to, who then comes back to `back`. Only this last try can end well."""
    client = _client()
    asked = client.create_authorization_url(back)
    forget()
    kept = {name: asked[name] for name in ("state", "nonce", "code_verifier")}  # Not the address: it is long.
    client.save_authorize_data(redirect_uri=back, **kept)
    return str(asked["url"])


def finish() -> Mapping[str, Any]:
    """What the token says of who came back, after every check of it. The try is over, however it went."""
    client = _client()
    try:
        claims = client.authorize_access_token(leeway=LEEWAY).get("userinfo") or {}
    finally:
        forget()
    audience = claims.get("aud")  # Authlib takes a token for somebody else where that names us as who asked.
    if client.client_id not in (audience if isinstance(audience, list) else [audience]):
        raise OAuthError("audience")
    if not (isinstance(claims["sub"], str) and claims["sub"]):
        raise OAuthError("subject")
    found: Mapping[str, Any] = claims
    return found


def forget() -> None:
    """Keep no try to sign in."""
    for name in [name for name in session if name.startswith(TRIES)]:
        del session[name]


def sign_out_address(back: str) -> str:
    """Where to sign out at the provider too; empty when it has no such page, or has told us nothing yet."""
    address = _client().server_metadata.get("end_session_endpoint") if has_provider() else ""
    if not address:
        return ""
    return str(add_params_to_uri(address, {"client_id": _client().client_id, "post_logout_redirect_uri": back}))


def roles_of(claims: Mapping[str, Any], wanted: Mapping[str, frozenset[Role]], claim: str) -> frozenset[Role]:
    """The roles that the groups in a token give; groups that are not in the setting give none."""
    groups = claims.get(claim)
    named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
    return frozenset(role for group in named if isinstance(group, str) for role in wanted.get(group, ()))


def _client() -> Any:
    return current_app.extensions["oidc"]
