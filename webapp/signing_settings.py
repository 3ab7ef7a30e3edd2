"""Settings of the sign-in: the provider of the municipality, and whether accounts of here may be used beside it."""

from __future__ import annotations

import os
import re
from typing import Any, Final
from urllib.parse import urlsplit

from webapp.keys import SettingError
from webapp.roles import Role

OURS: Final = "RONDKOMENWIJZER_"
NEEDED: Final = ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ROLES")
"""What a provider cannot do without."""

HERE: Final = ("localhost", "127.0.0.1")


def sign_in_settings() -> dict[str, Any]:
    """The settings from the environment. SettingError for a value that cannot be used, or one that is missing."""
    issuer = issuer_address(os.environ.get(f"{OURS}OIDC_ISSUER", ""))
    together = {f"{OURS}{name}": os.environ.get(f"{OURS}{name}") for name in NEEDED}
    there, missing = [name for name in together if together[name]], [name for name in together if not together[name]]
    if issuer and missing:
        raise SettingError(f"{OURS}OIDC_ISSUER is set, so {' and '.join(missing)} must be set too")
    if there and not issuer:
        raise SettingError(f"{' and '.join(there)} must not be set without {OURS}OIDC_ISSUER")
    return {
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": together[f"{OURS}OIDC_CLIENT_ID"] or "",
        "OIDC_CLIENT_SECRET": together[f"{OURS}OIDC_CLIENT_SECRET"] or "",
        "OIDC_SCOPE": _scope(os.environ.get(f"{OURS}OIDC_SCOPE") or "openid"),
        "OIDC_GROUPS_CLAIM": os.environ.get(f"{OURS}OIDC_GROUPS_CLAIM") or "groups",
        "OIDC_ROLES": roles_by_group(together[f"{OURS}OIDC_ROLES"] or ""),
        "LOCAL_ACCOUNTS": _local_accounts(issuer),
    }


def roles_by_group(text: str) -> dict[str, frozenset[Role]]:
    """The setting "group=role group=role"; a group may be there for several. SettingError for what is no such thing."""
    found: dict[str, frozenset[Role]] = {}
    for pair in text.split():
        group, _, role = pair.rpartition("=")
        if not group or role not in list(Role):
            wish = f"pairs such as wijkteam=staff, with a role of {', '.join(Role)}"
            raise SettingError(f"{OURS}OIDC_ROLES must hold {wish}, not {pair!r}")
        found[group] = found.get(group, frozenset()) | {Role(role)}
    return found


def issuer_address(value: str) -> str:
    """An https address without a query; plain http only on this machine itself. SettingError for another."""
    if value and not (is_protected(value) and not set("?#@") & set(value)):
        raise SettingError(f"{OURS}OIDC_ISSUER must be the https:// address of the provider, not {value!r}")
    return value.rstrip("/")


def is_protected(address: str) -> bool:
    """Whether nobody on the way can read along: TLS, or this machine itself."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in HERE)
    return bool(is_safe and host and re.fullmatch("[!-~]+", address))


def _scope(value: str) -> str:
    if "openid" not in value.split():
        raise SettingError(f"{OURS}OIDC_SCOPE must hold the word openid, not {value!r}")
    return value


def _local_accounts(issuer: str) -> bool:
    """On without a provider; beside a provider only where somebody asks for it."""
    value = os.environ.get(f"{OURS}LOCAL_ACCOUNTS") or ("0" if issuer else "1")
    if value not in ("0", "1"):
        raise SettingError(f"{OURS}LOCAL_ACCOUNTS must be 1 or 0, not {value!r}")
    if value == "0" and not issuer:
        raise SettingError(f"{OURS}LOCAL_ACCOUNTS may be 0 only with {OURS}OIDC_ISSUER: else nobody can sign in")
    return value == "1"
