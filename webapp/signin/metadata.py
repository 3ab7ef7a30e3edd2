"""What the provider says of itself, in its discovery document: only what we need of it, and only where it can be so."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from webapp.signing_settings import is_protected

WELL_KNOWN: Final = "/.well-known/openid-configuration"
"""Where it stands, behind the address of the issuer."""

NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
SIGNATURES: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Those that only the provider can make: no "none", and none of a key that we have too."""


class NotOurProvider(Exception):
    """The document is of somebody else, or leads to where we do not go."""


def checked(found: object, issuer: str) -> dict[str, Any]:
    """The document without what we do not use: Authlib takes all of it for settings. NotOurProvider otherwise."""
    if not isinstance(found, dict) or str(found.get("issuer")).rstrip("/") != issuer:
        raise NotOurProvider
    if not all(_is_safe(found.get(name), issuer) for name in NEEDED):
        raise NotOurProvider
    listed = found.get("id_token_signing_alg_values_supported", ["RS256"])
    signatures = [name for name in SIGNATURES if isinstance(listed, list) and name in listed]
    if not signatures:
        raise NotOurProvider
    kept = {name: found[name] for name in ("issuer", *NEEDED)}
    if _is_safe(found.get("end_session_endpoint"), issuer):
        kept["end_session_endpoint"] = found["end_session_endpoint"]
    kept["id_token_signing_alg_values_supported"] = signatures
    kept["token_endpoint_auth_method"] = _way_to_show_the_secret(found.get("token_endpoint_auth_methods_supported"))
    return kept


def _is_safe(address: object, issuer: str) -> bool:
    """TLS all the way, unless the issuer itself is on this machine without it."""
    if not isinstance(address, str) or not is_protected(address):
        return False
    return urlsplit(address).scheme == "https" or urlsplit(issuer).scheme == "http"


def _way_to_show_the_secret(listed: object) -> str:
    """In a header, as the standard has it, unless the provider takes it in the form alone."""
    only_in_form = isinstance(listed, list) and "client_secret_basic" not in listed and "client_secret_post" in listed
    return "client_secret_post" if only_in_form else "client_secret_basic"
