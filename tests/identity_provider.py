"""A small OpenID provider, as a process of its own: python -m tests.identity_provider --port 0

It prints its port. `POST /control` says who signs in next and what goes wrong; `GET /control` what it was asked.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc.jwk import KeySet, RSAKey

from tests.identity_faults import CLIENT, HOUR, SECRET, claims_with, metadata_with, signed

BACK: Final = "/inloggen/terug"
SLOW: Final = 4.0
"""Seconds."""


@dataclass
class Identity:
    """What the provider knows: its keys, who is at the keyboard, and which codes are out."""

    issuer: str
    person: dict[str, Any] | None = None
    fault: str = ""
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)}))
    other: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)}))

    def control(self, wish: dict[str, Any]) -> None:
        """Who signs in next, and what goes wrong from now on. Nothing is left of before."""
        self.person, self.fault, self.asked = wish.get("person"), wish.get("fault", ""), []
        if wish.get("rotate"):
            self.key, self.other = self.other, self.key

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/leave",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "none"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
        }

    def refusal(self, asked: dict[str, str]) -> str:
        """Why nobody is let in with this; empty when all is well."""
        right = {
            "client_id": asked.get("client_id") == CLIENT,
            "redirect_uri": urlsplit(asked.get("redirect_uri", "")).path == BACK,
            "response_type": asked.get("response_type") == "code",
            "scope": "openid" in asked.get("scope", "").split(),
            "state": len(asked.get("state", "")) >= 16,
            "nonce": len(asked.get("nonce", "")) >= 16,
            "code_challenge": len(asked.get("code_challenge", "")) == 43,
            "code_challenge_method": asked.get("code_challenge_method") == "S256",
        }
        return " ".join(name for name, is_right in right.items() if not is_right)

    def lead_back(self, asked: dict[str, str]) -> str:
        """Where the browser goes: with a code, or with the word that nobody wanted to sign in."""
        answer = {"state": asked["state"]}
        if self.person is None:
            answer |= {"error": "access_denied", "error_description": "nobody signed in"}
        else:
            code = secrets.token_urlsafe(24)
            self.codes[code] = {**asked, "person": json.dumps(self.person)}
            answer["code"] = code
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def token(self, sent: dict[str, str], authorization: str) -> tuple[int, object]:
        """The answer to who shows a code."""
        secret = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization != f"Basic {secret}":
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(sent.get("code", ""), None)  # Once only.
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_right = asked is not None and sent.get("grant_type") == "authorization_code"
        if not (is_right and asked and asked["redirect_uri"] == sent.get("redirect_uri")):
            return 400, {"error": "invalid_grant"}
        if challenge != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        base = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + HOUR, "nonce": asked["nonce"]}
        claims = claims_with(self.fault, {**base, **json.loads(asked["person"])})
        answer = {"access_token": secrets.token_urlsafe(24), "token_type": "Bearer", "expires_in": 300}
        return 200, {**answer, "id_token": signed(claims, self.fault, self.key, self.other)}


class Handler(BaseHTTPRequestHandler):
    """One request."""

    identity: Identity

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.identity.asked.append(parts.path)
        pages: dict[str, Callable[[], None]] = {
            "/.well-known/openid-configuration": self._metadata,
            "/jwks": self._keys,
            "/authorize": lambda: self._authorize(dict(parse_qsl(parts.query))),
            "/control": lambda: self._answer(200, {"asked": self.identity.asked[:-1]}),
        }
        pages.get(parts.path, lambda: self._answer(404, {}))()

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if self.path == "/control":
            self.identity.control(json.loads(sent))
            self._answer(200, {})
            return
        self.identity.asked.append(self.path)
        self._token(dict(parse_qsl(sent)))

    def _metadata(self) -> None:
        fault = self.identity.fault
        if fault == "no document":
            self._answer(500, {})
        elif fault == "a page":
            self._answer(200, "<p>not now</p>")
        elif fault == "leads on":
            self._answer(302, {}, f"{self.identity.issuer}/elsewhere")
        else:
            self._answer(200, metadata_with(fault, self.identity.metadata()))

    def _keys(self) -> None:
        if self.identity.fault == "no keys":
            self._answer(404, {})
        else:
            self._answer(200, KeySet([self.identity.key]).as_dict(private=False))

    def _authorize(self, asked: dict[str, str]) -> None:
        refusal = self.identity.refusal(asked)
        if refusal:
            self._answer(400, {"refused": refusal})
        else:
            self._answer(302, {}, self.identity.lead_back(asked))

    def _token(self, sent: dict[str, str]) -> None:
        fault = self.identity.fault
        if fault == "token slow":
            time.sleep(SLOW)
        answers: dict[str, tuple[int, object, str]] = {
            "token fails": (500, {"error": "server_error"}, ""),
            "token refused": (400, {"error": "invalid_client", "error_description": SECRET}, ""),
            "token is a page": (200, "<p>busy</p>", ""),
            "token is a list": (200, ["busy"], ""),
            "token leads on": (307, {}, f"{self.identity.issuer}/elsewhere"),
        }
        given = answers.get(fault) or (*self.identity.token(sent, self.headers.get("Authorization", "")), "")
        self._answer(*given)

    def _answer(self, status: int, content: object, location: str = "") -> None:
        is_page = isinstance(content, str)
        body = content.encode() if isinstance(content, str) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if is_page else "application/json")
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


def main() -> None:
    """Serve until somebody ends this process."""
    parser = argparse.ArgumentParser(prog="python -m tests.identity_provider")
    parser.add_argument("--port", type=int, default=0)
    server = ThreadingHTTPServer(("127.0.0.1", parser.parse_args().port), Handler)
    Handler.identity = Identity(f"http://127.0.0.1:{server.server_port}")
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
