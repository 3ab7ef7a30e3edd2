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


def sign_in_settings() -> dict[str, Any]:
    """The settings from the environment. SettingError for a value that cannot be used, or one that is missing."""
    issuer = issuer_address(os.environ.get(f"{OURS}OIDC_ISSUER", ""))
    missing = [f"{OURS}{name}" for name in NEEDED if issuer and not os.environ.get(f"{OURS}{name}")]
    if missing:
        raise SettingError(f"{OURS}OIDC_ISSUER is set, so {' and '.join(missing)} must be set too")
    return {
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": os.environ.get(f"{OURS}OIDC_CLIENT_ID", ""),
        "OIDC_CLIENT_SECRET": os.environ.get(f"{OURS}OIDC_CLIENT_SECRET", ""),
        "OIDC_SCOPE": os.environ.get(f"{OURS}OIDC_SCOPE") or "openid",
        "OIDC_GROUPS_CLAIM": os.environ.get(f"{OURS}OIDC_GROUPS_CLAIM") or "groups",
        "OIDC_ROLES": roles_by_group(os.environ.get(f"{OURS}OIDC_ROLES", "")),
        "LOCAL_ACCOUNTS": _local_accounts(issuer),
    }


def roles_by_group(text: str) -> dict[str, Role]:
    """The setting "group=role group=role"; SettingError for what is no such thing."""
    found = {}
    for pair in text.split():
        group, _, role = pair.rpartition("=")
        if not group or role not in list(Role):
            wish = f"pairs such as wijkteam=staff, with a role of {', '.join(Role)}"
            raise SettingError(f"{OURS}OIDC_ROLES must hold {wish}, not {pair!r}")
        found[group] = Role(role)
    return found


def issuer_address(value: str) -> str:
    """An https address; plain http only on this machine itself. SettingError for another."""
    parts = urlsplit(value)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1"))
    if value and not (is_safe and parts.hostname and re.fullmatch("[!-~]+", value)):
        raise SettingError(f"{OURS}OIDC_ISSUER must be the https:// address of the provider, not {value!r}")
    return value.rstrip("/")


def _local_accounts(issuer: str) -> bool:
    """On without a provider; beside a provider only where somebody asks for it."""
    value = os.environ.get(f"{OURS}LOCAL_ACCOUNTS") or ("0" if issuer else "1")
    if value not in ("0", "1"):
        raise SettingError(f"{OURS}LOCAL_ACCOUNTS must be 1 or 0, not {value!r}")
    return value == "1"
