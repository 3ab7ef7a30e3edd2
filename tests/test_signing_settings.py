"""Settings of the sign-in: a fault names the setting, and no secret stands in what it says."""

from __future__ import annotations

import pytest

from webapp.config import settings
from webapp.keys import SettingError
from webapp.roles import Role
from webapp.signin.metadata import NotOurProvider, checked
from webapp.signing_settings import is_protected, issuer_address, roles_by_group, sign_in_settings

ISSUER = "https://login.example/realm"
GOOD = {
    "RONDKOMENWIJZER_OIDC_ISSUER": ISSUER,
    "RONDKOMENWIJZER_OIDC_CLIENT_ID": "rondkomenwijzer",
    "RONDKOMENWIJZER_OIDC_CLIENT_SECRET": "not to be told",
    "RONDKOMENWIJZER_OIDC_ROLES": "wijkteam=staff cn=redactie,dc=nl=content wijkteam=statistics",
}


@pytest.fixture
def good(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_all_of_it_comes_from_the_environment(good: pytest.MonkeyPatch) -> None:
    found = settings({"SECRET_KEY": "x" * 32})
    assert found["OIDC_ISSUER"] == ISSUER and not found["LOCAL_ACCOUNTS"]
    assert (found["OIDC_SCOPE"], found["OIDC_GROUPS_CLAIM"]) == ("openid", "groups")
    assert found["OIDC_ROLES"] == {
        "wijkteam": {Role.STAFF, Role.STATISTICS},
        "cn=redactie,dc=nl": {Role.CONTENT},
    }
    good.setenv("RONDKOMENWIJZER_LOCAL_ACCOUNTS", "1")
    assert sign_in_settings()["LOCAL_ACCOUNTS"]


def test_without_a_provider_there_are_accounts_of_here() -> None:
    found = sign_in_settings()
    assert found["LOCAL_ACCOUNTS"] and not found["OIDC_ISSUER"] and not found["OIDC_ROLES"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("OIDC_ISSUER", value) for value in ("http://login.example", "login.example", "https://", "https://a b")),
        *(("OIDC_ISSUER", value) for value in ("https://[::1", "https://a.example:x", "https://me@a.example")),
        *(("OIDC_ISSUER", value) for value in ("https://a.example?b=c", "https://a.example/#b", "file:///etc/passwd")),
        *(("OIDC_CLIENT_ID", ""), ("OIDC_CLIENT_SECRET", ""), ("OIDC_ROLES", "")),
        *(("OIDC_ROLES", value) for value in ("wijkteam", "wijkteam=", "=staff", "wijkteam=boss", "wijkteam=Staff")),
        *(("OIDC_SCOPE", value) for value in ("profile", "open id")),
        *(("LOCAL_ACCOUNTS", value) for value in ("yes", "2")),
    ],
)
def test_a_fault_names_the_setting_and_tells_no_secret(good: pytest.MonkeyPatch, name: str, value: str) -> None:
    good.setenv(f"RONDKOMENWIJZER_{name}", value)
    with pytest.raises(SettingError, match=f"RONDKOMENWIJZER_{name}") as fault:
        settings({"SECRET_KEY": "x" * 32})
    assert "not to be told" not in str(fault.value) and "\n" not in str(fault.value)


@pytest.mark.parametrize("name", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ROLES"])
def test_half_a_provider_is_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"RONDKOMENWIJZER_{name}", GOOD[f"RONDKOMENWIJZER_{name}"])
    with pytest.raises(SettingError, match=f"RONDKOMENWIJZER_{name} must not be set without"):
        sign_in_settings()


def test_somebody_must_be_able_to_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RONDKOMENWIJZER_LOCAL_ACCOUNTS", "0")
    with pytest.raises(SettingError, match="RONDKOMENWIJZER_LOCAL_ACCOUNTS"):
        sign_in_settings()


def test_an_issuer_with_or_without_a_slash_is_the_same() -> None:
    assert issuer_address(f"{ISSUER}/") == issuer_address(ISSUER) == ISSUER
    assert issuer_address("http://127.0.0.1:9000") == "http://127.0.0.1:9000"
    assert roles_by_group(" ") == {}
    assert not is_protected("http://login.example") and not is_protected("")


def document(**changes: object) -> dict[str, object]:
    return {
        "issuer": f"{ISSUER}/",
        "authorization_endpoint": f"{ISSUER}/authorize",
        "token_endpoint": "https://tokens.example/token",
        "jwks_uri": f"{ISSUER}/keys",
        **changes,
    }


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize("address", ["http://login.example/x", "http://127.0.0.1/x", "/x", "", None, 5, "javascript:x"])
def test_a_provider_behind_tls_leads_nowhere_without(name: str, address: object) -> None:
    with pytest.raises(NotOurProvider):
        checked(document(**{name: address}), ISSUER)


def test_of_the_document_stays_what_we_use() -> None:
    found = checked(document(verify=False, jwks={}, end_session_endpoint="http://login.example/leave"), ISSUER)
    assert set(found) == {
        *("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"),
        *("id_token_signing_alg_values_supported", "token_endpoint_auth_method"),
    }
    assert found["issuer"] == f"{ISSUER}/", "as it stands in every token"
    assert found["id_token_signing_alg_values_supported"] == ["RS256"]
    leave = f"{ISSUER}/leave"
    assert checked(document(end_session_endpoint=leave), ISSUER)["end_session_endpoint"] == leave


@pytest.mark.parametrize(
    ("listed", "way"),
    [
        (None, "client_secret_basic"),
        (["client_secret_post", "client_secret_basic"], "client_secret_basic"),
        (["client_secret_post"], "client_secret_post"),
        ("client_secret_post", "client_secret_basic"),
    ],
)
def test_the_secret_is_shown_as_the_provider_wants(listed: object, way: str) -> None:
    found = checked(document(token_endpoint_auth_methods_supported=listed), ISSUER)
    assert found["token_endpoint_auth_method"] == way
