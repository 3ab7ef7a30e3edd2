"""The page for programmers: the command on it works, and the answer on it is the one that comes back."""

from __future__ import annotations

import json
import shlex
import subprocess
from typing import Any, Final

import pytest

from tests.api_client import api_app, api_client
from tests.webapp_pages import Page

PAGE: Final = "/api"
TIMEOUT: Final = 30
WIDEST: Final = 500
"""Characters of a line: the longest are whole sentences."""


def run(*command: str, stdin: str | None = None) -> str:
    """What a program prints; it must end well. curl is a Debian package that this test needs."""
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=TIMEOUT, input=stdin)
    return done.stdout


def sample(page: Page, id_: str) -> str:
    """A piece of code on the page, as it would be copied."""
    found = page.by_id(id_)
    assert found is not None
    return "".join(found.texts)


def outcome(advice: dict[str, Any]) -> dict[str, Any]:
    """What the page shows of an advice."""
    return {
        "on": advice["on"],
        "schemes": [{"id": scheme["id"], "status": scheme["status"]} for scheme in advice["schemes"]],
        "referrals": [{"id": office["id"], "urgency": office["urgency"]} for office in advice["referrals"]],
        "next_fact": advice["next_fact"],
    }


def test_the_command_on_the_page_gives_the_answer_on_the_page(site: str) -> None:
    page = Page(run("curl", "-s", site + PAGE), PAGE)
    command = sample(page, "command")
    assert command.startswith("curl ") and f" {site}/api/v1/advice | " in command
    printed = run("sh", "-s", stdin=command)
    assert max(map(len, printed.splitlines())) < WIDEST, "nobody can read that"
    answer = json.loads(printed)
    assert outcome(answer) == json.loads(sample(page, "answer"))
    assert len({scheme["status"] for scheme in answer["schemes"]}) > 1


def test_the_command_is_one_call_of_curl_whatever_the_browser_calls_the_site() -> None:
    for host in ("localhost", "example.nl:8443", "[::1]:8000"):
        page = Page(api_client().get(PAGE, headers={"Host": host}).get_data(as_text=True), PAGE)
        call, _, rest = sample(page, "command").rpartition(" | ")
        program, *arguments = shlex.split(call)
        assert (program, arguments[-1]) == ("curl", f"http://{host}/api/v1/advice")
        assert rest.startswith("python3 -m json.tool")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_address_is_on_the_page(language: str) -> None:
    page = Page(api_client().get(f"{PAGE}?taal={language}").get_data(as_text=True), PAGE)
    rows = {cell.text for cell in page.all("dt")}
    assert rows == {
        f"{method} {rule.rule}"
        for rule in api_app().url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_page_has_a_link_to_it() -> None:
    assert PAGE in Page(api_client().get("/").get_data(as_text=True), "/").links
