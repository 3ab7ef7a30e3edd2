"""The one cookie: answers, language and form token, compressed and encrypted. The server itself keeps nothing."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, Request, Response, current_app, request, session
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.exceptions import RequestEntityTooLarge

MAX_COOKIE: Final = 3800
"""Bytes of name=value. Over 4,096 a browser silently keeps the old cookie, and some count the attributes too."""

MAX_CONTENT: Final = 64 * 1024
"""Bytes of JSON, before it is written and while it is unpacked: a small cookie must not fill the memory."""

KEY_LABEL: Final = b"rondkomenwijzer session cookie"
"""Keeps this key apart from other keys that are derived from the same secret."""

FOR_PROGRAMS: Final = ("/api/", "/healthz", "/metrics")
"""Paths that programs read, not people. A path, because an address that does not exist has no endpoint."""

WITHOUT_SESSION: Final = ("/static/", "/kiosk/geluid/", *FOR_PROGRAMS)
"""Paths that neither read nor set the cookie. Flask opens the session before it knows the endpoint."""


KIOSK_VISIT: Final = "kiosk"
"""In a session of a kiosk: there it ends sooner, because somebody else stands there next."""


class SessionTooLarge(Exception):
    """What should be remembered does not fit in the cookie."""


class EncryptedSession(dict[str, Any], SessionMixin):
    """What is remembered of one resident. `kept` is False where no cookie goes in or out."""

    def __init__(self, content: Mapping[str, Any] | None = None, *, kept: bool = True) -> None:
        super().__init__(content or {})
        self.kept = kept


class SessionSerializer:
    """Turns a session into text that nobody else can read or make, and back."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys`: the current secret first, then those whose cookies are still read."""
        self._fernet = MultiFernet([Fernet(derived_key(key)) for key in keys])

    def dumps(self, content: Mapping[str, Any]) -> str:
        """The text for the cookie; SessionTooLarge when there is far too much."""
        written = json.dumps(dict(content), separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
        if len(written) > MAX_CONTENT:
            raise SessionTooLarge
        return self._fernet.encrypt(zlib.compress(written, 9)).decode("ascii")

    def loads(self, text: str, lifetime: timedelta) -> dict[str, Any]:
        """What was put in; nothing when the text is not ours, was changed, or is older than `lifetime`."""
        if len(text) > MAX_COOKIE:
            return {}
        try:
            packed = self._fernet.decrypt(text.encode("ascii"), ttl=int(lifetime.total_seconds()))
            unpacking = zlib.decompressobj()
            written = unpacking.decompress(packed, MAX_CONTENT)
            content = json.loads(written.decode("utf-8", "surrogatepass")) if unpacking.eof else None
        except (InvalidToken, zlib.error, ValueError):
            return {}
        return content if isinstance(content, dict) else {}


class EncryptedSessionInterface(SessionInterface):
    """Gives each request its session, and sends it along with every page: so the cookie ends when nobody uses it."""

    def __init__(self, serializer: SessionSerializer) -> None:
        self.serializer = serializer

    def open_session(self, app: Flask, request: Request) -> EncryptedSession:
        """The session in the cookie; an empty one when there is no cookie that we can read."""
        if request.path.startswith(WITHOUT_SESSION):
            return EncryptedSession(kept=False)
        text = request.cookies.get(self.get_cookie_name(app), "")
        content = self.serializer.loads(text, app.permanent_session_lifetime) if text else {}
        if KIOSK_VISIT in content:
            content = self.serializer.loads(text, app.config["KIOSK_LIFETIME"])
        return EncryptedSession(content)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the session back; take the cookie away when it is empty. A cookie too large becomes the page 413."""
        if not isinstance(session, EncryptedSession) or not session.kept:
            return
        response.vary.add("Cookie")
        name = self.get_cookie_name(app)
        if not session:
            # Only for a browser that sent one: a form from another site comes without, and must not take it away.
            if name in request.cookies:
                response.delete_cookie(name, **self._attributes(app))
            return
        try:
            text = self.serializer.dumps(session)
        except SessionTooLarge:
            text = ""
        if not text or len(name) + 1 + len(text) > MAX_COOKIE:
            _refuse(app, response)
            return
        # Without an age: closing the browser takes it away too. The time within ends it after an hour without a page.
        response.set_cookie(name, text, **self._attributes(app))

    def _attributes(self, app: Flask) -> dict[str, Any]:
        # No domain and this path: what the prefix __Host- asks.
        secure = self.get_cookie_secure(app)
        return {"path": "/", "secure": secure, "httponly": True, "samesite": "Lax"}


def register(app: Flask) -> None:
    """Use this cookie for the session, with the key now in use and the ones before it."""
    keys = [app.config["SECRET_KEY"], *(app.config["SECRET_KEY_FALLBACKS"] or [])]
    app.session_interface = app.extensions["session"] = EncryptedSessionInterface(SessionSerializer(keys))


def cookie_size() -> int:
    """Bytes of name=value for the session as it is now: may not be more than MAX_COOKIE."""
    interface: EncryptedSessionInterface = current_app.extensions["session"]
    try:
        text = interface.serializer.dumps(session)
    except SessionTooLarge:
        return MAX_CONTENT
    return len(current_app.config["SESSION_COOKIE_NAME"]) + 1 + len(text)


def derived_key(secret: str) -> bytes:
    """The key for the cookie that follows from a secret, as Fernet wants it written."""
    found = HKDF(algorithm=SHA256(), length=32, salt=None, info=KEY_LABEL).derive(secret.encode())
    return base64.urlsafe_b64encode(found)


def _refuse(app: Flask, response: Response) -> None:
    """The page 413 instead of the one that was ready: better than forgetting silently what was sent."""
    page = app.make_response(app.handle_user_exception(RequestEntityTooLarge()))
    for name in ("Content-Encoding", "Location", "ETag"):
        response.headers.pop(name, None)
    response.status_code = page.status_code
    response.content_type = page.content_type
    response.set_data(page.get_data())
