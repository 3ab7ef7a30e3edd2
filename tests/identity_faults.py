"""What the identity provider of the tests can do wrong, each under a name."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import RSAKey

HOUR: Final = 3600
CLIENT: Final = "rondkomenwijzer-tests"
SECRET: Final = "geheim-van-de-tests-4711"
ELSEWHERE: Final = "https://elsewhere.example"

IN_CLAIMS: Final = (
    *("wrong nonce", "no nonce", "expired", "of the future", "not yet", "wrong issuer", "no subject", "odd subject"),
    *("wrong audience", "for another through us"),
)
"""The token is signed, but what it says is wrong."""

IN_SIGNATURE: Final = ("another key", "unknown key", "unsigned", "made with the public key", "no token", "odd token")
"""What it says is right, but not who signed it."""

IN_ANSWERS: Final = ("token fails", "token refused", "token is a page", "token is a list", "token leads on", "no keys")
"""It is not what the provider should answer."""

IN_METADATA: Final = ("of another", "no document", "a page", "a list", "no token endpoint", "odd endpoint", "only none")
"""What the provider says of itself is wrong."""


def claims_with(fault: str, claims: dict[str, Any]) -> dict[str, Any]:
    """What is said of somebody, with one thing wrong; None takes a claim away."""
    now = int(time.time())
    changes: dict[str, dict[str, Any]] = {
        "wrong nonce": {"nonce": "of-another-time"},
        "no nonce": {"nonce": None},
        "expired": {"iat": now - 2 * HOUR, "exp": now - HOUR},
        "of the future": {"iat": now + HOUR, "exp": now + 2 * HOUR},
        "not yet": {"nbf": now + HOUR},
        "wrong issuer": {"iss": ELSEWHERE},
        "no subject": {"sub": None},
        "odd subject": {"sub": ["a", "b"]},
        "wrong audience": {"aud": "another-site"},
        "for another through us": {"aud": "another-site", "azp": CLIENT},
    }
    found = {**claims, **changes.get(fault, {})}
    return {name: value for name, value in found.items() if value is not None}


def signed(claims: dict[str, Any], fault: str, key: RSAKey, other: RSAKey) -> object:
    """The token as the provider gives it."""
    if fault in ("no token", "odd token"):
        return 4711 if fault == "odd token" else None
    if fault in ("unsigned", "made with the public key"):
        header = {"alg": "none"} if fault == "unsigned" else {"alg": "HS256", "kid": key.kid}
        text = f"{_part(header)}.{_part(claims)}"
        made = hmac.digest(key.as_pem(private=False), text.encode(), hashlib.sha256)
        return f"{text}." if fault == "unsigned" else f"{text}.{_encoded(made)}"
    is_other = fault in ("another key", "unknown key")
    kid = other.kid if fault == "unknown key" else key.kid
    return jwt.encode({"alg": "RS256", "kid": kid}, claims, other if is_other else key)


def metadata_with(fault: str, metadata: dict[str, Any]) -> object:
    """The discovery document, with one thing wrong."""
    changes: dict[str, dict[str, Any]] = {
        "of another": {"issuer": ELSEWHERE},
        "no token endpoint": {"token_endpoint": None},
        "odd endpoint": {"jwks_uri": "file:///etc/passwd"},
        "only none": {"id_token_signing_alg_values_supported": ["none", "HS256"]},
        "more than we ask": {"client_id": "another", "verify": False, "token_updater": 1, "scope": "all", "jwks": 5},
    }
    return [metadata] if fault == "a list" else {**metadata, **changes.get(fault, {})}


def _part(content: dict[str, Any]) -> str:
    return _encoded(json.dumps(content).encode())


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
