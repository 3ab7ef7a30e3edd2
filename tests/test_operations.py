"""The documents for who runs the site and answers for it keep up with the program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from rules import MAX_BYTES
from webapp.config import settings
from webapp.roles import Role
from webapp.security import MAX_COOKIE_HEADER

ROOT: Final = Path(__file__).resolve().parent.parent
SETTING: Final = re.compile(r"RONDKOMENWIJZER_[A-Z_]*[A-Z]")
KILO: Final = 1024
REGISTER_LIMITS: Final = {"Naam": 100, "Korte omschrijving": 350}


def text_of(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text("utf-8")


def settings_in_code() -> set[str]:
    """Every name of a setting in the program, also those put together from a part."""
    code = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "webapp").rglob("*.py")))
    parts = re.search(r"contacts = \((.*?)\)", code)
    assert parts is not None
    sign_in = re.findall("{OURS}([A-Z_]+)", text_of("webapp", "signing_settings.py"))
    named = {f"RONDKOMENWIJZER_{part}" for part in (*sign_in, *re.findall('"([A-Z_]+)"', parts[1]))}
    return set(SETTING.findall(code)) | named


def test_every_setting_is_in_the_table_and_nothing_else() -> None:
    table = "\n".join(line for line in text_of("docs", "operations.md").splitlines() if line.startswith("| `"))
    assert set(SETTING.findall(table)) == settings_in_code()
    assert len(settings_in_code()) > 10


def test_the_read_me_tells_nothing_that_does_not_exist() -> None:
    assert set(SETTING.findall(text_of("README.md"))) <= settings_in_code()
    assert set(SETTING.findall(text_of("docs", "deploy", "rondkomenwijzer.service"))) <= settings_in_code()


def nginx() -> str:
    """The configuration without its remarks."""
    return "\n".join(line.partition("#")[0] for line in text_of("docs", "deploy", "nginx.conf").splitlines())


def test_nginx_writes_no_address_of_a_page_down() -> None:
    servers = nginx().split("server {")[1:]
    servers = [server for server in servers if "server_name" in server]
    assert len(servers) == 2
    for server in servers:
        assert "access_log off;" in server
        assert re.findall(r"error_log \S+ (\w+);", server) == ["crit"]
    assert "limit_req_log_level info;" in nginx() and "limit_conn_log_level info;" in nginx()


def test_nginx_lets_through_what_the_site_itself_answers_in_words() -> None:
    size = int(re.findall(r"client_max_body_size (\d+)k;", nginx())[0]) * KILO
    assert size > MAX_BYTES > settings({"SECRET_KEY": "x" * 32})["MAX_CONTENT_LENGTH"]
    assert size == int(re.findall(r"client_body_buffer_size (\d+)k;", nginx())[0]) * KILO, "else it writes to disk"
    assert int(re.findall(r"large_client_header_buffers 4 (\d+)k;", nginx())[0]) * KILO > MAX_COOKIE_HEADER


def test_nginx_adds_no_header_and_limits_what_costs_most() -> None:
    assert "add_header" not in nginx()
    for location in ("location /", "location /api/", "location = /uitslag.pdf", "location /inloggen"):
        assert "limit_req zone=" in nginx().split(f"{location} {{")[1].split("}")[0]


def test_nginx_limits_who_signs_in_and_not_who_reads_on() -> None:
    counted = nginx().split("$rkw_who_signs_in {")[1].split("}")[0]
    assert re.findall(r'"([A-Z]+ \S+)" \$binary_remote_addr;', counted) == [
        *("POST /inloggen", "GET /inloggen/werkaccount", "GET /inloggen/terug"),
    ]
    assert 'default "";' in counted and "limit_req_zone $rkw_who_signs_in zone=rkw_sign_in:" in nginx()
    assert "limit_req zone=rkw_sign_in" in nginx().split("location /inloggen {")[1].split("}")[0]


def test_every_command_for_accounts_is_described() -> None:
    text = text_of("docs", "operations.md").split("## Signing in")[1].split("\n## ")[0]
    for command in ("add", "password", "roles", "shut", "open", "sign-out", "unlock", "list"):
        assert re.search(rf"`{command}[ `]", text), command
    for role in Role:
        assert f"| {role} | `/" in text


def test_the_service_starts_the_site_as_the_read_me_does() -> None:
    service = text_of("docs", "deploy", "rondkomenwijzer.service")
    assert "gunicorn -c python:webapp.gunicorn_conf" in service
    for word in ("DynamicUser=yes", "ProtectSystem=strict", "LimitCORE=0", "NoNewPrivileges=yes"):
        assert word in service


def test_the_draft_for_the_register_fits_its_fields() -> None:
    text = text_of("docs", "accountability.md")
    for field, most in REGISTER_LIMITS.items():
        [row] = re.findall(rf"^\| {field} \| (.*) \|$", text, re.MULTILINE)
        assert 0 < len(row) < most
    for field in ("Doel en impact", "Afwegingen", "Menselijke tussenkomst", "Risicobeheer", "Technische werking"):
        [paragraph] = re.findall(rf"^\*\*{field}\.\*\* (.*?)\n\n", text, re.MULTILINE | re.DOTALL)
        assert 200 < len(paragraph) < 2500


def test_the_drafts_say_what_the_program_does_not_know() -> None:
    text = text_of("docs", "accountability.md")
    assert "[Gemeente Enschede]" in text and "Nobody has adopted them yet" in text
    assert "kostendelers" in text.lower()
